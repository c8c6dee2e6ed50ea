// The handler writes names as the linker knows them; here they become those of the source, when there is time again.
#include <cxxabi.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>

#include "engine/crash/crash_report.h"

namespace cleartext::crash {
namespace {

std::string in_source(const std::string& name) {
  int status = 0;
  const std::unique_ptr<char, void (*)(void*)> text(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status), std::free);
  return status == 0 ? std::string(text.get()) : name;
}

// "program(_ZN9cleartext3lab5startEv+0x1f) [0x55d0]"
std::string readable(const std::string& line) {
  const auto begin = line.find("(_Z");
  const auto end = begin == std::string::npos ? begin : line.find('+', begin);
  if (end == std::string::npos) return line;
  return line.substr(0, begin + 1) + in_source(line.substr(begin + 1, end - begin - 1)) + line.substr(end);
}

}  // namespace

void make_readable(const std::string& report) {
  std::ifstream file(report);
  std::ostringstream text;
  for (std::string line; std::getline(file, line);) text << readable(line) << '\n';
  const std::string beside = report + ".new";
  std::ofstream made(beside);
  std::error_code error;
  std::filesystem::permissions(beside, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  made << text.str();
  made.close();
  if (file.eof() && made) std::filesystem::rename(beside, report, error);
}

}  // namespace cleartext::crash
