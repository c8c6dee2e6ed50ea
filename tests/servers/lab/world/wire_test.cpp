// A slow wire, Eve in the middle, the printer: as a client meets them.
#include <chrono>
#include <fstream>
#include <sstream>

#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

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
