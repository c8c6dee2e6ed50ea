// What a FETCH answer says of a letter: which parts of it follow, and how (RFC 3501, 7.4.2; RFC 3516).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::dialogue {

struct FetchItem {
  enum class Form : std::uint8_t { atom, quoted, literal };
  std::string name;                     // "BODY[TEXT]", in capitals
  std::optional<std::uint64_t> origin;  // of a piece: "BODY[TEXT]<1000>"
  Form form = Form::atom;
  std::string value;        // of atom and quoted; "NIL": nothing
  std::size_t place = 0;    // of the value in the line
  std::uint64_t count = 0;  // of literal: so many bytes follow the line
};

// The items in a line of a FETCH answer, or in what follows one of its literals, that carry a letter or its size.
std::vector<FetchItem> fetch_items(std::string_view line);
// How many bytes a command asks for at once: "BODY.PEEK[TEXT]<20.1000>", "BODY[TEXT]" and 20 -> 1000; 0: it asks for no piece
// that begins there.
std::uint64_t asked_piece(std::string_view argument, std::string_view name, std::uint64_t origin);

// SELECT and its like: the letters of that number are others from its answer on.
bool turns_to_another_folder(std::string_view verb);
// "* 3 EXPUNGE", "* VANISHED 41": letters behind it have other numbers from here on (RFC 3501, 7.4.1; RFC 7162, 3.2.10).
bool moves_numbers(std::string_view line);

std::uint64_t to_number(std::string_view digits);  // 0: it begins with none

// The number in "{12}", "{12+}" or "~{12}" at the end of a line (RFC 3501, 4.3; RFC 7888; RFC 3516).
std::optional<std::uint64_t> literal_at_end(std::string_view line);

}  // namespace cleartext::dialogue
