// What FETCH may ask about a letter (RFC 3501, 6.4.5).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "servers/imap/arguments.h"

namespace cleartext::imap {

// "1.2.HEADER.FIELDS (FROM)<0.100>"
struct Section {
  enum class What : unsigned char { all, header, fields, fields_not, text, mime };
  std::vector<std::uint32_t> part;
  What what = What::all;
  std::vector<std::string> fields;
  std::optional<std::pair<std::uint32_t, std::uint32_t>> piece;  // from where, how many bytes
};

struct FetchItem {
  enum class What : unsigned char { flags, uid, internal_date, size, envelope, body, body_structure, section };
  What what = What::flags;
  Section section;
  bool reads = false;  // the letter counts as read then
  std::string label;   // as the answer has it

  bool needs_letter() const;  // not only its header, or nothing of it
  bool needs_header() const;
};

std::vector<FetchItem> read_fetch_items(Arguments& in);  // one, a list, or a macro
FetchItem flags_item();
FetchItem uid_item();

}  // namespace cleartext::imap
