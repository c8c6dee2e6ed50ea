// What a student hands in, beside the capture: JSON in the section's comment of a pcapng. It holds no score: whoever
// grades looks for himself.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "engine/analysis/recording.h"
#include "engine/lesson/judge.h"

namespace cleartext::grading {

struct HandIn {
  std::string student, lesson, program;      // program: "cleartext 0.1.0"
  int version = 0;                           // of the lesson
  std::string token_fingerprint;             // empty: drawn without a token
  std::map<std::string, std::string> draws;  // believed only where a token was used and no class key is at hand
  lesson::Answers answers;
  std::vector<std::string> faults;  // replies that were ordered by hand while it ran, in the words of `cleartext fault`
  std::uint64_t dropped = 0;        // packets that the capture itself lost
};

HandIn hand_in_of(const lesson::Lesson& lesson, const lesson::Student& student, const lesson::Answers& answers, const std::string& program);
std::string to_json(const HandIn& hand_in);
std::optional<HandIn> from_json(std::string_view comment);  // empty: this is no hand-in

// What a student is told before it leaves: who, what, how much, and which secrets are in it.
std::vector<std::string> contents(const HandIn& hand_in, const lesson::Lesson& lesson, const analysis::Recording& recording,
                                  const std::string& language = "en");
tl::expected<void, wire::Problem> write_hand_in(const std::string& path, HandIn hand_in, const analysis::Recording& recording,
                                                const std::map<std::uint32_t, std::string>& comments);

}  // namespace cleartext::grading
