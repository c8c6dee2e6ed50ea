// What LIST, NLST, MDTM, MLST and MLSD print. LIST has no standard form; this is the one of "ls -l", which
// every client reads. MLSD's was made for programs (RFC 3659, 7).
#pragma once
#include <chrono>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "servers/store/file_tree.h"

namespace cleartext::ftp {

// What an argument of LIST or NLST means: a folder's files, one file, or those that a pattern fits.
struct Listed {
  std::string prefix;  // before each name, so that RETR understands it (RFC 1123, 4.1.2.7)
  std::vector<store::FileEntry> entries;
};
tl::expected<Listed, wire::Problem> look_up(const store::FileTree& files, std::string_view folder, std::string_view argument);

// LIST. As ls does, with the hour where a file is younger than half a year, else with the year.
std::string long_listing(std::span<const store::FileEntry> entries, std::chrono::system_clock::time_point now);
std::string name_listing(const Listed& listed);                     // NLST
std::string time_text(std::chrono::system_clock::time_point time);  // "20241122233000", UTC (RFC 3659, 2.3)

// RFC 3659, 7.5. The order is that of MLST's line in FEAT.
enum class Fact : unsigned char { type, size, modify, perm, unique };
using Facts = std::set<Fact>;
Facts all_facts();

enum class Rights { read, write };
Facts read_facts(std::string_view text);         // "type;size;": those that are known
std::string fact_names(const Facts& wanted);     // "type;size;"
std::string fact_features(const Facts& wanted);  // "type*;size*;modify;": all, those wanted marked (RFC 3659, 7.8)
std::string fact_line(const store::FileEntry& entry, std::string_view name, const Facts& wanted, Rights rights);

}  // namespace cleartext::ftp
