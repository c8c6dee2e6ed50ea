// What the servers hold now, as one value.
#include <algorithm>

#include "servers/lab/world.h"

namespace cleartext::lab {

namespace {

constexpr std::size_t most_files = 500;

Snapshot::Entrance::Door shown(host::Reception reception) {
  switch (reception) {
    case host::Reception::open:
      return Snapshot::Entrance::Door::open;
    case host::Reception::silent:
      return Snapshot::Entrance::Door::silent;
    case host::Reception::closed:
      break;
  }
  return Snapshot::Entrance::Door::off;
}

void list(store::FileTree& files, const std::string& folder, std::vector<Snapshot::File>& found) {
  const auto entries = files.list(folder);
  if (!entries) return;
  for (const auto& entry : *entries) {
    if (found.size() >= most_files) return;
    found.push_back({folder + entry.name + (entry.is_folder ? "/" : ""), entry.is_folder ? 0 : entry.bytes});
    if (entry.is_folder) list(files, folder + entry.name + "/", found);
  }
}

Snapshot::Disk disk(wire::Role role, store::Room& room) { return {role, room.used(), room.most(), !room.has(1)}; }

}  // namespace

Snapshot World::look() const {
  Snapshot snapshot;
  for (const auto& server : mail_servers_) look_at(*server, snapshot);
  look_at_files(snapshot);
  for (const auto& entrance : entrances_)
    snapshot.entrances.push_back({entrance.role, entrance.service, shown(reception_of(entrance.role, entrance.service)), entrance.listener->open_connections()});
  snapshot.entrances.push_back({wire::Role::ftp, wire::Service::sftp, shown(reception_of(wire::Role::ftp, wire::Service::sftp)), 0});
  snapshot.printed = printer_.last_page();
  snapshot.faults = orders_.all();
  return snapshot;
}

void World::look_at(MailServer& server, Snapshot& snapshot) const {
  Snapshot::Queue queue{server.role(), 0, {}, {}};
  const auto& relay = server.relay();
  for (const auto& mail : server.queue().list())
    queue.mails.push_back({mail.id, mail.envelope.from, mail.envelope.to, relay.state(mail.id), mail.attempts, mail.last_answer, relay.next_try(mail.id)});
  queue.waiting = static_cast<int>(queue.mails.size());
  if (!queue.mails.empty()) queue.last_answer = queue.mails.front().last_answer;
  snapshot.queues.push_back(std::move(queue));
  for (const auto& account : accounts_.all()) {
    if (account.domain != server.domain()) continue;
    const auto address = account.user + "@" + account.domain;
    auto box = headings_.look(address, server.mailbox(address));
    auto& room = server.room_of(box.address);
    box.quota = room.most();
    box.full = !room.has(1);
    snapshot.mailboxes.push_back(std::move(box));
  }
  snapshot.disks.push_back(disk(server.role(), server.disk()));
}

void World::look_at_files(Snapshot& snapshot) const {
  list(files_, "/", snapshot.files);
  snapshot.disks.push_back(disk(wire::Role::ftp, files_.room()));
}

}  // namespace cleartext::lab
