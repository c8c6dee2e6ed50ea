// Who is logged in. A visitor is known by a key in his cookie; the token is in his forms, where no other site can
// read it. Both are compared in constant time. Visitors go when they are idle, and there is a most of them.
#pragma once
#include <chrono>
#include <cstddef>
#include <list>
#include <string>
#include <string_view>

namespace cleartext::webmail {

using Time = std::chrono::system_clock::time_point;

struct Visitor {
  std::string key, token, address;
  std::string notice;  // told once, on the next page
  Time came, seen;
};

class Visitors {
 public:
  static constexpr std::chrono::minutes longest_idle{120}, longest_stay{12 * 60};
  static constexpr std::size_t most = 200, most_of_one = 10;  // beyond it who was idle longest goes
  Visitor& admit(std::string key, std::string token, std::string address, Time now);
  Visitor* find(std::string_view key, Time now);  // nullptr: nobody, or not any more
  void dismiss(std::string_view key);
  std::size_t count() const { return visitors_.size(); }

 private:
  void forget_idle(Time now);
  void make_room(const std::string& address);
  std::list<Visitor> visitors_;  // idle longest first
};

}  // namespace cleartext::webmail
