// The lesson end to end, by an ordinary user in the private network, and tshark's word on the capture.
#include <gtest/gtest.h>

#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "tests/program/program.h"

namespace cleartext {
namespace {

const QStringList play_words{QStringLiteral("play"),    QStringLiteral("alice-sends-bob"), QStringLiteral("--network"),
                             QStringLiteral("private"), QStringLiteral("--format"),        QStringLiteral("jsonl")};

struct PlayTest : ::testing::Test {
  OrdinaryUser user;
  QString capture = user.path(QStringLiteral("run/lesson.pcapng"));

  QString tshark(const QStringList& words) const {
    const auto ran = run_tool(QStringLiteral("tshark"), QStringList{QStringLiteral("-n"), QStringLiteral("-r"), capture} + words);
    EXPECT_EQ(ran.status, 0) << ran.err.toStdString();
    return ran.out.trimmed();
  }
  QString fields(const QString& filter, const QString& field) const {
    return tshark({QStringLiteral("-Y"), filter, QStringLiteral("-T"), QStringLiteral("fields"), QStringLiteral("-e"), field});
  }
};

TEST_F(PlayTest, an_ordinary_user_sees_all_six_steps) {
  const auto ran = user.run(play_words + QStringList{QStringLiteral("--pcap"), capture});
  ASSERT_EQ(ran.status, 0) << ran.err.toStdString() << ran.out.toStdString();
  const auto lines = ran.out.trimmed().split(QLatin1Char('\n'));
  ASSERT_EQ(lines.size(), 6);
  const QStringList steps{QStringLiteral("compose"), QStringLiteral("submit"),  QStringLiteral("call"),
                          QStringLiteral("relay"),   QStringLiteral("mailbox"), QStringLiteral("fetch")};
  qint64 last = 0;
  for (int i = 0; i < 6; ++i) {
    const auto object = QJsonDocument::fromJson(lines[i].toUtf8()).object();
    EXPECT_EQ(object[QStringLiteral("lesson")].toString(), QStringLiteral("alice-sends-bob"));
    EXPECT_EQ(object[QStringLiteral("step")].toString(), steps[i]);
    EXPECT_TRUE(object[QStringLiteral("seen")].toBool());
    const auto evidence = object[QStringLiteral("evidence")].toArray();
    EXPECT_EQ(evidence.isEmpty(), i == 0);
    for (const auto& packet : evidence) {
      EXPECT_GE(packet.toInteger(), last);
      last = packet.toInteger();
    }
  }
}

// As a Mac's file names have it: u, and two dots for it. The class has the letter in one piece.
TEST_F(PlayTest, who_types_his_name_in_other_letters_is_who_he_is) {
  const auto write = [&](const char* name, const char* text) {
    QFile file(user.path(QString::fromUtf8(name)));
    ASSERT_TRUE(file.open(QIODevice::WriteOnly));
    file.write(text);
  };
  write("class.key", "top secret");
  write("roster.csv", "id,name\nM\u00fcller,Ann\n");
  const QStringList about{QStringLiteral("--class-key"), user.path(QStringLiteral("class.key")), QStringLiteral("--roster"),
                          user.path(QStringLiteral("roster.csv"))};
  const auto tokens = user.run(QStringList{QStringLiteral("lessons"), QStringLiteral("--tokens")} + about).out;
  const auto row = tokens.mid(tokens.indexOf(QStringLiteral(",talk-smtp,"))).section(QLatin1Char('\r'), 0, 0);
  const auto file = user.path(QStringLiteral("handed.pcapng"));
  const auto played = user.run({QStringLiteral("play"), QStringLiteral("talk-smtp"), QStringLiteral("--network"), QStringLiteral("private"),
                                QStringLiteral("--student"), QStringLiteral("Mu\u0308ller\u202e"), QStringLiteral("--token"),
                                row.section(QLatin1Char(','), 2), QStringLiteral("--solve"), QStringLiteral("--hand-in"), file},
                               60000);
  ASSERT_EQ(played.status, 0) << played.err.toStdString();
  const auto graded = user.run(QStringList{QStringLiteral("grade"), file} + about).out;
  EXPECT_TRUE(graded.contains(QStringLiteral(",M\u00fcller,talk-smtp,integrity,")) &&
              graded.contains(QStringLiteral("No contradiction found.")))
      << graded.toStdString();
  EXPECT_FALSE(graded.contains(QStringLiteral("not on the roster"))) << graded.toStdString();
}

TEST_F(PlayTest, tshark_reads_the_same_story_from_the_capture) {
  ASSERT_EQ(user.run(play_words + QStringList{QStringLiteral("--pcap"), capture}).status, 0);
  const auto syn = fields(QStringLiteral("tcp.flags.syn==1 && tcp.flags.ack==0"), QStringLiteral("ip.dst"));
  EXPECT_EQ(syn, QStringLiteral("127.0.1.25\n127.0.2.25\n127.0.2.25"));
  const auto callers = fields(QStringLiteral("tcp.flags.syn==1 && tcp.flags.ack==0"), QStringLiteral("ip.src"));
  EXPECT_EQ(callers, QStringLiteral("127.0.1.10\n127.0.1.25\n127.0.2.10"));
  EXPECT_EQ(fields(QStringLiteral("smtp.req.command==\"RCPT\""), QStringLiteral("smtp.req.parameter")),
            QStringLiteral("TO:<bob@hamburger.edu>\nTO:<bob@hamburger.edu>"));
  EXPECT_EQ(fields(QStringLiteral("pop.request.command==\"PASS\""), QStringLiteral("pop.request.parameter")), QStringLiteral("hungry"));
  EXPECT_EQ(fields(QStringLiteral("tcp.analysis.flags"), QStringLiteral("frame.number")), QString());
}

TEST_F(PlayTest, each_step_with_evidence_left_a_comment_on_its_packet) {
  ASSERT_EQ(user.run(play_words + QStringList{QStringLiteral("--pcap"), capture}).status, 0);
  const auto comments = fields(QStringLiteral("frame.comment"), QStringLiteral("frame.comment"));
  for (const auto* step : {"submit", "call", "relay", "mailbox", "fetch"}) {
    EXPECT_TRUE(comments.contains(QString::fromUtf8(step))) << step << comments.toStdString();
  }
}

TEST_F(PlayTest, segments_are_no_longer_than_a_real_wire_carries) {
  ASSERT_EQ(user.run(play_words + QStringList{QStringLiteral("--pcap"), capture}).status, 0);
  EXPECT_EQ(fields(QStringLiteral("frame.len > 1514"), QStringLiteral("frame.number")), QString());
}

TEST_F(PlayTest, who_hands_in_the_steps_alone_is_told_where_the_tasks_are) {
  const QStringList words{QStringLiteral("--student"), QStringLiteral("anna"), QStringLiteral("--hand-in"), capture};
  const auto steps = user.run(play_words + words);
  EXPECT_EQ(steps.status, 0) << steps.err.toStdString();
  EXPECT_TRUE(steps.err.contains(QStringLiteral("no task was done"))) << steps.err.toStdString();
  EXPECT_TRUE(steps.err.contains(QStringLiteral("Your turn"))) << steps.err.toStdString();
  const auto solved = user.run(play_words + words + QStringList{QStringLiteral("--solve")}, 60000);
  EXPECT_FALSE(solved.err.contains(QStringLiteral("no task was done"))) << solved.err.toStdString();

  // From now on a good hand-in lies there, and neither a poor one nor another student's takes its place.
  QFile file(capture);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  const auto good = file.readAll();
  file.close();
  EXPECT_EQ(user.run(play_words + words).status, 1);
  EXPECT_EQ(
      user.run(play_words + QStringList{QStringLiteral("--student"), QStringLiteral("ben"), QStringLiteral("--hand-in"), capture}).status,
      1);
  ASSERT_TRUE(file.open(QIODevice::ReadOnly));
  EXPECT_EQ(file.readAll(), good);
}

TEST_F(PlayTest, nothing_is_left_behind) {
  ASSERT_EQ(user.run(play_words).status, 0);
  const auto left = run_tool(QStringLiteral("find"), {user.path(QStringLiteral("run")), QStringLiteral("-type"), QStringLiteral("f")});
  EXPECT_EQ(left.out.trimmed(), QString());
  const auto labs = run_tool(QStringLiteral("find"), {user.path(QStringLiteral("run")), QStringLiteral("-name"), QStringLiteral("lab-*")});
  EXPECT_EQ(labs.out.trimmed(), QString());
}

TEST_F(PlayTest, a_pace_is_kept_and_ends_well) {
  auto words = play_words;
  words << QStringLiteral("--pace") << QStringLiteral("0.02");
  EXPECT_EQ(user.run(words).status, 0);
}

}  // namespace
}  // namespace cleartext
