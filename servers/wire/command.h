// One row a command. The session dispatches by it, HELP and the console's coach quote it, the dialogue view
// explains lines with it. CommandInfo is the part that everybody may read; the handler stays in the session.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace cleartext::wire {

struct CommandInfo {
  std::string_view verb;        // "RCPT"
  std::string_view syntax;      // "RCPT TO:<address>"
  std::string_view meaning;     // one or two plain sentences a student understands
  std::string_view when;        // when it may be said, in words
  std::string_view source;      // "RFC 5321, 4.1.1.3"
  std::string_view eve_learns;  // what a listener learns from it; empty if nothing
};

struct ReplyInfo {
  std::string_view code;  // "550", "+OK"
  std::string_view meaning;
  std::string_view source;
};

struct CommandLine {
  std::string verb;           // upper case
  std::string_view argument;  // after the first run of spaces; view into the line
};

CommandLine split_command(std::string_view line);
bool same_word(std::string_view a, std::string_view b);  // ASCII, any case
const CommandInfo* find_command(std::span<const CommandInfo> rows, std::string_view verb);

}  // namespace cleartext::wire
