// Patterns of file names, as shells have them: * ? [a-z] [!a-z], and a backslash before what is meant as it
// is. Read once, then held against many names; the time for each is bounded by its length squared, whatever
// the pattern.
#pragma once
#include <bitset>
#include <cstddef>
#include <string_view>
#include <vector>

namespace cleartext::ftp {

class Pattern {
 public:
  explicit Pattern(std::string_view text);
  bool matches(std::string_view name) const;
  static bool is_one(std::string_view text);  // false: it can fit nothing but itself

 private:
  struct Item {
    enum class Kind : unsigned char { bytes, letter, star } kind;
    std::bitset<256> fits;  // bytes: any one of these
  };
  bool take_one(std::size_t& item, std::string_view& name) const;
  std::vector<Item> items_;
};

}  // namespace cleartext::ftp
