// The gate: every line an actor sends passes here first. The player opens it for a whole act, for one command,
// or at a pace. One passage a command, one for a whole letter, one for the dot after it, one for each connect.
#pragma once
#include <functional>
#include <string>

namespace cleartext::actors {

struct Passage {
  std::string actor;  // "alice", "relay", "bob", "you"
  std::string verb;   // "connect", "HELO", "MAIL", "letter", "dot", "QUIT", ...
  std::string line;   // what would be sent, without CR LF; for a letter its first line
};

class Gate {
 public:
  virtual ~Gate() = default;
  virtual void ask(const Passage& passage, std::function<void()> go) = 0;  // calls go() now or later, once
};

class OpenGate final : public Gate {
 public:
  void ask(const Passage&, std::function<void()> go) override { go(); }
};

}  // namespace cleartext::actors
