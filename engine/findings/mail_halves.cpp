// A header is kept after its letter was told, since a text may be fetched again; a text is given away.
#include "engine/findings/mail_halves.h"

#include <charconv>
#include <utility>

#include "engine/dialogue/imap_fetch.h"

namespace cleartext::findings {

namespace {

constexpr std::size_t piece_cost = sizeof(MailHalves::Piece) + 64;

std::size_t cost(const MailHalves::Half& half) {
  std::size_t sum = 0;
  for (const MailHalves::Piece& piece : half.pieces) sum += piece.bytes.size() + piece_cost;
  return sum;
}

std::uint32_t to_number(std::string_view digits) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

}  // namespace

MailHalves::Kind MailHalves::kind_of(const dialogue::Content& piece) {
  if (piece.protocol != packet::Protocol::imap || piece.from != wire::Side::server || piece.answers == nullptr) return Kind::neither;
  const std::string& name = piece.answers->argument;
  if (name == "BODY[HEADER]" || name == "RFC822.HEADER") return Kind::header;
  return name == "BODY[TEXT]" || name == "RFC822.TEXT" ? Kind::text : Kind::neither;
}

std::uint32_t MailHalves::number_of(const dialogue::Content& piece) { return to_number(piece.answers->tag); }

MailHalves::Half& MailHalves::begin(Kind kind, std::uint32_t number) {
  open_kind_ = kind;
  open_ = number;
  const auto [half, fresh] = of(kind).try_emplace(number);
  if (!fresh && half->second.over) {  // fetched again
    drop(of(kind), half);
    return of(kind)[number];
  }
  return half->second;
}

void MailHalves::add(Kind kind, const dialogue::Content& piece) {
  const std::uint32_t number = number_of(piece);
  Half& half = begin(kind, number);
  const std::size_t size = piece.bytes.size() + piece_cost;
  if (!make_room(size, number)) {
    half.whole = false;
    return;
  }
  own_ += size;
  held_ += size;
  half.pieces.push_back({std::string(piece.bytes), piece.position, piece.packet, piece.time_ns, std::exchange(half.torn, false)});
}

// What waited longest is hardest to tell; what has the lowest number is given up first.
bool MailHalves::make_room(std::size_t bytes, std::uint32_t number) {
  while (held_ + bytes > most) {
    Halves& halves = texts_.empty() || (texts_.size() == 1 && texts_.begin()->first == number) ? headers_ : texts_;
    auto which = halves.begin();
    if (which != halves.end() && which->first == number) ++which;
    if (which == halves.end()) return false;
    drop(halves, which);
  }
  return true;
}

void MailHalves::end(Kind kind, const dialogue::Content& last, bool complete) {
  Half& half = begin(kind, number_of(last));
  half.over = true;
  half.whole = half.whole && complete;
  open_kind_ = Kind::neither;
}

void MailHalves::damaged() {
  if (open_kind_ == Kind::neither) return;
  const auto half = of(open_kind_).find(open_);
  if (half == of(open_kind_).end()) return;
  half->second.whole = false;
  half->second.torn = true;
}

const MailHalves::Half* MailHalves::header(std::uint32_t number) const {
  const auto found = headers_.find(number);
  return found == headers_.end() || !found->second.over ? nullptr : &found->second;
}

std::optional<MailHalves::Half> MailHalves::take_text(const dialogue::Content& piece) {
  const auto found = texts_.find(number_of(piece));
  if (found == texts_.end() || !found->second.over) return {};
  std::optional<Half> taken = std::move(found->second);
  const std::size_t size = cost(*taken);
  own_ -= size;
  held_ -= size;
  texts_.erase(found);
  return taken;
}

void MailHalves::drop(Halves& halves, Halves::iterator which) {
  const std::size_t size = cost(which->second);
  own_ -= size;
  held_ -= size;
  halves.erase(which);
}

void MailHalves::hear(const dialogue::Spoken& spoken) {
  if (headers_.empty() && texts_.empty()) return;
  if (spoken.line.kind == dialogue::LineKind::command) {
    if (dialogue::turns_to_another_folder(spoken.line.verb)) clear();
  } else if (spoken.answers != nullptr && spoken.last && dialogue::turns_to_another_folder(spoken.answers->verb)) {
    clear();
  } else if (spoken.line.kind == dialogue::LineKind::reply && dialogue::moves_numbers(spoken.line.text)) {
    const std::uint32_t number = to_number(spoken.line.text.substr(2));
    number > 0 ? expunge(number) : clear();
  }
}

// RFC 3501, 7.4.1: all numbers behind it become one less.
void MailHalves::expunge(std::uint32_t number) {
  for (Halves* halves : {&headers_, &texts_}) {
    if (const auto gone = halves->find(number); gone != halves->end()) drop(*halves, gone);
    Halves moved;
    for (auto& [each, half] : *halves) moved.emplace(each > number ? each - 1 : each, std::move(half));
    *halves = std::move(moved);
  }
}

void MailHalves::clear() {
  headers_.clear();
  texts_.clear();
  held_ -= std::exchange(own_, 0);
}

}  // namespace cleartext::findings
