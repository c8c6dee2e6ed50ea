// What each word under `actions:` makes an actor do, played as lessons through the whole program: the evidence is on the
// wire, inside TLS too. In the private network, and on a loopback that is this test's own.
#include <gtest/gtest.h>

#include <QJsonDocument>
#include <QJsonObject>

#include "tests/program/program.h"

namespace cleartext {
namespace {

struct ActionsTest : ::testing::TestWithParam<const char*> {
  void played(const Ran& ran) {
    EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
    const auto lines = ran.out.trimmed().split(QLatin1Char('\n'));
    EXPECT_GE(lines.size(), 2);
    for (const auto& line : lines) {
      EXPECT_TRUE(QJsonDocument::fromJson(line.toUtf8()).object()[QStringLiteral("seen")].toBool()) << line.toStdString();
    }
  }
  QStringList words(const char* network) const {
    return {QStringLiteral("play"),      user.path(QStringLiteral("app/actions/") + QString::fromUtf8(GetParam())),
            QStringLiteral("--format"),  QStringLiteral("jsonl"),
            QStringLiteral("--network"), QString::fromUtf8(network)};
  }
  OrdinaryUser user;
};

INSTANTIATE_TEST_SUITE_P(Lessons, ActionsTest, ::testing::Values("mail", "pop3", "imap", "web", "files", "eve", "cracking"),
                         [](const auto& lesson) { return std::string(lesson.param); });

TEST_P(ActionsTest, is_seen_in_the_private_network) { played(user.run(words("private"), 60000)); }

TEST_P(ActionsTest, is_seen_on_plain_loopback) {
  const QStringList own_loopback{QStringLiteral("--user"), QStringLiteral("--map-root-user"),
                                 QStringLiteral("--net"),  QStringLiteral("sh"),
                                 QStringLiteral("-c"),     QStringLiteral("ip link set lo up && exec \"$@\""),
                                 QStringLiteral("sh"),     user.path(QStringLiteral("app/build/cleartext"))};
  played(user.run_other(QStringLiteral("unshare"), own_loopback + words("loopback"), 60000));
}

TEST(Actions, the_words_are_told_to_authors) {
  OrdinaryUser user;
  const auto ran = user.run({QStringLiteral("lessons"), QStringLiteral("--words")});
  EXPECT_EQ(ran.status, 0);
  for (const auto* word : {"send: {from: alice", "cut_before_quit", "off, offered, explicit, implicit", "scan: {as: eve"}) {
    EXPECT_TRUE(ran.out.contains(QString::fromUtf8(word))) << word << "\n" << ran.out.toStdString();
  }
}

}  // namespace
}  // namespace cleartext
