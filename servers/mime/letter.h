// A letter as the tree that MIME makes of it (RFC 2046). Parts are views into the letter's own bytes; nothing
// is decoded before it is asked for. Depth and number of parts are bounded: what is deeper is a leaf.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "servers/mime/header.h"
#include "servers/mime/value.h"

namespace cleartext::mime {

struct Part {
  std::string_view head, body;  // with the empty line; as they stand in the letter
  Header header;
  Value type;               // Content-Type, {"text/plain"} where there is none or a wrong one
  Value disposition;        // Content-Disposition, empty where there is none
  std::string encoding;     // "7bit", "base64", ...
  std::string file_name;    // UTF-8, may be empty; whatever the sender wrote, "../" included
  std::string id;           // Content-ID without its brackets
  std::vector<Part> parts;  // of a multipart; of a message/rfc822 the letter in it

  bool is_multipart() const { return type.value.starts_with("multipart/"); }
  bool is_text() const { return type.value.starts_with("text/"); }
};

constexpr std::size_t most_depth = 20, most_parts = 1000;

Part parse_letter(std::string_view letter);  // which must outlive it
std::string content(const Part& part);       // decoded bytes
std::string text(const Part& part);          // decoded and UTF-8, for text/*

}  // namespace cleartext::mime
