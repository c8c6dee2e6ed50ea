#include "servers/webmail/markup_reader.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "servers/mime/value.h"
#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::webmail {

namespace {

constexpr std::string_view blanks = " \t\r\n\f";

struct Reference {
  std::string_view name, text;
};
constexpr std::array<Reference, 9> references{{{"amp", "&"},
                                               {"lt", "<"},
                                               {"gt", ">"},
                                               {"quot", "\""},
                                               {"apos", "'"},
                                               {"nbsp", "\xc2\xa0"},
                                               {"colon", ":"},
                                               {"Tab", "\t"},
                                               {"NewLine", "\n"}}};

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

std::string utf8(unsigned long code) {
  if (code == 0 || code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return "\xef\xbf\xbd";
  const auto byte = [](unsigned long bits) { return static_cast<char>(bits); };
  if (code < 0x80) return {byte(code)};
  if (code < 0x800) return {byte(0xc0 | code >> 6), byte(0x80 | (code & 63))};
  if (code < 0x10000) return {byte(0xe0 | code >> 12), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))};
  return {byte(0xf0 | code >> 18), byte(0x80 | (code >> 12 & 63)), byte(0x80 | (code >> 6 & 63)), byte(0x80 | (code & 63))};
}

// "#106;" or "amp;" at the front, its length in `length`; the semicolon may be missing after a number.
std::string reference(std::string_view text, std::size_t& length) {
  length = 0;
  if (text.starts_with('#')) {
    const bool hexadecimal = text.size() > 1 && (text[1] == 'x' || text[1] == 'X');
    const auto* start = text.data() + (hexadecimal ? 2 : 1);
    const auto* end = text.data() + text.size();
    unsigned long code = 0;
    const auto [stop, error] = std::from_chars(start, end, code, hexadecimal ? 16 : 10);
    if (stop == start) return {};
    length = static_cast<std::size_t>(stop - text.data()) + (stop != end && *stop == ';' ? 1 : 0);
    return error == std::errc{} ? utf8(code) : utf8(0);
  }
  for (const auto& each : references) {
    const auto size = each.name.size();
    if (!text.starts_with(each.name) || text.size() <= size || text[size] != ';') continue;
    length = size + 1;
    return std::string(each.text);
  }
  return {};
}

}  // namespace

std::string references_read(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    std::size_t length = 0;
    const auto meant = text[at] == '&' ? reference(text.substr(at + 1, 16), length) : std::string();
    if (length == 0) {
      out += text[at];
    } else {
      out += meant;
      at += length;
    }
  }
  return out;
}

const std::string* Token::attribute(std::string_view wanted) const {
  const auto found = std::find_if(attributes.begin(), attributes.end(), [wanted](const Attribute& each) { return each.name == wanted; });
  return found == attributes.end() ? nullptr : &found->value;
}

bool MarkupReader::next(Token& token) {
  while (!at_end()) {
    if (at() == '<' && (is_letter(at(1)) || (at(1) == '/' && is_letter(at(2))))) return read_tag(token);
    if (at() == '<' && (at(1) == '!' || at(1) == '?' || at(1) == '/')) {
      skip_comment();
      continue;
    }
    const auto start = at_++;
    at_ = std::min(html_.find('<', at_), html_.size());
    token = {Token::Kind::text, html_.substr(start, at_ - start), {}, {}};
    return true;
  }
  return false;
}

// False: the tag never ended, and what never ended is not shown.
bool MarkupReader::read_tag(Token& token) {
  token = {};
  ++at_;
  token.kind = at() == '/' ? Token::Kind::end_tag : Token::Kind::start_tag;
  if (at() == '/') ++at_;
  token.name = mime::lower(take_until(" \t\r\n\f/>"));
  for (;;) {
    skip_blanks();
    while (at() == '/') {
      ++at_;
      skip_blanks();
    }
    if (at_end()) return false;
    if (at() == '>') break;
    read_attribute(token);
  }
  ++at_;
  return true;
}

void MarkupReader::read_attribute(Token& token) {
  const auto start = at_++;  // a name may begin with "="
  at_ = std::min(html_.find_first_of(" \t\r\n\f/>=", at_), html_.size());
  Attribute attribute{mime::lower(html_.substr(start, at_ - start)), {}};
  skip_blanks();
  if (at() == '=') {
    ++at_;
    skip_blanks();
    const char quote = at();
    if (quote == '"' || quote == '\'') {
      ++at_;
      attribute.value = references_read(take_until(std::string_view(&quote, 1)));
      ++at_;
    } else if (quote != '>') {
      attribute.value = references_read(take_until(" \t\r\n\f>"));
    }
  }
  if (token.attributes.size() < most_attributes) token.attributes.push_back(std::move(attribute));
}

// "<!-- ... -->", and everything else that begins like it, which ends at the first ">".
void MarkupReader::skip_comment() {
  if (html_.substr(at_, 4) != "<!--") {
    at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
    return;
  }
  at_ += 4;
  if (at() == '>') return void(++at_);
  if (html_.substr(at_, 2) == "->") return void(at_ += 2);
  for (auto dashes = html_.find("--", at_); dashes != html_.npos; dashes = html_.find("--", dashes + 1)) {
    const auto after = html_.substr(dashes + 2, 2);
    if (after.starts_with('>') || after == "!>") return void(at_ = dashes + (after == "!>" ? 4 : 3));
  }
  at_ = html_.size();
}

void MarkupReader::skip_element(std::string_view name) {
  while (!at_end()) {
    at_ = std::min(html_.find("</", at_), html_.size());
    const auto after = at_ + 2 + name.size();
    if (wire::same_word(html_.substr(std::min(at_ + 2, html_.size()), name.size()), name) &&
        (after >= html_.size() || std::string_view(" \t\r\n\f/>").find(html_[after]) != std::string_view::npos)) {
      at_ = std::min(html_.find('>', at_), html_.size() - 1) + 1;
      return;
    }
    at_ = std::min(at_ + 2, html_.size());
  }
}

void MarkupReader::skip_blanks() { at_ = std::min(html_.find_first_not_of(blanks, at_), html_.size()); }

std::string_view MarkupReader::take_until(std::string_view stops) {
  const auto start = std::min(at_, html_.size());
  at_ = std::min(html_.find_first_of(stops, start), html_.size());
  return html_.substr(start, at_ - start);
}

}  // namespace cleartext::webmail
