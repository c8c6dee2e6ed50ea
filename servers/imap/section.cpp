// "1.2.HEADER" and its like: the way through the parts, and what is taken of the last one.
#include <algorithm>

#include "servers/imap/structure.h"
#include "servers/wire/command.h"

namespace cleartext::imap {

namespace {

using What = Section::What;

// The letter that a part of type message/rfc822 is; nullptr: it is none.
const mime::Part* letter_in(const mime::Part& part) {
  return part.type.value == "message/rfc822" && !part.parts.empty() ? &part.parts[0] : nullptr;
}

// 6.4.5: every letter has a part 1, even one without MIME. Parts of a letter in a letter are counted as its own.
const mime::Part* find_part(const mime::Part& letter, const std::vector<std::uint32_t>& numbers) {
  const mime::Part* at = &letter;
  bool is_letter = true;  // whose own body part 1 may be
  for (const auto number : numbers) {
    if (const auto* inner = is_letter ? nullptr : letter_in(*at)) {
      at = inner;
      is_letter = true;
    }
    if (at->is_multipart() && !at->parts.empty()) {
      if (number > at->parts.size()) return nullptr;
      at = &at->parts[number - 1];
    } else if (!is_letter || number != 1) {
      return nullptr;
    }
    is_letter = false;
  }
  return at;
}

bool wanted(std::string_view line, const Section& section) {
  auto name = line.substr(0, line.find(':'));
  while (name.ends_with(' ') || name.ends_with('\t')) name.remove_suffix(1);
  const bool named =
      std::any_of(section.fields.begin(), section.fields.end(), [name](const std::string& field) { return wire::same_word(field, name); });
  return named == (section.what == What::fields);
}

std::string cut(std::string_view text, const Section& section) {
  if (!section.piece) return std::string(text);
  const auto [from, count] = *section.piece;
  return from >= text.size() ? std::string() : std::string(text.substr(from, count));
}

}  // namespace

std::string chosen_fields(std::string_view header, const Section& section) {
  std::string text;
  bool keep = false;
  while (!header.empty()) {
    const auto end = header.find("\r\n");
    const auto line = header.substr(0, end == header.npos ? header.size() : end + 2);
    header.remove_prefix(line.size());
    if (line == "\r\n") break;
    if (line.front() != ' ' && line.front() != '\t') keep = wanted(line, section);
    if (keep) text += line;
  }
  return text + "\r\n";
}

std::optional<std::string> section_text(const mime::Part& letter, std::string_view whole, const Section& section) {
  if (section.part.empty() && section.what == What::all) return cut(whole, section);
  const auto* part = find_part(letter, section.part);
  if (part == nullptr) return {};
  if (section.what == What::all) return cut(part->body, section);
  if (section.what == What::mime) return cut(part->head, section);
  const auto* inner = section.part.empty() ? part : letter_in(*part);
  if (inner == nullptr) return {};
  if (section.what == What::text) return cut(inner->body, section);
  if (section.what == What::header) return cut(inner->head, section);
  return cut(chosen_fields(inner->head, section), section);
}

}  // namespace cleartext::imap
