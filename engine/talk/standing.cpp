#include "engine/talk/standing.h"

namespace cleartext::talk {
namespace {

std::string_view word(std::string_view text) { return text.substr(0, text.find(' ')); }

const wire::StateStep* step_for(const wire::StateMachine& machine, std::string_view verb, std::string_view code, std::size_t state) {
  for (const auto& step : machine.steps) {
    if ((step.from >> state & 1U) != 0 && (step.verb == verb || step.verb == "*") && code.starts_with(step.answer)) return &step;
  }
  return nullptr;
}

}  // namespace

bool Answer::refused() const { return code.starts_with('4') || code.starts_with('5') || code == "-ERR" || code == "NO" || code == "BAD"; }

std::string_view code_in(std::string_view line, const Tongue& tongue) {
  if (tongue.tagged) {
    const auto space = line.find(' ');
    return line.starts_with('+')             ? std::string_view("+")
           : space == std::string_view::npos ? std::string_view()
                                             : word(line.substr(space + 1));
  }
  if (line.starts_with('+') || line.starts_with('-')) return word(line);
  return line.substr(0, std::min<std::size_t>(3, line.size()));
}

void Standing::said(std::string_view line) {
  if (in_letter_) {
    if (line != ".") return;
    verb_ = ".";
    waiting_ = true;
    in_letter_ = false;
    return turn_.said(line);
  }
  waiting_ = true;
  if (more_) return;  // base64, or DONE: the command before goes on
  turn_.said(line);
  const auto command = wire::split_command(line);
  verb_ = tongue_.tagged ? wire::split_command(command.argument).verb : command.verb;
  ++tags_;
}

bool Standing::heard(std::string_view line) {
  if (!turn_.heard(line)) return false;
  const auto code = code_in(line, tongue_);
  answer_ = {verb_, std::string(code), state_};
  waiting_ = false;
  more_ = code == "334" || code == "+";
  if (turn_.wants_letter()) {
    in_letter_ = true;
    turn_.letter_said();
  }
  if (!more_ && !verb_.empty()) step(verb_, code);
  return true;
}

void Standing::step(std::string_view verb, std::string_view code) {
  if (tongue_.machine == nullptr) return;
  if (const auto* step = step_for(*tongue_.machine, verb, code, state_)) state_ = step->to;
}

const wire::StateInfo* Standing::state_info() const { return tongue_.machine == nullptr ? nullptr : &tongue_.machine->states[state_]; }

bool Standing::may_say(std::string_view verb) const {
  return tongue_.machine == nullptr ? wire::find_command(tongue_.commands, verb) != nullptr : tongue_.machine->allows(verb, state_);
}

}  // namespace cleartext::talk
