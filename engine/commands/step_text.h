// One step of a lesson on stdout: for programs, and for people in a terminal.
#pragma once
#include "engine/lesson/player.h"

namespace cleartext::commands {

std::string language();  // of the person, by the locale
void print_step_json(const lesson::Player& player, int step);
// `first`: the first packet that belongs to it.
void print_step_text(const lesson::Player& player, const analysis::Recording& recording, int step, std::uint32_t first);

}  // namespace cleartext::commands
