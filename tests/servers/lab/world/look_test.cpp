// What the lab tells of itself unasked.
#include <condition_variable>
#include <mutex>

#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

class Telling : public LabTest {
 protected:
  void SetUp() override {
    QObject::connect(
        &lab, &Lab::snapshot, &lab,
        [this](const Snapshot& snapshot) {
          const std::lock_guard lock(mutex_);
          latest_ = snapshot;
          told_.notify_all();
        },
        Qt::DirectConnection);
    LabTest::SetUp();
  }
  bool until(const std::function<bool(const Snapshot&)>& is_so) {
    std::unique_lock lock(mutex_);
    return told_.wait_for(lock, std::chrono::seconds(10), [&] { return is_so(latest_); });
  }
  static auto visitors(int number) {
    return [number](const Snapshot& snapshot) {
      for (const auto& each : snapshot.entrances)
        if (each.role == Role::hamburger && each.service == Service::pop3) return each.connections == number;
      return false;
    };
  }

 private:
  std::mutex mutex_;
  std::condition_variable told_;
  Snapshot latest_;
};
IN_BOTH_NETWORKS(Telling);

TEST_P(Telling, who_comes_is_counted_and_who_goes_is_not) {
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::pop3));
    client.hear("\n");
    EXPECT_TRUE(until(visitors(1)));
  });
  EXPECT_TRUE(until(visitors(0)));
}

TEST_P(Telling, a_letter_is_shown_with_its_subject_and_its_writer) {
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    client.hear("\n");
    for (const auto* line : {"HELO me", "MAIL FROM:<alice@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA",
                             "From: Alice\r\nSubject: =?utf-8?q?Cr=C3=AApes?=\r\n\r\nhello\r\n."})
      client.ask(line);
  });
  EXPECT_TRUE(until([](const Snapshot& snapshot) {
    for (const auto& box : snapshot.mailboxes)
      if (!box.letters.empty())
        return box.address == "bob@hamburger.edu" && box.letters[0].subject == "Crêpes" && box.letters[0].from == "Alice" &&
               box.letters[0].is_new;
    return false;
  }));
}

}  // namespace
}  // namespace cleartext::lab
