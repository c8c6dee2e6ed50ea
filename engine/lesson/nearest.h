// What an author probably meant: the known word that is only a slip or two away.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace cleartext::lesson {

std::string_view nearest(std::string_view word, std::span<const std::string_view> known);  // empty: none is near
// "The word atach is not known here. Did you mean attach? Known are: ..."
std::string unknown_word(std::string_view word, std::span<const std::string_view> known);

}  // namespace cleartext::lesson
