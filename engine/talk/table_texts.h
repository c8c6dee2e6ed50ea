// Every sentence that stands in the servers' tables, once each: what a translation of the program has to know.
#pragma once
#include <string_view>
#include <vector>

namespace cleartext::talk {

std::vector<std::string_view> table_texts();  // sorted; not the verbs, codes, forms and sources, which are the same everywhere

}  // namespace cleartext::talk
