// What stands under the name when a new file comes.
#include "engine/capture/new_file.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <thread>

namespace cleartext::capture {
namespace {

namespace fs = std::filesystem;

struct NewFiles : testing::Test {
  NewFiles() {
    auto name = (fs::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    path = folder / "a.pcapng";
  }
  ~NewFiles() override { fs::remove_all(folder); }
  static std::string content(const fs::path& of) {
    std::ifstream file(of);
    return {std::istreambuf_iterator<char>(file), {}};
  }
  static bool put(const fs::path& at, const std::string& words) {
    NewFile file(at.string());
    return file.open() && file.write(words) && file.keep();
  }
  std::size_t count() const { return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), fs::directory_iterator())); }
  fs::path folder, path;
};

TEST_F(NewFiles, it_has_the_rights_of_the_one_before_and_a_link_stays_one) {
  ASSERT_TRUE(put(path, "old"));
  fs::permissions(path, fs::perms::owner_read | fs::perms::owner_write);
  fs::create_symlink(path, folder / "link");
  ASSERT_TRUE(put(folder / "link", "new"));
  EXPECT_EQ(content(path), "new");
  EXPECT_TRUE(fs::is_symlink(folder / "link"));
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  EXPECT_EQ(count(), 2U);
}

TEST_F(NewFiles, the_umask_is_asked) {
  const auto before = ::umask(077);
  EXPECT_TRUE(put(path, "new"));
  ::umask(before);
  EXPECT_EQ(fs::status(path).permissions(), fs::perms::owner_read | fs::perms::owner_write);
}

TEST_F(NewFiles, a_folder_stays_one) {
  ASSERT_TRUE(put(path, "old"));
  EXPECT_FALSE(put(folder, "new"));
  EXPECT_EQ(content(path), "old");
}

TEST_F(NewFiles, a_pipe_stays_a_pipe_and_whoever_reads_it_gets_all) {
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  const std::string much(300'000, 'x');
  std::string heard;
  std::thread reader([&] { heard = content(path); });
  EXPECT_TRUE(put(path, much));
  reader.join();
  EXPECT_EQ(heard, much);
  EXPECT_TRUE(fs::is_fifo(path));
  EXPECT_EQ(count(), 1U);
}

TEST_F(NewFiles, a_full_device_is_told_and_stays_a_device) {
  EXPECT_FALSE(put("/dev/full", "words"));
  EXPECT_TRUE(fs::is_character_file("/dev/full"));
}

}  // namespace
}  // namespace cleartext::capture
