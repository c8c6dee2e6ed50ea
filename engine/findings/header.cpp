// Header fields (RFC 5322, 2.2) and the encoded words in them (RFC 2047).
#include "engine/findings/header.h"

#include <algorithm>

#include "engine/findings/decode.h"
#include "servers/wire/command.h"

namespace cleartext::findings {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

struct Word {
  std::string text;
  std::size_t end = 0;  // 0: none here
};

// RFC 2047, 4.2 (2).
std::string with_spaces(std::string_view content) {
  std::string out;
  for (const char c : content)
    if (c == '_')
      out += "=20";
    else
      out += c;
  return out;
}

// "=?utf-8?B?...?=" at the front. What has no end has none further on either: `endless` says so, lest a long text be
// looked through again and again.
Word encoded_word(std::string_view text, bool& endless) {
  const std::size_t charset_end = text.find('?', 2);
  if (charset_end == std::string_view::npos || charset_end + 2 >= text.size() || text[charset_end + 2] != '?') return {};
  const char encoding = static_cast<char>(text[charset_end + 1] | 0x20);
  if (encoding != 'q' && encoding != 'b') return {};
  const std::size_t end = text.find("?=", charset_end + 3);
  endless = end == std::string_view::npos;
  if (endless) return {};
  std::string charset(text.substr(2, charset_end - 2));
  charset = charset.substr(0, charset.find('*'));  // a language may follow (RFC 2231, 5)
  std::string content(text.substr(charset_end + 3, end - charset_end - 3));
  if (content.find('\n') != std::string::npos) return {};
  if (encoding == 'q') {
    content = decode_quoted_printable(with_spaces(content));
  } else {
    content = decode_base64(content);
  }
  return {to_utf8(content, charset), end + 2};
}

// What was encoded is one name, whatever stands in it (RFC 2047, 6.2: structure comes first).
void quote_name(std::string& out, std::size_t start, std::size_t end) {
  const std::string name = out.substr(start, end - start);
  if (name.find_first_of("()<>[]:;@\\,\"") == std::string::npos) return;  // RFC 5322, 3.2.3
  std::string quoted = "\"";
  for (const char c : name) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  out.replace(start, name.size(), quoted + '"');
}

}  // namespace

bool may_stand_in_header(std::string_view line, bool first) {
  if (!first && (line.front() == ' ' || line.front() == '\t')) return true;
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  if (first && (line.starts_with("From ") || line.starts_with(">From "))) return line.find_first_of("0123456789") < colon;
  const std::size_t end = line.find_last_not_of(" \t", colon - 1);
  return end != std::string_view::npos && line.find_first_of(" \t") > end;
}

Header::Header(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size() - 1);
    std::string_view line = text.substr(0, end + 1);
    text.remove_prefix(line.size());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !fields_.empty()) {
      std::string& value = fields_.back().value;  // unfolding removes the line end only (RFC 5322, 2.2.3)
      value.append(value.empty() ? trimmed(line) : line);
      continue;
    }
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    fields_.push_back({std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
  body_ = text;
}

const std::string* Header::find(std::string_view name) const {
  const auto row = std::find_if(fields_.begin(), fields_.end(),
                                [&](const Row& each) { return each.name.size() == name.size() && wire::same_word(each.name, name); });
  return row == fields_.end() ? nullptr : &row->value;
}

std::string Header::text(std::string_view name) const {
  const std::string* value = find(name);
  return value == nullptr ? std::string() : decode_words(*value);
}

std::string Header::addresses(std::string_view name) const {
  const std::string* value = find(name);
  return value == nullptr ? std::string() : decode_words(*value, Words::of_names);
}

std::string decode_words(std::string_view text, Words where) {
  std::string out;
  std::size_t word_start = 0, blank_start = 0;  // white space between two encoded words disappears (RFC 2047, 6.2)
  const auto words_over = [&] {
    if (where == Words::of_names) quote_name(out, word_start, blank_start);
  };
  bool after_word = false, endless = false;
  for (std::size_t i = 0; i < text.size();) {
    const Word word = !endless && text.substr(i).starts_with("=?") ? encoded_word(text.substr(i), endless) : Word{};
    if (word.end != 0) {
      if (after_word)
        out.resize(blank_start);
      else
        word_start = out.size();
      out += word.text;
      i += word.end;
      blank_start = out.size();
      after_word = true;
      continue;
    }
    const char c = text[i++];
    if (c != ' ' && c != '\t' && after_word) {
      words_over();
      after_word = false;
    }
    out += c;
  }
  if (after_word) words_over();
  return out;
}

}  // namespace cleartext::findings
