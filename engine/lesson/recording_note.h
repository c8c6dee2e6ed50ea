// What a lesson's recording says of itself, as JSON in the comment of its section: which lesson, as it was then, and up to
// which packet each step went. A lesson that acts otherwise since then needs a new recording.
#pragma once
#include <optional>

#include "engine/lesson/player.h"

namespace cleartext::lesson {

struct RecordingNote {
  struct StepEnd {
    std::string id;
    std::uint32_t packet = 0;  // the last one before the next step began
  };
  std::string lesson, digest, program;
  int version = 0;
  std::vector<StepEnd> steps;
};

std::string recording_path(const std::string& folder);  // of the lesson in this folder
// SHA-256 of all that acts: accounts, files, quotas, draws, faults, and each step's actions, allowances and evidence. Words are left out.
std::string digest_of(const std::string& folder);

RecordingNote note_of(const Player& player, std::uint32_t packets, const std::string& program);
std::string to_json(const RecordingNote& note);
std::optional<RecordingNote> note_from(std::string_view comment);

// Why this recording does not fit the lesson any more; empty: it does.
std::string stale(const RecordingNote& note, const Lesson& lesson);

}  // namespace cleartext::lesson
