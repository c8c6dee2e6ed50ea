#include "servers/mime/header.h"

#include <algorithm>

#include "servers/mime/words.h"
#include "servers/wire/command.h"

namespace cleartext::mime {

namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// Takes one line off the front, with its end; `line` is without.
void take_line(std::string_view& text, std::string_view& line) {
  const auto end = std::min(text.find('\n'), text.size() - 1);
  line = text.substr(0, end + 1);
  text.remove_prefix(end + 1);
  if (line.ends_with('\n')) line.remove_suffix(1);
  if (line.ends_with('\r')) line.remove_suffix(1);
}

}  // namespace

Header::Header(std::string_view text) {
  text = text.substr(0, longest);
  bool kept = false;  // the field that a folded line would go on
  while (!text.empty()) {
    std::string_view line;
    take_line(text, line);
    if (line.empty()) return;
    if (blank(line.front())) {
      // 2.2.3: unfolding takes the line end away and nothing else.
      if (kept) fields_.back().value += fields_.back().value.empty() ? trimmed(line) : line;
      continue;
    }
    const auto colon = line.find(':');
    kept = colon != line.npos && fields_.size() < most_fields;
    if (kept) fields_.push_back({std::string(trimmed(line.substr(0, colon))), std::string(trimmed(line.substr(colon + 1)))});
  }
}

const std::string* Header::find(std::string_view name) const {
  const auto field = std::find_if(fields_.begin(), fields_.end(), [name](const Field& each) { return wire::same_word(each.name, name); });
  return field == fields_.end() ? nullptr : &field->value;
}

std::string Header::text(std::string_view name) const {
  const auto* value = find(name);
  return value == nullptr ? std::string() : decode_words(*value);
}

std::size_t body_start(std::string_view letter) {
  auto rest = letter;
  while (!rest.empty()) {
    std::string_view line;
    take_line(rest, line);
    if (line.empty()) break;
  }
  return letter.size() - rest.size();
}

}  // namespace cleartext::mime
