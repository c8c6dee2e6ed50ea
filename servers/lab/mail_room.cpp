// Whether there is room: on the server's disk (4.3.1), and in a mailbox (x.2.2); RFC 5321, 4.2.2, and RFC 3463. Asked
// before anything is written, so that a letter goes to all of this server's users or to none.
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
tl::expected<void, smtp::Refusal> MailServer::has_room(const wire::Account& account, std::uint64_t bytes) {
  const auto address = account.user + "@" + account.domain;
  auto& room = room_of(address);
  if (room.has(bytes)) return {};
  if (bytes > room.most())
    return tl::unexpected(smtp::Refusal{552, fmt::format("The letter is bigger than the mailbox of {}", address), "5.2.2"});
  return tl::unexpected(smtp::Refusal{452, fmt::format("The mailbox of {} is full", address), "4.2.2"});
}

tl::expected<void, smtp::Refusal> MailServer::fits(const store::Envelope& envelope, std::uint64_t bytes) {
  std::vector<const wire::Account*> here;
  for (const auto& address : envelope.to) {
    const auto* account = is_here(address) ? owner(address) : nullptr;
    if (account == nullptr) continue;
    if (auto room = has_room(*account, bytes); !room) return room;
    here.push_back(account);
  }
  const auto copies = here.size() + (here.size() < envelope.to.size() ? 1 : 0);
  if (!disk_.take(bytes * copies)) return tl::unexpected(disk_is_full());
  for (const auto* account : here) (void)room_of(account->user + "@" + account->domain).take(bytes);
  return {};
}

}  // namespace cleartext::lab
