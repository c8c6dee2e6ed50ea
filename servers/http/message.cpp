#include "servers/http/message.h"

#include <algorithm>

#include "servers/wire/command.h"

namespace cleartext::http {

namespace {

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

}  // namespace

const std::string* Fields::find(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(), [name](const Field& field) { return wire::same_word(field.name, name); });
  return found == fields_.end() ? nullptr : &found->value;
}

std::size_t Fields::count(std::string_view name) const {
  return static_cast<std::size_t>(
      std::count_if(fields_.begin(), fields_.end(), [name](const Field& field) { return wire::same_word(field.name, name); }));
}

std::vector<std::string_view> Fields::list(std::string_view name) const {
  std::vector<std::string_view> words;
  for (const auto& field : fields_) {
    if (!wire::same_word(field.name, name)) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      const auto word = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(word.size() + 1, rest.size()));
      if (const auto clean = trimmed(word); !clean.empty()) words.push_back(clean);
    }
  }
  return words;
}

bool Fields::has_word(std::string_view name, std::string_view word) const {
  const auto words = list(name);
  return std::any_of(words.begin(), words.end(), [word](std::string_view each) { return wire::same_word(each, word); });
}

}  // namespace cleartext::http
