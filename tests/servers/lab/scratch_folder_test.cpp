#include "servers/lab/scratch_folder.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>

namespace cleartext::lab {
namespace fs = std::filesystem;
namespace {

struct ScratchFolderTest : ::testing::Test {
  ScratchFolderTest() {
    std::string pattern = (fs::temp_directory_path() / "scratch-XXXXXX").string();
    parent = mkdtemp(pattern.data());
  }
  ~ScratchFolderTest() override { fs::remove_all(parent); }
  int labs() const {
    int count = 0;
    for (const auto& entry : fs::directory_iterator(parent)) count += entry.is_directory() ? 1 : 0;
    return count;
  }
  fs::path parent;
};

TEST_F(ScratchFolderTest, it_is_gone_with_its_lab) {
  {
    const auto folder = ScratchFolder::make(parent.string());
    ASSERT_TRUE(folder);
    EXPECT_TRUE(fs::is_directory(folder->path()));
  }
  EXPECT_EQ(labs(), 0);
}

TEST_F(ScratchFolderTest, what_a_killed_lab_left_is_removed_by_the_next) {
  const pid_t child = fork();
  if (child == 0) {
    const auto folder = ScratchFolder::make(parent.string());
    raise(SIGKILL);
  }
  int status = 0;
  waitpid(child, &status, 0);
  ASSERT_TRUE(WIFSIGNALED(status));
  EXPECT_EQ(labs(), 1);
  const auto next = ScratchFolder::make(parent.string());
  ASSERT_TRUE(next);
  EXPECT_EQ(labs(), 1);
}

TEST_F(ScratchFolderTest, a_living_lab_keeps_its_folder) {
  const auto first = ScratchFolder::make(parent.string());
  const auto second = ScratchFolder::make(parent.string());
  ASSERT_TRUE(first && second);
  EXPECT_TRUE(fs::is_directory(first->path()));
  EXPECT_EQ(labs(), 2);
}

TEST_F(ScratchFolderTest, a_parent_that_is_not_there_is_a_problem) {
  EXPECT_FALSE(ScratchFolder::make("/nowhere/at/all"));
  EXPECT_FALSE(ScratchFolder::make(""));
}

}  // namespace
}  // namespace cleartext::lab
