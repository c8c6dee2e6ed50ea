// From a request to the verb that does it.
#include <filesystem>
#include <iostream>

#include "engine/commands/request.h"
#include "engine/commands/said.h"
#include "servers/network/reading_room.h"

namespace cleartext::commands {
namespace {

template <typename... Cases>
struct Overloaded : Cases... {
  using Cases::operator()...;
};
template <typename... Cases>
Overloaded(Cases...) -> Overloaded<Cases...>;

// What a stranger's file makes of this process, it cannot make much: it reads and writes files, and nothing else.
void expect_strangers_files() { network::enter_reading_room(); }

}  // namespace

int run(const Request& request, int argc, char** argv) {
  std::error_code error;
  const auto program = std::filesystem::read_symlink("/proc/self/exe", error).string();
  return said(std::visit(
      Overloaded{
          [&](const Play& wanted) { return play(wanted, argc, argv); }, [&](const Serve& wanted) { return serve(wanted, argc, argv); },
          [&](const Shell& wanted) { return shell(wanted, argc, argv); }, [&](const Lessons& wanted) { return lessons(wanted, program); },
          [&](const Grade& wanted) { return expect_strangers_files(), grade(wanted, program); },
          [&](const Crack& wanted) { return expect_strangers_files(), crack(wanted); },
          [&](const Doctor& wanted) { return doctor(wanted, program); }, [&](const Fault& wanted) { return fault(wanted); },
          [&](const State& wanted) { return state(wanted); },
          [&](const AnalyzeOptions& wanted) { return expect_strangers_files(), analyze(wanted, std::cout, std::cerr); },
          [&](const Tour&) { return 2; }, [&](const Manual&) { return 2; }, [&](const OpenWindow&) { return 2; }},
      request));
}

}  // namespace cleartext::commands
