// What IMAP's BODYSTRUCTURE tells of a letter's parts, whether or not they are ever fetched (RFC 3501, 7.4.2).
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::findings {

using PartNumber = std::vector<std::uint32_t>;  // of "2.1": {2, 1}

// In a line of a FETCH answer; empty: there is none, or it breaks off.
std::string_view structure_in(std::string_view line);

// The header of each part, as far as a structure tells it: type, encoding and disposition, as a letter would write them.
// Nothing where the structure is none.
std::map<PartNumber, std::string> part_headers(std::string_view structure);

}  // namespace cleartext::findings
