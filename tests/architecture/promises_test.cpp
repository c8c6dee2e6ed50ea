// Each promise of the page for the cautious names the tests that hold it; here it is seen that they exist.
#include <gtest/gtest.h>

#include <algorithm>
#include <regex>

#include "tests/architecture/source_tree.h"

namespace cleartext::architecture {
namespace {

bool is_a_test(const std::string& suite, const std::string& name) {
  static const auto tests = files_in({"tests"}, {".cpp", "CMakeLists.txt", ".py"});
  const std::regex defined("TEST(_F|_P)?\\(\\s*" + suite + "\\s*,\\s*" + name + "\\s*\\)|says " + name + "\\)");
  return std::any_of(tests.begin(), tests.end(), [&](const Source& each) { return std::regex_search(each.text, defined); });
}

TEST(Promises, each_is_held_by_tests_that_exist) {
  const auto page = read_file("assets/manual/threats.md");
  std::size_t promises = 0;
  for (const auto& line : lines_of(page)) {
    if (!line.starts_with("| **")) continue;
    ++promises;
    std::size_t held = 0;
    each_match(line, "`([A-Za-z]+)\\.([a-z_]+)`", [&](std::size_t, const std::string& match) {
      const auto dot = match.find('.');
      EXPECT_TRUE(is_a_test(match.substr(1, dot - 1), match.substr(dot + 1, match.size() - dot - 2))) << match;
      ++held;
    });
    EXPECT_GE(held, 1U) << line;
  }
  EXPECT_GE(promises, 10U);
}

}  // namespace
}  // namespace cleartext::architecture
