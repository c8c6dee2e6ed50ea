// The machine's refusal (no permission, port taken, file broken): a sentence and what to do about it.
#pragma once
#include <string>

namespace cleartext::wire {

struct Problem {
  std::string sentence;  // what is wrong, in plain words, with a full stop
  std::string advice;    // what to do, may be empty
};

}  // namespace cleartext::wire
