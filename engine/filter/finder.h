// Looks for a word in bytes, in any case (ASCII). Sixty-four places at a time are asked whether the word's two rarest letters
// stand where they would; only there it is compared.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>

namespace cleartext::filter {

class Finder {
 public:
  explicit Finder(std::string lower_word);
  bool in(std::string_view text) const;
  bool in(std::span<const std::byte> bytes) const {
    return in(std::string_view(reinterpret_cast<const char*>(bytes.data()), bytes.size()));
  }

 private:
  bool at(const char* begin) const;
  std::string word_;
  std::size_t rare_ = 0, second_ = 0;  // the letters that are looked for; one alone where there is no other
};

}  // namespace cleartext::filter
