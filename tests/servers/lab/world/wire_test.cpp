// Full disks and mailboxes, a slow wire, Eve in the middle, the printer: as a client meets them.
#include <QTemporaryDir>

#include <chrono>
#include <fstream>
#include <sstream>

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
};

TEST_F(Quotas, what_never_fits_is_552_what_does_not_fit_now_is_452_and_room_made_is_room) {
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  const auto send = [&](std::size_t bytes) {
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    client.hear("\n");
    for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) client.ask(line);
    std::string text;
    while (text.size() < bytes) text += std::string(70, 'x') + "\r\n";
    return client.ask(text + ".").substr(0, 3);
  };
  lab().run_beside([&] {
    EXPECT_EQ(send(3000), "552");
    EXPECT_EQ(send(1200), "250");
    EXPECT_EQ(send(1200), "452");
    Client pop(Role::bob, at(Role::hamburger, Service::pop3));
    pop.hear("\n");
    for (const auto* line : {"USER bob", "PASS hungry", "DELE 1", "QUIT"}) EXPECT_TRUE(pop.ask(line).starts_with("+OK")) << line;
    pop.hear_all();
    EXPECT_EQ(send(1200), "250");
    return 0;
  });
}

TEST_F(Quotas, those_of_a_lesson_and_those_chosen_meanwhile_last_until_the_lab_begins_anew) {
  ASSERT_TRUE(lab().start());
  lab().open_gate();
  const auto mailbox_quota = [&] {
    std::string answer;
    lab().run_beside([&] {
      Client client(Role::you, at(Role::hamburger, Service::smtp));
      client.hear("\n");
      for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) client.ask(line);
      std::string text;
      while (text.size() < 1000) text += std::string(70, 'x') + "\r\n";
      answer = client.ask(text + ".").substr(0, 3);
      return 0;
    });
    return answer;
  };
  EXPECT_EQ(mailbox_quota(), "250");
  lab().set_quotas({500, {}});
  EXPECT_EQ(mailbox_quota(), "552");
  lab().give({{}, {}, {600, {}}});
  lab().reset();
  EXPECT_EQ(mailbox_quota(), "552");
  lab().give({});
  lab().reset();
  EXPECT_EQ(mailbox_quota(), "250");
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

class Slowness : public LabTest {
 protected:
  static double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  }
};
IN_BOTH_NETWORKS(Slowness);

TEST_P(Slowness, what_the_server_sends_takes_its_time_and_comes_whole) {
  beside([&] {
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    {
      Client data(Role::bob, passive(control));
      control.ask("STOR slow");
      data.say(std::string(12'000, 'x'));
    }
    EXPECT_TRUE(control.hear("\n").starts_with("226"));
    order("slow 10kB/s");
    const auto start = std::chrono::steady_clock::now();
    Client data(Role::bob, passive(control));
    control.say("RETR slow\r\n");
    EXPECT_EQ(data.hear_all().size(), 12'000U);
    EXPECT_GT(seconds_since(start), 0.9);
  });
}

TEST_P(Slowness, what_the_server_takes_in_takes_its_time_and_a_fast_wire_is_fast_again) {
  const int id = order("slow smtp@mail.hamburger.edu 10kB/s");
  const auto letter = [&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp), 20'000);
    client.hear("\n");
    for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) client.ask(line);
    std::string text;
    while (text.size() < 15'000) text += std::string(70, 'x') + "\r\n";
    const auto start = std::chrono::steady_clock::now();
    EXPECT_TRUE(client.ask(text + ".").starts_with("250"));
    return seconds_since(start);
  };
  beside([&] {
    EXPECT_GT(letter(), 1.0);
    order("slow 50kB/s");  // another wire: who was on the first one stays on none
    withdraw(id);
    lab.withdraw_all();
    lab.faults();
    EXPECT_LT(letter(), 1.0);
  });
}

TEST_P(Slowness, who_waits_on_a_slow_wire_goes_on_when_it_is_fast_again) {
  order("slow 10B/s");
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    client.hear("\n");
    std::string many;
    for (int i = 0; i < 200; ++i) many += "NOOP\r\n";
    client.say(many + "QUIT\r\n");
    lab.withdraw_all();
    EXPECT_TRUE(client.hear_all().ends_with("221 mail.hamburger.edu closing connection\r\n"));
    EXPECT_EQ(client.state(), "ended");
  });
}

class Eve : public LabTest {
 protected:
  // What the names say inside the lab; on plain loopback they are the machine's own.
  std::string address_of(const std::string& name) {
    std::string address;
    beside([&] {
      std::ifstream hosts("/etc/hosts");
      for (std::string line; std::getline(hosts, line);) {
        std::istringstream words(line);
        std::string first, word;
        for (words >> first; words >> word;)
          if (word == name) address = first;
      }
    });
    return address;
  }
};
IN_BOTH_NETWORKS(Eve);

TEST_P(Eve, she_listens_only_while_she_is_wanted) {
  EXPECT_EQ(door(Role::eve, Service::smtp), "refused");
  const int id = order("strip-starttls mail.crepes.fr");
  EXPECT_EQ(door(Role::eve, Service::smtp), "open");
  EXPECT_EQ(door(Role::eve, Service::submission), "open");
  withdraw(id);
  EXPECT_EQ(door(Role::eve, Service::smtp), "refused");
}

TEST_P(Eve, the_offer_is_gone_the_rest_is_real_and_a_client_that_demands_tls_is_refused) {
  order("strip-starttls hamburger.edu");
  beside([&] {
    Client client(Role::bob, at(Role::eve, Service::smtp));
    EXPECT_EQ(client.hear("\n"), "220 mail.hamburger.edu ready\r\n");
    client.say("EHLO x\r\n");
    const auto offers = client.hear("250 HELP\r\n");
    EXPECT_EQ(offers.find("STARTTLS"), std::string::npos);
    EXPECT_NE(offers.find("250-PIPELINING\r\n"), std::string::npos);
    EXPECT_TRUE(client.ask("STARTTLS").starts_with("502"));
    client.say("MAIL FROM:<a@crepes.fr>\r\nRCPT TO:<bob@hamburger.edu>\r\nDATA\r\nSTARTTLS\r\n.\r\nQUIT\r\n");
    const auto rest = client.hear_all();
    EXPECT_NE(rest.find("250 2.6.0 Message accepted"), std::string::npos) << rest;
    EXPECT_NE(rest.find("221 "), std::string::npos) << rest;
    EXPECT_EQ(client.state(), "ended");
  });
}

TEST_P(Eve, names_lead_to_her_and_back) {
  const bool own_names = GetParam() == NetworkMode::private_network;
  const auto before = address_of("mail.crepes.fr");
  order("strip-starttls");
  EXPECT_EQ(address_of("mail.crepes.fr"), own_names ? "127.0.6.6" : before);
  EXPECT_EQ(address_of("mail.hamburger.edu"), own_names ? "127.0.2.25" : before.empty() ? "" : "127.0.2.25");
  lab.reset();
  lab.faults();
  EXPECT_EQ(address_of("mail.crepes.fr"), own_names ? "127.0.1.25" : before);
}

TEST_P(Eve, an_agent_that_trusts_the_names_comes_to_her_and_its_letter_arrives) {
  order("strip-starttls mail.crepes.fr");
  JobResult sent;
  QObject::connect(&lab, &Lab::job_ended, &lab, [&](const JobResult& result) { sent = result; });
  lab.perform(SendJob{{"alice@crepes.fr", "alice@crepes.fr", "to myself", "hello"}});
  EXPECT_TRUE(QTest::qWaitFor([&] { return !sent.actor.empty(); }));
  EXPECT_TRUE(sent.done) << sent.sentence;
  for (int tries = 0; tries < 50 && sent.mails.empty(); ++tries) {  // it lies in the queue a moment longer
    sent = {};
    lab.perform(FetchJob{{"alice"}});
    ASSERT_TRUE(QTest::qWaitFor([&] { return !sent.actor.empty(); }));
  }
  ASSERT_FALSE(sent.mails.empty());
  EXPECT_NE(sent.mails[0].find("([127.0.6.6])"), std::string::npos) << sent.mails[0];
}

TEST_P(Eve, an_agent_that_demands_tls_says_nothing_more_to_her) {
  order("strip-starttls mail.crepes.fr");
  JobResult sent;
  QObject::connect(&lab, &Lab::job_ended, &lab, [&](const JobResult& result) { sent = result; });
  SendJob job{{"alice@crepes.fr", "alice@crepes.fr", "to myself", "hello"}};
  job.tls = Tls::required;
  lab.perform(job);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !sent.actor.empty(); }));
  EXPECT_FALSE(sent.done) << sent.sentence;
  lab.withdraw_all();
  sent = {};
  lab.perform(job);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !sent.actor.empty(); }));
  EXPECT_TRUE(sent.done) << sent.sentence;
}

class PrinterTest : public LabTest {};
IN_BOTH_NETWORKS(PrinterTest);

TEST_P(PrinterTest, it_hears_its_neighbours_and_nobody_else) {
  EXPECT_EQ(door(Role::printer, Service::printer, Role::bob), "open");
  EXPECT_EQ(door(Role::printer, Service::printer, Role::ftp), "open");
  EXPECT_EQ(door(Role::printer, Service::printer, Role::alice), "no answer");
  EXPECT_EQ(door(Role::printer, Service::printer, Role::eve), "no answer");
  const int id = order("off printer");
  EXPECT_EQ(door(Role::printer, Service::printer, Role::bob), "refused");
  withdraw(id);
  EXPECT_EQ(door(Role::printer, Service::printer, Role::bob), "open");
  EXPECT_EQ(door(Role::printer, Service::printer, Role::you), "no answer");
}

TEST_P(PrinterTest, the_file_server_calls_it_only_when_its_guard_is_lifted) {
  const auto bounced = [&](int port) {
    Client control(Role::eve, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    const auto named = control.ask("PORT 127,0,2,99," + std::to_string(port / 256) + "," + std::to_string(port % 256));
    if (!named.starts_with("200")) return named.substr(0, 3);
    control.ask("LIST");
    return control.hear("\n").substr(0, 3);
  };
  const int port = at(Role::printer, Service::printer).port;
  beside([&] {
    EXPECT_EQ(bounced(port)[0], '5');
    order("lift own-address");
    EXPECT_EQ(bounced(port), "226");
  });
}

}  // namespace
}  // namespace cleartext::lab
