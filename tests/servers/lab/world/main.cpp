// The tests live in a network of their own, as an ordinary user: there the lab's ports are free, on plain loopback too.
#include <grp.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <QCoreApplication>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include "servers/network/private_network.h"

namespace {

constexpr unsigned nobody = 65534;

bool become_ordinary(const std::string& folder) {
  if (::geteuid() != 0) return true;
  return ::chown(folder.c_str(), nobody, nobody) == 0 && ::setgroups(0, nullptr) == 0 && ::setresgid(nobody, nobody, nobody) == 0 &&
         ::setresuid(nobody, nobody, nobody) == 0;
}

// "": inside; else why not.
std::string enter(const std::string& folder) {
  namespace network = cleartext::network;
  if (!become_ordinary(folder)) return "The tests could not become an ordinary user.";
  if (auto tried = network::try_private_network(); !tried) return tried.error().sentence;
  if (auto entered = network::enter_user_namespace(); !entered) return entered.error().sentence;
  if (auto made = network::make_private_network(folder); !made) return made.error().sentence;
  return {};
}

}  // namespace

int main(int count, char** words) {
  testing::InitGoogleTest(&count, words);
  if (testing::GTEST_FLAG(list_tests)) return RUN_ALL_TESTS();
  std::string folder = (std::filesystem::temp_directory_path() / "cleartext-world-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 1;
  ::setenv("XDG_RUNTIME_DIR", folder.c_str(), 1);
  const auto refused = enter(folder);
  int status = 0;
  if (refused.empty()) {
    const QCoreApplication application(count, words);
    status = RUN_ALL_TESTS();
  } else {
    std::printf("[  SKIPPED ] %s\n", refused.c_str());
  }
  std::error_code ignored;
  std::filesystem::remove_all(folder, ignored);
  return status;
}
