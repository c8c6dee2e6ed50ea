// What LIST and MDTM print. LIST has no standard form; this is the one of "ls -l", which every client reads.
#pragma once
#include <chrono>
#include <span>
#include <string>

#include "servers/store/file_tree.h"

namespace cleartext::ftp {

std::string long_listing(std::span<const store::FileEntry> entries);  // LIST
std::string name_listing(std::span<const store::FileEntry> entries);  // NLST
std::string time_text(std::chrono::system_clock::time_point time);    // "20241122233000", UTC (RFC 3659, 2.3)

}  // namespace cleartext::ftp
