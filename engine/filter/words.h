// The words of the filter: fields, traits and protocols, each with its spellings. Parser and completion read the same rows.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "engine/filter/filter.h"

namespace cleartext::filter {

struct FieldWord {
  std::string_view word;
  Field field;
};
struct TraitWord {
  std::string_view word;
  Trait trait;
};
struct ProtocolWord {
  std::string_view word;
  Protocols protocols;
};

std::span<const FieldWord> field_words();  // the first spelling of a field is the one that is offered
std::span<const TraitWord> trait_words();
std::span<const ProtocolWord> protocol_words();

std::optional<Field> field_of(std::string_view word);  // lower case
std::optional<Trait> trait_of(std::string_view word);
std::optional<Protocols> protocols_of(std::string_view word);
bool is_number(Field field);
constexpr Protocols bit(packet::Protocol protocol) { return Protocols{1} << static_cast<unsigned>(protocol); }
std::string lower(std::string_view text);

}  // namespace cleartext::filter
