// The envelope is what MAIL and RCPT said and the server did not refuse (RFC 5321, 3.3); the letter is the
// content that follows, and the answer to its end may name what the server calls it from then on.
#include "engine/findings/mails.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "engine/dialogue/imap.h"
#include "engine/findings/journeys.h"
#include "engine/findings/senders.h"
#include "servers/wire/command.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::Spoken;
using packet::Protocol;

namespace {

constexpr std::size_t longest_opening = 16;

// RFC 6152, 3; RFC 3030, 3; RFC 6531, 3.4.
bool promises_eight(std::string_view argument) {
  for (wire::CommandLine words = wire::split_command(argument); !words.verb.empty(); words = wire::split_command(words.argument))
    if (words.verb == "BODY=8BITMIME" || words.verb == "BODY=BINARYMIME" || words.verb == "SMTPUTF8") return true;
  return false;
}

bool has_eight_bits(std::string_view bytes) {
  std::uint64_t all = 0;
  std::size_t at = 0;
  for (std::uint64_t word = 0; at + sizeof word <= bytes.size(); at += sizeof word) {
    std::memcpy(&word, bytes.data() + at, sizeof word);
    all |= word;
  }
  for (; at < bytes.size(); ++at) all |= static_cast<unsigned char>(bytes[at]) & 0x80u;
  return (all & 0x8080808080808080u) != 0;
}

// Where DATA was refused, and nobody heard it, the client goes on with commands.
bool begins_as_commands(std::string_view text) {
  const std::string_view line = text.substr(0, text.find_first_of("\r\n"));
  const auto begins = [&](std::string_view word) { return wire::same_word(line.substr(0, word.size()), word); };
  return wire::same_word(line, "RSET") || wire::same_word(line, "QUIT") || wire::same_word(line, "NOOP") || begins("MAIL FROM:") ||
         begins("RCPT TO:") || begins("EHLO ") || begins("HELO ");
}

bool is_letter(const dialogue::Content& piece) {
  if (piece.protocol == Protocol::smtp) return piece.from == wire::Side::client;
  if (piece.protocol == Protocol::imap && piece.answers != nullptr) {
    const dialogue::Asked& asked = *piece.answers;
    if (piece.from == wire::Side::client) return dialogue::takes_a_letter(asked.verb);
    return asked.argument == "BODY[]" || asked.argument == "RFC822" || asked.argument == "BINARY[]";
  }
  return piece.protocol == Protocol::pop3 && piece.answers != nullptr && piece.answers->verb == "RETR";
}

}  // namespace

std::size_t Mails::held() const {
  std::size_t sum = envelope_.held + (reader_ ? reader_->held() : 0);
  for (const Unanswered& each : unanswered_) sum += each.held;
  return sum;
}

void Mails::hear(const Spoken& spoken) {
  if (spoken.line.protocol == Protocol::imap) {
    if (FetchedParts::over_with(spoken)) tell_parts();
    parts_.hear(spoken);
    return halves_.hear(spoken);
  }
  if (spoken.line.protocol != Protocol::smtp) return;
  if (spoken.line.kind == LineKind::command) smtp_command(spoken);
  if (spoken.line.kind == LineKind::reply && spoken.last) smtp_reply(spoken);
}

void Mails::smtp_command(const Spoken& spoken) {
  const dialogue::Asked& asked = *spoken.answers;
  if (open_ && !chunked_) end(spoken.line.packet, spoken.line.position, false);
  if (asked.verb == "MAIL") {
    damaged_ = false;
    if (envelope_.from && !before_) before_ = std::make_unique<Envelope>(std::move(envelope_));
    envelope_ = {};
    envelope_.from = envelope_address(asked.argument);
    envelope_.command = asked.position;
    envelope_.eight = promises_eight(asked.argument);
    envelope_.held = asked.argument.size();
  } else if (asked.verb == "RCPT") {
    if (envelope_.to.size() >= most_recipients) return;
    envelope_.to.push_back({asked.position, envelope_address(asked.argument), false});
    envelope_.held += sizeof envelope_.to.back() + envelope_.to.back().address.size();
  } else if (asked.verb == "RSET" || asked.verb == "EHLO" || asked.verb == "HELO") {
    if (open_) return;  // of chunks: until the server agrees
    envelope_ = {};
    before_.reset();
  }
}

void Mails::refuse(Envelope& envelope, const dialogue::Asked& asked) {
  std::erase_if(envelope.to, [&](const Recipient& each) { return each.command == asked.position; });
  if (asked.verb == "MAIL" && asked.position == envelope.command) envelope = {};
}

void Mails::accept(Envelope& envelope, const dialogue::Asked& asked) {
  for (Recipient& each : envelope.to) each.accepted = each.accepted || each.command == asked.position;
}

void Mails::missed(wire::Side from) {
  tell_parts();
  halves_.clear();  // numbers of letters may have moved
  parts_.forget_structures();
  const auto unanswered = [](const Recipient& each) { return !each.accepted; };
  if (from == wire::Side::server) {
    if (std::exchange(before_, nullptr)) {  // which of the two holds is not known
      envelope_.from.reset();
      envelope_.missed = true;
    }
    envelope_.missed = envelope_.missed || std::any_of(envelope_.to.begin(), envelope_.to.end(), unanswered);
    if (envelope_.client_missed) envelope_.unexplained += 2;  // some of them are missing, too
    for (Unanswered& each : unanswered_)
      each.envelope.missed = each.envelope.missed || std::any_of(each.envelope.to.begin(), each.envelope.to.end(), unanswered);
    return;
  }
  if (open_ || damaged_) return;  // it is the letter that they are missing from
  settle(envelope_);
  envelope_.missed = envelope_.client_missed = true;
  envelope_.before = envelope_.to.size();
  envelope_.unexplained = 0;
}

// What was missed and had one answer was one command: none that begins another envelope, with one open. Of any more, that
// is not known.
void Mails::settle(Envelope& envelope) {
  if (!envelope.client_missed || envelope.unexplained == 1) return;
  envelope.from.reset();
  envelope.to.erase(envelope.to.begin(), envelope.to.begin() + static_cast<std::ptrdiff_t>(std::min(envelope.before, envelope.to.size())));
}

void Mails::smtp_reply(const Spoken& spoken) {
  if (spoken.answers == nullptr) {
    if (!open_) ++envelope_.unexplained;
    return;
  }
  const dialogue::Asked& asked = *spoken.answers;
  if (before_ && asked.verb == "MAIL" && asked.position == envelope_.command && another_sender(spoken)) return;
  if (asked.verb == "MAIL" || asked.verb == "RCPT") {
    const auto note = spoken.line.code.front() == '2' ? accept : refuse;
    note(envelope_, asked);
    for (Unanswered& each : unanswered_) note(each.envelope, asked);
    return;
  }
  if ((asked.verb == "RSET" || asked.verb == "EHLO" || asked.verb == "HELO") && spoken.line.code.front() == '2' && !open_ &&
      envelope_.command < asked.position) {
    envelope_ = {};
    before_.reset();
    return;
  }
  if (asked.verb == "DATA" && spoken.line.code.front() != '3') return refuse_letter(spoken);
  invited_ = invited_ || asked.verb == "DATA";
  if (asked.verb != "." && asked.verb != "BDAT") return;
  const auto found =
      std::find_if(unanswered_.begin(), unanswered_.end(), [&](const Unanswered& each) { return each.place == asked.position; });
  if (found == unanswered_.end()) return;
  found->message.answer = spoken.line.text;
  while (&unanswered_.front() != &*found) tell_oldest();
  tell_oldest();
}

// True: it was refused, and what was agreed on before still holds.
bool Mails::another_sender(const Spoken& answer) {
  const std::unique_ptr<Envelope> before = std::exchange(before_, nullptr);
  if (answer.line.code.front() == '2') return false;
  for (Recipient& each : envelope_.to) before->to.push_back(std::move(each));
  envelope_ = std::move(*before);
  return true;
}

// What followed DATA without waiting was no letter for the server.
void Mails::refuse_letter(const Spoken& spoken) {
  const auto letter = std::find_if(unanswered_.begin(), unanswered_.end(),
                                   [&](const Unanswered& each) { return each.message.position > spoken.answers->position; });
  if (letter == unanswered_.end()) return;
  letter->message.complete = false;
  letter->message.answer = spoken.line.text;
  while (&unanswered_.front() != &*letter) tell_oldest();
  tell_oldest();
}

void Mails::content(const dialogue::Content& piece) {
  const MailHalves::Kind kind = MailHalves::kind_of(piece);
  if (FetchedParts::is_one(piece)) return parts_.add(piece);
  if (kind == MailHalves::Kind::neither) return is_letter(piece) ? take(piece) : void();
  if (kind == MailHalves::Kind::header) return halves_.add(kind, piece);
  if (!open_) {
    const MailHalves::Half* header = halves_.header(piece);
    if (header == nullptr) return halves_.add(kind, piece);
    take_half(piece, *header);
  }
  take(piece);
}

void Mails::take_half(const dialogue::Content& like, const MailHalves::Half& half) {
  dialogue::Content piece = like;
  for (const MailHalves::Piece& each : half.pieces) {
    if (each.behind_gap) damaged();
    piece.bytes = each.bytes;
    piece.position = each.position;
    piece.packet = each.packet;
    piece.time_ns = each.time_ns;
    take(piece);
  }
  damaged_ = damaged_ || !half.whole;
  if (half.torn) damaged();
}

void Mails::take(const dialogue::Content& piece) {
  if (!open_) begin(piece);
  message_.packet = std::max(message_.packet, piece.packet);
  const std::uint64_t end = piece.position + piece.bytes.size();
  if (end > message_.position) message_.length = std::max(message_.length, end - message_.position);
  reader_->add(piece.bytes, piece.packet);
  if (opening_.size() < longest_opening) opening_ += piece.bytes.substr(0, longest_opening - opening_.size());
  message_.eight_bit = message_.eight_bit || has_eight_bits(piece.bytes);
  if (wanted_.kept > 0) keep(piece);
  message_.bytes += piece.bytes.size();
}

void Mails::keep(const dialogue::Content& piece) {
  if (message_.marks.empty() || message_.marks.back().packet != piece.packet)
    message_.marks.push_back({message_.bytes, piece.position, piece.packet});
  if (message_.raw.size() + piece.bytes.size() > longest)
    damaged_ = true;
  else
    message_.raw.append(piece.bytes, listener_.stays(piece.bytes));
}

void Mails::begin(const dialogue::Content& piece) {
  message_ = {};
  message_.stream = piece.stream;
  message_.protocol = piece.protocol;
  message_.from_client = piece.from == wire::Side::client;
  chunked_ = piece.answers != nullptr && piece.answers->verb == "BDAT";
  message_.position = piece.position;
  message_.decrypted = piece.decrypted;
  reader_ = std::make_unique<MimeReader>(message_, wanted_.kept, wanted_.growing ? &listener_ : nullptr, wanted_.sums);
  if (damaged_) reader_->damaged();
  opening_.clear();
  open_ = true;
}

void Mails::damaged() {
  damaged_ = true;  // what is open, or what was announced and begins behind the missing bytes
  if (reader_) reader_->damaged();
  if (!open_) halves_.damaged();
  parts_.damaged();
}

void Mails::text_ended(const dialogue::Content& last, bool complete) {
  if (!open_) {
    const MailHalves::Half* header = halves_.header(last);
    if (header == nullptr) return halves_.end(MailHalves::Kind::text, last, complete);
    take_half(last, *header);  // a letter without a text
  }
  if (!open_) begin(last);
  end(last.packet, last.position, complete);
}

void Mails::header_ended(const dialogue::Content& last, bool complete) {
  halves_.end(MailHalves::Kind::header, last, complete);
  const std::optional<MailHalves::Half> text = halves_.take_text(last);
  if (!text || open_) return;
  const MailHalves::Half* header = halves_.header(last);
  take_half(last, *header);
  take_half(last, *text);
  if (!open_) begin(last);
  end(last.packet, last.position, complete);
}

void Mails::content_ended(const dialogue::Content& last, bool complete) {
  const MailHalves::Kind kind = MailHalves::kind_of(last);
  if (kind != MailHalves::Kind::neither) {
    kind == MailHalves::Kind::text ? text_ended(last, complete) : header_ended(last, complete);
    damaged_ = damaged_ && open_;  // a half knows it by itself
    return;
  }
  if (!is_letter(last)) {
    parts_.end();
    damaged_ = damaged_ && open_;
    return;
  }
  if (!open_) begin(last);  // an empty one
  message_.length = last.position - message_.position;
  end(last.packet, last.answers == nullptr ? last.position : last.answers->position, complete);
}

void Mails::end(std::uint32_t packet, std::uint64_t place, bool complete) {
  open_ = false;
  if (!complete) reader_->damaged();
  reader_->end();
  const std::size_t held = reader_->held() + envelope_.held;
  reader_.reset();
  Message whole = std::exchange(message_, Message{});  // nothing of it stays here
  whole.packet = std::max(whole.packet, packet);       // the last one need not be the latest, where segments came in disorder
  whole.complete = !std::exchange(damaged_, false) && complete && whole.parts.size() < MimeReader::most_parts;  // or some are left out
  Envelope envelope = std::exchange(envelope_, Envelope{});
  if (std::exchange(before_, nullptr)) {  // the answer to the other MAIL was never heard
    envelope.from.reset();
    envelope.missed = true;
  }
  settle(envelope);
  if (whole.protocol != Protocol::smtp) return tell(std::move(whole), std::move(envelope));
  unanswered_.push_back({std::move(whole), std::move(envelope), place, held, !invited_ && begins_as_commands(opening_)});
  invited_ = false;
  if (unanswered_.size() > most_unanswered) tell_oldest();
}

void Mails::tell_oldest() {
  Unanswered oldest = std::move(unanswered_.front());
  unanswered_.pop_front();
  if (oldest.uninvited) return;
  tell(std::move(oldest.message), std::move(oldest.envelope));
}

void Mails::tell(Message&& message, Envelope&& envelope) {
  const bool has_envelope = message.protocol == Protocol::smtp;
  message.knows_sender = !has_envelope || envelope.from.has_value();
  envelope.missed = envelope.missed || envelope.unexplained > 0;
  message.knows_recipients = !has_envelope || (message.knows_sender && !envelope.missed);
  if (envelope.from) message.envelope_from = std::move(*envelope.from);
  message.promised_eight = envelope.eight;
  for (Recipient& recipient : envelope.to)
    if (recipient.accepted || !envelope.missed) message.envelope_to.push_back(std::move(recipient.address));
  message.queue_id = queue_id(message.answer);
  listener_.message(std::move(message));
}

void Mails::tell_parts() {
  for (Message& each : parts_.take(halves_, wanted_)) listener_.message(std::move(each));
}

void Mails::finish() {
  tell_parts();
  if (open_) end(message_.packet, message_.position + message_.length, false);
  while (!unanswered_.empty()) tell_oldest();
}

}  // namespace cleartext::findings
