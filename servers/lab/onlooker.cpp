// One look at a time: what was read before is known to the next.
#include "servers/lab/onlooker.h"

namespace cleartext::lab {

namespace {

constexpr std::size_t most_files = 500;

void list(const store::FileTree& files, const std::string& folder, std::vector<Snapshot::File>& found) {
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

Snapshot Onlooker::look() {
  const std::lock_guard lock(mutex_);
  Snapshot seen;
  for (const auto& server : servers_) {
    seen.queues.push_back(look_at(server.queue, server.role));
    for (const auto& box : server.boxes) seen.mailboxes.push_back(look_at(box));
    seen.disks.push_back(disk(server.role, server.disk));
  }
  list(files_, "/", seen.files);
  seen.disks.push_back(disk(wire::Role::ftp, files_.room()));
  return seen;
}

Snapshot::Queue Onlooker::look_at(const store::MailQueue& queue, wire::Role role) const {
  Snapshot::Queue seen{role, 0, {}, {}};
  for (auto& mail : queue.list())
    seen.mails.push_back({mail.id, mail.envelope.from, mail.envelope.to, {}, mail.attempts, mail.last_answer});
  seen.waiting = static_cast<int>(seen.mails.size());
  if (!seen.mails.empty()) seen.last_answer = seen.mails.front().last_answer;
  return seen;
}

Snapshot::Mailbox Onlooker::look_at(const Box& box) {
  auto seen = headings_.look(box.address, box.mails);
  seen.quota = box.room.most();
  seen.bytes = box.room.used();  // what counts for the quota: as they lie there, in all folders
  const auto room = box.room.has(1);
  seen.full = !room && room.error() == store::Room::Full::here;
  return seen;
}

}  // namespace cleartext::lab
