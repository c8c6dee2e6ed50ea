// Tries a list of words on digests, on every core. First each word as it is, then what people make of it; what is found, and at
// which guess, does not depend on how many cores there are.
#pragma once
#include <atomic>
#include <functional>

#include "engine/cracking/digest.h"

namespace cleartext::cracking {

struct Progress {
  std::uint64_t tried = 0, all = 0;  // guesses, each on every digest that is still closed
  double seconds = 0;
  double rate() const { return seconds > 0 ? static_cast<double>(tried) / seconds : 0; }  // guesses a second
};

struct Outcome {
  std::vector<findings::Cracked> results;  // one a digest, in their order
  Progress progress;                       // at the end; tried < all where it was stopped, or all digests were found
  bool cancelled = false;
};

struct Search {
  std::vector<Digest> digests;
  std::vector<std::string> words;
  unsigned cores = 0;                             // 0: all there are
  std::atomic<bool>* cancel = nullptr;            // set from any thread
  std::function<void(const Progress&)> progress;  // now and then, from the thread that runs it
};

Outcome run(const Search& search);

}  // namespace cleartext::cracking
