#include <gtest/gtest.h>

#include <QFile>

#include "tests/program/program.h"

namespace cleartext {
namespace {

TEST(SessionBus, an_ordinary_user_inside_the_namespace_reaches_it) {
  const OrdinaryUser user;
  const auto probe = user.path(QStringLiteral("app/bus_probe"));
  ASSERT_TRUE(QFile::copy(QStringLiteral(BUS_PROBE), probe));
  const auto ran = user.run_other(QStringLiteral("dbus-run-session"), {QStringLiteral("--"), probe});
  EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
  EXPECT_EQ(ran.out.trimmed(), QStringLiteral("reached"));
}

}  // namespace
}  // namespace cleartext
