// Commands of two bytes (interrupt, synch, ...), of three (options), and of any length (subnegotiation).
#include "servers/ftp/telnet.h"

namespace cleartext::ftp {

namespace {

constexpr char interpret_as_command = '\xff', dont = '\xfe', want = '\xfd', wont = '\xfc', will = '\xfb';
constexpr char begin_inside = '\xfa', end_inside = '\xf0';

}  // namespace

std::string Telnet::strip(std::string_view bytes, std::string& answers) {
  if (state_ == State::text && bytes.find(interpret_as_command) == std::string_view::npos) return std::string(bytes);
  std::string text;
  for (const char c : bytes) {
    switch (state_) {
      case State::text:
        if (c == interpret_as_command) {
          state_ = State::command;
        } else {
          text += c;
        }
        break;
      case State::command:
        state_ = State::text;
        if (c == interpret_as_command) text += c;  // said twice it is a letter
        if (c == begin_inside) state_ = State::inside;
        if (c == dont || c == want || c == wont || c == will) {
          verb_ = c;
          state_ = State::option;
        }
        break;
      case State::option:
        state_ = State::text;
        if (verb_ == want) answers += {interpret_as_command, wont, c};
        if (verb_ == will) answers += {interpret_as_command, dont, c};
        break;
      case State::inside:
        if (c == interpret_as_command) state_ = State::inside_command;
        break;
      case State::inside_command: state_ = c == end_inside ? State::text : State::inside; break;
    }
  }
  return text;
}

}  // namespace cleartext::ftp
