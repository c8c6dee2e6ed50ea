// The program as it is called. What reads a capture is done here, and at once; whatever needs the lab or a window is
// the larger program beside this one, which takes ten times as long to load.
#include <unistd.h>

#include <cstring>
#include <filesystem>
#include <iostream>

#include "engine/commands/request.h"
#include "engine/commands/said.h"
#include "engine/crash/crash_report.h"
#include "servers/network/reading_room.h"

namespace {

int become_the_lab(char** argv) {
  std::error_code error;
  const std::string path = std::filesystem::read_symlink("/proc/self/exe", error).string() + "-lab";
  execv(path.c_str(), argv);
  std::cerr << "cleartext: " << path << " cannot be run: " << std::strerror(errno)
            << ". It belongs to this program; build or install both.\n";
  return 1;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace cleartext;
  const auto parsed = commands::parse(argc, argv, CLEARTEXT_VERSION);
  if (!parsed.request) return parsed.status;
  crash::report_into(crash::reports_folder(), "cleartext " CLEARTEXT_VERSION);
  const auto* capture = std::get_if<commands::AnalyzeOptions>(&*parsed.request);
  if (capture == nullptr) return become_the_lab(argv);
  network::enter_reading_room();  // what a stranger's capture makes of this process, it cannot make much
  return commands::said(commands::analyze(*capture, std::cout, std::cerr));
}
