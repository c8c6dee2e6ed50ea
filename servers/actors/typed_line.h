// A connection that a person works by hand, as with telnet: what is typed goes out line by line, what is heard is passed
// on as it comes. Of the protocol it knows one thing: when the server agreed to TLS, which no hand can do.
#pragma once
#include <deque>
#include <functional>
#include <string>

#include "servers/actors/turn_reader.h"
#include "servers/wire/conversation.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

class TypedLine final : public wire::Conversation {
 public:
  using Heard = std::function<void(std::string_view bytes)>;
  TypedLine(Heard heard, wire::Service service) : heard_(std::move(heard)), turn_(service) {}
  void type(std::string line);  // without its end
  void hang_up();               // once all that was typed is out
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  void wake_with(wire::Wake wake) override;
  wire::Output woken() override;

 private:
  Heard heard_;
  TurnReader turn_;
  wire::LineSplitter lines_;
  wire::Wake wake_;
  std::deque<std::string> typed_;
  bool leaving_ = false;
};

}  // namespace cleartext::actors
