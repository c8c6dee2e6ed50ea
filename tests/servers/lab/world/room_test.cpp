// Full disks and mailboxes, ordered and true, and quotas: as a client meets them.
#include <QTemporaryDir>

#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

// One letter to Bob, line by line; the last reply is given back.
std::string send_to_bob(Client& client) {
  client.hear("\n");
  std::string answer;
  for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA", "Subject: x\r\n\r\nhello\r\n."}) {
    answer = client.ask(line);
    if (answer[0] > '3') break;
  }
  return answer;
}

class Fullness : public LabTest {};
IN_BOTH_NETWORKS(Fullness);

TEST_P(Fullness, a_full_mailbox_is_452_for_its_owner_alone) {
  order("full-mailbox bob");
  beside([&] {
    Client to_bob(Role::you, at(Role::hamburger, Service::smtp));
    EXPECT_EQ(send_to_bob(to_bob), "452 The mailbox of bob@hamburger.edu is full\r\n");
    Client extended(Role::you, at(Role::hamburger, Service::smtp));
    extended.hear("\n");
    extended.say("EHLO x\r\nMAIL FROM:<a@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\n");
    extended.hear("Sender ok\r\n");
    EXPECT_TRUE(extended.hear("\n").starts_with("452 4.2.2 "));
  });
  lab.withdraw_all();
  beside([&] {
    Client to_bob(Role::you, at(Role::hamburger, Service::smtp));
    EXPECT_TRUE(send_to_bob(to_bob).starts_with("250"));
  });
}

TEST_P(Fullness, imap_says_overquota_before_the_letter_is_sent) {
  order("full-mailbox bob");
  beside([&] {
    Client client(Role::bob, at(Role::hamburger, Service::imap));
    client.hear("\n");
    client.ask("a LOGIN bob hungry");
    EXPECT_TRUE(client.ask("b APPEND INBOX {10}").starts_with("b NO [OVERQUOTA]"));
    EXPECT_TRUE(client.ask("c APPEND INBOX {5+}\r\nhello").starts_with("c NO [OVERQUOTA]"));
    EXPECT_TRUE(client.ask("d NOOP").starts_with("d OK"));
  });
}

TEST_P(Fullness, a_full_disk_is_called_a_disk_by_all) {
  order("full-disk");
  beside([&] {
    Client imap(Role::bob, at(Role::hamburger, Service::imap));
    imap.hear("\n");
    imap.ask("a LOGIN bob hungry");
    const std::string full = " NO [UNAVAILABLE] The server's disk is full\r\n";
    EXPECT_EQ(imap.ask("b CREATE new"), "b" + full);
    EXPECT_EQ(imap.ask("c RENAME INBOX old"), "c" + full);
    EXPECT_EQ(imap.ask("d APPEND INBOX {10}"), "d" + full);
    EXPECT_EQ(imap.ask("e APPEND INBOX {5+}\r\nhello"), "e" + full);
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    EXPECT_EQ(control.ask("ALLO 10"), "452 The disk is full\r\n");
    EXPECT_EQ(control.ask("MKD new"), "550 The disk is full.\r\n");
  });
}

TEST_P(Fullness, a_full_disk_is_452_to_ftp_and_to_smtp) {
  order("full-disk");
  beside([&] {
    Client smtp(Role::you, at(Role::hamburger, Service::smtp));
    EXPECT_EQ(send_to_bob(smtp), "452 The server's disk is full\r\n");
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    Client data(Role::bob, passive(control));
    EXPECT_EQ(control.ask("STOR new"), "452 The disk is full\r\n");
    EXPECT_TRUE(control.ask("SIZE new").starts_with("550"));
  });
  lab.withdraw_all();
  order("full-disk mail.crepes.fr");
  beside([&] {
    Client smtp(Role::you, at(Role::hamburger, Service::smtp));
    EXPECT_TRUE(send_to_bob(smtp).starts_with("250"));
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    Client data(Role::bob, passive(control));
    EXPECT_TRUE(control.ask("STOR new").starts_with("150"));
  });
}

class Quotas : public testing::Test {
 protected:
  Quotas() {
    settings.mailbox_quota = 2000;
    settings.disk_quota = 20'000;
  }
  void TearDown() override {
    if (lab_) lab_->reset();
  }
  Lab& lab() {  // for good, as the letters are then written by several threads
    if (!lab_) {
      settings.data_folder = folder.path().toStdString();
      lab_ = std::make_unique<Lab>(settings);
    }
    return *lab_;
  }
  QTemporaryDir folder;
  Settings settings{NetworkMode::private_network, {}};
  std::unique_ptr<Lab> lab_;
  wire::Endpoint at(Role role, Service service) const {
    return {wire::host(role).address, wire::port(service, NetworkMode::private_network)};
  }
  std::string send(std::size_t bytes) const {  // the code of what is said to the letter
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    client.hear("\n");
    for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) client.ask(line);
    std::string text;
    while (text.size() < bytes) text += std::string(70, 'x') + "\r\n";
    return client.ask(text + ".").substr(0, 3);
  }
  void delete_first() const {
    Client pop(Role::bob, at(Role::hamburger, Service::pop3));
    pop.hear("\n");
    for (const auto* line : {"USER bob", "PASS hungry", "DELE 1", "QUIT"}) EXPECT_TRUE(pop.ask(line).starts_with("+OK")) << line;
    pop.hear_all();
  }
};

TEST_F(Quotas, what_never_fits_is_552_what_does_not_fit_now_is_452_and_room_made_is_room) {
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  lab().run_beside([&] {
    EXPECT_EQ(send(3000), "552");
    EXPECT_EQ(send(1200), "250");
    EXPECT_EQ(send(1200), "452");
    delete_first();
    EXPECT_EQ(send(1200), "250");
    return 0;
  });
}

TEST_F(Quotas, those_of_a_lesson_and_those_chosen_meanwhile_last_until_the_lab_begins_anew) {
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  const auto send_and_delete = [&] {
    std::string answer;
    lab().run_beside([&] {
      answer = send(1000);
      if (answer == "250") delete_first();
      return 0;
    });
    return answer;
  };
  EXPECT_EQ(send_and_delete(), "250");
  lab().set_quotas({500, {}});
  EXPECT_EQ(send_and_delete(), "552");
  lab().give({{}, {}, {600, {}}});
  lab().reset();
  EXPECT_EQ(send_and_delete(), "552");
  lab().give({});
  lab().reset();
  EXPECT_EQ(send_and_delete(), "250");
}

// Each has said MAIL and RCPT before any says its letter, so that none could be refused before.
TEST_F(Quotas, letters_that_come_at_once_do_not_get_the_same_room) {
  settings.mailbox_quota = 20'000;
  settings.disk_quota = 1'000'000;
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  std::string letter;
  while (letter.size() < 9000) letter += std::string(70, 'x') + "\r\n";
  lab().run_beside([&] {
    std::vector<std::unique_ptr<Client>> clients;
    for (int count = 0; count < 20; ++count) {
      clients.push_back(std::make_unique<Client>(Role::you, at(Role::hamburger, Service::smtp)));
      clients.back()->hear("\n");
      for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) clients.back()->ask(line);
    }
    for (auto& client : clients) client->say(letter + ".\r\n");
    int taken = 0;
    for (auto& client : clients) {
      const auto answer = client->hear("\n");
      EXPECT_TRUE(answer.starts_with("250") || answer.starts_with("452 The mailbox")) << answer;
      taken += answer.starts_with("250") ? 1 : 0;
    }
    EXPECT_EQ(taken, 2);
    return 0;
  });
}

TEST_F(Quotas, an_upload_over_the_quota_is_552_and_leaves_nothing) {
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  lab().run_beside([&] {
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    {
      Client data(Role::bob, passive(control));
      EXPECT_TRUE(control.ask("STOR big").starts_with("150"));
      data.say(std::string(5'000'000, 'x'));
      EXPECT_EQ(data.state(), "open");
    }
    EXPECT_EQ(control.hear("\n"), "552 There is no room on the disk for all of it\r\n");
    EXPECT_TRUE(control.ask("SIZE big").starts_with("550"));
    return 0;
  });
}

}  // namespace
}  // namespace cleartext::lab
