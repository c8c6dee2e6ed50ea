// After a gap the next header is searched: a plausible one that is followed by another, as far as can be seen.
#include "engine/tls/record_cutter.h"

#include <algorithm>
#include <utility>

namespace cleartext::tls {

namespace {

constexpr std::size_t header_length = 5, usual = 1024;

Bytes bytes_of(const std::string& text) { return std::as_bytes(std::span(text.data(), text.size())); }

void drop(stream::Segment& segment, std::size_t count) {
  segment.bytes = segment.bytes.subspan(count);
  segment.position += count;
}

// Of TLS 1.2's renegotiation: one byte, and what seals it.
bool sealed_change(Bytes five) {
  constexpr std::size_t longest_seal = 320;  // an explicit IV, the MAC, padding of up to 256 bytes
  Octets header(five);
  return header.u8() == change_cipher_spec && header.u8() == 3 && header.u8() <= 3 && header.u16() <= longest_seal;
}

}  // namespace

bool plausible_header(Bytes five) {
  Octets header(five);
  const std::uint8_t type = header.u8();
  const std::uint16_t version = header.u16(), length = header.u16();
  if (header.broken() || type < change_cipher_spec || type > 24) return false;
  if (version < 0x0300 || version > 0x0304 || length > RecordCutter::longest) return false;
  if (type == change_cipher_spec) return length == 1;
  return length > 0 || type == application_data;
}

bool RecordCutter::take_header(stream::Segment& left) {
  const std::size_t count = std::min(header_length - header_.size(), left.bytes.size());
  header_.append(reinterpret_cast<const char*>(left.bytes.data()), count);
  drop(left, count);
  return header_.size() == header_length;
}

bool RecordCutter::search(stream::Segment& left) {
  for (; left.bytes.size() >= header_length; drop(left, 1), ++missing_) {
    if (!plausible_header(left.bytes.first(header_length))) continue;
    const std::size_t length = Octets(left.bytes.subspan(3)).u16();
    const Bytes behind = left.bytes.subspan(std::min(left.bytes.size(), header_length + length));
    if (behind.size() >= header_length && !plausible_header(behind.first(header_length))) continue;
    searching_ = false;
    return true;
  }
  missing_ += left.bytes.size();
  drop(left, left.bytes.size());
  return false;
}

RecordCutter::Result RecordCutter::next(stream::Segment& left, Record& record, bool keep) {
  if (!in_body_) {
    if (searching_ && !search(left)) return Result::more;
    if (!take_header(left)) return Result::more;
    if (!plausible_header(bytes_of(header_)) && !(sealed_changes_ && sealed_change(bytes_of(header_)))) return Result::nonsense;
    Octets header(bytes_of(header_));
    open_ = {};
    open_.type = header.u8();
    open_.version = header.u16();
    open_.length = header.u16();
    open_.position = left.position;
    open_.after_gap = std::exchange(after_gap_, false);
    open_.missing = std::exchange(missing_, 0);
    header_.clear();
    if (body_.capacity() > usual)  // one long record is no reason to keep room for another
      body_ = std::string();
    else
      body_.clear();
    remaining_ = open_.length;
    in_body_ = true;
    keeping_ = keep || open_.type != application_data;
  }
  const std::size_t count = std::min(remaining_, left.bytes.size());
  const bool in_one_piece = body_.empty() && count == open_.length;
  open_.body = in_one_piece ? left.bytes.first(count) : Bytes{};
  if (keeping_ && !in_one_piece && !open_.damaged) body_.append(reinterpret_cast<const char*>(left.bytes.data()), count);
  remaining_ -= count;
  if (left.packet > open_.packet) {  // not the last one, where segments came in disorder
    open_.packet = left.packet;
    open_.time_ns = left.time_ns;
  }
  drop(left, count);
  if (remaining_ > 0) return Result::more;
  in_body_ = false;
  if (!keeping_ || open_.damaged)
    open_.body = {};
  else if (!in_one_piece)
    open_.body = bytes_of(body_);
  record = open_;
  return Result::record;
}

void RecordCutter::gap(const stream::Segment& missing, Record& record, bool& damaged) {
  damaged = false;
  std::uint64_t left = missing.length;
  if (in_body_) {
    const std::uint64_t inside = std::min<std::uint64_t>(remaining_, left);
    open_.damaged = true;
    open_.packet = missing.packet;
    open_.time_ns = missing.time_ns;
    remaining_ -= static_cast<std::size_t>(inside);
    left -= inside;
    if (remaining_ > 0) return;
    in_body_ = false;
    damaged = true;
    record = open_;
    record.body = {};
    if (left == 0) return;
  }
  header_.clear();
  searching_ = after_gap_ = true;
  missing_ += left;
}

}  // namespace cleartext::tls
