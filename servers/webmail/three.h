// Three objects: a page and two pictures. HTTP fetches each on its own; a mail would carry all three in one.
#pragma once
#include <span>
#include <string>
#include <string_view>

namespace cleartext::webmail {

struct Object {
  std::string_view path, type;
  std::string bytes;  // of the page: what stands inside its frame
};

std::span<const Object> three_objects();  // the page first; the same for good

}  // namespace cleartext::webmail
