// What a session says and wants, written so that it makes no difference how its client's bytes were cut.
#pragma once
#include <string>
#include <string_view>

#include "servers/wire/conversation.h"

namespace cleartext::tests {

struct Said {
  std::string text;
  int wrong_passwords = 0;  // told at the end of what was fed, so not in its place
  bool over = false;        // closed, or TLS begins
};

inline void hear(wire::Conversation& session, const wire::Output& output, Said& said) {
  said.text += output.bytes;
  for (const auto& effect : output.effects) {
    if (std::holds_alternative<wire::WrongPassword>(effect)) {
      ++said.wrong_passwords;
    } else if (const auto* after = std::get_if<wire::SayAfter>(&effect)) {
      after->work->run();
      said.text += after->work->answer();
      hear(session, session.worked(), said);
    } else {
      said.text += "<effect>";
      said.over = true;
    }
  }
  if (output.then) hear(session, *output.then, said);
}

inline std::string said(wire::Conversation& session, const wire::Output& output) {
  Said said;
  hear(session, output, said);
  return said.text;
}

inline void feed(wire::Conversation& session, std::string_view bytes, std::size_t step, Said& said) {
  for (std::size_t at = 0; at < bytes.size() && !said.over; at += step) hear(session, session.receive(bytes.substr(at, step)), said);
}

}  // namespace cleartext::tests
