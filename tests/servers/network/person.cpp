// Becoming an ordinary user is for good, so it is only ever done in a child.
#include "tests/servers/network/person.h"

#include <grp.h>
#include <sys/stat.h>
#include <unistd.h>
#include <filesystem>

#include "servers/network/private_network.h"
#include "servers/network/trial.h"

namespace cleartext::network {
namespace {
constexpr unsigned nobody = 65534;
}

Result become(Person person) {
  if (person == Person::whoever_runs_the_tests || ::geteuid() != 0) return {};
  if (::setgroups(0, nullptr) != 0 || ::setresgid(nobody, nobody, nobody) != 0 || ::setresuid(nobody, nobody, nobody) != 0)
    return wrong("The test could not become an ordinary user.");
  return {};
}

TemporaryFolder::TemporaryFolder() : path_(testing::TempDir() + "cleartext-test-XXXXXX") {
  if (::mkdtemp(path_.data()) == nullptr || ::chmod(path_.c_str(), 0777) != 0) std::abort();
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

Result enter_lab(Person person, const std::string& folder) {
  if (auto became = become(person); !became) return became;
  if (auto entered = enter_user_namespace(); !entered) return entered;
  return make_private_network(folder);
}

void PrivateNetwork::SetUp() {
  const Result tried = in_a_child([] {
    const Result became = become(GetParam());
    return became ? try_private_network() : became;
  });
  if (!tried) GTEST_SKIP() << tried.error().sentence << " " << tried.error().advice;
}

void PrivateNetwork::expect(const std::function<Result()>& body) {
  const Result result = in_a_child(body);
  EXPECT_TRUE(result) << result.error().sentence;
}

std::string person_name(const testing::TestParamInfo<Person>& info) {
  return info.param == Person::ordinary_user ? "ordinary_user" : "whoever_runs_the_tests";
}

}  // namespace cleartext::network
