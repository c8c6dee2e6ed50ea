// What the servers hold now, as one value: what lies on the disk, from the onlooker, and what the lab's thread knows.
#include <algorithm>

#include "servers/lab/world.h"

namespace cleartext::lab {

namespace {

constexpr qint64 shortest_quiet = 16;    // milliseconds: a frame
constexpr qint64 longest_quiet = 1'000;  // what is shown is never much older, however slow the machine
constexpr int last_look = 400;           // milliseconds after the last change
constexpr qint64 looking_part = 20;      // of the time that passes, one in so many is spent on looking

Snapshot::Entrance::Door shown(host::Reception reception) {
  switch (reception) {
    case host::Reception::open: return Snapshot::Entrance::Door::open;
    case host::Reception::silent: return Snapshot::Entrance::Door::silent;
    case host::Reception::closed: break;
  }
  return Snapshot::Entrance::Door::off;
}

}  // namespace

void World::show_to(Onlooker& onlooker) {
  for (const auto& server : mail_servers_) {
    Onlooker::Server seen{server->role(), server->queue(), server->disk()};
    for (const auto& account : accounts_.all()) {
      if (account.domain != server->domain()) continue;
      const auto address = account.user + "@" + account.domain;
      seen.boxes.push_back({address, server->mailbox(address), server->room_of(address)});
    }
    onlooker.add(std::move(seen));
  }
}

// At once after a quiet time; else when some has passed, so that looking never takes more than a small part of it.
// And once more when all is quiet: a change may be told before the disk shows it.
std::function<void()> World::changed() {
  return [this] {
    look_within(0);
    look_last_.start(last_look);
  };
}

void World::look_within(qint64 least) {
  const auto wait = std::max(least, quiet_) - (looked_.isValid() ? looked_.elapsed() : 0);
  if (!look_soon_.isActive() || look_soon_.remainingTime() > wait) look_soon_.start(static_cast<int>(std::max<qint64>(0, wait)));
}

// What changes while somebody looks is looked at after it, and after a quiet time.
void World::tell_all() {
  if (std::exchange(looking_, true)) return void(look_again_ = true);
  look_again_ = false;
  look_soon_.stop();
  QElapsedTimer since;
  since.start();
  for (const auto& server : mail_servers_) server->tell_watchers();
  lookers_->give(std::make_shared<Look>(onlooker_), [this, since](wire::Work& done) {
    looking_ = false;
    auto seen = static_cast<Look&>(done).take();
    complete(seen);
    hooks_.snapshot(seen);
    quiet_ = std::clamp(since.elapsed() * looking_part, shortest_quiet, longest_quiet);
    looked_.start();
    if (look_again_) look_within(0);
  });
}

Snapshot World::look() {
  auto seen = onlooker_.look();
  complete(seen);
  return seen;
}

void World::complete(Snapshot& snapshot) const {
  for (std::size_t at = 0; at < mail_servers_.size(); ++at) {
    const auto& relay = mail_servers_[at]->relay();
    for (auto& mail : snapshot.queues[at].mails) {
      mail.state = relay.state(mail.id);
      mail.next_try = relay.next_try(mail.id);
    }
  }
  const auto told = orders_.told();
  const auto door = [&](wire::Role role, wire::Service service) { return shown(reception_of(told, role, service)); };
  for (const auto& entrance : entrances_)
    snapshot.entrances.push_back(
        {entrance.role, entrance.service, door(entrance.role, entrance.service), entrance.listener->open_connections()});
  snapshot.entrances.push_back({wire::Role::ftp, wire::Service::sftp, door(wire::Role::ftp, wire::Service::sftp), 0});
  snapshot.printed = printer_.last_page();
  snapshot.faults = told.all();
  snapshot.has_secret = orders_.has_secret();
  if (snapshot.has_secret) keep_secret(snapshot, told);
}

// Nothing in it tells what a lesson broke in secret: who wants to know looks at the wire. What the servers hold stays.
void World::keep_secret(Snapshot& snapshot, const faults::Orders& told) {
  for (auto& each : snapshot.mailboxes) each.full = each.full && (told.fill_mailbox(each.address) || each.bytes >= each.quota);
  for (auto& each : snapshot.disks) each.full = each.full && (told.fill_disk(each.role) || each.bytes >= each.quota);
  for (auto& queue : snapshot.queues) {
    queue.last_answer.clear();
    for (auto& mail : queue.mails) mail.last_answer.clear();
  }
}

}  // namespace cleartext::lab
