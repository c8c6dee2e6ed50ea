// The envelope is what MAIL and RCPT said and the server did not refuse; the letter is what stands between
// DATA and the dot, with doubled dots undone (RFC 5321, 4.5.2), or BDAT's chunks up to LAST (RFC 3030, 2).
#include "engine/findings/mails.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/findings/mime.h"
#include "servers/wire/command.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::Spoken;

namespace {

// "FROM:<alice@crepes.fr> SIZE=100" -> "alice@crepes.fr"
std::string address_in(std::string_view argument) {
  const std::size_t open = argument.find('<'),
                    close = argument.find('>', open == std::string_view::npos ? 0 : open);
  if (open != std::string_view::npos && close != std::string_view::npos)
    return std::string(argument.substr(open + 1, close - open - 1));
  const std::size_t colon = argument.find(':');
  argument.remove_prefix(colon == std::string_view::npos ? 0 : colon + 1);
  argument.remove_prefix(std::min(argument.find_first_not_of(' '), argument.size()));
  return std::string(argument.substr(0, argument.find(' ')));
}

}  // namespace

void Mails::hear(const Spoken& spoken) {
  if (spoken.line.kind == LineKind::data) return body(spoken);
  if (spoken.line.protocol != packet::Protocol::smtp) return;
  if (spoken.line.kind == LineKind::command) smtp_command(spoken);
  if (spoken.line.kind == LineKind::reply && spoken.last) smtp_reply(spoken);
}

void Mails::clear_envelope() {
  from_.clear();
  to_.clear();
}

void Mails::smtp_command(const Spoken& spoken) {
  const dialogue::Asked& asked = *spoken.answers;
  if (open_ && asked.verb != "BDAT") end(spoken.line.packet, false);
  if (asked.verb == "MAIL") {
    clear_envelope();
    from_ = address_in(asked.argument);
    from_command_ = asked.position;
  } else if (asked.verb == "RCPT") {
    if (to_.size() < 10'000) to_.push_back({asked.position, address_in(asked.argument)});
  } else if (asked.verb == "RSET" || asked.verb == "EHLO" || asked.verb == "HELO") {
    clear_envelope();
  } else if (asked.verb == "BDAT") {
    std::from_chars(asked.argument.data(), asked.argument.data() + asked.argument.size(), chunk_left_);
    const std::size_t space = asked.argument.find(' ');
    chunk_last_ = space != std::string::npos &&
                  wire::same_word(wire::split_command(asked.argument.substr(space + 1)).verb, "LAST");
    if (chunk_left_ == 0 && chunk_last_ && open_) end(spoken.line.packet, true);
  }
}

void Mails::smtp_reply(const Spoken& spoken) {
  if (spoken.answers == nullptr || spoken.line.code.front() == '2') return;
  const dialogue::Asked& asked = *spoken.answers;
  if (asked.verb == "RCPT")
    std::erase_if(to_, [&](const Recipient& each) { return each.command == asked.position; });
  if (asked.verb == "MAIL" && asked.position == from_command_) clear_envelope();
}

void Mails::begin(const Spoken& spoken) {
  message_ = {};
  message_.stream = spoken.line.stream;
  message_.protocol = spoken.line.protocol;
  message_.from_client = spoken.line.from == wire::Side::client;
  message_.position = spoken.line.position;
  open_ = true;
}

void Mails::add(const Spoken& spoken) {
  std::string_view raw = spoken.raw;
  if (spoken.body == dialogue::Body::stuffed && raw.starts_with('.')) raw.remove_prefix(1);
  if (message_.raw.size() + raw.size() > longest)
    damaged_ = true;
  else
    message_.raw += raw;
}

void Mails::body(const Spoken& spoken) {
  const bool pop3 = spoken.line.protocol == packet::Protocol::pop3;
  if (pop3 && (spoken.answers == nullptr || spoken.answers->verb != "RETR")) return;
  if (!open_) begin(spoken);
  message_.packet = spoken.line.packet;
  message_.length = spoken.line.position + spoken.line.length - message_.position;
  const bool stuffed = spoken.body == dialogue::Body::stuffed;
  if (stuffed && spoken.last) return end(spoken.line.packet, true);
  add(spoken);
  if (stuffed) return;
  chunk_left_ -= std::min<std::uint64_t>(chunk_left_, spoken.raw.size());
  if (chunk_left_ == 0 && chunk_last_) end(spoken.line.packet, true);
}

void Mails::end(std::uint32_t packet, bool complete) {
  open_ = false;
  Message whole = std::exchange(message_, Message{});  // nothing of it stays here
  whole.packet = packet;
  whole.complete = complete && !std::exchange(damaged_, false);
  whole.envelope_from = from_;
  for (Recipient& recipient : to_) whole.envelope_to.push_back(std::move(recipient.address));
  clear_envelope();
  take_apart(whole, kept_);
  listener_.message(std::move(whole));
}

void Mails::finish() {
  if (open_) end(message_.packet, false);
}

}  // namespace cleartext::findings
