// The gate that the player works: shut, open, open for one actor up to a verb, and step by step or at a pace.
// A passage that may not go waits; the first in line goes first. Lives in the lab's thread.
#pragma once
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "servers/actors/gate.h"
#include "servers/wire/clock.h"

namespace cleartext::actors {

// Whoever acts beside the lesson, in the free lab, is never held up by it.
inline constexpr const char* outside_the_script = "you";

class SteppedGate final : public Gate {
 public:
  struct Hooks {
    std::function<void(const Passage&)> waiting;  // it stands at the shut gate
    std::function<void(const Passage&)> passed;
    std::function<void(bool)> somebody_waits;  // the lab's clock stands still while true
  };
  // `pace_clock` is not the lab's own clock: a pace goes on while the lab's clock stands still.
  SteppedGate(wire::Clock& pace_clock, Hooks hooks);

  void ask(const Passage& passage, std::function<void()> go) override;

  void open();                                                     // everyone, everything
  void shut();                                                     // nobody
  void allow(const std::string& actor, const std::string& until);  // up to and with verb `until`; empty: any
  void set_stepping(bool stepping);                                // what is allowed also needs let_one()
  void let_one();
  void set_pace(wire::Milliseconds pace);
  void forget();  // drops everything waiting (the world is reset)

 private:
  struct Waiter {
    Passage passage;
    std::function<void()> go;
    bool told = false;
  };
  bool permitted(const Passage& passage) const;
  void pump();
  void let_through(std::size_t index);
  void tell();

  wire::Clock& clock_;
  Hooks hooks_;
  std::deque<Waiter> waiting_;
  std::map<std::string, std::string> allowed_;  // actor -> until
  std::unique_ptr<wire::Timer> pace_timer_;
  wire::Milliseconds pace_{0};
  bool open_ = true, stepping_ = false, pumping_ = false, clock_stopped_ = false;
  int tickets_ = 0;
};

}  // namespace cleartext::actors
