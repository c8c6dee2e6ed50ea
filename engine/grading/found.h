// Takes what was found, in both languages where it is said, and keeps the sentence of the one that is wanted.
#pragma once
#include <fmt/format.h>

#include "engine/grading/contradiction.h"

namespace cleartext::grading {

template <typename... Values>
std::string told(const std::string& language, const char* english, const char* german, const Values&... values) {
  return fmt::format(fmt::runtime(language == "de" ? german : english), values...);
}

class Found {
 public:
  explicit Found(std::string language) : language_(std::move(language)) {}
  template <typename... Values>
  void add(const char* kind, std::uint32_t packet, const char* english, const char* german, const Values&... values) {
    all_.push_back({kind, packet, told(language_, english, german, values...)});
  }
  Contradictions take() { return std::move(all_); }

 private:
  std::string language_;
  Contradictions all_;
};

}  // namespace cleartext::grading
