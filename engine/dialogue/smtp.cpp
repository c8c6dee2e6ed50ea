// After DATA and 354 everything is the letter, up to a line with a single dot (RFC 5321, 4.1.1.4). BDAT says
// how many bytes follow (RFC 3030, 2). After the 220 to STARTTLS nothing can be read any more (RFC 3207, 4).
#include "engine/dialogue/smtp.h"

#include <charconv>

namespace cleartext::dialogue {

using wire::Side;

void SmtpDialogue::heard(const Heard& line) {
  if (line.from == Side::client)
    client(line);
  else
    server(line);
}

void SmtpDialogue::gap(Side from) {
  Dialogue::gap(from);
  challenged_ = false;
  if (!in_letter_ || from != Side::client) return;
  letter_damaged_ = true;
  audience_.body_damaged(from);
}

void SmtpDialogue::letter(const Heard& line) {
  const bool end = line.whole && line.text == ".";
  say_body(line, end);
  if (!end) return;
  in_letter_ = false;
  // The answer to come is to the dot, not to DATA.
  pending_.push_back(
      {".", {}, line.packet, static_cast<std::uint32_t>(line.raw.size()), line.position, line.time_ns});
}

void SmtpDialogue::client(const Heard& line) {
  if (in_counted_) return say_body(line, false, Body::exact);
  if (data_asked_ && !in_letter_) {  // nothing may follow DATA before its answer: the answer was missed
    answered();
    data_asked_ = false;
    in_letter_ = true;
  }
  if (in_letter_) return letter(line);
  if (challenged_) {
    challenged_ = false;
    return say(line, LineKind::continuation);
  }
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (!line.whole || !is_verb(verb)) return say(line, LineKind::invalid);
  client_spoke();
  const Asked& asked = say_command(line, line.text);
  data_asked_ = asked.verb == "DATA";
  if (asked.verb == "BDAT") {
    std::from_chars(asked.argument.data(), asked.argument.data() + asked.argument.size(), counted_);
    in_counted_ = counted_ > 0;
  }
}

void SmtpDialogue::server(const Heard& line) {
  const std::string_view code = reply_code(line.text);
  if (!line.whole || code.empty()) return say(line, LineKind::invalid);
  const bool last = line.text.size() == 3 || line.text[3] == ' ';
  const LineKind kind = kind_of_reply("220", code);
  say_reply(line, kind, code, last);
  if (!last) return;
  if (kind == LineKind::greeting) {
    greeted_ = true;
    return;
  }
  challenged_ = code == "334";
  if (challenged_) return;
  if (waits_for("STARTTLS") && code == "220") opaque_ = true;
  if (data_asked_ && (waits_for("DATA") || pending_.empty())) {
    data_asked_ = false;
    in_letter_ = code.front() == '3';
  } else if (in_letter_ && letter_damaged_) {
    in_letter_ = false;  // the dot was in what is missing
  }
  letter_damaged_ = letter_damaged_ && in_letter_;
  answered();
}

}  // namespace cleartext::dialogue
