// base64: characters outside the alphabet are passed over (RFC 2045, 6.8). Quoted-printable: line ends are
// kept as they are, soft ones vanish, and so does white space before a line end (6.7). Uuencode: POSIX.
#include "engine/findings/content_decoder.h"

#include <algorithm>

#include "engine/findings/base64.h"

namespace cleartext::findings {

namespace {

constexpr std::size_t longest_escape = 1000;  // white space after "=" that a relay may have added

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

}  // namespace

ContentDecoder::ContentDecoder(std::string_view encoding)
    : kind_(encoding == "base64"                                                                             ? Kind::base64
            : encoding == "quoted-printable"                                                                 ? Kind::quoted_printable
            : encoding == "x-uuencode" || encoding == "uuencode" || encoding == "x-uue" || encoding == "uue" ? Kind::uuencode
                                                                                                             : Kind::identity) {}

void ContentDecoder::add_base64(std::string_view text, std::string& out) {
  std::size_t written = out.size();
  out.resize(written + text.size() / 4 * 3 + 6 + groups_room);
  while (!text.empty()) {
    if (count_ == 0) {
      const Groups groups = decode_groups(text, out.data() + written);
      written += groups.written;
      text.remove_prefix(groups.taken);
      if (text.empty()) break;
    }
    const char c = text.front();
    text.remove_prefix(1);
    if (c == '=') {  // padding ends a group; what follows begins anew
      bits_ = 0;
      count_ = 0;
      continue;
    }
    const int value = base64_value(c);
    if (value < 0) continue;
    bits_ = bits_ << 6 | static_cast<unsigned>(value);
    count_ += 6;
    if (count_ < 8) continue;
    count_ -= 8;
    out[written++] = static_cast<char>(bits_ >> count_ & 0xff);
  }
  out.resize(written);
}

// Text without an escape. White space that ends it may yet be followed by a line end: it waits. Returns how much was taken.
std::size_t ContentDecoder::add_literal(std::string_view run, std::string& out, bool before_escape, bool at_end) {
  const auto without_blanks = [](std::string_view line) {
    const std::size_t last = line.find_last_not_of(" \t");
    return line.substr(0, last == std::string_view::npos ? 0 : last + 1);
  };
  std::size_t taken = 0;
  for (std::size_t end = run.find('\n'); end != std::string_view::npos; end = run.find('\n', taken)) {
    std::string_view line = run.substr(taken, end - taken);
    const bool with_return = line.ends_with('\r');
    if (with_return) line.remove_suffix(1);
    out.append(without_blanks(line)).append(with_return ? "\r\n" : "\n");
    taken = end + 1;
  }
  std::string_view rest = run.substr(taken);
  std::string_view kept = without_blanks(rest.ends_with('\r') ? rest.substr(0, rest.size() - 1) : rest);
  if (before_escape || rest.size() - kept.size() >= longest_escape) kept = rest;
  if (at_end && rest.ends_with('\r')) kept = rest;
  out.append(kept);
  return at_end ? run.size() : taken + kept.size();
}

std::size_t ContentDecoder::add_quoted(std::string_view text, std::string& out, bool at_end) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t escape = std::min(text.find('=', i), text.size());
    i += add_literal(text.substr(i, escape - i), out, escape < text.size(), at_end);
    if (i < escape || i == text.size()) break;
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;  // added on the way
    const bool undecided =
        end == text.size() || (text[end] == '\r' && end + 1 == text.size()) || (hex_value(text[i + 1]) >= 0 && i + 2 == text.size());
    if (undecided && !at_end && text.size() - i < longest_escape) return i;
    if (end == text.size() && at_end) return end;
    if (end < text.size() && text[end] == '\n') {
      i = end + 1;
    } else if (end + 1 < text.size() && text[end] == '\r' && text[end + 1] == '\n') {
      i = end + 2;
    } else if (i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 3;
    } else {
      out += text[i++];
    }
  }
  return i;
}

void ContentDecoder::add_uuencoded(std::string_view text, std::string& out) {
  constexpr std::size_t longest_line = 1000;
  for (std::size_t end = 0; !text.empty(); text.remove_prefix(end)) {
    end = std::min(text.find('\n'), text.size() - 1) + 1;
    if (held_.size() < longest_line) held_.append(text.substr(0, end));
    if (text[end - 1] != '\n') return;
    take_uuencoded(held_, out);
    held_.clear();
  }
}

// Its length in the first character, then four characters for three bytes; "begin" and "end" stand around.
void ContentDecoder::take_uuencoded(std::string_view line, std::string& out) {
  while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
  if (!in_body_ || line == "end") return void(in_body_ = line.starts_with("begin "));
  const auto value = [](char c) { return (static_cast<unsigned>(c) - 0x20u) & 0x3fu; };
  if (line.empty()) return;
  std::size_t left = value(line.front());
  for (std::size_t at = 1; left > 0 && at < line.size(); at += 4) {
    unsigned bits = 0;
    for (std::size_t i = at; i < at + 4; ++i) bits = bits << 6 | (i < line.size() ? value(line[i]) : 0);
    for (int shift = 16; shift >= 0 && left > 0; shift -= 8, --left) out += static_cast<char>(bits >> shift & 0xff);
  }
}

void ContentDecoder::add(std::string_view encoded, std::string& out) {
  if (kind_ == Kind::identity) {
    out.append(encoded);
  } else if (kind_ == Kind::base64) {
    add_base64(encoded, out);
  } else if (kind_ == Kind::uuencode) {
    add_uuencoded(encoded, out);
  } else if (held_.empty()) {
    held_ = encoded.substr(add_quoted(encoded, out, false));
  } else {
    held_.append(encoded);
    held_.erase(0, add_quoted(held_, out, false));
  }
}

void ContentDecoder::end(std::string& out) {
  if (kind_ == Kind::quoted_printable) add_quoted(held_, out, true);
  if (kind_ == Kind::uuencode) take_uuencoded(held_, out);
  held_.clear();
}

}  // namespace cleartext::findings
