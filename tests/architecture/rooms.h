// The rooms as their CMakeLists.txt files declare them: who lives where, and whom each may know.
#pragma once
#include <map>
#include <set>
#include <string>

#include "tests/architecture/source_tree.h"

namespace cleartext::architecture {

// "servers/smtp" -> the rooms it names itself; a room is known by its folder.
using Rooms = std::map<std::string, std::set<std::string>>;

Rooms rooms();
std::string room_of(const std::string& path, const Rooms& rooms);                // "" : in no room
std::set<std::string> known_to(const std::string& room, const Rooms& rooms);     // with all that those know
std::set<std::string> rooms_included(const Source& source, const Rooms& rooms);  // by #include "…"
int floor_of(const std::string& room);                                           // servers 0, engine 1, gui 2

}  // namespace cleartext::architecture
