// What is ordered now, in the order of ordering. Of two faults that contradict each other the later one counts.
#pragma once
#include <algorithm>
#include <vector>

#include "servers/faults/fault.h"

namespace cleartext::faults {

class Orders {
 public:
  void add(Ordered order) { all_.push_back(std::move(order)); }
  bool remove(int id) {
    return std::erase_if(all_, [id](const Ordered& each) { return each.id == id; }) > 0;
  }
  bool remove(const Fault& fault) {
    return std::erase_if(all_, [&](const Ordered& each) { return each.fault == fault; }) > 0;
  }
  void clear() { all_.clear(); }
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

 private:
  std::vector<Ordered> all_;
};

}  // namespace cleartext::faults
