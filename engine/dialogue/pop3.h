// Reads POP3 (RFC 1939): +OK and -ERR, answers of many lines that end with a dot, and AUTH's exchange (RFC
// 5034).
#pragma once
#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class Pop3Dialogue final : public Dialogue {
 public:
  Pop3Dialogue(std::uint32_t stream, Start start, Audience& audience)
      : Dialogue(stream, packet::Protocol::pop3, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from) override;

 private:
  void client(const Heard& line);
  void server(const Heard& line);
  bool many_lines() const;  // the command being answered asks for more than one line

  bool in_answer_ = false, answer_damaged_ = false;
  bool challenged_ = false;  // "+ ": the client's next line answers it
};

}  // namespace cleartext::dialogue
