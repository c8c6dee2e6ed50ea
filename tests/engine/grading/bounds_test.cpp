// A hand-in is a stranger's file: how it calls its student and its lesson has a bound.
#include <gtest/gtest.h>

#include <QDir>
#include <QTemporaryDir>

#include "engine/grading/grade.h"
#include "engine/grading/hand_in.h"
#include "engine/grading/pages.h"

namespace cleartext::grading {
TEST(Bounds, a_name_that_no_window_takes_is_no_hand_in) {
  const auto of = [](std::size_t letters) {
    return std::string(R"({"cleartext":"hand-in","lesson":"pop3","student":")").append(letters, 'a').append("\"}");
  };
  EXPECT_TRUE(from_json(of(64)));
  EXPECT_FALSE(from_json(of(30'000)));
}

TEST(Bounds, a_page_is_written_whatever_student_and_lesson_are_called) {
  const QTemporaryDir folder;
  Result result;
  result.student = std::string(256, 'x');
  result.lesson = std::string("../../").append(200, 'y');
  Result good;
  good.student = "ann";
  good.lesson = "pop3";
  EXPECT_TRUE(write_pages(folder.filePath(QStringLiteral("pages")).toStdString(), {result, good}, {}));
  const QStringList names = QDir(folder.filePath(QStringLiteral("pages"))).entryList(QDir::Files);
  EXPECT_EQ(names.size(), 3) << names.join(QLatin1Char(' ')).toStdString();
  EXPECT_TRUE(names.contains(QStringLiteral("002-ann-pop3.html")));
}

}  // namespace cleartext::grading
