// What the parts of a letter or a page hold, read again from its raw bytes: a recording lets go of what it can read again.
#pragma once
#include <string>
#include <vector>

#include "engine/findings/findings.h"

namespace cleartext::findings {

void let_go_of_contents(Message& message);  // of those that can be read again
// Its parts with what they hold, at most `most_kept` bytes of each.
std::vector<Part> parts_of(const Message& message);
std::string content_of(const Message& message, std::size_t part);   // empty: no such part
std::size_t kept_of(const Message& message, const Part& its_part);  // bytes of it that parts_of() gives, without reading

}  // namespace cleartext::findings
