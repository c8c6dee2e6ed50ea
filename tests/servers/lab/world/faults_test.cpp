// Each fault as a client meets it.
#include <cstdlib>

#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

class Faults : public LabTest {};
IN_BOTH_NETWORKS(Faults);

TEST_P(Faults, a_server_that_is_off_refuses_and_its_neighbours_do_not) {
  const int id = order("off smtp@mail.hamburger.edu");
  EXPECT_EQ(door(Role::hamburger, Service::smtp), "refused");
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "open");
  EXPECT_EQ(door(Role::crepes, Service::smtp), "open");
  withdraw(id);
  EXPECT_EQ(door(Role::hamburger, Service::smtp), "open");
}

TEST_P(Faults, a_machine_that_is_off_refuses_all_and_cuts_off_who_was_in) {
  beside([&] {
    Client inside(Role::bob, at(Role::ftp, Service::ftp));
    EXPECT_TRUE(inside.hear("\n").starts_with("220 "));
    order("off ftp.hamburger.edu");
    inside.hear_all();
    EXPECT_TRUE(inside.state() == "ended" || inside.state() == "reset") << inside.state();
  });
  for (const auto service : {Service::ftp, Service::ftps, Service::sftp}) EXPECT_EQ(door(Role::ftp, service), "refused");
  lab.withdraw_all();
  for (const auto service : {Service::ftp, Service::ftps, Service::sftp}) EXPECT_EQ(door(Role::ftp, service), "open");
}

TEST_P(Faults, a_silent_server_answers_nobody_and_talks_on_with_who_was_in) {
  beside([&] {
    Client inside(Role::bob, at(Role::hamburger, Service::pop3));
    inside.hear("\n");
    const int id = order("silent pop3");
    EXPECT_EQ(door(Role::hamburger, Service::pop3), "no answer");
    EXPECT_TRUE(inside.ask("USER bob").starts_with("+OK"));
    withdraw(id);
  });
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "open");
}

TEST_P(Faults, sftp_can_be_silent_too) {
  order("silent sftp");
  EXPECT_EQ(door(Role::ftp, Service::sftp), "no answer");
  lab.withdraw_all();
  EXPECT_EQ(door(Role::ftp, Service::sftp), "open");
}

TEST_P(Faults, a_reply_is_replaced_on_the_wire) {
  order("reply smtp@mail.hamburger.edu greeting \"421 Too busy\"");
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    EXPECT_EQ(client.hear_all(), "421 Too busy\r\n");
    EXPECT_EQ(client.state(), "ended");
  });
}

TEST_P(Faults, an_ftp_data_connection_that_cannot_be_opened_carries_nothing) {
  order("reply ftp LIST \"425 Can't open data connection\"");
  beside([&] {
    Client control(Role::you, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    const auto data_at = passive(control);
    Client data(Role::you, data_at);
    EXPECT_EQ(data.state(), "open");
    EXPECT_EQ(control.ask("LIST"), "425 Can't open data connection\r\n");
    EXPECT_EQ(data.hear_all(), "");
    EXPECT_EQ(Client(Role::you, data_at).state(), "refused");
  });
}

TEST_P(Faults, a_reply_comes_late_but_it_comes) {
  order("delay smtp NOOP 300ms");
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp));
    client.hear("\n");
    const auto before = std::chrono::steady_clock::now();
    EXPECT_TRUE(client.ask("NOOP").starts_with("250"));
    EXPECT_GE(std::chrono::steady_clock::now() - before, std::chrono::milliseconds(290));
  });
}

TEST_P(Faults, the_clock_of_a_delay_stands_still_at_the_gate) {
  order("delay smtp NOOP 100ms");
  lab.shut_gate();
  lab.perform(SendJob{{"alice@crepes.fr", "bob@hamburger.edu", "x", "y"}});  // waits at the gate
  beside([&] {
    Client client(Role::you, at(Role::hamburger, Service::smtp), 400);
    client.hear("\n");
    EXPECT_EQ(client.ask("NOOP"), "");
    EXPECT_EQ(client.state(), "silent");
    lab.open_gate();
    EXPECT_TRUE(client.hear("\n").starts_with("250"));
  });
}

TEST_P(Faults, a_connection_breaks_after_a_line_with_rst_or_ends_with_fin) {
  order("cut smtp after NOOP");
  beside([&] {
    Client broken(Role::you, at(Role::crepes, Service::smtp));
    broken.hear("\n");
    EXPECT_TRUE(broken.ask("NOOP").starts_with("250"));
    EXPECT_EQ(broken.hear_all(), "");
    EXPECT_EQ(broken.state(), "reset");
  });
  order("cut smtp after 40 bytes with FIN");
  beside([&] {
    Client ended(Role::you, at(Role::crepes, Service::smtp));
    ended.say("HELP\r\n");
    EXPECT_EQ(ended.hear_all().size(), 34U);
    EXPECT_EQ(ended.state(), "ended");
  });
}

// Where mail is kept for good, the answer to a letter comes from whoever waited for the disk.
TEST(KeptForGood, what_is_said_after_the_disk_was_waited_for_is_changed_too) {
  const std::string folder = std::string(std::getenv("XDG_RUNTIME_DIR")) + "/for-good";
  Lab lab{Settings{NetworkMode::private_network, folder}};
  ASSERT_TRUE(lab.start());
  lab.open_gate();
  const wire::Endpoint at{wire::host(Role::hamburger).address, wire::port(Service::smtp, NetworkMode::private_network)};
  const auto send = [&](Client& client) {
    client.hear("\n");
    for (const auto* line : {"HELO x", "MAIL FROM:<a@crepes.fr>", "RCPT TO:<bob@hamburger.edu>", "DATA"}) client.ask(line);
    client.say("Subject: x\r\n\r\nhello\r\n.\r\nNOOP\r\n");
    return client.hear("\n");
  };
  lab.run_beside([&] {
    lab.order(*faults::parse("reply smtp dot \"250 Thank you\""));
    lab.faults();
    Client thanked(Role::you, at);
    EXPECT_EQ(send(thanked), "250 Thank you\r\n");
    EXPECT_EQ(thanked.hear("\n"), "250 Still here\r\n");
    lab.order(*faults::parse("cut smtp at dot"));
    lab.faults();
    Client cut(Role::you, at);
    EXPECT_EQ(send(cut), "");
    EXPECT_EQ(cut.state(), "reset");
    Client pop(Role::bob, {at.address, wire::port(Service::pop3, NetworkMode::private_network)});
    pop.hear("\n");
    for (const auto* line : {"USER bob", "PASS hungry"}) pop.ask(line);
    EXPECT_TRUE(pop.ask("STAT").starts_with("+OK 2 "));
    return 0;
  });
}

// The lesson of REST: what came before the break is kept on either side, and the other connection breaks too.
TEST_P(Faults, ftps_files_count_for_a_cut_and_what_passed_is_there) {
  const std::string big(300'000, 'x');
  beside([&] {
    {
      Client control(Role::bob, at(Role::ftp, Service::ftp));
      log_in_to_ftp(control);
      {
        Client data(Role::bob, passive(control));
        EXPECT_TRUE(control.ask("STOR big").starts_with("150"));
        data.say(big);
      }
      EXPECT_TRUE(control.hear("\n").starts_with("226"));
    }
    for (const auto* how : {"", " with FIN"}) {
      const int id = order(std::string("cut ftp after 200000 bytes") + how);
      Client control(Role::bob, at(Role::ftp, Service::ftp));
      log_in_to_ftp(control);
      Client data(Role::bob, passive(control));
      EXPECT_TRUE(control.ask("RETR big").starts_with("150"));
      const auto got = data.hear_all().size();
      EXPECT_GT(got, 199'000u);
      EXPECT_LT(got, 200'000u) << "the commands count too";
      EXPECT_EQ(data.state(), *how == 0 ? "reset" : "ended");
      EXPECT_EQ(control.hear_all(), "") << "no 226, no 426";
      EXPECT_EQ(control.state(), *how == 0 ? "reset" : "ended");
      withdraw(id);
    }
    order("cut ftp after 5000 bytes");
    {
      Client control(Role::bob, at(Role::ftp, Service::ftp));
      log_in_to_ftp(control);
      Client data(Role::bob, passive(control));
      EXPECT_TRUE(control.ask("STOR part").starts_with("150"));
      data.say(std::string(20'000, 'x'));
      EXPECT_EQ(control.hear_all(), "");
      EXPECT_EQ(control.state(), "reset");
    }
    lab.withdraw_all();
    Client control(Role::bob, at(Role::ftp, Service::ftp));
    log_in_to_ftp(control);
    const auto size = std::stoi(control.ask("SIZE part").substr(4));
    EXPECT_GT(size, 4500);
    EXPECT_LT(size, 5000);
  });
}

TEST_P(Faults, tls_is_refused_where_it_is_ordered) {
  order("refuse-tls ftp");
  order("refuse-tls smtp@mail.crepes.fr");
  beside([&] {
    Client ftp(Role::you, at(Role::ftp, Service::ftp));
    ftp.hear("\n");
    EXPECT_TRUE(ftp.ask("AUTH TLS").starts_with("534"));
    Client smtp(Role::you, at(Role::crepes, Service::smtp));
    smtp.hear("\n");
    smtp.say("EHLO x\r\n");
    EXPECT_EQ(smtp.hear("250 HELP\r\n").find("STARTTLS"), std::string::npos);
    Client other(Role::you, at(Role::hamburger, Service::smtp));
    other.hear("\n");
    other.say("EHLO x\r\n");
    EXPECT_NE(other.hear("250 HELP\r\n").find("STARTTLS"), std::string::npos);
  });
}

TEST_P(Faults, all_are_gone_after_a_reset) {
  order("off pop3");
  order("silent smtp");
  order("reply imap greeting \"BYE x\"");
  EXPECT_EQ(lab.faults().size(), 3U);
  lab.reset();
  EXPECT_TRUE(lab.faults().empty());
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "open");
  EXPECT_EQ(door(Role::hamburger, Service::smtp), "open");
  beside([&] { EXPECT_TRUE(Client(Role::you, at(Role::crepes, Service::imap)).hear("\n").starts_with("* OK")); });
}

TEST_P(Faults, the_change_is_told_and_the_snapshot_shows_what_is_on) {
  int told = 0;
  std::vector<faults::Ordered> shown;
  QObject::connect(&lab, &Lab::faults_changed, &lab, [&] { ++told; });
  QObject::connect(&lab, &Lab::snapshot, &lab, [&](const Snapshot& snapshot) { shown = snapshot.faults; });
  const int id = order("off pop3");
  EXPECT_TRUE(QTest::qWaitFor([&] { return told == 1 && shown.size() == 1; }));
  EXPECT_EQ(shown[0].id, id);
  lab.withdraw(id);
  EXPECT_TRUE(QTest::qWaitFor([&] { return told == 2 && shown.empty(); }));
}

TEST_P(Faults, what_cannot_be_carried_out_is_told_and_not_on) {
  QString why;
  QObject::connect(&lab, &Lab::order_failed, &lab, [&](int, const QString& reason) { why = reason; });
  lab.withdraw(4711);
  EXPECT_TRUE(QTest::qWaitFor([&] { return !why.isEmpty(); }));
  EXPECT_TRUE(why.contains(QStringLiteral("4711"))) << why.toStdString();
}

}  // namespace
}  // namespace cleartext::lab
