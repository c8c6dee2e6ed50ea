// Small text files read and written whole: /proc and /sys entries, hosts, announcements. A failure leaves
// errno.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::network {

std::optional<std::string> read_text(const std::string& path);
bool overwrite_text(const std::string& path, std::string_view text);  // the file is there already (/proc)
bool create_text(const std::string& path, std::string_view text);     // made new, for this user alone

}  // namespace cleartext::network
