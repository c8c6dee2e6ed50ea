// The lists that draws pick from. Words are spelled alike in English and German; a list never shrinks or changes its
// order, or every student's words would change with it.
#pragma once
#include <span>
#include <string_view>

namespace cleartext::lesson {

std::span<const std::string_view> common_words();
std::span<const std::string_view> first_names();
std::span<const std::string_view> weak_passwords();  // each stands in the word list that ships with cracking

}  // namespace cleartext::lesson
