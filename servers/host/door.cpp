#include "servers/host/door.h"

namespace cleartext::host {

std::string_view Door::refusal(std::uint32_t address) {
  const std::lock_guard lock(mutex_);
  const auto guest = guests_.find(address);
  if (guest == guests_.end()) return {};
  forget(guest);
  if (guest->second.wrong.size() >= rules_.wrong_passwords) return "Too many wrong passwords came from your address; wait a minute";
  if (guest->second.connections >= rules_.connections) return "Too many connections from your address are open";
  return {};
}

void Door::wrong_password(std::uint32_t address) {
  const std::lock_guard lock(mutex_);
  const auto guest = guests_.try_emplace(address).first;
  forget(guest);
  if (guest->second.wrong.size() < rules_.wrong_passwords) guest->second.wrong.push_back(clock_.wall());
}

void Door::forget(std::map<std::uint32_t, Guest>::iterator guest) {
  auto& wrong = guest->second.wrong;
  while (!wrong.empty() && clock_.wall() - wrong.front() > rules_.remembered) wrong.pop_front();
}

void Door::add(std::uint32_t address, int connections) {
  const std::lock_guard lock(mutex_);
  const auto guest = guests_.try_emplace(address).first;
  guest->second.connections += connections;
  forget(guest);
  if (guest->second.connections == 0 && guest->second.wrong.empty()) guests_.erase(guest);
}

}  // namespace cleartext::host
