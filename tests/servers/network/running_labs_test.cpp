// Labs find each other through one small file each; those of the dead are swept, and others may join the
// living.
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>

#include "servers/network/private_network.h"
#include "servers/network/trial.h"
#include "servers/wire/hosts.h"
#include "tests/servers/network/person.h"
#include "tests/servers/network/sockets.h"

namespace cleartext::network {
namespace {

class RunningLabs : public PrivateNetwork {};

INSTANTIATE_TEST_SUITE_P(As, RunningLabs, testing::Values(Person::whoever_runs_the_tests, Person::ordinary_user), person_name);

const wire::Endpoint mail_server() {
  return {wire::host(wire::Role::crepes).address, wire::port(wire::Service::smtp, wire::NetworkMode::private_network)};
}

// As this person, with a runtime folder of the test's own.
Result settle(Person person, const std::string& folder) {
  if (auto became = become(person); !became) return became;
  const std::string runtime = folder + "/runtime";
  if (::mkdir(runtime.c_str(), 0700) != 0 && errno != EEXIST) return wrong("No runtime folder.");
  ::setenv("XDG_RUNTIME_DIR", runtime.c_str(), 1);
  return {};
}

RunningLab this_thread(const std::string& mode) { return {::getpid(), static_cast<pid_t>(::syscall(SYS_gettid)), mode}; }

TEST_P(RunningLabs, folder_is_private) {
  expect([&]() -> Result {
    if (auto settled = settle(GetParam(), folder.path()); !settled) return settled;
    struct stat about {};
    if (runtime_folder() != folder.path() + "/runtime/cleartext") return wrong("It is elsewhere: " + runtime_folder());
    if (::stat(runtime_folder().c_str(), &about) != 0) return wrong("It was not made.");
    return (about.st_mode & 0777) == 0700 ? Result{} : wrong("Others may look into it.");
  });
}

TEST_P(RunningLabs, a_folder_open_to_others_is_not_used) {
  expect([&]() -> Result {
    if (auto settled = settle(GetParam(), folder.path()); !settled) return settled;
    ::chmod((folder.path() + "/runtime").c_str(), 0755);
    return runtime_folder().starts_with(folder.path()) ? wrong("It was used.") : Result{};
  });
}

TEST_P(RunningLabs, newest_comes_first_and_leaves_with_its_announcement) {
  expect([&]() -> Result {
    if (auto settled = settle(GetParam(), folder.path()); !settled) return settled;
    const pid_t older = ::fork();
    if (older == 0) ::pause();
    Result result;
    {
      const Announcement first({older, older, "loopback"});
      const Announcement second(this_thread("private"));
      const std::vector<RunningLab> labs = running_labs();
      if (labs.size() != 2)
        result = wrong("There are " + std::to_string(labs.size()) + " labs.");
      else if (labs[0].process != ::getpid() || labs[0].mode != "private")
        result = wrong("The newest is not first.");
    }
    ::kill(older, SIGKILL);
    ::waitpid(older, nullptr, 0);
    if (result && !running_labs().empty()) result = wrong("A lab stayed behind.");
    return result;
  });
}

TEST_P(RunningLabs, the_dead_are_swept) {
  expect([&]() -> Result {
    if (auto settled = settle(GetParam(), folder.path()); !settled) return settled;
    const std::string file = runtime_folder() + "/lab-" + std::to_string(::getpid()) + "-1";
    // This process number, but the start time of another life.
    std::ofstream(file) << ::getpid() << ' ' << ::getpid() << " 1 1 private\n";
    std::ofstream(runtime_folder() + "/lab-broken") << "nonsense";
    if (!running_labs().empty()) return wrong("A dead lab is said to run.");
    return std::filesystem::is_empty(runtime_folder()) ? Result{} : wrong("A dead lab's file is still there.");
  });
}

// A lab in a process of its own, announced, with a mail server's port open.
pid_t start_lab(const std::string& folder, int ready) {
  const pid_t lab = ::fork();
  if (lab != 0) return lab;
  const bool made = enter_user_namespace().has_value() && make_private_network(folder).has_value();
  const int listener = made ? listen_at(mail_server()) : -1;
  const Announcement announcement(this_thread("private"));
  const char word = listener >= 0 ? 'y' : 'n';
  if (::write(ready, &word, 1) == 1)
    while (true) ::pause();
  ::_exit(1);
}

Result join_and_look(const std::string& home) {
  const std::vector<RunningLab> labs = running_labs();
  if (labs.size() != 1) return wrong("The lab was not found.");
  if (::chdir(home.c_str()) != 0) return wrong("No home.");
  if (auto joined = join(labs[0]); !joined) return joined;
  if (std::filesystem::current_path() != home) return wrong("The working folder was lost.");
  if (auto again = join(labs[0]); !again) return wrong("Joining twice fails: " + again.error().sentence);
  if (connect_to(mail_server()) < 0) return wrong("The lab's mail server is not reached.");
  return run_inside({"sh", "-c", "getent hosts hamburger.edu >/dev/null"}) == 0 ? Result{} : wrong("No names.");
}

TEST_P(RunningLabs, another_process_joins) {
  expect([&]() -> Result {
    if (auto settled = settle(GetParam(), folder.path()); !settled) return settled;
    int ready[2];
    if (::pipe(ready) != 0) return wrong("No pipe.");
    const pid_t lab = start_lab(folder.path(), ready[1]);
    char word = 0;
    const bool started = ::read(ready[0], &word, 1) == 1 && word == 'y';
    const std::string home = std::filesystem::canonical(folder.path());
    const Result result = started ? in_a_child([&] { return join_and_look(home); }) : wrong("The lab did not start.");
    ::kill(lab, SIGKILL);
    ::waitpid(lab, nullptr, 0);
    return result;
  });
}

TEST_P(RunningLabs, joining_a_lab_that_ended_is_a_sentence) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    const pid_t lab = ::fork();
    if (lab == 0) ::_exit(0);
    ::waitpid(lab, nullptr, 0);
    const Result joined = join({lab, lab, "private"});
    if (joined) return wrong("It joined a dead lab.");
    return joined.error().sentence.starts_with("The running lab has just ended") ? Result{} : wrong(joined.error().sentence);
  });
}

}  // namespace
}  // namespace cleartext::network
