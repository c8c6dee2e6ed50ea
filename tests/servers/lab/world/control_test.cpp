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
