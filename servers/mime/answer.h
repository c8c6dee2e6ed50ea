// A letter that follows another: whom it goes to, what it is called, what it quotes (RFC 5322, 3.6.4).
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "servers/mime/compose.h"
#include "servers/mime/letter.h"

namespace cleartext::mime {

std::vector<Address> answer_to(const Header& letter);             // Reply-To, or From
std::string answer_subject(const Header& letter);                 // "Re: ", once
std::string quoted(const Header& letter, std::string_view text);  // "Alice wrote:" and the text behind ">"
void follow(Draft& draft, const Header& answered);                // In-Reply-To and References
const Part* first_text(const Part& letter);                       // its first part of plain text; nullptr: none

}  // namespace cleartext::mime
