// From what is ordered to what the world is like. Each part is made to fit all orders at once, so that it does not
// matter in which order they came and went.
#include <fmt/format.h>

#include <array>

#include "servers/faults/fault_text.h"
#include "servers/faults/stripper.h"
#include "servers/lab/world.h"

namespace cleartext::lab {

using Done = tl::expected<void, wire::Problem>;

namespace {

constexpr std::array eves_services{wire::Service::smtp, wire::Service::submission};

}  // namespace

Done World::order(const faults::Ordered& order) {
  orders_.add(order);
  auto done = settle_faults();
  if (!done) {
    orders_.remove(order.id, faults::By::lesson);
    (void)settle_faults();
  }
  hooks_.faults(orders_.all());
  tell_all();
  return done;
}

Done World::withdraw(int id) {
  if (orders_.remove(id, faults::By::hand)) return withdrawn();
  return tl::unexpected(wire::Problem{fmt::format("No fault has the number {}.", id), {}});
}

Done World::withdraw(const faults::Fault& fault, faults::By by) {
  if (orders_.remove(fault, by)) return withdrawn();
  return tl::unexpected(wire::Problem{fmt::format("This is not on: {}.", faults::text(fault)), {}});
}

Done World::withdraw_all(faults::By by) {
  orders_.clear(by);
  return withdrawn();
}

Done World::withdrawn() {
  auto done = settle_faults();
  hooks_.faults(orders_.all());
  tell_all();
  return done;
}

Done World::settle_faults() {
  settle_rooms();
  Done done;
  for (auto part : {&World::settle_entrances, &World::settle_wires, &World::settle_eve}) {
    if (auto settled = (this->*part)(); !settled) done = settled;
  }
  return done;
}

void World::settle_rooms() {
  files_.room().close(orders_.fill_disk(wire::Role::ftp));
  for (const auto& server : mail_servers_) {
    server->disk().close(orders_.fill_disk(server->role()));
    for (const auto& account : accounts_.all()) {
      if (account.domain != server->domain()) continue;
      const auto address = account.user + "@" + account.domain;
      server->room_of(address).close(orders_.fill_mailbox(address));
    }
  }
}

// All who run on one slow wire share it; SFTP, whose bytes a library takes, has one of its own.
Done World::settle_wires() {
  Done done;
  std::map<int, std::shared_ptr<host::Bucket>> wires;
  for (const auto& entrance : entrances_) {
    std::shared_ptr<host::Bucket> wire;
    for (const auto& order : orders_.all()) {
      const auto* slow = std::get_if<faults::Slow>(&order.fault);
      if (slow == nullptr || !slow->target.covers(entrance.role, entrance.service)) continue;
      wire = wires_.try_emplace(order.id, nullptr).first->second;
      if (!wire) wire = std::make_shared<host::Bucket>(clock_, slow->bytes_a_second);
      wires[order.id] = wires_[order.id] = wire;
    }
    if (auto set = entrance.listener->run_at(wire); !set) done = set;
  }
  const auto* slow =
      orders_.latest<faults::Slow>([](const auto& each) { return each.target.covers(wire::Role::ftp, wire::Service::sftp); });
  if (sftp_ != nullptr) sftp_->run_at(slow == nullptr ? 0 : slow->bytes_a_second);
  for (const auto& [id, wire] : std::exchange(wires_, wires)) {
    if (!wires.contains(id)) wire->open();  // who waits for it goes on
  }
  return done;
}

// As an attacker does who can answer for the names: everybody comes to her, and she goes on to the real server.
Done World::settle_eve() {
  const auto* order = orders_.latest<faults::StripStarttls>([](const auto&) { return true; });
  const auto wanted = order == nullptr ? std::optional<wire::Role>() : order->machine;
  if (wanted == stripped_) return {};
  eve_.clear();
  stripped_ = wanted;
  Done done;
  if (wanted) {
    for (const auto service : eves_services) {
      eve_.push_back(std::make_unique<host::Middle>(service_at(wire::Role::eve, service), service_at(*wanted, service), [] {
        const auto stripper = std::make_shared<faults::Stripper>();
        return host::Editor{[stripper](std::string_view bytes) {
                              auto heard = stripper->from_client(bytes);
                              return host::Edited{std::move(heard.on), std::move(heard.back)};
                            },
                            [stripper](std::string_view bytes) { return stripper->from_server(bytes); }};
      }));
      if (auto listening = eve_.back()->listen(); !listening) done = listening;
    }
  }
  tell_names();
  return done;
}

void World::tell_names() const {
  std::vector<wire::Detour> detours;
  if (stripped_) detours.push_back({*stripped_, wire::Role::eve});
  hooks_.names(wire::hosts_file(detours));
}

wire::Endpoint World::way_to(const wire::Endpoint& to) const {
  for (const auto service : eves_services)
    if (stripped_ && to == service_at(*stripped_, service)) return service_at(wire::Role::eve, service);
  return to;
}

host::Reception reception_of(const faults::Orders& orders, wire::Role role, wire::Service service) {
  if (orders.latest_on<faults::Off>(role, service) != nullptr) return host::Reception::closed;
  return orders.latest_on<faults::Silent>(role, service) == nullptr ? host::Reception::open : host::Reception::silent;
}

Done World::settle_entrances() {
  Done done;
  for (const auto& entrance : entrances_) {
    if (auto set = entrance.listener->set_reception(reception_of(orders_, entrance.role, entrance.service)); !set) done = set;
  }
  const auto reception = reception_of(orders_, wire::Role::ftp, wire::Service::sftp);
  if (reception == host::Reception::closed) {
    sftp_.reset();
    return done;
  }
  if (sftp_ == nullptr) {
    if (auto started = start_sftp(); !started) done = started;
  }
  sftp_->take(reception == host::Reception::silent ? sftp::Server::Callers::ignored : sftp::Server::Callers::answered);
  return done;
}

bool World::refuses_tls(wire::Role role, wire::Service service) const {
  return orders_.latest_on<faults::RefuseTls>(role, service) != nullptr;
}

}  // namespace cleartext::lab
