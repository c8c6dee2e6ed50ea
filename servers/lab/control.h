// What may be asked over the control socket, and the answers: JSON, one object a line. The last one says how it went:
// {"ok":true}, with a "text" where there is something to be said besides, or {"ok":false,"status":1,"text":"…"}, with the exit status that
// a command then has.
#pragma once
#include <functional>
#include <string>
#include <string_view>

#include "servers/lab/world.h"

namespace cleartext::lab {

class Control {
 public:
  struct Hooks {
    std::function<World&()> world;    // the one that is there now
    std::function<int()> next_order;  // a number for a new fault
    wire::NetworkMode mode;
  };
  explicit Control(Hooks hooks) : hooks_(std::move(hooks)) {}

  // "list", "order FAULT", "withdraw NUMBER", "withdraw FAULT", "clear", "state"
  std::string answer(std::string_view request);

 private:
  std::string remark();
  std::string outcome(const tl::expected<void, wire::Problem>& done);
  std::string state();
  std::string order(std::string_view words);
  std::string withdraw(std::string_view words);
  Hooks hooks_;
};

}  // namespace cleartext::lab
