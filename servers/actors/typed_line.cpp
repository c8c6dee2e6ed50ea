#include "servers/actors/typed_line.h"

#include "servers/wire/command.h"

namespace cleartext::actors {

void TypedLine::type(std::string line) {
  typed_.push_back(std::move(line));
  if (wake_) wake_();
}

void TypedLine::hang_up() {
  leaving_ = true;
  if (wake_) wake_();
}

// What was typed before the connection was open is said now.
void TypedLine::wake_with(wire::Wake wake) {
  wake_ = std::move(wake);
  if (!typed_.empty() || leaving_) wake_();
}

wire::Output TypedLine::receive(std::string_view bytes) {
  heard_(bytes);
  wire::Line line;
  while (lines_.next(bytes, line)) {
    if (turn_.heard(line.text) && turn_.agreed_to_tls()) return {{}, {wire::StartTls{}}, {}, nullptr};
  }
  return {};
}

wire::Output TypedLine::secured() {
  lines_.clear();
  return {};
}

wire::Output TypedLine::woken() {
  wire::Output output;
  if (typed_.empty()) {
    if (leaving_) output.effects.emplace_back(wire::Close{});
    return output;
  }
  output.bytes = typed_.front() + "\r\n";
  output.verb = wire::split_command(typed_.front()).verb;
  turn_.said(typed_.front());
  typed_.pop_front();
  if ((!typed_.empty() || leaving_) && wake_) wake_();  // one line a turn
  return output;
}

}  // namespace cleartext::actors
