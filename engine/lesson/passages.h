// Where a recorded conversation can be halted: before each connect, each line of a client, each letter and its dot, as the
// gate of a running lab halts it.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engine/lesson/recording_note.h"
#include "servers/wire/problem.h"

namespace cleartext::lesson {

struct RecordedPassage {
  std::uint32_t packet = 0;  // the first one that it brings
  std::string line;          // what is said; of a letter its first line
};

// A lesson's recording, read from end to end once.
struct RecordedLesson {
  std::string path;
  RecordingNote note;
  std::uint32_t packets = 0;
  std::vector<RecordedPassage> passages;  // in order
};

tl::expected<RecordedLesson, wire::Problem> read_recording(const Lesson& lesson);

}  // namespace cleartext::lesson
