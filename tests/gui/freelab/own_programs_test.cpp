// The card with what to type into other programs.
#include "gui/freelab/own_programs.h"

#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QTest>

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Card : testing::Test {
  Theme theme;
  OwnPrograms card{theme};
  QStringList said() const {
    QStringList all;
    for (const auto* text : card.findChildren<Text*>())
      if (text->isVisibleTo(&card)) all << text->text();
    return all;
  }
};

TEST_F(Card, a_mail_program_is_told_server_port_security_and_password) {
  card.show_lab(wire::NetworkMode::private_network, QStringLiteral("/tmp/authority.pem"));
  const auto all = said();
  EXPECT_TRUE(all.contains(QStringLiteral("mail.crepes.fr, port 143, STARTTLS")));
  EXPECT_TRUE(all.contains(QStringLiteral("mail.crepes.fr, port 587, STARTTLS")));
  EXPECT_TRUE(all.contains(QStringLiteral("crepe-suzette")));
  EXPECT_TRUE(all.contains(QStringLiteral("./cleartext shell -- thunderbird")));
  EXPECT_TRUE(all.contains(QStringLiteral("/tmp/authority.pem")));
  EXPECT_FALSE(all.contains(QStringLiteral("mail.crepes.fr, port 25, None")));
  card.wire_kind().set_current(OwnPrograms::clear);
  EXPECT_TRUE(said().contains(QStringLiteral("mail.crepes.fr, port 25, None")));
}

TEST_F(Card, a_file_program_is_told_the_way_of_the_account_and_of_the_network) {
  card.show_lab(wire::NetworkMode::loopback, QStringLiteral("/tmp/authority.pem"));
  card.account().setCurrentIndex(1);
  card.program().set_current(OwnPrograms::files);
  const auto all = said();
  EXPECT_TRUE(all.contains(QStringLiteral("127.0.2.21, port 2021, Require explicit FTP over TLS")));
  EXPECT_TRUE(all.contains(QStringLiteral("hungry")));
  for (const auto& each : all) EXPECT_FALSE(each.contains(QStringLiteral("shell"))) << "nothing to enter on plain loopback";
}

TEST_F(Card, it_fits_beside_the_map_whatever_is_chosen) {
  constexpr int pane = 300;  // of the window at its usual size, without margins and scroll bar
  card.show_lab(wire::NetworkMode::loopback, QStringLiteral("/run/user/1000/cleartext/lab-1234567/data/authority/authority.pem"));
  for (const int program : {OwnPrograms::mail, OwnPrograms::files, OwnPrograms::curl})
    for (const int kind : {OwnPrograms::secret, OwnPrograms::clear}) {
      card.program().set_current(program);
      card.wire_kind().set_current(kind);
      EXPECT_LE(card.minimumSizeHint().width(), pane) << program << ' ' << kind;
    }
}

TEST_F(Card, a_curl_line_is_copied_as_it_is_typed) {
  card.show_lab(wire::NetworkMode::loopback, QStringLiteral("/tmp/authority.pem"));
  card.program().set_current(OwnPrograms::curl);
  ASSERT_FALSE(card.lines().empty());
  Button* first = nullptr;
  for (auto* button : card.findChildren<Button*>())
    if (first == nullptr && button->isVisibleTo(&card) && button->text() == QStringLiteral("Copy")) first = button;
  ASSERT_NE(first, nullptr);
  QTest::mouseClick(first, Qt::LeftButton);
  EXPECT_EQ(QGuiApplication::clipboard()->text(), card.lines().front());
  EXPECT_TRUE(card.lines().front().startsWith(QStringLiteral("curl --cacert /tmp/authority.pem")) ||
              card.lines().front().contains(QStringLiteral("| curl")))
      << card.lines().front().toStdString();
}

}  // namespace
