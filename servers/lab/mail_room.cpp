// Whether there is room: on the server's disk (4.3.1), and in a mailbox (x.2.2); RFC 5321, 4.2.2, and RFC 3463. Reserved
// before anything is written, so that a letter goes to all of this server's users or to none, and that no two who come at
// once get the same room.
#include <fmt/format.h>

#include "servers/lab/mail_server.h"

namespace cleartext::lab {

namespace {

smtp::Refusal disk_is_full() { return {452, "The server's disk is full", "4.3.1"}; }

}  // namespace

// RFC 1870, 6.1: said as soon as it is known.
tl::expected<void, smtp::Refusal> MailServer::sender(const std::string&) {
  if (disk_.has(1)) return {};
  return tl::unexpected(disk_is_full());
}

// 452 where it may fit once there is more room, 552 where it never will.
smtp::Refusal MailServer::no_room(store::Room::Full full, const wire::Account& account, std::uint64_t bytes) {
  if (full == store::Room::Full::around) return disk_is_full();
  const auto address = account.user + "@" + account.domain;
  if (bytes > room_of(address).most()) return {552, fmt::format("The letter is bigger than the mailbox of {}", address), "5.2.2"};
  return {452, fmt::format("The mailbox of {} is full", address), "4.2.2"};
}

tl::expected<void, smtp::Refusal> MailServer::has_room(const wire::Account& account, std::uint64_t bytes) {
  return room_of(account.user + "@" + account.domain).has(bytes).map_error([&](auto full) { return no_room(full, account, bytes); });
}

// One copy in each mailbox, and one in the queue for all others.
tl::expected<std::vector<store::Reservation>, smtp::Refusal> MailServer::reserve(const store::Envelope& envelope, std::uint64_t bytes) {
  std::vector<store::Reservation> room;
  bool queued = false;
  for (const auto& address : envelope.to) {
    const auto* account = is_here(address) ? owner(address) : nullptr;
    if (account == nullptr) {
      queued = true;
      continue;
    }
    auto reserved = room_of(account->user + "@" + account->domain).reserve(bytes);
    if (!reserved) return tl::unexpected(no_room(reserved.error(), *account, bytes));
    room.push_back(std::move(*reserved));
  }
  if (!queued) return room;
  auto reserved = disk_.reserve(bytes);
  if (!reserved) return tl::unexpected(disk_is_full());
  room.push_back(std::move(*reserved));
  return room;
}

// What the disk itself says.
smtp::Refusal MailServer::not_written(const wire::Problem& problem, std::string_view what) {
  return store::is_full(problem) ? disk_is_full() : smtp::Refusal{452, fmt::format("The {} could not be written", what)};
}

}  // namespace cleartext::lab
