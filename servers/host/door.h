// Who is let in: how many connections one address may have, and what comes of trying passwords. One door for all services
// of a lab. A class of thirty at one address is welcome, and a program that tries all words of a book is slowed down.
#pragma once
#include <cstdint>
#include <deque>
#include <map>
#include <mutex>
#include <string_view>
#include <utility>

#include "servers/wire/clock.h"

namespace cleartext::host {

struct DoorRules {
  int connections = 2000;             // of one address, all services together
  std::size_t wrong_passwords = 100;  // of one address, in the time that they are remembered
  wire::Milliseconds remembered{60'000};
};

class Door {  // may be asked from any thread
 public:
  class Visit;  // counts as long as it lives
  explicit Door(const wire::Clock& clock, DoorRules rules = {}) : clock_(clock), rules_(rules) {}
  std::string_view refusal(std::uint32_t address);  // why nobody is let in from there now, in words; empty: welcome
  void wrong_password(std::uint32_t address);

 private:
  using Time = std::chrono::system_clock::time_point;
  struct Guest {
    int connections = 0;
    std::deque<Time> wrong;  // oldest first
  };
  void forget(std::map<std::uint32_t, Guest>::iterator guest);
  void add(std::uint32_t address, int connections);

  const wire::Clock& clock_;
  DoorRules rules_;
  std::mutex mutex_;
  std::map<std::uint32_t, Guest> guests_;
};

class Door::Visit {
 public:
  Visit() = default;
  Visit(Door& door, std::uint32_t address) : door_(&door), address_(address) { door_->add(address_, 1); }
  ~Visit() {
    if (door_ != nullptr) door_->add(address_, -1);
  }
  Visit(Visit&& other) noexcept : door_(std::exchange(other.door_, nullptr)), address_(other.address_) {}
  Visit& operator=(Visit&& other) noexcept {
    std::swap(door_, other.door_);
    std::swap(address_, other.address_);
    return *this;
  }

 private:
  Door* door_ = nullptr;
  std::uint32_t address_ = 0;
};

}  // namespace cleartext::host
