// A letter as a page shows it: its text, its pictures, what is attached. Parts are counted from 1, in the order in
// which they stand; the number is in their address.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "servers/http/message.h"
#include "servers/mime/letter.h"

namespace cleartext::webmail {

std::string letter_shown(const mime::Part& letter, std::string_view id);  // HTML
std::string letter_text(const mime::Part& letter);                        // for a quotation
std::vector<const mime::Part*> leaves(const mime::Part& letter);
http::Response part_shown(const mime::Part& part, std::size_t number);

}  // namespace cleartext::webmail
