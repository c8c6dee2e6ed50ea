// Progress on the disk: whole or as it was before, and nobody's but the student's.
#include "engine/lesson/progress.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>
#include <filesystem>
#include <fstream>

namespace cleartext::lesson {
namespace {

Progress some() {
  Progress made;
  made.lesson = "pop3";
  made.version = 2;
  made.token = "ab12";
  made.steps = {"log-in", "fetch"};
  made.hints["look"] = 2;
  made.answers["look/code"] = "+OK";
  made.tally = {4, 9, 5, 12};
  made.handed_in = "2026-03-01T10:00:00";
  return made;
}

TEST(Progress, comes_back_as_it_was_written) {
  const QTemporaryDir folder;
  const ProgressBook book(folder.path().toStdString(), "4711");
  ASSERT_TRUE(book.write(some()));
  const auto read = ProgressBook(folder.path().toStdString(), "4711").read("pop3");
  EXPECT_EQ(read.version, 2);
  EXPECT_EQ(read.token, "ab12");
  EXPECT_EQ(read.steps, some().steps);
  EXPECT_EQ(read.hints, some().hints);
  EXPECT_EQ(read.answers, some().answers);
  EXPECT_EQ(read.tally.passed, 4);
  EXPECT_EQ(read.tally.most, 12);
  EXPECT_EQ(read.handed_in, some().handed_in);
}

TEST(Progress, a_token_for_any_lesson_is_known) {
  const QTemporaryDir folder;
  const ProgressBook book(folder.path().toStdString(), "4711");
  EXPECT_FALSE(book.has_tokens());
  Progress without = some();
  without.lesson = "bounce";
  without.token.clear();
  ASSERT_TRUE(book.write(without));
  EXPECT_FALSE(book.has_tokens());
  ASSERT_TRUE(book.write(some()));
  EXPECT_TRUE(book.has_tokens());
  EXPECT_FALSE(ProgressBook(folder.path().toStdString(), "4712").has_tokens());
}

TEST(Progress, of_one_student_is_not_seen_by_another) {
  const QTemporaryDir folder;
  ASSERT_TRUE(ProgressBook(folder.path().toStdString(), "4711").write(some()));
  EXPECT_TRUE(ProgressBook(folder.path().toStdString(), "4712").read("pop3").steps.empty());
  EXPECT_TRUE(ProgressBook(folder.path().toStdString(), "").read("pop3").steps.empty());
}

TEST(Progress, is_for_its_user_alone) {
  const QTemporaryDir folder;
  ASSERT_TRUE(ProgressBook(folder.path().toStdString(), "4711").write(some()));
  for (const auto& entry : std::filesystem::directory_iterator(folder.path().toStdString()))
    EXPECT_EQ(entry.status().permissions(), std::filesystem::perms::owner_all) << entry.path();
}

TEST(Progress, stays_in_its_folder_whatever_a_student_is_called) {
  const QTemporaryDir folder;
  const auto inside = folder.path().toStdString() + "/inside";
  for (const char* id : {"../../out", "a/b", "..", ".", "~", "x\ny", "Ärger"}) {
    const ProgressBook book(inside, id);
    auto progress = some();
    progress.lesson = "../out";
    ASSERT_TRUE(book.write(progress)) << id;
    EXPECT_EQ(book.read("../out").hints, some().hints) << id;
  }
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(folder.path().toStdString())) {
    if (!entry.is_regular_file()) continue;
    ++files;
    EXPECT_EQ(entry.path().string().rfind(inside, 0), 0U) << entry.path();
    EXPECT_EQ(entry.path().parent_path().parent_path(), std::filesystem::path(inside)) << entry.path();
  }
  EXPECT_EQ(files, 7);
}

TEST(Progress, a_damaged_file_counts_as_none) {
  const QTemporaryDir folder;
  const ProgressBook book(folder.path().toStdString(), "4711");
  ASSERT_TRUE(book.write(some()));
  std::ofstream(folder.path().toStdString() + "/student-4711/pop3.json") << "{\"steps\": [";
  EXPECT_TRUE(book.read("pop3").steps.empty());
  EXPECT_EQ(book.read("pop3").lesson, "pop3");
}

TEST(Progress, a_folder_that_cannot_be_written_is_told_in_a_sentence) {
  const auto written = ProgressBook("/dev/null/nowhere", "4711").write(some());
  ASSERT_FALSE(written);
  EXPECT_FALSE(written.error().sentence.empty());
}

}  // namespace
}  // namespace cleartext::lesson
