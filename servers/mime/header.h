// The fields of a letter or of one of its parts (RFC 5322, 2.2), folded lines joined. What is no field is
// passed over, as readers of mail do: a letter is shown even where it is wrong.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::mime {

struct Field {
  std::string name, value;  // as they stand there
};

class Header {
 public:
  static constexpr std::size_t most_fields = 500, longest = 256 * 1024;  // more is passed over
  Header() = default;
  explicit Header(std::string_view text);  // lines up to the empty one, or to the end
  std::span<const Field> fields() const { return fields_; }
  const std::string* find(std::string_view name) const;  // the first of that name, any case; nullptr: none
  std::string text(std::string_view name) const;         // for people: encoded words read, UTF-8; empty: none

 private:
  std::vector<Field> fields_;
};

// Where the text after a header begins: behind its empty line.
std::size_t body_start(std::string_view letter);

}  // namespace cleartext::mime
