// Reads SMTP and ESMTP (RFC 5321): letters after DATA, chunks after BDAT, log-ins that continue on lines of
// their own, and encryption from the answer to STARTTLS on.
#pragma once
#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class SmtpDialogue final : public Dialogue {
 public:
  SmtpDialogue(std::uint32_t stream, Start start, Audience& audience) : Dialogue(stream, packet::Protocol::smtp, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from, Lost lost) override;
  Next next(wire::Side from) const override;
  void content_begins(wire::Side from) override;
  void content_over(const Heard& last) override;
  void passed(wire::Side from, std::uint64_t count) override;
  bool takes_for_over(const Heard& reply) const override;

 private:
  void client(const Heard& line);
  void server(const Heard& line);
  void begin_chunk(const Heard& line, const Asked& asked);
  void know_again(std::string_view code);
  void drop_letter(const Heard& line);
  const Asked* announced(wire::Side from) const override;

  bool chunk_missed_ = false;  // commands are missing since MAIL: a chunk may be among them
  bool data_asked_ = false, in_letter_ = false, letter_damaged_ = false;
  bool chunked_ = false, last_chunk_ = false;  // a letter is open that comes in chunks
  bool challenged_ = false, authenticates_ = false;
  bool missed_ = start_ == Start::missed;  // commands that nobody heard
  std::uint64_t chunk_left_ = 0;
  Asked chunk_;  // the BDAT that announced it
};

}  // namespace cleartext::dialogue
