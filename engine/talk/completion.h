// How a line that is being typed may go on: verbs that may be said now, and what this world knows for the words after them.
#pragma once
#include <string>
#include <vector>

#include "engine/talk/standing.h"

namespace cleartext::talk {

// Whole lines that begin with what was typed, the likeliest first. Passwords are never among them.
std::vector<std::string> completions(const Standing& standing, const std::string& typed);

// The words of a row that stand fast: "MAIL FROM:<", "HELO ", "DATA".
std::string fixed_part(const wire::CommandInfo& row);

}  // namespace cleartext::talk
