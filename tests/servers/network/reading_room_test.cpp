// What a process cannot do any more that only reads files.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/ptrace.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <functional>
#include <thread>

#include "servers/network/reading_room.h"

namespace cleartext::network {
namespace {

// A child enters, and says by its exit status whether the call was refused: 0 yes, 1 no, 77 no filters here.
int in_the_reading_room(const std::function<bool()>& was_refused) {
  const pid_t child = ::fork();
  if (child == 0) {
    if (!enter_reading_room()) ::_exit(77);
    ::_exit(was_refused() ? 0 : 1);
  }
  int status = 0;
  if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status)) return -1;
  return WEXITSTATUS(status);
}

void expect_refused(const std::function<bool()>& was_refused) {
  const int status = in_the_reading_room(was_refused);
  if (status == 77) GTEST_SKIP() << "this kernel has no system call filters";
  EXPECT_EQ(status, 0);
}

TEST(ReadingRoom, no_program_is_run_in_it) {
  expect_refused([] {
    char path[] = "/bin/true";
    char* const words[] = {path, nullptr};
    ::execv(path, words);
    return errno == EPERM;
  });
}

TEST(ReadingRoom, no_socket_is_opened_in_it) {
  expect_refused([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM; });
  expect_refused([] { return ::socket(AF_UNIX, SOCK_STREAM, 0) < 0 && errno == EPERM; });
}

TEST(ReadingRoom, no_namespace_is_made_and_no_process_looked_into) {
  expect_refused([] { return ::unshare(CLONE_NEWUSER) < 0 && errno == EPERM; });
  expect_refused([] { return ::ptrace(PTRACE_TRACEME, 0, nullptr, nullptr) < 0 && errno == EPERM; });
}

TEST(ReadingRoom, threads_that_ran_before_are_in_it_too) {
  const pid_t child = ::fork();
  if (child == 0) {
    int way[2];
    if (::pipe(way) != 0) ::_exit(2);
    bool refused = false;
    std::thread before([&] {
      char letter = 0;
      if (::read(way[0], &letter, 1) == 1) refused = ::socket(AF_INET, SOCK_STREAM, 0) < 0 && errno == EPERM;
    });
    const bool entered = enter_reading_room();
    if (::write(way[1], "x", 1) != 1) ::_exit(2);
    before.join();
    ::_exit(!entered ? 77 : refused ? 0 : 1);
  }
  int status = 0;
  ASSERT_EQ(::waitpid(child, &status, 0), child);
  ASSERT_TRUE(WIFEXITED(status));
  if (WEXITSTATUS(status) == 77) GTEST_SKIP() << "this kernel has no system call filters";
  EXPECT_EQ(WEXITSTATUS(status), 0);
}

TEST(ReadingRoom, files_are_read_and_threads_begun) {
  const int status = in_the_reading_room([] {
    bool ran = false;
    std::thread([&] { ran = true; }).join();
    return ran && ::access("/proc/self/status", R_OK) == 0;
  });
  EXPECT_TRUE(status == 0 || status == 77);
}

}  // namespace
}  // namespace cleartext::network
