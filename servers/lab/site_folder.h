// Where the FTP site's files lie in a lab's data folder: what it shows as "/".
#pragma once
#include <filesystem>

namespace cleartext::lab {

inline std::filesystem::path site_folder_in(const std::filesystem::path& data) { return data / "ftp"; }

}  // namespace cleartext::lab
