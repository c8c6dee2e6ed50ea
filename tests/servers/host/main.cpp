// Sockets need an event loop, and that needs an application.
#include <gtest/gtest.h>

#include <QCoreApplication>

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  const QCoreApplication application(count, words);
  return RUN_ALL_TESTS();
}
