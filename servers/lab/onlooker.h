// Reads from the disk what the servers hold. That may take its time where there are many mailboxes, so it is done in
// another thread than theirs; nobody waits for it.
#pragma once
#include <mutex>
#include <string>
#include <vector>

#include "servers/lab/headings.h"
#include "servers/lab/lab.h"
#include "servers/store/file_tree.h"
#include "servers/store/mail_queue.h"
#include "servers/wire/output.h"

namespace cleartext::lab {

class Onlooker {
 public:
  struct Box {
    std::string address;
    const store::Maildir& mails;
    store::Room& room;
  };
  struct Server {
    wire::Role role;
    const store::MailQueue& queue;
    store::Room& disk;
    std::vector<Box> boxes = {};
  };
  explicit Onlooker(store::FileTree& files) : files_(files) {}
  void add(Server server) { servers_.push_back(std::move(server)); }  // before the first look

  Snapshot look();  // in any thread: queues without their states, mailboxes, disks, files

 private:
  Snapshot::Queue look_at(const store::MailQueue& queue, wire::Role role) const;
  Snapshot::Mailbox look_at(const Box& box);

  store::FileTree& files_;
  std::vector<Server> servers_;
  Headings headings_;
  std::mutex mutex_;
};

// One look, in a worker's thread.
class Look final : public wire::Work {
 public:
  explicit Look(Onlooker& onlooker) : onlooker_(onlooker) {}
  void run() override { seen_ = onlooker_.look(); }
  std::string answer() override { return {}; }
  Snapshot take() { return std::move(seen_); }

 private:
  Onlooker& onlooker_;
  Snapshot seen_;
};

}  // namespace cleartext::lab
