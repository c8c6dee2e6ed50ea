// Orders over the control socket of a lab that runs.
#include <QJsonDocument>
#include <QJsonObject>

#include "servers/host/control_port.h"
#include "servers/network/private_network.h"
#include "tests/servers/lab/world/lab.h"

namespace cleartext::lab {
namespace {

class ControlLine : public LabTest {
 protected:
  std::vector<QJsonObject> ask(const std::string& request) {
    std::string answer;
    beside([&] { answer = host::ask(network::control_path(network::running_labs().front()), request).value_or(""); });
    std::vector<QJsonObject> lines;
    for (const auto& line : QByteArray::fromStdString(answer).split('\n'))
      if (!line.isEmpty()) lines.push_back(QJsonDocument::fromJson(line).object());
    return lines;
  }
  static std::string text(const QJsonObject& object, const char* key) { return object[QLatin1String(key)].toString().toStdString(); }
  static bool ok(const std::vector<QJsonObject>& lines) { return !lines.empty() && lines.back()[QLatin1String("ok")].toBool(); }
  static int status(const std::vector<QJsonObject>& lines) { return lines.empty() ? -1 : lines.back()[QLatin1String("status")].toInt(); }
};
IN_BOTH_NETWORKS(ControlLine);

TEST_P(ControlLine, a_fault_is_ordered_listed_and_withdrawn) {
  const auto ordered = ask("order off pop3@hamburger.edu");
  ASSERT_TRUE(ok(ordered));
  EXPECT_EQ(text(ordered[0], "fault"), "off pop3@mail.hamburger.edu");
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "refused");
  const auto listed = ask("list");
  ASSERT_EQ(listed.size(), 2U);
  EXPECT_EQ(listed[0], ordered[0]);
  EXPECT_TRUE(ok(ask("withdraw " + std::to_string(listed[0][QLatin1String("id")].toInt()))));
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "open");
  EXPECT_EQ(ask("list").size(), 1U);
}

TEST_P(ControlLine, a_fault_is_withdrawn_by_its_words_and_all_at_once) {
  ask("order off pop3");
  EXPECT_TRUE(ok(ask("withdraw off pop3")));
  EXPECT_EQ(status(ask("withdraw off pop3")), 1);
  ask("order off pop3");
  ask("order slow 2kB/s");
  EXPECT_TRUE(ok(ask("clear")));
  EXPECT_TRUE(lab.faults().empty());
}

// Under its own name or by its number, with a door opened again or an order that says the contrary: it stays.
TEST_P(ControlLine, what_a_lesson_breaks_in_secret_is_neither_told_nor_mended_here) {
  const auto lesson = [&](const std::string& words) { return lab.order(*faults::parse(words), faults::Secrecy::secret); };
  const int id = lesson("silent pop3@mail.hamburger.edu");
  lesson("full-mailbox bob");
  lesson("full-disk ftp.hamburger.edu");
  lesson("reply smtp RCPT \"452 No\"");
  ASSERT_EQ(lab.faults().size(), 4U);
  const auto before = ask("state");
  const auto by_number = "withdraw " + std::to_string(id);
  for (const auto* request : {by_number.c_str(), "withdraw silent pop3@mail.hamburger.edu", "withdraw full-mailbox bob"}) {
    const auto answer = ask(request);
    EXPECT_EQ(status(answer), 1) << request;
    EXPECT_NE(text(answer.back(), "text").find("find it on the wire"), std::string::npos) << request;
  }
  ask("order off pop3@mail.hamburger.edu");
  ask("order reply smtp RCPT \"250 Yes\"");
  EXPECT_EQ(ask("list").size(), 3U) << "both that are told, and how it went";
  EXPECT_TRUE(ok(ask("clear")));
  ASSERT_EQ(lab.faults().size(), 4U);
  const auto listed = ask("list");
  ASSERT_EQ(listed.size(), 1U);
  EXPECT_NE(text(listed.back(), "text").find("find it on the wire"), std::string::npos);
  EXPECT_EQ(ask("state"), before);
  for (const auto& line : before) {
    EXPECT_NE(text(line, "kind"), "fault");
    EXPECT_FALSE(line[QLatin1String("full")].toBool()) << text(line, "host");
    EXPECT_TRUE(text(line, "kind") != "service" || text(line, "state") == "open") << text(line, "service");
  }
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "no answer");
  lab.withdraw_all(faults::By::lesson);
  EXPECT_EQ(door(Role::hamburger, Service::pop3), "open");
  EXPECT_EQ(ask("list"), (std::vector<QJsonObject>{{{QLatin1String("ok"), true}}}));
}

TEST_P(ControlLine, what_is_told_shows_beside_what_is_secret_and_the_secret_one_counts) {
  lab.order(*faults::parse("reply pop3 greeting \"-ERR Ill\""), faults::Secrecy::secret);
  ask("order reply pop3 greeting \"+OK Well\"");
  ask("order off imap");
  const auto told = ask("state");
  EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const auto& each) { return text(each, "state") == "off"; }), 2);
  EXPECT_EQ(std::count_if(told.begin(), told.end(), [](const auto& each) { return text(each, "kind") == "fault"; }), 2);
  std::string greeting;
  beside([&] { greeting = Client(Role::you, at(Role::hamburger, Service::pop3)).hear("\n"); });
  EXPECT_EQ(greeting, "-ERR Ill\r\n");
}

TEST_P(ControlLine, nonsense_is_refused_and_changes_nothing) {
  for (const std::string request :
       {"", " ", "order", "order off", "order off moon", "withdraw", "withdraw -1 x", "quit", "list all", "clear\x01"}) {
    const auto answer = ask(request);
    EXPECT_FALSE(ok(answer)) << request;
    EXPECT_EQ(status(answer), 2) << request;
    EXPECT_FALSE(text(answer.back(), "text").empty()) << request;
  }
  EXPECT_EQ(status(ask("withdraw 99999999999999999999")), 2);
  EXPECT_EQ(status(ask("withdraw 99")), 1);
  EXPECT_TRUE(lab.faults().empty());
}

TEST_P(ControlLine, the_orders_of_a_lesson_and_of_the_line_are_numbered_together) {
  const int first = order("off pop3");
  EXPECT_GT(ask("order off imap")[0][QLatin1String("id")].toInt(), first);
  lab.reset();
  EXPECT_TRUE(ok(ask("list")));
  EXPECT_EQ(ask("list").size(), 1U);
}

}  // namespace
}  // namespace cleartext::lab
