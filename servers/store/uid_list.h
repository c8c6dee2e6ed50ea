// Which number each letter of a mailbox has, for good (RFC 3501, 2.3.1.1), and which words its letters may be
// marked with: one small text file in the mailbox, written whole or gone on with, durable before a number is told to anybody.
#pragma once
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "servers/store/disk.h"

namespace cleartext::store {

constexpr std::string_view uid_file = "cleartext-uids";  // in its mailbox

struct UidList {
  std::uint32_t validity = 0;         // another one means: all numbers are new
  std::uint32_t next = 1;             // never given yet
  std::vector<std::string> keywords;  // the first is 'a' in a file's name
  using Letters = std::vector<std::pair<std::uint32_t, std::string>>;
  Letters letters;    // number and id, ascending
  bool whole = true;  // false: its last line was cut off, and is not here; it must be saved anew
};

std::optional<UidList> load_uids(const std::filesystem::path& mailbox);  // nothing: there is none, or it is damaged
Written save_uids(const std::filesystem::path& mailbox, const UidList& list, Keep keep);
// Letters that came, behind those of a list that was loaded or saved whole.
Written add_uids(const std::filesystem::path& mailbox, const UidList::Letters& letters);

}  // namespace cleartext::store
