// A lesson's folder, read whole.
#pragma once
#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

struct FolderReading {
  Lesson lesson;
  std::vector<Fault> faults;  // what is wrong
  std::vector<Fault> gaps;    // what a finished lesson has besides
};

FolderReading read_folder(const std::string& folder, const Student& student);

}  // namespace cleartext::lesson
