// What stands before a lesson's steps: what is drawn, who else has an account, what lies on the FTP site, where to read
// more.
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

struct Broken {
  std::string when;             // "start", or the task that begins with it
  std::vector<Action> actions;  // of the one that was drawn
  std::vector<Check::Seen> shows;
};

void read_draws(const YAML::Node& root, const Bytes32& seed, const Student& student, Lesson& lesson, Reader& reader);  // first of all
// One of several faults, drawn; its id is known as {{broken}} from here on.
Broken read_broken(const YAML::Node& root, const Bytes32& seed, const Student& student, Lesson& lesson, Reader& reader);
void read_front(const YAML::Node& root, Lesson& lesson, Reader& reader);

}  // namespace cleartext::lesson
