// From what is ordered to what the world is like. Each part is made to fit all orders at once, so that it does not
// matter in which order they came and went.
#include <fmt/format.h>

#include "servers/lab/world.h"

namespace cleartext::lab {

using Done = tl::expected<void, wire::Problem>;

Done World::order(const faults::Ordered& order) {
  orders_.add(order);
  auto done = settle_faults();
  if (!done) {
    orders_.remove(order.id);
    (void)settle_faults();
  }
  hooks_.faults(orders_.all());
  hooks_.snapshot(look());
  return done;
}

Done World::withdraw(int id) {
  if (!orders_.remove(id)) return tl::unexpected(wire::Problem{fmt::format("No fault has the number {}.", id), "cleartext fault list shows those that are on."});
  auto done = settle_faults();
  hooks_.faults(orders_.all());
  hooks_.snapshot(look());
  return done;
}

Done World::withdraw_all() {
  orders_.clear();
  auto done = settle_faults();
  hooks_.faults(orders_.all());
  hooks_.snapshot(look());
  return done;
}

Done World::settle_faults() {
  return settle_entrances();
}

host::Door World::door_of(wire::Role role, wire::Service service) const {
  if (orders_.latest_on<faults::Off>(role, service) != nullptr) return host::Door::closed;
  return orders_.latest_on<faults::Silent>(role, service) == nullptr ? host::Door::open : host::Door::silent;
}

Done World::settle_entrances() {
  Done done;
  for (const auto& entrance : entrances_) {
    if (auto set = entrance.listener->set_door(door_of(entrance.role, entrance.service)); !set) done = set;
  }
  const auto door = door_of(wire::Role::ftp, wire::Service::sftp);
  if (door == host::Door::closed) {
    sftp_.reset();
    return done;
  }
  if (sftp_ == nullptr) {
    if (auto started = start_sftp(); !started) done = started;
  }
  sftp_->take(door == host::Door::silent ? sftp::Server::Callers::ignored : sftp::Server::Callers::answered);
  return done;
}

bool World::refuses_tls(wire::Role role, wire::Service service) const {
  return orders_.latest_on<faults::RefuseTls>(role, service) != nullptr;
}

}  // namespace cleartext::lab
