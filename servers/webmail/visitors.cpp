#include "servers/webmail/visitors.h"

#include <algorithm>
#include <utility>

#include "servers/sasl/exchange.h"

namespace cleartext::webmail {

Visitor& Visitors::admit(std::string key, std::string token, std::string address, Time now) {
  forget_idle(now);
  make_room(address);
  return visitors_.emplace_back(Visitor{std::move(key), std::move(token), std::move(address), {}, now, now});
}

// Looks at all of them, so that the time tells nothing about a key that is nearly right.
Visitor* Visitors::find(std::string_view key, Time now) {
  forget_idle(now);
  auto found = visitors_.end();
  for (auto each = visitors_.begin(); each != visitors_.end(); ++each) {
    if (sasl::same_secret(key, each->key)) found = each;
  }
  if (found == visitors_.end()) return nullptr;
  found->seen = now;
  visitors_.splice(visitors_.end(), visitors_, found);
  return &visitors_.back();
}

void Visitors::dismiss(std::string_view key) {
  visitors_.remove_if([key](const Visitor& each) { return sasl::same_secret(key, each.key); });
}

void Visitors::forget_idle(Time now) {
  visitors_.remove_if([now](const Visitor& each) { return now - each.seen > longest_idle || now - each.came > longest_stay; });
}

void Visitors::make_room(const std::string& address) {
  const auto is_his = [&](const Visitor& each) { return each.address == address; };
  const auto his = static_cast<std::size_t>(std::count_if(visitors_.begin(), visitors_.end(), is_his));
  if (his >= most_of_one) visitors_.erase(std::find_if(visitors_.begin(), visitors_.end(), is_his));
  if (visitors_.size() >= most) visitors_.pop_front();
}

}  // namespace cleartext::webmail
