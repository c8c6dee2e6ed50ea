// Every package that is installed stands on the page of dependencies with a version, a licence and a reason; and no other does.
#include <gtest/gtest.h>

#include <regex>
#include <set>
#include <sstream>

#include "tests/architecture/source_tree.h"

namespace cleartext::architecture {
namespace {

std::set<std::string> packages_installed() {
  std::set<std::string> names;
  for (const char* list : {"assets/packaging/packages.txt", "assets/packaging/packages-test.txt"})
    for (const auto& line : lines_of(read_file(list))) {
      std::istringstream first(line.substr(0, line.find_first_of("#|")));  // of "a | b" the first
      if (std::string name; first >> name) names.insert(name);
    }
  return names;
}

std::set<std::string> packages_described() {
  std::set<std::string> names;
  const std::regex row("^\\| `([a-z0-9+.-]+)`[^|]*\\| [0-9][^|]*\\| [A-Z c][^|]+\\| [^|]+\\|$");
  for (const auto& line : lines_of(read_file("assets/manual/dependencies.md")))
    if (std::smatch match; std::regex_match(line, match, row)) names.insert(match[1]);
  return names;
}

TEST(Dependencies, each_is_named_with_version_and_licence) {
  const auto installed = packages_installed();
  EXPECT_GE(installed.size(), 30U);
  EXPECT_EQ(installed, packages_described());
}

}  // namespace
}  // namespace cleartext::architecture
