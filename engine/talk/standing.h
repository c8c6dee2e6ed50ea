// Where a conversation stands, told from its lines alone. It believes what the server answers, not what it ought to answer.
#pragma once
#include <string>
#include <string_view>

#include "engine/talk/tongue.h"
#include "servers/actors/turn_reader.h"

namespace cleartext::talk {

// The server's last answer, and what it was an answer to.
struct Answer {
  std::string verb;       // empty: the greeting
  std::string code;       // "503", "-ERR", "BAD"
  std::size_t state = 0;  // in which it was said
  bool refused() const;
};

class Standing {
 public:
  explicit Standing(wire::Service service) : service_(service), tongue_(tongue_of(service)), turn_(service) {}
  void said(std::string_view line);   // by the client, without its end
  bool heard(std::string_view line);  // by the server; true: that was all of its answer

  wire::Service service() const { return service_; }
  const Tongue& tongue() const { return tongue_; }
  std::size_t state() const { return state_; }
  const wire::StateInfo* state_info() const;  // nullptr: this protocol has no states
  bool in_letter() const { return in_letter_; }
  bool asked_for_more() const { return more_; }              // 334, "+": the next line is an answer, not a command
  bool waiting() const { return waiting_; }                  // for the server
  bool tls_begins() const { return turn_.agreed_to_tls(); }  // with what comes after the last answer
  bool may_say(std::string_view verb) const;
  const Answer& answer() const { return answer_; }
  int tags() const { return tags_; }  // IMAP: commands so far

 private:
  void step(std::string_view verb, std::string_view code);
  wire::Service service_;
  Tongue tongue_;
  actors::TurnReader turn_;
  Answer answer_;
  std::string verb_;
  std::size_t state_ = 0;
  int tags_ = 0;
  bool waiting_ = true, in_letter_ = false, more_ = false;
};

std::string_view code_in(std::string_view line, const Tongue& tongue);  // "250", "+OK", "BAD"

}  // namespace cleartext::talk
