// What a file server lists, line by line, as the window tells it (the form of `ls -l`; RFC 959 leaves it to the server).
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::talk {

struct ListedFile {
  std::string name;
  std::uint64_t bytes = 0;
  std::string date;  // "Nov 27  2026"
  bool is_folder = false;
};

std::vector<ListedFile> read_listing(std::string_view text);  // folders first; lines that say nothing of a file are passed over

}  // namespace cleartext::talk
