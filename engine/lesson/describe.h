// Evidence and verdicts in words, in the student's language.
#pragma once
#include <cstdint>
#include <string>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

class Phrases {
 public:
  explicit Phrases(const std::string& language) : german_(language == "de") {}
  std::string describe(const Evidence& evidence) const;  // "a line from the client with the verb MAIL (SMTP)"
  std::string seen_in(std::uint32_t packet) const;
  std::string missing(std::size_t seen, std::size_t wanted, const Evidence& next) const;
  std::string forbidden(std::uint32_t packet) const;
  std::string counted(std::size_t count, const Evidence& evidence) const;
  std::string measured(const std::string& value) const;
  std::string nothing_to_measure() const;
  std::string no_answer() const;
  std::string nothing_to_compare() const;
  std::string right(const std::string& answer) const;
  std::string chosen(bool is_right, const std::string& choice) const;
  std::string wrong(const std::string& answer) const;
  std::string packet(const std::string& number) const;
  std::string not_meant(const std::string& packet) const;  // it was picked, and another one is
  std::string not_shown_yet() const;                       // what is to be told from the wire is not there to be told
  std::string no_choice() const;                           // the id of a sentence that this student was never shown
  std::string first(const std::string& foundation) const;

 private:
  std::string say(const char* english, const char* german) const { return german_ ? german : english; }
  bool german_;
};

}  // namespace cleartext::lesson
