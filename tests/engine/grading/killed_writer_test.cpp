// A writer that is killed at any moment leaves what was whole before, or what is whole now: progress and hand-ins alike.
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTemporaryDir>
#include <array>
#include <atomic>

#include "engine/grading/hand_in.h"
#include "engine/grading/opened.h"
#include "engine/lesson/progress.h"

namespace cleartext::grading {
namespace {

// Writes number after number, each time both files, and says so on the pipe.
[[noreturn]] void write_for_ever(const std::string& folder, const analysis::Recording& recording, int pipe) {
  const lesson::ProgressBook book(folder, "4711");
  for (int number = 1;; ++number) {
    lesson::Progress progress;
    progress.lesson = "pop3";
    progress.version = number;
    progress.token = std::to_string(number);
    for (int answer = 0; answer < 200; ++answer) progress.answers["look/" + std::to_string(answer)] = std::to_string(number);
    HandIn made;
    made.student = "4711";
    made.lesson = "pop3";
    made.version = number;
    made.program = std::to_string(number);
    const bool written = book.write(progress) && write_hand_in(folder + "/hand-in.pcapng", made, recording, {});
    if (!written || ::write(pipe, "x", 1) != 1) ::_exit(1);
  }
}

TEST(KilledWriter, leaves_whole_files_whenever_it_is_killed) {
  const auto recorded = open(SOURCE_DIR "/lessons/pop3/recording.pcapng");
  ASSERT_TRUE(recorded.recording);
  const auto packets = recorded.recording->packets().size();
  ASSERT_GT(packets, 50U);
  for (int rounds = 1; rounds <= 12; ++rounds) {
    const QTemporaryDir folder;
    std::array<int, 2> pipe{};
    ASSERT_EQ(::pipe(pipe.data()), 0);
    const auto writer = ::fork();
    if (writer == 0) write_for_ever(folder.path().toStdString(), *recorded.recording, pipe[1]);
    ASSERT_GT(writer, 0);
    ::close(pipe[1]);
    char heard = 0;
    for (int said = 0; said < rounds; ++said) ASSERT_EQ(::read(pipe[0], &heard, 1), 1);
    for (std::atomic<int> turns = rounds * 60'000; turns > 0;) --turns;  // so that each time it is elsewhere
    ::kill(writer, SIGKILL);
    ::waitpid(writer, nullptr, 0);
    ::close(pipe[0]);
    const auto progress = lesson::ProgressBook(folder.path().toStdString(), "4711").read("pop3");
    EXPECT_GE(progress.version, rounds);
    EXPECT_EQ(progress.token, std::to_string(progress.version));
    EXPECT_EQ(progress.answers.size(), 200U);
    const auto handed_in = open(folder.path().toStdString() + "/hand-in.pcapng");
    ASSERT_TRUE(handed_in.recording);
    ASSERT_TRUE(handed_in.hand_in);
    EXPECT_GE(handed_in.hand_in->version, rounds);
    EXPECT_EQ(handed_in.hand_in->program, std::to_string(handed_in.hand_in->version));
    EXPECT_EQ(handed_in.recording->packets().size(), packets);
  }
}

}  // namespace
}  // namespace cleartext::grading
