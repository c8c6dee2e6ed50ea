// Which answers have many lines depends on the command and, for LIST and UIDL, on whether it has an argument
// (RFC 1939, 5 and 7; CAPA: RFC 2449, 5; AUTH without a word: RFC 1734's older servers).
#include "engine/dialogue/pop3.h"

#include <utility>

#include "engine/dialogue/recognise.h"

namespace cleartext::dialogue {

using wire::Side;

void Pop3Dialogue::heard(const Heard& line) {
  if (line.from == Side::client)
    client(line);
  else
    server(line);
}

void Pop3Dialogue::gap(Side from, Lost lost) {
  challenged_ = false;
  unheard_ = unheard_ || from == Side::client;
  perhaps_letter_ = false;
  if (!in_answer_) return Dialogue::gap(from, lost);
  if (from == Side::client) return;
  answer_damaged_ = true;
  if (is_letter()) audience_.content_damaged(from);
}

// In a damaged letter each line is looked at, since its end may be what is missing.
Next Pop3Dialogue::next(Side from) const {
  if (from == Side::server && in_answer_ && is_letter() && !answer_damaged_) return {Form::dotted, 0};
  return {};
}

void Pop3Dialogue::content_over(const Heard& last) {
  tell_content_end(last, true);
  in_answer_ = false;
  answered();
}

bool Pop3Dialogue::is_letter() const { return waits_for("RETR") || waits_for("TOP"); }

bool Pop3Dialogue::many_lines() const {
  if (pending_.empty()) return false;
  const Asked& asked = pending_.front();
  if (asked.verb == "RETR" || asked.verb == "TOP" || asked.verb == "CAPA") return true;
  return asked.argument.empty() && (asked.verb == "LIST" || asked.verb == "UIDL" || asked.verb == "AUTH");
}

void Pop3Dialogue::client(const Heard& line) {
  // The server's challenge may be missing from the capture.
  if (challenged_ || (authenticates_ && line.whole && may_be_base64(protocol_, line.text))) {
    challenged_ = false;
    return say(line, LineKind::continuation);
  }
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (!line.whole || !is_verb(verb)) return say(line, LineKind::invalid);
  client_spoke();
  unheard_ = false;
  authenticates_ = say_command(line, line.text).verb == "AUTH";
}

void Pop3Dialogue::answer_line(const Heard& line) {
  const bool end = line.whole && line.text == ".";
  if (is_letter()) {
    Heard freed = line;
    if (line.raw.starts_with('.')) freed.raw.remove_prefix(1);
    if (end) return tell_data_line(line, true), content_over(line);
    tell_content(freed);
  }
  tell_data_line(line, end);
  in_answer_ = !end;
  if (end) answered();
}

// What begins the answer is missing.
void Pop3Dialogue::begin_damaged() {
  in_answer_ = answer_damaged_ = true;
  kept_ = false;
  if (is_letter()) audience_.content_damaged(Side::server);
}

// The command is missing: RETR, or TOP, which gives a part of the letter only.
void Pop3Dialogue::begin_unheard(const Heard& line) {
  remember({"RETR", {}, line.packet, 0, line.position, line.time_ns, {}});
  begin_damaged();
}

void Pop3Dialogue::server(const Heard& line) {
  const std::string_view word = line.text.substr(0, line.text.find(' '));
  if (std::exchange(perhaps_letter_, false) && line.whole && is_header_field(line.text)) begin_unheard(line);
  const bool status = says(line, word) && (word == "+OK" || word == "-ERR");
  if (in_answer_ && status && (answer_damaged_ || !is_letter()) && pending_.size() > 1) {  // the dot is missing
    if (is_letter()) tell_content_end(line, false);
    in_answer_ = false;
    answered();
  }
  const bool may_begin = line.begins || (line.after_gap && is_header_field(line.text));
  const bool damaged = !in_answer_ && kept_ && many_lines() && may_begin && word != "-ERR";
  if (damaged) begin_damaged();
  if (in_answer_ && !(damaged && status)) return answer_line(line);
  if (status && line.perhaps && !in_answer_) return say_perhaps(line, word);
  if (line.whole && word == "+") {
    challenged_ = true;
    return say_reply(line, LineKind::continuation, word, false);
  }
  if (!status) return say(line, LineKind::invalid);
  // A greeting that offers APOP is known by its time stamp (RFC 1939, 7), wherever the capture begins.
  const bool stamped = !heard_server_ && pending_.empty() && line.text.find('<') < line.text.find('@') &&
                       line.text.find('@') < line.text.find('>') && line.text.ends_with('>');
  const LineKind kind = stamped ? LineKind::greeting : kind_of_reply({}, word);
  heard_server_ = true;
  authenticates_ = false;
  answer_damaged_ = damaged;
  in_answer_ = kind == LineKind::reply && word == "+OK" && many_lines();
  perhaps_letter_ = kind == LineKind::reply && word == "+OK" && unheard_ && pending_.empty() && !unsure_;
  say_reply(line, kind, word, !in_answer_);
  if (kind == LineKind::reply && word == "+OK" && waits_for("STLS")) opaque_ = true;
  if (kind == LineKind::reply && !in_answer_) answered();
  greeted_ = true;
}

}  // namespace cleartext::dialogue
