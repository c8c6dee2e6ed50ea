// The models keep Qt's promises while batches arrive, the lesson steps back and a filter is typed.
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "gui/wire/dialogue_model.h"
#include "gui/wire/explanation.h"
#include "gui/wire/names.h"
#include "gui/wire/packet_model.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using gui::DialogueModel;
using gui::DialogueRole;
using gui::PacketModel;
using gui::RowKind;

namespace {

struct Models : testing::Test {
  analysis::Recording recording;
  gui::Selection selection{recording};
  made::Wire wire{recording};
  PacketModel packets{selection};
  DialogueModel dialogue{selection};
  QAbstractItemModelTester packet_tester{&packets, QAbstractItemModelTester::FailureReportingMode::Fatal};
  QAbstractItemModelTester dialogue_tester{&dialogue, QAbstractItemModelTester::FailureReportingMode::Fatal};

  RowKind kind(int row) const { return static_cast<RowKind>(dialogue.index(row).data(DialogueRole::kind).toInt()); }
  QString text(int row) const { return dialogue.index(row).data().toString(); }
  int row_with(const QString& words) const {
    for (int row = 0; row < dialogue.rowCount(); ++row)
      if (text(row).contains(words)) return row;
    return -1;
  }
};

filter::Filter words(const char* typed) { return *filter::parse(typed); }

// Packets are looked through in a thread of their own.
void filter_packets(PacketModel& packets, const char* typed) {
  packets.set_filter(words(typed));
  ASSERT_TRUE(QTest::qWaitFor([&] { return !packets.scanning(); }, 20'000));
}

}  // namespace

TEST_F(Models, lines_stand_beneath_their_connection) {
  made::half_a_relay(wire);
  wire.flush();
  EXPECT_EQ(kind(0), RowKind::heading);
  EXPECT_EQ(dialogue.index(0).data(DialogueRole::role).toString(), QStringLiteral("Submission"));
  EXPECT_EQ(text(0), QStringLiteral("Alice → mail.crepes.fr · SMTP · stream 0"));
  EXPECT_EQ(text(1), QStringLiteral("220 mail.crepes.fr ready"));
  const int relay = row_with(QStringLiteral("stream 1"));
  EXPECT_EQ(dialogue.index(relay).data(DialogueRole::role).toString(), QStringLiteral("Relay"));
  for (int line = 0; line < static_cast<int>(recording.lines().size()); ++line) {
    const int row = dialogue.row_of_line(line);
    ASSERT_GE(row, 0);
    EXPECT_EQ(dialogue.index(row).data(DialogueRole::line).toInt(), line);
  }
}

TEST_F(Models, an_earlier_connection_may_go_on_talking) {
  const auto first = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
  wire.server(first, "220 one");
  wire.flush();
  const auto second = wire.open(made::Role::bob, 2, made::Role::hamburger, 110, packet::Protocol::pop3);
  wire.server(second, "+OK two");
  wire.flush();
  wire.client(first, "HELO three");
  wire.flush();
  EXPECT_EQ(text(2), QStringLiteral("HELO three"));
  EXPECT_EQ(dialogue.newest_row(), 2);
  EXPECT_EQ(text(3), QStringLiteral("Bob → mail.hamburger.edu · POP3 · stream 1"));
  EXPECT_EQ(dialogue.index(3).data(DialogueRole::role).toString(), QStringLiteral("Retrieval"));
}

TEST_F(Models, a_long_letter_is_folded_and_opens) {
  const auto stream = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
  wire.client(stream, "DATA");
  std::vector<std::string> lines;
  for (int i = 0; i < 100; ++i) lines.push_back("line " + std::to_string(i));
  wire.letter(stream, made::Side::client, lines);
  wire.flush();
  lines.assign(122, "more");
  wire.letter(stream, made::Side::client, lines);
  wire.flush();
  const int fold = row_with(QStringLiteral("more lines"));
  ASSERT_EQ(kind(fold), RowKind::fold);
  EXPECT_EQ(text(fold), QStringLiteral("… 210 more lines"));
  EXPECT_EQ(dialogue.row_of_line(150), fold);
  wire.server(stream, "250 ok");
  wire.flush();
  dialogue.open_fold(fold);
  EXPECT_EQ(dialogue.rowCount(), 1 + 1 + 222 + 1);
  EXPECT_EQ(dialogue.index(dialogue.row_of_line(150)).data(DialogueRole::line).toInt(), 150);
}

TEST_F(Models, of_a_page_few_lines_stand_before_the_fold) {
  const auto stream = wire.open(made::Role::bob, 1, made::Role::hamburger, 80, packet::Protocol::http);
  wire.client(stream, "GET / HTTP/1.1");
  wire.letter(stream, made::Side::server, {"<html>", "<head>", "<title>Mail</title>", "<style>", "td { border: 0 }", "</style>"});
  wire.flush();
  const int fold = row_with(QStringLiteral("more lines"));
  ASSERT_EQ(kind(fold), RowKind::fold);
  EXPECT_EQ(text(fold), QStringLiteral("… 3 more lines"));
  dialogue.open_fold(fold);
  EXPECT_EQ(dialogue.rowCount(), 1 + 1 + 6);
}

TEST_F(Models, many_lines_at_once_stand_where_single_ones_would) {
  const auto first = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
  const auto second = wire.open(made::Role::bob, 2, made::Role::hamburger, 110, packet::Protocol::pop3);
  wire.client(second, "NOOP early");
  wire.flush();
  for (int i = 0; i < 400; ++i) {
    wire.client(first, "NOOP " + std::to_string(i));
    wire.client(second, "STAT " + std::to_string(i));
  }
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return dialogue.rowCount() == 803; }));
  EXPECT_EQ(dialogue.headings(0, 802), (std::vector<int>{0, 401}));
  EXPECT_EQ(dialogue.headings(1, 401), (std::vector<int>{401}));
  EXPECT_EQ(text(1), QStringLiteral("NOOP 0"));
  EXPECT_EQ(text(402), QStringLiteral("NOOP early"));
  EXPECT_EQ(text(802), QStringLiteral("STAT 399"));
  for (int line = 0; line < 801; ++line) EXPECT_EQ(dialogue.index(dialogue.row_of_line(line)).data(DialogueRole::line).toInt(), line);
}

TEST_F(Models, an_ftp_data_connection_hangs_beneath_its_command) {
  made::ftp_session(wire);
  wire.flush();
  const int command = row_with(QStringLiteral("RETR menu.txt"));
  EXPECT_EQ(kind(command + 1), RowKind::data_connection);
  EXPECT_EQ(text(command + 1), QStringLiteral("data connection, stream 1, 1,234 bytes"));
  EXPECT_EQ(text(command + 2), QStringLiteral("150 Opening data connection"));
}

// Who looks back sees none that comes later, and of one that is open no sum.
TEST_F(Models, a_data_connection_hangs_there_only_when_it_has_begun) {
  const auto control = made::ftp_session(wire);
  wire.client(control, "PASV");
  wire.server(control, "227 Entering Passive Mode (127,0,2,21,156,65)");
  const auto second = wire.open(made::Role::you, 51002, made::Role::ftp, 40001, packet::Protocol::ftp_data);
  wire.hangs_on(second, control);
  wire.client(control, "LIST");
  wire.raw(second, made::Side::server, "menu.txt\r\n");
  wire.close(second);
  wire.flush();
  const auto hung = [&] {
    QStringList words;
    for (int row = 0; row < dialogue.rowCount(); ++row)
      if (kind(row) == RowKind::data_connection) words << text(row);
    return words;
  };
  const QString first = QStringLiteral("data connection, stream 1, 1,234 bytes");
  EXPECT_EQ(hung(), (QStringList{first, QStringLiteral("data connection, stream 2, 10 bytes")}));
  selection.show_until(recording.streams()[second].first_packet - 1);
  EXPECT_TRUE(QTest::qWaitFor([&] { return hung() == QStringList{first}; })) << hung().join(u' ').toStdString();
  selection.show_until(recording.streams()[1].first_packet - 1);
  EXPECT_TRUE(QTest::qWaitFor([&] { return hung().isEmpty(); }));
  selection.show_until(recording.streams()[1].last_packet - 1);
  EXPECT_TRUE(QTest::qWaitFor([&] { return hung() == QStringList{QStringLiteral("data connection, stream 1")}; }))
      << hung().join(u' ').toStdString();
}

TEST_F(Models, the_line_that_waits_gives_way_to_what_others_say_since) {
  const auto alice = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
  wire.server(alice, "220 mail.crepes.fr ready");
  wire.flush();
  dialogue.set_next_line(QStringLiteral("alice"), QStringLiteral("HELO x"));
  EXPECT_EQ(kind(dialogue.newest_row()), RowKind::next);
  const auto own = wire.open(made::Role::you, 2, made::Role::hamburger, 25, packet::Protocol::smtp);
  wire.server(own, "220 mail.hamburger.edu ready");
  wire.flush();
  EXPECT_EQ(text(dialogue.newest_row()), QStringLiteral("220 mail.hamburger.edu ready"));
  wire.server(alice, "421 Too long");
  wire.flush();
  EXPECT_EQ(kind(dialogue.newest_row()), RowKind::next);
}

TEST_F(Models, lines_that_were_opened_with_keys_say_so_and_others_do_not) {
  const auto clear = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
  wire.client(clear, "STARTTLS");
  wire.flush();
  analysis::Batch batch;
  dialogue::Line line = recording.lines().front();
  line.text = "AUTH PLAIN";
  line.decrypted = true;
  batch.lines = {line};
  recording.apply(std::move(batch));
  EXPECT_TRUE(dialogue.index(0).data(DialogueRole::opened).toBool());
  EXPECT_TRUE(dialogue.index(0).data(Qt::ToolTipRole).toString().endsWith(QStringLiteral("Nobody on the way could read this.")));
  EXPECT_FALSE(dialogue.index(1).data(DialogueRole::opened).toBool());
  EXPECT_TRUE(dialogue.index(1).data(Qt::ToolTipRole).toString().isEmpty());
  EXPECT_TRUE(dialogue.index(2).data(DialogueRole::opened).toBool());
  EXPECT_TRUE(
      dialogue.index(2).data(Qt::AccessibleTextRole).toString().endsWith(QStringLiteral("AUTH PLAIN, opened with the endpoint's keys")));
}

TEST_F(Models, the_next_line_waits_at_the_end_of_its_connection) {
  const made::Talk talk = made::half_a_relay(wire);
  wire.flush();
  dialogue.set_next_line(QStringLiteral("relay"), QStringLiteral("DATA"));
  const int last = dialogue.rowCount() - 1;
  EXPECT_EQ(kind(last), RowKind::next);
  EXPECT_EQ(dialogue.newest_row(), last);
  wire.client(talk.relay, "DATA");
  wire.flush();
  EXPECT_EQ(kind(dialogue.rowCount() - 1), RowKind::next);
  dialogue.set_next_line({}, {});
  EXPECT_EQ(text(dialogue.rowCount() - 1), QStringLiteral("DATA"));
}

TEST_F(Models, a_lesson_stepped_back_hides_what_came_later) {
  const made::Talk talk = made::half_a_relay(wire);
  wire.flush();
  const int rows = dialogue.rowCount();
  selection.show_until(talk.recipient_packet - 1);
  EXPECT_EQ(packets.rowCount(), static_cast<int>(talk.recipient_packet) - 1);
  EXPECT_EQ(dialogue.rowCount(), rows - 2);
  wire.client(talk.relay, "DATA");
  wire.flush();
  EXPECT_EQ(dialogue.rowCount(), rows - 2);
  selection.show_nothing();
  EXPECT_EQ(dialogue.rowCount(), 0);
  EXPECT_EQ(packets.rowCount(), 0);
  selection.show_until(0);
  EXPECT_EQ(dialogue.rowCount(), rows + 1);
  EXPECT_EQ(packets.rowCount(), static_cast<int>(recording.packets().size()));
  recording.clear();
  EXPECT_EQ(dialogue.rowCount(), 0);
  EXPECT_EQ(packets.rowCount(), 0);
}

TEST_F(Models, the_filter_takes_plain_words) {
  made::half_a_relay(wire);
  made::ftp_session(wire);
  wire.flush();
  dialogue.set_filter(words("SMTP and alice"));
  filter_packets(packets, "smtp and alice");
  EXPECT_GE(row_with(QStringLiteral("HELO laptop.crepes.fr")), 0);
  EXPECT_LT(row_with(QStringLiteral("HELO mail.crepes.fr")), 0);
  EXPECT_GE(row_with(QStringLiteral("MAIL FROM:<alice@crepes.fr>")), 0);
  EXPECT_LT(row_with(QStringLiteral("USER bob")), 0);
  EXPECT_GT(packets.rowCount(), 0);
  dialogue.set_filter(words("ftp pass"));
  EXPECT_GE(row_with(QStringLiteral("PASS hungry")), 0);
  filter_packets(packets, "no such word");
  EXPECT_EQ(packets.rowCount(), 0);
  packets.set_filter({});
  EXPECT_EQ(packets.rowCount(), static_cast<int>(recording.packets().size()));
}

TEST_F(Models, rows_and_packet_numbers_agree_under_a_filter) {
  made::half_a_relay(wire);
  made::ftp_session(wire);
  wire.flush();
  filter_packets(packets, "ftp");
  for (int row = 0; row < packets.rowCount(); ++row) EXPECT_EQ(packets.row_of(packets.number_at(row)), row);
  EXPECT_EQ(packets.row_of(1), -1);
}

TEST_F(Models, copied_lines_are_a_transcript) {
  made::half_a_relay(wire);
  wire.flush();
  const int row = row_with(QStringLiteral("RCPT TO:<bob@hamburger.edu>"));
  EXPECT_EQ(dialogue.transcript({row, row + 1}), QStringLiteral("C: RCPT TO:<bob@hamburger.edu>\nS: 250 Recipient ok\n"));
  EXPECT_TRUE(dialogue.transcript_of_stream(1).startsWith(QStringLiteral("S: 220 mail.hamburger.edu ready\nC: HELO")));
}

TEST(Million, packets_are_one_insertion) {
  analysis::Recording recording;
  gui::Selection selection(recording);
  PacketModel model(selection);
  QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted);
  analysis::Batch batch;
  batch.packets.resize(1'000'000);
  for (std::uint32_t i = 0; i < batch.packets.size(); ++i) batch.packets[i].number = i + 1;
  recording.apply(std::move(batch));
  EXPECT_EQ(model.rowCount(), 1'000'000);
  EXPECT_EQ(inserted.count(), 1);
  // A filter gives the window back at once and goes on by itself.
  model.set_filter(words("nothing"));
  EXPECT_TRUE(model.scanning());
}

TEST(Explanation, a_command_is_explained_from_the_servers_own_row) {
  dialogue::Line line;
  line.protocol = packet::Protocol::smtp;
  line.kind = dialogue::LineKind::command;
  line.verb = "RCPT";
  line.text = "RCPT TO:<bob@hamburger.edu>";
  const gui::Explanation words = gui::explain(line);
  EXPECT_EQ(words.title, QStringLiteral("RCPT TO"));
  EXPECT_TRUE(words.source.startsWith(QStringLiteral("RFC 5321")));
  EXPECT_FALSE(words.meaning.isEmpty());
  EXPECT_FALSE(words.when.isEmpty());
  EXPECT_FALSE(words.eve_learns.isEmpty());
  line.decrypted = true;
  EXPECT_TRUE(gui::explain(line).eve_learns.startsWith(QStringLiteral("nothing")));
}

TEST(Explanation, a_packet_without_a_line_says_what_it_is_and_the_printers_calls_are_no_part_of_a_connection) {
  packet::Packet packet;
  packet.protocol = packet::Protocol::udp;
  EXPECT_FALSE(gui::explain(packet).contains(QStringLiteral("keeps the connection")));
  EXPECT_FALSE(gui::explain(packet).contains(QStringLiteral("printer")));
  packet.source = made::endpoint(wire::host(wire::Role::printer).address, 40'000);
  EXPECT_TRUE(gui::explain(packet).contains(QStringLiteral("printer")));
  packet.protocol = packet::Protocol::tcp;
  packet.has_tcp = true;
  packet.flags = packet::ack;
  EXPECT_TRUE(gui::explain(packet).contains(QStringLiteral("keeps the connection")));
  packet.flags = packet::syn;
  EXPECT_TRUE(gui::explain(packet).contains(QStringLiteral("opens the connection")));
}

TEST(Explanation, imaps_answers_are_known_by_what_they_tell_and_https_header_by_its_fields) {
  const auto meaning = [](packet::Protocol protocol, dialogue::LineKind kind, const char* code, const char* text) {
    dialogue::Line line;
    line.protocol = protocol;
    line.from = wire::Side::server;
    line.kind = kind;
    line.code = code;
    line.text = text;
    return gui::explain(line).meaning.toStdString();
  };
  using enum packet::Protocol;
  EXPECT_EQ(meaning(imap, dialogue::LineKind::reply, "*", "* 3 EXISTS"), "How many letters are in the folder now.");
  EXPECT_EQ(meaning(imap, dialogue::LineKind::reply, "*", "* OK [UIDNEXT 4] next"), "The unique number that the next letter will get.");
  EXPECT_EQ(meaning(imap, dialogue::LineKind::reply, "NO", "a1 NO [AUTHENTICATIONFAILED] no"), "Wrong name or password.");
  EXPECT_EQ(meaning(http, dialogue::LineKind::continuation, "", "Set-Cookie: v=1").substr(0, 16), "Hands the client");
  EXPECT_EQ(meaning(http, dialogue::LineKind::reply, "404", "HTTP/1.1 404 Not Found"), meaning(http, dialogue::LineKind::reply, "404", ""));
}

TEST(Explanation, a_reply_no_table_has_is_explained_by_its_first_digit) {
  dialogue::Line line;
  line.protocol = packet::Protocol::smtp;
  line.from = wire::Side::server;
  line.kind = dialogue::LineKind::reply;
  line.code = "599";
  EXPECT_EQ(gui::explain(line).meaning, QStringLiteral("No. Asking the same again will not help."));
}
