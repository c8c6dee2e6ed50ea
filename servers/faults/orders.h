// What is ordered now, in the order of ordering, and behind it what is ordered in secret. Of two faults that contradict
// each other the later one counts: so nobody mends a secret one with an order of his own.
#pragma once
#include <algorithm>
#include <vector>

#include "servers/faults/fault.h"

namespace cleartext::faults {

class Orders {
 public:
  void add(Ordered order) {
    const auto at = order.secrecy == Secrecy::secret ? all_.end() : std::find_if(all_.begin(), all_.end(), is_secret);
    all_.insert(at, std::move(order));
  }
  bool remove(int id, By by = By::hand) {
    return std::erase_if(all_, [&](const Ordered& each) { return each.id == id && may(by, each); }) > 0;
  }
  bool remove(const Fault& fault, By by = By::hand) {
    return std::erase_if(all_, [&](const Ordered& each) { return each.fault == fault && may(by, each); }) > 0;
  }
  void clear(By by = By::hand) {
    std::erase_if(all_, [&](const Ordered& each) { return may(by, each); });
  }
  Orders told() const {
    auto open = *this;
    std::erase_if(open.all_, is_secret);
    return open;
  }
  bool has_secret() const { return std::any_of(all_.begin(), all_.end(), is_secret); }
  bool empty() const { return all_.empty(); }
  const std::vector<Ordered>& all() const { return all_; }

  // The fault of this kind that fits and was ordered last; nullptr: none.
  template <typename Kind, typename Fits>
  const Kind* latest(Fits fits) const {
    for (auto each = all_.rbegin(); each != all_.rend(); ++each) {
      const auto* fault = std::get_if<Kind>(&each->fault);
      if (fault != nullptr && fits(*fault)) return fault;
    }
    return nullptr;
  }
  template <typename Kind>
  const Kind* latest_on(wire::Role role, wire::Service service) const {
    return latest<Kind>([&](const Kind& each) { return each.target.covers(role, service); });
  }
  bool fill_disk(wire::Role machine) const {
    return latest<FullDisk>([&](const FullDisk& each) { return !each.machine || *each.machine == machine; }) != nullptr;
  }
  bool fill_mailbox(const std::string& address) const {
    return latest<FullMailbox>([&](const FullMailbox& each) { return each.user == address; }) != nullptr;
  }

 private:
  static bool is_secret(const Ordered& order) { return order.secrecy == Secrecy::secret; }
  static bool may(By by, const Ordered& order) { return by == By::lesson || !is_secret(order); }
  std::vector<Ordered> all_;
};

}  // namespace cleartext::faults
