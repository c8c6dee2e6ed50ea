// The one table of what a lesson can make somebody do: a row a word, with all it understands. The reader refuses what is
// not here, and `cleartext lessons --words` prints it for authors.
#pragma once
#include <array>
#include <span>
#include <string_view>

namespace cleartext::lesson {

struct ActionField {
  std::string_view name, meaning;
  std::span<const std::string_view> words = {};  // the only ones it may be; empty: any text
  bool needed = false;
};

struct ActionWord {
  std::string_view word, meaning, example;
  std::span<const ActionField> fields;
};

std::span<const ActionWord> action_words();
const ActionWord* action_word(std::string_view word);  // nullptr: there is none

// In the order of the values that they stand for.
inline constexpr std::array<std::string_view, 4> tls_words{"off", "offered", "required", "from-start"};
inline constexpr std::array<std::string_view, 4> ftp_tls_words{"off", "offered", "explicit", "implicit"};
inline constexpr std::array<std::string_view, 2> relay_tls_words{"off", "offered"};
inline constexpr std::array<std::string_view, 2> say_tls_words{"off", "from-start"};
inline constexpr std::array<std::string_view, 6> auth_words{"none", "words", "apop", "plain", "login", "cram-md5"};
inline constexpr std::array<std::string_view, 2> digest_words{"APOP", "CRAM-MD5"};
inline constexpr std::array<std::string_view, 2> via_words{"smtp", "submission"};
inline constexpr std::array<std::string_view, 2> form_words{"7bit", "8bit"};
inline constexpr std::array<std::string_view, 2> by_words{"pop3", "imap"};
inline constexpr std::array<std::string_view, 3> fetch_words{"letters", "headers", "list"};
inline constexpr std::array<std::string_view, 4> mode_words{"passive", "extended-passive", "active", "extended-active"};

}  // namespace cleartext::lesson
