// A command line is a verb, spaces, and the rest as it came. Verbs mean the same in any case (RFC 5321, 2.4).
#include "servers/wire/command.h"

#include <algorithm>

namespace cleartext::wire {

namespace {

// Not toupper(): a locale must not change what a command means.
char upper(char letter) { return letter >= 'a' && letter <= 'z' ? static_cast<char>(letter - 'a' + 'A') : letter; }

}  // namespace

CommandLine split_command(std::string_view line) {
  const auto verb = line.substr(0, line.find(' '));
  const auto argument = line.find_first_not_of(' ', verb.size());
  CommandLine command{std::string(verb), argument == std::string_view::npos ? std::string_view() : line.substr(argument)};
  std::transform(command.verb.begin(), command.verb.end(), command.verb.begin(), upper);
  return command;
}

bool same_word(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](char left, char right) { return upper(left) == upper(right); });
}

const CommandInfo* find_command(std::span<const CommandInfo> rows, std::string_view verb) {
  const auto row = std::find_if(rows.begin(), rows.end(), [verb](const CommandInfo& info) { return same_word(info.verb, verb); });
  return row == rows.end() ? nullptr : &*row;
}

}  // namespace cleartext::wire
