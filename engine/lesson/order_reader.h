// A fault that a step orders or takes back, in the words of `cleartext fault`: "order: off smtp@mail.hamburger.edu",
// "withdraw: off smtp@mail.hamburger.edu", "withdraw: all".
#pragma once
#include "engine/lesson/reader.h"

namespace cleartext::lesson {

bool is_order(const std::string& word);  // "order", "withdraw"
Action read_order(const std::string& word, const YAML::Node& value, Reader& reader);

}  // namespace cleartext::lesson
