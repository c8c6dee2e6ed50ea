// The letters that FETCH brings: whole, by their parts, in pieces of any order, and one whose announcement is missing.
#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/dialogue/imap.h"
#include "engine/dialogue/recognise.h"
#include "servers/wire/command.h"

namespace cleartext::dialogue {

using wire::Side;

namespace {

bool is_whole(std::string_view name) { return name == "BODY[]" || name == "BINARY[]" || name == "RFC822"; }
bool is_text(std::string_view name) { return name == "BODY[TEXT]" || name == "RFC822.TEXT"; }
bool has_pieces(std::string_view name) { return is_whole(name) || is_text(name) || name == "BODY[HEADER]"; }

}  // namespace

// A line may carry several parts of a letter, and announce one more in a literal.
void ImapDialogue::take_items(const Heard& line, std::string_view text) {
  if (const auto count = literal_at_end(line.text)) literal(Side::server) = {*count, false, true};
  if (text.empty()) return;
  const auto before = static_cast<std::size_t>(text.data() - line.text.data());
  for (const FetchItem& item : fetch_items(text)) take_item(line, before, item);
}

void ImapDialogue::take_item(const Heard& line, std::size_t before, const FetchItem& item) {
  if (item.name == "RFC822.SIZE") return note_size(line, item.value);
  const bool literal_follows = item.form == FetchItem::Form::literal;
  const std::uint64_t count = literal_follows ? item.count : item.form == FetchItem::Form::quoted ? item.value.size() : 0;
  const bool follows = begin_section(line, item, count);
  literal(Side::server).content = literal_follows && count > 0;
  if (literal_follows && count > 0) return;
  if (count == 0 && early_.open()) return early_.end();
  if (count == 0 && !follows && !is_text(item.name)) return;
  Heard piece = line;
  piece.position += before + item.place;
  piece.raw = item.value;
  if (count > 0) tell_content(piece);
  piece.position += count;
  section_over(piece);
}

// A letter is over, unless more pieces of it will come.
void ImapDialogue::section_over(const Heard& last) {
  if (early_.open()) return early_.end();
  if (in_piece_) take_early(last);
  if (in_piece_ && pieces_.open) return;
  tell_content_end(last, true);
  early_.forget(section_.tag, section_.argument);
}

// What was fetched before its turn.
void ImapDialogue::take_early(const Heard& last) {
  while (pieces_.open) {
    const std::optional<EarlyPieces::Piece> piece = early_.take(pieces_.number, pieces_.name, pieces_.next);
    if (!piece) return;
    Heard content = last;
    for (const EarlyPieces::Chunk& chunk : piece->chunks) {
      if (chunk.behind_gap) audience_.content_damaged(Side::server);
      content.raw = content.text = chunk.bytes;
      content.position = chunk.position;
      content.packet = chunk.packet;
      content.time_ns = chunk.time_ns;
      tell_content(content);
    }
    if (!piece->whole) audience_.content_damaged(Side::server);
    pieces_.next += piece->size;
    pieces_.open = !piece->last;
  }
}

// From this one on they are other letters'.
void ImapDialogue::forget_numbers(std::uint64_t from) {
  sizes_.clear();
  early_.clear();
  pieces_.moved = pieces_.moved || to_number(pieces_.number) >= from;
}

// It may stand behind the piece that it makes the last one.
void ImapDialogue::note_size(const Heard& line, std::string_view digits) {
  constexpr std::size_t most_sizes = 256;
  if (sizes_.size() >= most_sizes) sizes_.clear();
  std::uint64_t& size = sizes_[fetched_number_];
  std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (pieces_.open && !pieces_.moved && pieces_.number == fetched_number_ && is_whole(pieces_.name) && pieces_.next >= size)
    end_pieces(line, true);
}

// True: it goes on with what is open. Where another letter begins, what is open will not go on. A piece whose turn has not
// come waits for it.
bool ImapDialogue::begin_section(const Heard& line, const FetchItem& item, std::uint64_t count) {
  const bool follows = goes_on(item), opens = item.origin || is_whole(item.name) || is_text(item.name);
  if (!follows && item.origin.value_or(0) > 0 && has_pieces(item.name)) {
    early_.begin(fetched_number_, item.name, *item.origin, {{}, count, is_last(item, count), true, false});
    return false;
  }
  if (pieces_.open && opens && !follows) end_pieces(line, false);
  section_ = {"FETCH", item.name, line.packet, 0, line.position, line.time_ns, fetched_number_};
  in_piece_ = item.origin.has_value();
  if (in_piece_) pieces_ = {fetched_number_, item.name, *item.origin + count, !is_last(item, count), false};
  return follows;
}

bool ImapDialogue::goes_on(const FetchItem& item) const {
  return pieces_.open && !pieces_.moved && item.origin && pieces_.number == fetched_number_ && pieces_.name == item.name &&
         pieces_.next == *item.origin;
}

// A piece as long as was asked for may not be the last one, unless the letter is known to be over; nor one of which nobody
// knows how much was asked for.
bool ImapDialogue::is_last(const FetchItem& item, std::uint64_t count) const {
  std::uint64_t wanted = 0;
  for (auto asked = pending_.begin(); wanted == 0 && asked != pending_.end(); ++asked)
    wanted = asked_piece(asked->argument, item.name, *item.origin);
  const auto size = sizes_.find(fetched_number_);
  if (size != sizes_.end() && is_whole(item.name) && *item.origin + count >= size->second) return true;
  return count == 0 || (wanted != 0 && count != wanted);
}

void ImapDialogue::end_pieces(const Heard& line, bool complete) {
  pieces_.open = false;
  section_ = {"FETCH", pieces_.name, line.packet, 0, line.position, line.time_ns, pieces_.number};
  Heard last = line;
  last.from = Side::server;
  last.raw = {};
  tell_content_end(last, complete);
}

// One letter was asked for, and no more.
bool ImapDialogue::asks_for_a_letter() const {
  if (pending_.size() != 1 || !pending_.front().verb.ends_with("FETCH")) return false;
  const std::string& asked = pending_.front().argument;
  const auto names = [&](std::string_view name) {
    return std::search(asked.begin(), asked.end(), name.begin(), name.end(),
                       [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; }) != asked.end();
  };
  const bool one = asked.substr(0, asked.find(' ')).find_first_not_of("0123456789") == std::string::npos;
  return one && (names("BODY[]") || names("BODY.PEEK[]"));
}

// The line that announced the letter is missing, so where it ends is told by what comes behind it. True: the line is the
// letter's.
bool ImapDialogue::take_headless(const Heard& line) {
  const std::string_view tag = line.text.substr(0, line.text.find(' '));
  const bool imap = dialogue::is_whole(protocol_, line) && (tag == "*" || find(tag) != nullptr);
  if (std::exchange(headless_awaited_, false)) {
    if (imap || !line.raw.ends_with('\n') || !is_header_field(line.text)) return false;
    if (pieces_.open) end_pieces(line, false);
    section_ = {"FETCH", "BODY[]", line.packet, 0, line.position, line.time_ns, {}};
    in_piece_ = false;
    headless_ = true;
    audience_.content_damaged(Side::server);
  }
  tell_held(imap);
  if (imap) {
    headless_ = false;
    tell_content_end(line, false);
    return false;
  }
  if (!line.text.ends_with(')')) return tell_headless(line), true;
  held_line_ = line.raw;
  held_ = line;
  held_.raw = held_line_;
  held_.text = std::string_view(held_line_).substr(0, line.text.size());
  return true;
}

void ImapDialogue::tell_headless(const Heard& line) {
  tell_content(line);
  tell_data_line(line, false);
}

// What may be the end of the answer, and not the letter's.
void ImapDialogue::tell_held(bool closes) {
  if (held_line_.empty()) return;
  closes ? say(held_, LineKind::continuation) : tell_headless(held_);
  held_line_.clear();
}

}  // namespace cleartext::dialogue
