// After DATA and 354 everything is the letter, up to a line with a single dot (RFC 5321, 4.1.1.4). BDAT says
// how many bytes follow, and which chunk is the last (RFC 3030, 2). After the 220 to STARTTLS nothing can be
// read any more (RFC 3207, 4).
#include "engine/dialogue/smtp.h"

#include <algorithm>
#include <charconv>

#include "engine/dialogue/recognise.h"
#include "servers/wire/command.h"

namespace cleartext::dialogue {

using wire::Side;

void SmtpDialogue::heard(const Heard& line) {
  if (line.from == Side::client)
    client(line);
  else
    server(line);
}

Next SmtpDialogue::next(Side from) const {
  if (from == Side::server) return {};
  if (chunk_left_ > 0) return {Form::counted, chunk_left_};
  // Nothing may follow DATA before its answer: what follows without one is the letter.
  if (in_letter_ || data_asked_) return {Form::dotted, 0};
  return {};
}

void SmtpDialogue::content_begins(Side) {
  if (!data_asked_) return;
  drop_kept();  // it was told to go on
  data_asked_ = false;
  in_letter_ = true;
}

void SmtpDialogue::passed(Side, std::uint64_t count) { chunk_left_ -= std::min(chunk_left_, count); }

void SmtpDialogue::content_over(const Heard& last) {
  if (chunked_) {
    if (!last_chunk_) return;
    tell_content_end(last, true);
    chunked_ = false;
    return;
  }
  in_letter_ = letter_damaged_ = false;
  tell_content_end(last, true);
  // The answer to come is to the dot, not to DATA.
  pending_.push_back({".", {}, last.packet, 0, last.position, last.time_ns, {}});
}

// Nobody answers in the middle of a letter, but to leave (RFC 5321, 3.8).
bool SmtpDialogue::takes_for_over(const Heard& reply) const {
  const std::string_view code = reply_code(reply.text);
  return reply.from == Side::server && in_letter_ && !letter_damaged_ && pending_.empty() && !reply.perhaps && !code.empty() &&
         says(reply, code) && code != "421";
}

const Asked* SmtpDialogue::announced(Side) const { return chunked_ ? &chunk_ : nullptr; }

void SmtpDialogue::gap(Side from, Lost lost) {
  Dialogue::gap(from, lost);
  if (lost == Lost::lines) missed_ = true;
  if (lost == Lost::lines) challenged_ = false;
  chunk_missed_ = chunk_missed_ || (lost == Lost::lines && from == Side::client);
  if (from != Side::client || (!in_letter_ && !chunked_ && !data_asked_)) return;
  letter_damaged_ = in_letter_;
  audience_.content_damaged(from);
}

// What was open ends without its end.
void SmtpDialogue::drop_letter(const Heard& line) {
  if (!chunked_ && !in_letter_) return;
  chunked_ = in_letter_ = letter_damaged_ = false;
  Heard last = line;
  last.from = Side::client;
  tell_content_end(last, false);
}

void SmtpDialogue::begin_chunk(const Heard& line, const Asked& asked) {
  const wire::CommandLine words = wire::split_command(asked.argument);
  std::uint64_t size = 0;
  std::from_chars(words.verb.data(), words.verb.data() + words.verb.size(), size);
  chunk_left_ = size;
  last_chunk_ = wire::same_word(wire::split_command(words.argument).verb, "LAST");
  chunk_ = {asked.verb, {}, asked.packet, asked.length, asked.position, asked.time_ns, {}};
  if (size == 0 && chunked_ && last_chunk_) {
    tell_content_end(line, true);
    chunked_ = false;
  }
  if (!chunked_ && chunk_missed_) audience_.content_damaged(Side::client);  // it may be another one's rest
  if (size > 0) chunked_ = true;
}

void SmtpDialogue::client(const Heard& line) {
  // The server's challenge may be missing from the capture.
  if (challenged_ || (authenticates_ && line.whole && may_be_base64(protocol_, line.text))) {
    challenged_ = false;
    return say(line, LineKind::continuation);
  }
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (!line.whole || !is_verb(verb)) return say(line, LineKind::invalid);
  client_spoke();
  // Chunks go on until the server agrees to something else; whoever does not wait for that begins another letter.
  const auto resets = [this](const Asked& each) {
    return each.position > chunk_.position && (each.verb == "RSET" || each.verb == "EHLO" || each.verb == "HELO");
  };
  if (!chunked_ || (wire::same_word(verb, "MAIL") && std::ranges::any_of(pending_, resets))) drop_letter(line);
  const Asked& asked = say_command(line, line.text);
  data_asked_ = asked.verb == "DATA";
  if (asked.verb == "MAIL") chunk_missed_ = false;
  authenticates_ = asked.verb == "AUTH";
  if (asked.verb == "BDAT") begin_chunk(line, asked);
}

void SmtpDialogue::know_again(std::string_view code) {
  if (code == "354") sync({"DATA"});
  if (code == "334" || code == "235" || code == "535") sync({"AUTH"});
  if (code == "221") sync({"QUIT"});
}

void SmtpDialogue::server(const Heard& line) {
  const std::string_view code = reply_code(line.text);
  if (code.empty() || !says(line, code)) return say(line, LineKind::invalid);
  if (line.perhaps) return say_perhaps(line, code);
  know_again(code);
  const bool last = line.text.size() == 3 || line.text[3] == ' ';
  if (code != "220" && code != "421" && code != "554") greeted_ = true;  // nothing else greets (RFC 5321, 4.3.2)
  const bool another = waits_for("RSET") || waits_for("EHLO") || waits_for("HELO") || waits_for("QUIT") || waits_for("MAIL");
  if (last && chunked_ && another && code.front() == '2' && pending_.front().position > chunk_.position) drop_letter(line);
  const LineKind kind = kind_of_reply("220", code);
  say_reply(line, kind, code, last);
  if (!last) return;
  if (kind == LineKind::greeting) {
    greeted_ = true;
    return;
  }
  challenged_ = code == "334";
  if (challenged_) return;
  authenticates_ = false;
  if (waits_for("STARTTLS") && code == "220") opaque_ = true;
  const bool unheard = pending_.empty() && (data_asked_ || (code == "354" && missed_));
  if (waits_for("DATA") || unheard) {
    const bool go_on = code.front() == '3';
    // When the letter came without waiting, its beginning and even its end may have been heard by now.
    if (go_on && (data_asked_ || pending_.empty())) in_letter_ = true;
    data_asked_ = false;
    if (!go_on && !chunked_) drop_letter(line);
  } else if (in_letter_ && letter_damaged_) {
    drop_letter(line);  // the dot was in what is missing
  }
  answered();
}

}  // namespace cleartext::dialogue
