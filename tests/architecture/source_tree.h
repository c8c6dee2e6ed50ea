// The house's own files, read once: path, text, and the text without its comments, line for line the same.
#pragma once
#include <functional>
#include <string>
#include <vector>

namespace cleartext::architecture {

struct Source {
  std::string path;  // from the top: "servers/wire/hosts.cpp"
  std::string text;
  std::string code;  // comments blanked out, strings kept
};

std::string read_file(const std::string& path);  // from the top
std::vector<std::string> lines_of(const std::string& text);
std::string without_comments(const std::string& text);

// Every file of ours below these folders whose name ends in one of `endings`; build trees are no part of the
// house.
std::vector<Source> files_in(const std::vector<std::string>& folders, const std::vector<std::string>& endings);
const std::vector<Source>& sources();                         // C++ in servers, engine and gui
bool is_in(const Source& source, const std::string& folder);  // or is that file

// Calls back with the line number and what matched, for every match of the pattern in the text.
void each_match(const std::string& text, const std::string& pattern,
                const std::function<void(std::size_t line, const std::string& match)>& call);

}  // namespace cleartext::architecture
