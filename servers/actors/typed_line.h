// A connection that a person works by hand, as with telnet: what is typed goes out line by line, what is heard is passed
// on as it comes. It knows no protocol.
#pragma once
#include <deque>
#include <functional>
#include <string>

#include "servers/wire/conversation.h"

namespace cleartext::actors {

class TypedLine final : public wire::Conversation {
 public:
  using Heard = std::function<void(std::string_view bytes)>;
  explicit TypedLine(Heard heard) : heard_(std::move(heard)) {}
  void type(std::string line);   // without its end
  void hang_up();                // once all that was typed is out
  wire::Output receive(std::string_view bytes) override;
  void wake_with(wire::Wake wake) override;
  wire::Output woken() override;

 private:
  Heard heard_;
  wire::Wake wake_;
  std::deque<std::string> typed_;
  bool leaving_ = false;
};

}  // namespace cleartext::actors
