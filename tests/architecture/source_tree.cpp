// A small lexer tells comments from strings; that is all of C++ the rules need to know.
#include "tests/architecture/source_tree.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

namespace cleartext::architecture {
namespace {

namespace files = std::filesystem;

bool ends_in_one_of(const std::string& name, const std::vector<std::string>& endings) {
  return std::any_of(endings.begin(), endings.end(), [&](const std::string& e) { return name.ends_with(e); });
}

std::size_t end_of_string(const std::string& text, std::size_t start) {
  for (std::size_t i = start + 1; i < text.size(); ++i) {
    if (text[i] == '\\')
      ++i;
    else if (text[i] == text[start] || text[i] == '\n')
      return i + 1;
  }
  return text.size();
}

std::size_t end_of_raw_string(const std::string& text, std::size_t start) {
  const std::size_t open = text.find('(', start);
  if (open == std::string::npos) return text.size();
  const std::string close = ")" + text.substr(start + 2, open - start - 2) + "\"";
  const std::size_t end = text.find(close, open);
  return end == std::string::npos ? text.size() : end + close.size();
}

bool is_digit_separator(const std::string& text, std::size_t at) {
  return at > 0 && text[at] == '\'' && std::isalnum(static_cast<unsigned char>(text[at - 1])) != 0;
}

}  // namespace

std::string read_file(const std::string& path) {
  std::ifstream file(std::string(SOURCE_DIR "/") + path, std::ios::binary);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream stream(text);
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

std::string without_comments(const std::string& text) {
  std::string code = text;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t end = i + 1;
    if (text.compare(i, 2, "//") == 0 || text.compare(i, 2, "/*") == 0) {
      const bool line = text[i + 1] == '/';
      const std::size_t close = text.find(line ? "\n" : "*/", i);
      end = close == std::string::npos ? text.size() : close + (line ? 0 : 2);
      for (std::size_t j = i; j < end; ++j)
        if (text[j] != '\n') code[j] = ' ';
    } else if (text.compare(i, 2, "R\"") == 0) {
      end = end_of_raw_string(text, i);
    } else if (text[i] == '"' || (text[i] == '\'' && !is_digit_separator(text, i))) {
      end = end_of_string(text, i);
    }
    i = end;
  }
  return code;
}

std::vector<Source> files_in(const std::vector<std::string>& folders, const std::vector<std::string>& endings) {
  std::vector<Source> found;
  for (const std::string& folder : folders) {
    const files::path top = files::path(SOURCE_DIR) / folder;
    if (!files::exists(top)) continue;
    for (auto entry = files::recursive_directory_iterator(top); entry != files::recursive_directory_iterator(); ++entry) {
      const std::string name = entry->path().filename().string();
      if (name.starts_with(".") || name.starts_with("build")) entry.disable_recursion_pending();
      if (!entry->is_regular_file() || name.starts_with(".") || !ends_in_one_of(name, endings)) continue;
      Source source{files::relative(entry->path(), SOURCE_DIR).string(), {}, {}};
      source.text = read_file(source.path);
      source.code = without_comments(source.text);
      found.push_back(std::move(source));
    }
  }
  std::sort(found.begin(), found.end(), [](const Source& a, const Source& b) { return a.path < b.path; });
  return found;
}

const std::vector<Source>& sources() {
  static const std::vector<Source> all = files_in({"servers", "engine", "gui"}, {".cpp", ".h"});
  return all;
}

bool is_in(const Source& source, const std::string& folder) { return source.path == folder || source.path.starts_with(folder + "/"); }

void each_match(const std::string& text, const std::string& pattern, const std::function<void(std::size_t, const std::string&)>& call) {
  const std::regex expression(pattern);
  std::size_t number = 0;
  for (const std::string& line : lines_of(text)) {
    ++number;
    for (std::sregex_iterator match(line.begin(), line.end(), expression), end; match != end; ++match) call(number, match->str());
  }
}

}  // namespace cleartext::architecture
