// A command inside: its exit status is handed on, its rights are three, and what cannot be run is said.
#include <unistd.h>
#include <csignal>
#include <cstdlib>
#include <functional>

#include "servers/network/private_network.h"
#include "servers/network/trial.h"
#include "tests/servers/network/person.h"

namespace cleartext::network {
namespace {

class RunInside : public PrivateNetwork {};

INSTANTIATE_TEST_SUITE_P(As, RunInside, testing::Values(Person::whoever_runs_the_tests, Person::ordinary_user), person_name);

Result expect_status(int expected, const std::vector<std::string>& command) {
  const int status = run_inside(command);
  return status == expected ? Result{} : wrong("The exit status is " + std::to_string(status) + ".");
}

TEST_P(RunInside, exit_status_is_handed_on) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    return expect_status(7, {"sh", "-c", "exit 7"});
  });
}

TEST_P(RunInside, a_signal_counts_from_128) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    return expect_status(128 + SIGTERM, {"sh", "-c", "kill -TERM $$"});
  });
}

TEST_P(RunInside, an_unknown_command_is_127) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    return expect_status(127, {"no-such-command-anywhere"});
  });
}

TEST_P(RunInside, a_file_that_is_no_program_is_126) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    return expect_status(126, {folder.path() + "/etc/hosts"});
  });
}

TEST_P(RunInside, command_keeps_the_network_rights) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    // NET_BIND_SERVICE, NET_ADMIN and NET_RAW are bits 10, 12 and 13: 0x3400.
    return expect_status(0, {"sh", "-c",
                             "rights=0x$(sed -n 's/^CapEff:[[:space:]]*//p' /proc/self/status); test "
                             "$((rights & 0x3400)) = $((0x3400))"});
  });
}

TEST_P(RunInside, ambient_rights_are_not_given_outside_a_private_network) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    return expect_status(0, {"sh", "-c", "grep -q '^CapAmb:[[:space:]]*0*$' /proc/self/status"});
  });
}

TEST_P(RunInside, command_is_told_where_it_is) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    return expect_status(0, {"sh", "-c", "test \"$CLEARTEXT_LAB\" = private"});
  });
}

TEST_P(RunInside, an_empty_command_is_the_users_shell) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    ::setenv("SHELL", "/bin/false", 1);
    return expect_status(1, {});
  });
}

TEST_P(RunInside, ignored_signals_are_heard_again) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    std::signal(SIGPIPE, SIG_IGN);
    return expect_status(128 + SIGPIPE, {"sh", "-c", "kill -PIPE $$"});
  });
}

}  // namespace
}  // namespace cleartext::network
