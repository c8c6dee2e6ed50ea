// Sentences that the lab's servers say after one code alone. A test finds each of them in the servers' own rooms.
#pragma once
#include <array>
#include <span>
#include <string_view>

#include "engine/packet/packet.h"

namespace cleartext::grading {

struct Saying {
  packet::Protocol protocol;
  std::string_view code, sentence;  // * stands for anything
};
std::span<const Saying> sayings();

}  // namespace cleartext::grading
