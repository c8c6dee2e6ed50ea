#include "servers/store/marks.h"

namespace cleartext::store {

namespace {

constexpr std::string_view own_letters = "DFPRST";  // bits 26 to 31

}  // namespace

Marks marks_of(std::string_view file_name) {
  const auto info = file_name.find(":2,");
  Marks marks = 0;
  if (info == std::string_view::npos) return marks;
  for (const char letter : file_name.substr(info + 3)) {
    if (letter >= 'a' && letter <= 'z') marks |= keyword(static_cast<std::size_t>(letter - 'a'));
    if (const auto own = own_letters.find(letter); own != std::string_view::npos) marks |= draft << own;
  }
  return marks;
}

std::string letters_of(Marks marks) {
  std::string letters;
  for (std::size_t own = 0; own < own_letters.size(); ++own) {
    if ((marks & (draft << own)) != 0) letters += own_letters[own];
  }
  for (std::size_t number = 0; number < most_keywords; ++number) {
    if ((marks & keyword(number)) != 0) letters += static_cast<char>('a' + number);
  }
  return letters;
}

std::string_view id_of(std::string_view file_name) { return file_name.substr(0, file_name.find(':')); }

}  // namespace cleartext::store
