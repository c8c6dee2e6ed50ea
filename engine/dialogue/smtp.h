// Reads SMTP (RFC 5321): commands, replies of one or many lines, the letter after DATA or BDAT, and AUTH's
// exchange.
#pragma once
#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class SmtpDialogue final : public Dialogue {
 public:
  SmtpDialogue(std::uint32_t stream, Start start, Audience& audience)
      : Dialogue(stream, packet::Protocol::smtp, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from) override;

 private:
  void client(const Heard& line);
  void server(const Heard& line);
  void letter(const Heard& line);

  bool data_asked_ = false;  // DATA was said, its answer not heard yet
  bool in_letter_ = false, letter_damaged_ = false;
  bool challenged_ = false;  // 334: the client's next line answers it
};

}  // namespace cleartext::dialogue
