#include "engine/grading/lesson_shelf.h"

#include <fmt/format.h>

#include <filesystem>

namespace cleartext::grading {
namespace fs = std::filesystem;

tl::expected<lesson::Lesson, std::string> take_lesson(const std::string& id, const Rules& rules, const lesson::Student& student) {
  const bool is_name = !id.empty() && id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-_") == std::string::npos;
  if (!is_name) return tl::unexpected(std::string("The hand-in names no lesson."));
  std::string folder;
  std::error_code error;
  if (!rules.lessons.empty() && fs::exists(fs::path(rules.lessons) / id / "lesson.yaml", error))
    folder = (fs::path(rules.lessons) / id).string();
  if (folder.empty()) {
    const auto found = lesson::find_lesson(id);
    if (!found) return tl::unexpected(fmt::format("The lesson {} is not known here.", id));
    folder = *found;
  }
  auto loaded = lesson::load(folder, student);
  if (!loaded) return tl::unexpected(fmt::format("The lesson {} cannot be read: {}", id, loaded.error().front().sentence));
  return std::move(*loaded);
}

}  // namespace cleartext::grading
