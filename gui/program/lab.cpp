// The lab and the window. Words of the command line are read first, and the private network is entered before any thread
// exists; without words the window opens.
#include <csignal>
#include <cstdlib>
#include <iostream>

#include "engine/commands/request.h"
#include "engine/crash/crash_report.h"
#include "gui/program/manual_command.h"
#include "gui/program/open_window.h"
#include "gui/program/picture_tour.h"

namespace {

bool has_display() {
  for (const char* name : {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}) {
    if (const char* value = std::getenv(name); value != nullptr && *value != '\0') return true;
  }
  return false;
}

}  // namespace

int main(int argc, char** argv) {
  using namespace cleartext;
  std::signal(SIGPIPE, SIG_IGN);  // who reads our words may go; the lab is tidied up all the same
  const auto parsed = commands::parse(argc, argv, CLEARTEXT_VERSION);
  if (!parsed.request) return parsed.status;
  crash::report_into(crash::reports_folder(), "cleartext " CLEARTEXT_VERSION);
  if (const auto* tour = std::get_if<commands::Tour>(&*parsed.request)) return gui::save_pictures(*tour, argc, argv);
  if (const auto* manual = std::get_if<commands::Manual>(&*parsed.request)) return gui::write_manual(*manual, argc, argv);
  const auto* window = std::get_if<commands::OpenWindow>(&*parsed.request);
  if (window == nullptr) return commands::run(*parsed.request, argc, argv);
  if (has_display()) return gui::open_window(*window, argc, argv);
  std::cerr << "cleartext: there is no display here, so the first lesson is played in the terminal.\n";
  commands::Play play;
  play.lesson = "alice-sends-bob";
  play.network = window->network;
  return commands::run(play, argc, argv);
}
