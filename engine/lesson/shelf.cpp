#include "engine/lesson/shelf.h"

#include <filesystem>

namespace cleartext::lesson {
namespace {

int checks_of(const Lesson& lesson) {
  std::size_t count = 0;
  for (const auto& task : lesson.tasks) count += task.foundations.size() + task.checks.size();
  return static_cast<int>(count);
}

Title title_of(const std::string& folder, const ProgressBook& book) {
  Title title;
  title.folder = folder;
  title.id = std::filesystem::path(folder).filename().string();
  const auto lesson = load(folder);
  if (!lesson) {
    const auto& fault = lesson.error().front();
    title.title = {{"en", title.id}};
    title.fault = std::filesystem::path(fault.file).filename().string() + ":" + std::to_string(fault.line) + ": " + fault.sentence;
    return title;
  }
  title.title = lesson->title;
  title.summary = lesson->summary;
  title.minutes = lesson->minutes;
  title.prerequisites = lesson->prerequisites;
  title.steps = static_cast<int>(lesson->steps.size());
  title.checks = checks_of(*lesson);
  title.progress = book.read(lesson->id);
  return title;
}

}  // namespace

Shelf::Shelf(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

Shelf::~Shelf() {
  pool_.clear();
  pool_.waitForDone();
}

void Shelf::list(const std::string& progress_folder, const std::string& student) {
  pool_.start([this, progress_folder, student, asked = ++lists_] {
    const ProgressBook book(progress_folder, student);
    std::vector<Title> titles;
    for (const auto& folder : lesson_folders()) titles.push_back(title_of(folder, book));
    QMetaObject::invokeMethod(
        this,
        [this, asked, titles = std::move(titles)] {
          if (asked == lists_) Q_EMIT listed(titles);
        },
        Qt::QueuedConnection);
  });
}

void Shelf::load(const std::string& folder, const Student& student, Loaded loaded) {
  pool_.start([this, folder, student, loaded = std::move(loaded), asked = ++loads_] {
    QMetaObject::invokeMethod(
        this,
        [this, asked, loaded, lesson = lesson::load(folder, student)] {
          if (asked == loads_) loaded(lesson);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace cleartext::lesson
