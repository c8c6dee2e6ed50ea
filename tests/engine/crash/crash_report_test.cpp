// A process that fails, seen from the one that started it.
#include "engine/crash/crash_report.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <stdexcept>

using namespace cleartext;

namespace {

struct CrashReport : testing::Test {
  std::string folder;

  void SetUp() override {
    std::string name = testing::TempDir() + "crash-XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name + "/share/data/crashes";
    std::filesystem::create_directories(name);
  }
  void TearDown() override { std::filesystem::remove_all(std::filesystem::path(folder).parent_path().parent_path().parent_path()); }

  // The report of a child that does this; by which signal it ended.
  std::pair<std::string, int> report_after(const std::function<void()>& fail) {
    const pid_t child = fork();
    if (child == 0) {
      if (std::freopen("/dev/null", "w", stderr) == nullptr) _exit(1);
      crash::report_into(folder, "cleartext 1.2.3");
      crash::note("lesson pop3, step 2");
      fail();
      _exit(0);
    }
    int status = 0;
    waitpid(child, &status, 0);
    const auto path = crash::report_of(folder, child);
    if (!path.empty()) crash::make_readable(path);
    std::ostringstream text;
    text << std::ifstream(path).rdbuf();
    return {text.str(), WIFSIGNALED(status) ? WTERMSIG(status) : 0};
  }
};

volatile int deepest = 1'000'000'000;

int use_up_the_stack(int depth) {
  volatile char room[4096] = {};
  room[0] = static_cast<char>(depth);
  return depth > deepest ? room[0] : use_up_the_stack(depth + 1) + room[0];
}

void cook() { throw std::runtime_error("the soup is cold"); }

}  // namespace

TEST_F(CrashReport, a_process_that_fails_leaves_one_and_ends_by_its_signal) {
  const auto [report, signal] = report_after([] { raise(SIGSEGV); });
  EXPECT_EQ(signal, SIGSEGV);
  EXPECT_NE(report.find("version: cleartext 1.2.3\n"), std::string::npos) << report;
  EXPECT_NE(report.find("signal: SIGSEGV"), std::string::npos);
  EXPECT_NE(report.find("what was open: lesson pop3, step 2\n"), std::string::npos);
  EXPECT_NE(report.find("test_engine_crash("), std::string::npos);
  EXPECT_NE(report.find("No mail"), std::string::npos);
}

TEST_F(CrashReport, an_exception_that_nobody_caught_is_in_it) {
  const auto [report, signal] = report_after([]() noexcept { cook(); });
  EXPECT_EQ(signal, SIGABRT);
  EXPECT_NE(report.find("the soup is cold"), std::string::npos) << report;
}

TEST_F(CrashReport, a_stack_that_is_used_up_leaves_one_too) {
  const auto [report, signal] = report_after([] { use_up_the_stack(0); });
  EXPECT_EQ(signal, SIGSEGV);
  EXPECT_NE(report.find("signal: SIGSEGV"), std::string::npos) << report;
}

TEST_F(CrashReport, a_process_that_ends_well_leaves_none_and_no_folder) {
  const auto [report, signal] = report_after([] {});
  EXPECT_EQ(signal, 0);
  EXPECT_TRUE(report.empty());
  EXPECT_FALSE(std::filesystem::exists(folder));
}

TEST_F(CrashReport, it_is_for_its_user_alone) {
  report_after([] { raise(SIGSEGV); });
  for (const auto& entry : std::filesystem::directory_iterator(folder))
    EXPECT_EQ(entry.status().permissions() & (std::filesystem::perms::group_all | std::filesystem::perms::others_all),
              std::filesystem::perms::none);
}

TEST_F(CrashReport, names_are_those_of_the_source) {
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/one.txt";
  std::ofstream(path) << "a\nprogram(_ZN9cleartext3lab5startEv+0x1f) [0x55d0]\n";
  crash::make_readable(path);
  std::ostringstream text;
  text << std::ifstream(path).rdbuf();
  EXPECT_EQ(text.str(), "a\nprogram(cleartext::lab::start()+0x1f) [0x55d0]\n");
}
