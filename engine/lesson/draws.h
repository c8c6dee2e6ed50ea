// What is each student's own: names, passwords, words, drawn from who the student is and which lesson it is. The same
// student draws the same words each time, on every machine.
//
//   token = HMAC-SHA256(class key, id "\n" lesson), in hexadecimal; a teacher hands it out
//   seed  = the token's 32 bytes, or SHA-256(id "\n" lesson) where there is none
//   drawn = HMAC-SHA256(seed, the draw's name), read as 32-bit numbers, big endian; each picks from its list modulo its size
#pragma once
#include <array>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::lesson {

struct Student {
  std::string id;                                 // empty: nobody in particular
  std::string token;                              // empty: none was handed out
  std::map<std::string, std::string> given = {};  // believed instead of drawn: a hand-in's, where no class key is at hand
};

using Bytes32 = std::array<std::uint8_t, 32>;

std::string token_for(std::string_view class_key, const std::string& student, const std::string& lesson);
std::string fingerprint(const std::string& token);                                 // tells two tokens apart, and gives neither away
tl::expected<std::string, wire::Problem> read_class_key(const std::string& path);  // without white space at its end
// A Problem: the id is none that fits on a line, or the token is not 64 hexadecimal digits.
tl::expected<Bytes32, wire::Problem> seed_of(const Student& student, const std::string& lesson);

enum class DrawKind { word, password, weak_password, pass_phrase, name, file, subject, text, number, lines, byte };
std::span<const std::string_view> draw_kinds();  // as a lesson says them, in the enum's order
std::string draw(const Bytes32& seed, const std::string& name, DrawKind kind);
std::size_t pick(const Bytes32& seed, const std::string& name, std::size_t size);
// Stands behind the id of whatever this student chose: what was chosen by another is told from it.
std::string mark_of(const Bytes32& seed);
// Long enough that another student's is no accident: where it turns up, something was copied.
bool is_telling(DrawKind kind);

struct Drawn {
  DrawKind kind = DrawKind::word;
  std::string value;
};
using Draws = std::map<std::string, Drawn>;  // by the name that the lesson gives it

}  // namespace cleartext::lesson
