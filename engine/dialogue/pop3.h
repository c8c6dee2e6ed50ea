// Reads POP3 (RFC 1939): which answers have many lines depends on the command, and RETR's is a letter.
#pragma once
#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class Pop3Dialogue final : public Dialogue {
 public:
  Pop3Dialogue(std::uint32_t stream, Start start, Audience& audience) : Dialogue(stream, packet::Protocol::pop3, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from, Lost lost) override;
  Next next(wire::Side from) const override;
  void content_over(const Heard& last) override;

 private:
  void client(const Heard& line);
  void server(const Heard& line);
  void begin_damaged();
  void begin_unheard(const Heard& line);
  void answer_line(const Heard& line);
  bool many_lines() const;
  bool is_letter() const;

  bool in_answer_ = false, challenged_ = false, authenticates_ = false, answer_damaged_ = false, heard_server_ = false;
  bool unheard_ = false;         // what the client said last is missing
  bool perhaps_letter_ = false;  // the answer to that may be one
};

}  // namespace cleartext::dialogue
