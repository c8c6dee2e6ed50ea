// Library names and folders are the same words: servers_smtp lives in servers/smtp.
#include "tests/architecture/rooms.h"

#include <algorithm>
#include <filesystem>
#include <regex>

namespace cleartext::architecture {
namespace {

std::string without_cmake_comments(const std::string& text) { return std::regex_replace(text, std::regex("#[^\n]*"), ""); }

std::set<std::string> libraries_named_in(const std::string& text) {
  std::set<std::string> names;
  const std::regex library("\\b(servers|engine|gui)_[a-z_0-9]+\\b");
  for (std::sregex_iterator match(text.begin(), text.end(), library), end; match != end; ++match) names.insert(match->str());
  return names;
}

std::string library_of(std::string folder) {
  std::replace(folder.begin(), folder.end(), '/', '_');
  return folder;
}

void collect(const std::string& room, const Rooms& rooms, std::set<std::string>& known) {
  for (const std::string& next : rooms.at(room))
    if (known.insert(next).second) collect(next, rooms, known);
}

}  // namespace

Rooms rooms() {
  std::map<std::string, std::string> folder_of_library;
  std::map<std::string, std::string> text_of_folder;
  for (const Source& file : files_in({"servers", "engine", "gui"}, {"CMakeLists.txt"})) {
    const std::string folder = std::filesystem::path(file.path).parent_path().string();
    if (folder.find('/') == std::string::npos) continue;  // a floor, not a room
    folder_of_library[library_of(folder)] = folder;
    text_of_folder[folder] = without_cmake_comments(file.text);
  }
  Rooms all;
  for (const auto& [folder, text] : text_of_folder) {
    all[folder] = {};
    for (const std::string& library : libraries_named_in(text))
      if (folder_of_library.contains(library) && folder_of_library[library] != folder) all[folder].insert(folder_of_library[library]);
  }
  return all;
}

std::string room_of(const std::string& path, const Rooms& rooms) {
  for (std::filesystem::path folder = std::filesystem::path(path).parent_path(); !folder.empty(); folder = folder.parent_path())
    if (rooms.contains(folder.string())) return folder.string();
  return {};
}

std::set<std::string> known_to(const std::string& room, const Rooms& rooms) {
  std::set<std::string> known;
  collect(room, rooms, known);
  return known;
}

std::set<std::string> rooms_included(const Source& source, const Rooms& rooms) {
  std::set<std::string> included;
  for (const std::string& line : lines_of(source.code)) {
    if (!line.starts_with("#include \"")) continue;
    const std::size_t start = line.find('"') + 1;
    const std::string room = room_of(line.substr(start, line.find('"', start) - start), rooms);
    if (!room.empty()) included.insert(room);
  }
  return included;
}

int floor_of(const std::string& room) {
  if (room.starts_with("servers/")) return 0;
  return room.starts_with("engine/") ? 1 : 2;
}

}  // namespace cleartext::architecture
