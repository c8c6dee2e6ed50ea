// What comes next is asked anew after each line and each piece, since a line may announce content and an
// answer may end it.
#include "engine/dialogue/lines.h"

#include <algorithm>
#include <utility>

#include "engine/dialogue/recognise.h"

namespace cleartext::dialogue {

using wire::Side;

namespace {

Heard piece_of(Side from, const stream::Segment& segment, std::size_t count) {
  Heard piece;
  piece.from = from;
  piece.raw = {reinterpret_cast<const char*>(segment.bytes.data()), count};
  piece.text = piece.raw;
  piece.position = segment.position;
  piece.packet = segment.packet;
  piece.time_ns = segment.time_ns;
  return piece;
}

void drop(stream::Segment& segment, std::size_t count) {
  segment.bytes = segment.bytes.subspan(count);
  segment.position += count;
}

constexpr std::size_t hello_length = 6;

// Can a record that holds a ClientHello go on with this byte?
bool continues_hello(std::size_t place, std::byte byte) {
  const int value = std::to_integer<int>(byte);
  return place == 0 ? value == 0x16 : place == 1 ? value == 0x03 : place == 2 ? value <= 0x04 : place != 5 || value == 1;
}

bool is_content(Form form) { return form == Form::dotted || form == Form::counted || form == Form::rest; }

}  // namespace

bool Lines::unfinished(Side from) const {
  const Direction& direction = directions_[from == Side::client ? 0 : 1];
  return direction.cutter.unfinished() > 0 || direction.data_cutter.unfinished() > 0 || !direction.early.empty();
}

std::size_t Lines::held() const {
  std::size_t sum = dialogue_->held();
  for (const Direction& direction : directions_) sum += direction.cutter.held() + direction.data_cutter.held() + direction.early.capacity();
  return sum;
}

std::size_t Lines::data(Side from, const stream::Segment& segment) {
  stream::Segment left = segment;
  Direction& direction = of(from);
  while (!left.bytes.empty() && !over()) {
    const Next next = dialogue_->next(from);
    if (next.form == Form::withheld) {
      withhold(direction, from, left);
      break;
    }
    if (direction.withheld || (next.form != Form::lines && !direction.early.empty())) {
      release(direction, from);
      continue;
    }
    if (next.form == Form::lines && direction.cutter.unfinished() == 0) {
      if (take_hello(direction, left)) break;
      give_back(direction, from);
    }
    if (left.bytes.empty()) break;
    // A line that has begun is ended as a line.
    if (is_content(next.form) && direction.cutter.unfinished() == 0)
      take_content(direction, next, from, left);
    else
      take_line(direction, from, left);
    release_if_told(from == Side::client ? Side::server : Side::client);
  }
  return segment.bytes.size() - left.bytes.size();
}

void Lines::withhold(Direction& direction, Side from, stream::Segment& left) {
  if (!std::exchange(direction.withheld, true)) direction.early_place = left;
  direction.early.append(reinterpret_cast<const char*>(left.bytes.data()), left.bytes.size());
  dialogue_->passed(from, left.bytes.size());
  drop(left, left.bytes.size());
  if (dialogue_->next(from).form != Form::withheld) release(direction, from);
}

// What one side said, or what is missing of it, may tell what the other one's words are.
void Lines::release_if_told(Side from) {
  if (of(from).withheld && !over() && dialogue_->next(from).form != Form::withheld) release(of(from), from);
}

// What was kept is read as what comes next, by now.
void Lines::release(Direction& direction, Side from) {
  direction.withheld = false;
  const std::string early = std::exchange(direction.early, {});
  dialogue_->released(from, early);
  stream::Segment segment = direction.early_place;
  segment.bytes = std::as_bytes(std::span(early.data(), early.size()));
  const std::size_t taken = data(from, segment);
  if (over()) direction.early.append(early, taken);
}

std::string_view Lines::taken_too_soon(Side side, stream::Segment& segment) const {
  const Direction& direction = directions_[side == Side::client ? 0 : 1];
  segment = direction.early_place;
  segment.bytes = std::as_bytes(std::span(direction.early.data(), direction.early.size()));
  segment.length = direction.early.size();
  return direction.early;
}

// The agreement on TLS may have been missed, or be none that we know. True: TLS began, or more must be heard.
bool Lines::take_hello(Direction& direction, stream::Segment& left) {
  while (direction.early.size() < hello_length) {
    if (left.bytes.empty()) return !direction.early.empty();
    if (!continues_hello(direction.early.size(), left.bytes.front())) return false;
    if (direction.early.empty()) direction.early_place = left;
    direction.early += static_cast<char>(left.bytes.front());
    drop(left, 1);
  }
  tls_began_ = true;
  return true;
}

// No hello after all.
void Lines::give_back(Direction& direction, Side from) {
  if (direction.early.empty()) return;
  if (dialogue_->next(from).form != Form::lines) return release(direction, from);
  const std::string hello = std::exchange(direction.early, {});
  stream::Segment segment = direction.early_place;
  segment.bytes = std::as_bytes(std::span(hello.data(), hello.size()));
  while (!segment.bytes.empty()) take_line(direction, from, segment);
}

void Lines::take_line(Direction& direction, Side from, stream::Segment& left) {
  direction.torn = false;
  const Next next = dialogue_->next(from);
  // An answer may have ended the content in the middle of a line.
  if (Heard cut; std::exchange(direction.in_content, false) && data_lines_ && direction.data_cutter.flush(cut)) {
    cut.from = from;
    dialogue_->tell_data_line(cut, false);
  }
  const std::uint64_t limit = next.form == Form::counted_text ? next.count : 0;
  const std::size_t before = left.bytes.size();
  Heard line;
  line.from = from;
  const bool cut = direction.cutter.next(left, line, limit);
  if (next.form == Form::counted_text) {
    dialogue_->passed(from, before - left.bytes.size());
    line.counted = true;
  }
  if (!cut) return;
  // Packets begin with lines oftener than within them.
  if (line.after_gap && line.raw.ends_with('\n') && is_whole(protocol(), line)) {
    line.begins = line.whole = true;
    line.perhaps = !direction.heard_out && protocol() != packet::Protocol::http;
  }
  Direction& opposite = of(from == Side::client ? Side::server : Side::client);
  opposite.heard_out = opposite.heard_out || (line.whole && !line.perhaps && !opposite.owed);
  direction.crlf = direction.crlf || line.raw.ends_with("\r\n");
  if (opposite.in_content && opposite.dots.perhaps_done() && dialogue_->takes_for_over(line))
    end_content(opposite, from == Side::client ? Side::server : Side::client);
  dialogue_->heard(line);
}

void Lines::take_content(Direction& direction, const Next& next, Side from, stream::Segment& left) {
  if (!direction.in_content) {
    direction.in_content = true;
    direction.dots.reset(direction.crlf);
    if (direction.torn) direction.dots.gap();
    direction.bare_packet = 0;
    dialogue_->content_begins(from);
  }
  direction.torn = false;
  std::string_view bytes(reinterpret_cast<const char*>(left.bytes.data()), left.bytes.size());
  if (next.form == Form::counted) bytes = bytes.substr(0, next.count);
  std::size_t taken = bytes.size();
  bool over = next.form == Form::counted && taken == next.count;
  if (next.form == Form::dotted) {
    taken = direction.dots.scan(bytes, [&](std::string_view content) {
      Heard piece = piece_of(from, left, 0);
      piece.raw = piece.text = content;
      const std::ptrdiff_t into = content.data() - bytes.data();
      if (into >= 0 && static_cast<std::size_t>(into) < bytes.size()) piece.position += static_cast<std::size_t>(into);
      dialogue_->tell_content(piece);
    });
    over = direction.dots.done();
    if (direction.dots.bare() && direction.bare_packet == 0 && from == Side::client) direction.bare_packet = left.packet;
  } else {
    dialogue_->tell_content(piece_of(from, left, taken));
  }
  const Heard piece = piece_of(from, left, taken);
  drop(left, taken);
  if (data_lines_) show(direction, piece, over);
  if (next.form == Form::counted) dialogue_->passed(from, taken);
  direction.heard_until = {left.position, left.packet, left.time_ns};
  if (over) end_content(direction, from);
}

void Lines::end_content(Direction& direction, Side from) {
  direction.in_content = false;
  direction.cutter.line_begins();
  Heard last;
  last.from = from;
  last.position = direction.heard_until.position;
  last.packet = direction.heard_until.packet;
  last.time_ns = direction.heard_until.time_ns;
  if (const auto packet = std::exchange(direction.bare_packet, 0); packet != 0) dialogue_->tell_bare_line_ends(packet);
  dialogue_->content_over(last);
}

void Lines::show(Direction& direction, const Heard& piece, bool over) {
  stream::Segment segment;
  segment.position = piece.position;
  segment.bytes = std::as_bytes(std::span(piece.raw.data(), piece.raw.size()));
  segment.packet = piece.packet;
  segment.time_ns = piece.time_ns;
  Heard line;
  line.from = piece.from;
  while (direction.data_cutter.next(segment, line)) dialogue_->tell_data_line(line, over && segment.bytes.empty());
  if (over && direction.data_cutter.flush(line)) dialogue_->tell_data_line(line, true);
}

void Lines::gap(Side from, const stream::Segment& missing) {
  if (over()) return;
  Direction& direction = of(from);
  Heard line;
  line.from = from;
  if (direction.withheld) {
    lose(from, missing, Lost::lines);
    release(direction, from);
    if (over()) return;
  }
  give_back(direction, from);
  if (direction.cutter.flush(line)) dialogue_->heard(line);
  if (data_lines_ && direction.data_cutter.flush(line)) dialogue_->tell_data_line(line, false);
  const Next next = dialogue_->next(from);
  const bool counted = next.form == Form::counted || next.form == Form::counted_text;
  const std::uint64_t inside = counted ? std::min(missing.length, next.count) : 0, left = missing.length - inside;
  if (counted) dialogue_->passed(from, inside);
  if (next.form == Form::counted && inside == next.count) {
    direction.in_content = false;
    Heard last = line;
    last.position = missing.position + inside;
    last.packet = missing.packet;
    last.time_ns = missing.time_ns;
    last.raw = last.text = {};
    dialogue_->gap(from, Lost::content);
    dialogue_->content_over(last);
    if (left == 0) return;
    direction.cutter.gap();
    return lose(from, missing, Lost::lines);
  }
  if (!counted || left > 0) direction.cutter.gap();
  if (!counted) direction.dots.gap();
  direction.torn = next.form == Form::dotted && !direction.in_content;
  if (left == 0 || !counted) direction.data_cutter.gap();
  lose(from, missing, counted && left == 0 ? Lost::content : Lost::lines);
}

void Lines::lose(Side from, const stream::Segment& missing, Lost lost) {
  of(from).heard_out = false;
  of(from).owed = from == Side::client && dialogue_->owes();
  Direction& opposite = of(from == Side::client ? Side::server : Side::client);
  opposite.heard_out = opposite.heard_out || !opposite.owed;  // what is missing was said by one who had heard the other
  dialogue_->gap(from, lost);
  if (lost == Lost::lines) dialogue_->tell_missed(from, missing.packet);
  release_if_told(from == Side::client ? Side::server : Side::client);
}

void Lines::ended(Side from) {
  if (over()) return;
  Direction& direction = of(from);
  Heard line;
  line.from = from;
  direction.withheld ? release(direction, from) : give_back(direction, from);
  if (over()) return;
  if (direction.cutter.flush(line)) dialogue_->heard(line);
  if (data_lines_ && direction.data_cutter.flush(line)) dialogue_->tell_data_line(line, false);
  if (const auto packet = std::exchange(direction.bare_packet, 0); packet != 0) dialogue_->tell_bare_line_ends(packet);
  dialogue_->ended(from);
}

}  // namespace cleartext::dialogue
