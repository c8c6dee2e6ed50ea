// Every test of the private network runs twice: as whoever runs the tests, and as an ordinary user. Nothing
// happens in the test process itself, which stays where it is: each test body runs in a forked child.
#pragma once
#include <gtest/gtest.h>
#include <cstdlib>
#include <functional>
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::network {

enum class Person { whoever_runs_the_tests, ordinary_user };

using Result = tl::expected<void, wire::Problem>;

// Root becomes nobody; anybody else is an ordinary user already.
Result become(Person person);

inline tl::unexpected<wire::Problem> wrong(std::string sentence) { return tl::unexpected(wire::Problem{std::move(sentence), {}}); }

// A folder that everybody may enter and write to, empty, removed at the end with all that is in it.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(const TemporaryFolder&) = delete;
  TemporaryFolder& operator=(const TemporaryFolder&) = delete;
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// Given this person, enters namespaces of its own and builds the private network there.
Result enter_lab(Person person, const std::string& folder);

class PrivateNetwork : public testing::TestWithParam<Person> {
 protected:
  void SetUp() override;                             // skips, with the reason, where the machine allows none
  void expect(const std::function<Result()>& body);  // runs it in a child
  TemporaryFolder folder;
};

std::string person_name(const testing::TestParamInfo<Person>& info);

}  // namespace cleartext::network
