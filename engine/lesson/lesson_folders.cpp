// Where lessons lie: beside the program's build tree, and where a package puts them.
#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

constexpr std::string_view template_name = "_template";

std::vector<fs::path> places() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  std::vector<fs::path> all{program.parent_path() / "lessons", program.parent_path() / "share" / "cleartext" / "lessons"};
#ifdef CLEARTEXT_SOURCE_LESSONS  // not in a package, which knows nothing of the machine that built it
  all.emplace_back(CLEARTEXT_SOURCE_LESSONS);
#endif
  return all;
}

// What its lesson.yaml says at the left margin (`place: 3`), read without the rest: a list is wanted, not the lessons.
int place_of(const fs::path& folder) {
  constexpr std::string_view word = "place:";
  constexpr int last = 1'000'000;
  std::ifstream file(folder / "lesson.yaml");
  for (std::string line; std::getline(file, line) && !line.starts_with("steps:");) {
    if (!line.starts_with(word)) continue;
    const auto place = std::atoi(line.c_str() + word.size());
    return place > 0 ? place : last;
  }
  return last;
}

}  // namespace

std::vector<std::string> lesson_folders() {
  std::error_code error;
  for (const auto& place : places()) {
    std::vector<std::pair<int, std::string>> found;
    for (const auto& entry : fs::directory_iterator(place, error)) {
      if (!fs::exists(entry.path() / "lesson.yaml", error) || entry.path().filename() == template_name) continue;
      found.emplace_back(place_of(entry.path()), entry.path().string());
    }
    std::ranges::sort(found);
    std::vector<std::string> folders;
    for (auto& [number, folder] : found) folders.push_back(std::move(folder));
    if (!folders.empty()) return folders;
  }
  return {};
}

tl::expected<std::string, wire::Problem> begin_lesson(const std::string& name) {
  const auto refused = [](const std::string& sentence, const char* advice) { return tl::unexpected(wire::Problem{sentence, advice}); };
  const fs::path to(name);
  const auto id = to.filename().string();
  const bool good = !id.empty() && id[0] != '_' && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos;
  if (!good) return refused(fmt::format("{} is no name for a lesson.", name), "A name has small letters, digits and hyphens.");
  std::error_code error;
  if (fs::exists(to, error)) return refused(fmt::format("{} is there already.", name), "Choose another name.");
  for (const auto& place : places()) {
    const auto from = place / template_name;
    if (!fs::exists(from / "lesson.yaml", error)) continue;
    fs::copy(from, to, fs::copy_options::recursive, error);
    std::ifstream read(to / "lesson.yaml");
    std::string text((std::istreambuf_iterator<char>(read)), {});
    const std::string old = "\nid: _template\n";
    if (const auto at = text.find(old); at != std::string::npos) text.replace(at, old.size(), "\nid: " + id + "\n");
    std::ofstream write(to / "lesson.yaml");
    write << text;
    if (error || !write.flush()) return refused(fmt::format("{} cannot be written.", name), "Choose another folder.");
    return name;
  }
  return refused("The template for lessons was not found.", "It lies beside the lessons, in _template.");
}

tl::expected<std::string, wire::Problem> find_lesson(const std::string& id_or_folder) {
  std::error_code error;
  if (id_or_folder.find('/') != std::string::npos || id_or_folder == ".") {
    if (fs::exists(fs::path(id_or_folder) / "lesson.yaml", error)) return id_or_folder;
    return tl::unexpected(
        wire::Problem{fmt::format("There is no lesson in the folder {}.", id_or_folder), "A lesson's folder holds a lesson.yaml."});
  }
  for (const auto& folder : lesson_folders()) {
    if (fs::path(folder).filename() == id_or_folder) return folder;
  }
  if (fs::exists(fs::path(id_or_folder) / "lesson.yaml", error)) return id_or_folder;
  return tl::unexpected(
      wire::Problem{fmt::format("There is no lesson called {}.", id_or_folder), "The command `cleartext lessons` lists them."});
}

}  // namespace cleartext::lesson
