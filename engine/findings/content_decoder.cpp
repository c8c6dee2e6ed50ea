// base64: characters outside the alphabet are passed over (RFC 2045, 6.8). Quoted-printable: line ends are
// kept as they are, soft ones vanish (6.7).
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
    : kind_(encoding == "base64"             ? Kind::base64
            : encoding == "quoted-printable" ? Kind::quoted_printable
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

std::size_t ContentDecoder::add_quoted(std::string_view text, std::string& out, bool at_end) {
  std::size_t i = 0;
  while (i < text.size()) {
    const std::size_t escape = std::min(text.find('=', i), text.size());
    out.append(text.substr(i, escape - i));
    i = escape;
    if (i == text.size()) break;
    std::size_t end = i + 1;
    while (end < text.size() && (text[end] == ' ' || text[end] == '\t')) ++end;  // added on the way
    const bool undecided = end == text.size() || (text[end] == '\r' && end + 1 == text.size()) ||
                           (hex_value(text[i + 1]) >= 0 && i + 2 == text.size());
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

void ContentDecoder::add(std::string_view encoded, std::string& out) {
  if (kind_ == Kind::identity) {
    out.append(encoded);
  } else if (kind_ == Kind::base64) {
    add_base64(encoded, out);
  } else if (held_.empty()) {
    held_ = encoded.substr(add_quoted(encoded, out, false));
  } else {
    held_.append(encoded);
    held_.erase(0, add_quoted(held_, out, false));
  }
}

void ContentDecoder::end(std::string& out) {
  if (kind_ == Kind::quoted_printable) add_quoted(held_, out, true);
  held_.clear();
}

}  // namespace cleartext::findings
