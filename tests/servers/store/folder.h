// A folder of its own for each test, gone afterwards.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace cleartext::store {

class InFolder : public testing::Test {
 protected:
  InFolder() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
  }
  ~InFolder() override { std::filesystem::remove_all(folder); }
  static void write_file(const std::filesystem::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }
  static std::string read_file(const std::filesystem::path& file) {
    std::ifstream stream(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(stream), {}};
  }
  std::filesystem::path folder;
};

}  // namespace cleartext::store
