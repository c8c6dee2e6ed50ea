// What a letter is marked with, as one value, and as its file's name says it: "id:2,FRS" (Maildir; lower-case
// letters are words of the mailbox's own, as Dovecot writes them).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cleartext::store {

using Marks = std::uint32_t;

constexpr std::size_t most_keywords = 26;  // the lowest bits, 'a' to 'z'
constexpr Marks draft = 1u << 26;          // D
constexpr Marks flagged = 1u << 27;        // F
constexpr Marks passed_on = 1u << 28;      // P, kept for the mail readers that know it
constexpr Marks answered = 1u << 29;       // R
constexpr Marks seen = 1u << 30;           // S
constexpr Marks deleted = 1u << 31;        // T
constexpr Marks keyword(std::size_t number) { return 1u << number; }

Marks marks_of(std::string_view file_name);          // none where there is no ":2,"
std::string letters_of(Marks marks);                 // "FRSab", in ASCII's order
std::string_view id_of(std::string_view file_name);  // without the marks

}  // namespace cleartext::store
