// A letter is taken apart: what its servers read, what its header says, and each part down to its bits; and every bit leads
// back to the wire.
#include <gtest/gtest.h>

#include <QApplication>
#include <QLabel>
#include <QSignalSpy>
#include <QTest>
#include <QTextCursor>
#include <QTextDocument>
#include <QTextTable>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "gui/message/message_view.h"
#include "tests/support/packets.h"

using namespace cleartext;
using namespace cleartext::gui;
using wire::Side;

namespace {

struct Letters : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  MessageView view{theme, selection};
  tests::Talk talk{tests::endpoint(10, 0, 0, 1, 40000), tests::endpoint(10, 0, 0, 2, 25)};

  void SetUp() override {
    view.resize(900, 400);
    view.show();
    talk.open();
    talk.transcript({{Side::server, "220 x"},
                     {Side::client, "EHLO x"},
                     {Side::server, "250 AUTH PLAIN"},
                     {Side::client, "AUTH PLAIN AGJvYgBodW5ncnk="},
                     {Side::server, "235 in"},
                     {Side::client, "MAIL FROM:<alice@crepes.fr>"},
                     {Side::server, "250 ok"},
                     {Side::client, "RCPT TO:<bob@hamburger.edu>"},
                     {Side::server, "250 ok"},
                     {Side::client, "RCPT TO:<nobody@hamburger.edu>"},
                     {Side::server, "550 no such mailbox"},
                     {Side::client, "DATA"},
                     {Side::server, "354 go"}});
    for (const char* line :
         {"From: Somebody <other@example.com>", "Subject: =?utf-8?Q?Cr=C3=AApes?=", "MIME-Version: 1.0",
          "Content-Type: multipart/mixed; boundary=x", "", "--x", "Content-Type: text/plain; charset=iso-8859-1",
          "Content-Transfer-Encoding: quoted-printable", "", "Cr=EApes are nice=", "r than pickles.", "--x",
          "Content-Type: application/octet-stream; name=a.bin", "Content-Transfer-Encoding: base64", "", "SGVsbG8A", "--x--", "."})
      talk.client(std::string(line) + "\r\n");
    talk.transcript({{Side::server, "250 taken"}});
    analysis::BatchSink sink;
    analysis::Analyzer analyzer(sink);
    // The bytes that packets point to stay: frames belong to the talk.
    for (std::size_t i = 0; i < talk.frames.size(); ++i) analyzer.feed(tests::raw_packet(talk.frames[i], i));
    recording.apply(sink.take());
    ASSERT_EQ(recording.messages().size(), 1U);
    QApplication::processEvents();
  }
  int line(const char* text) {
    for (std::size_t i = 0; i < recording.lines().size(); ++i)
      if (recording.lines()[i].text == text) return static_cast<int>(i);
    return -1;
  }
  QStringList items() {
    QStringList words;
    for (QTreeWidgetItemIterator at(&view.tree()); *at != nullptr; ++at) words << (*at)->text(0);
    return words;
  }
  void choose(const char* words) {
    for (QTreeWidgetItemIterator at(&view.tree()); *at != nullptr; ++at)
      if ((*at)->text(0).startsWith(QLatin1String(words))) return view.tree().setCurrentItem(*at);
    FAIL() << words;
  }
  // As a hand does it.
  void click(const char* words) {
    for (QTreeWidgetItemIterator at(&view.tree()); *at != nullptr; ++at)
      if ((*at)->text(0).startsWith(QLatin1String(words)))
        return QTest::mouseClick(view.tree().viewport(), Qt::LeftButton, {}, view.tree().visualItemRect(*at).center());
    FAIL() << words;
  }
  QString current() { return view.tree().currentItem() == nullptr ? QString() : view.tree().currentItem()->text(0); }
  QString page() { return view.leaflet().toPlainText(); }
};

}  // namespace

TEST_F(Letters, envelope_header_and_the_tree_of_parts_are_told) {
  selection.select_line(line("DATA"));
  EXPECT_EQ(items(), (QStringList{QStringLiteral("Envelope"), QStringLiteral("Header"), QStringLiteral("multipart/mixed"),
                                  QStringLiteral("text/plain"), QStringLiteral("a.bin · application/octet-stream")}));
  EXPECT_NE(view.tree().topLevelItem(2)->child(1), nullptr);
  choose("Envelope");
  EXPECT_TRUE(page().contains(QStringLiteral("MAIL FROM:<alice@crepes.fr>"))) << page().toStdString();
  EXPECT_TRUE(page().contains(QStringLiteral("RCPT TO:<bob@hamburger.edu>")));
  const QTextCursor colon = view.leaflet().document()->find(QStringLiteral("FROM:<"));
  EXPECT_NE(colon.charFormat().fontStyleStrategy() & QFont::PreferNoShaping, 0);  // two characters, not one sign
  EXPECT_TRUE(page().contains(QStringLiteral("somebody else, Somebody <other@example.com>")));
  EXPECT_EQ(page().count(QStringLiteral("Refused")), 1);
  EXPECT_TRUE(page().contains(QStringLiteral("answered with 550 no such mailbox"))) << page().toStdString();
  EXPECT_EQ(page().count(QStringLiteral("answered with")), 1);
  choose("Header");
  EXPECT_TRUE(page().contains(QString::fromUtf8("Crêpes")));
  EXPECT_TRUE(page().contains(QStringLiteral("spelled =?utf-8?Q?Cr=C3=AApes?=")));
}

TEST_F(Letters, what_is_chosen_in_the_tree_is_selected_for_all_and_stays) {
  ASSERT_EQ(selection.place().packet, 0U);
  const auto& letter = recording.messages().front();
  click("Envelope");
  EXPECT_EQ(selection.line(), line("MAIL FROM:<alice@crepes.fr>"));
  EXPECT_EQ(current(), QStringLiteral("Envelope"));
  click("Header");
  EXPECT_EQ(selection.line(), line("From: Somebody <other@example.com>"));
  EXPECT_EQ(selection.place().length, letter.header.size());
  EXPECT_EQ(current(), QStringLiteral("Header"));
  click("a.bin");
  EXPECT_EQ(selection.line(), line("SGVsbG8A"));
  EXPECT_EQ(selection.place().length, 8U);
  click("multipart/mixed");
  EXPECT_GE(selection.place().position, letter.position + letter.header.size());
  EXPECT_EQ(current(), QStringLiteral("multipart/mixed"));
  view.hide();
  view.show();
  EXPECT_EQ(current(), QStringLiteral("multipart/mixed"));
  selection.clear();
  click("multipart/mixed");  // the current one, once more
  EXPECT_NE(selection.place().packet, 0U);
}

TEST_F(Letters, a_line_selected_elsewhere_puts_the_tree_on_what_it_belongs_to) {
  selection.select_line(line("Content-Type: application/octet-stream; name=a.bin"));
  EXPECT_TRUE(current().startsWith(QStringLiteral("a.bin"))) << current().toStdString();
  selection.select_line(line("r than pickles."));
  EXPECT_EQ(current(), QStringLiteral("text/plain"));
  selection.select_line(line("RCPT TO:<bob@hamburger.edu>"));
  EXPECT_EQ(current(), QStringLiteral("Envelope"));
  selection.select_line(line("--x"));
  EXPECT_EQ(current(), QStringLiteral("multipart/mixed"));
  selection.select_line(line("--x--"));
  EXPECT_EQ(current(), QStringLiteral("multipart/mixed"));
  selection.select_line(line("MIME-Version: 1.0"));
  EXPECT_EQ(current(), QStringLiteral("Header"));
}

TEST_F(Letters, however_large_the_words_the_tree_has_room_for_them) {
  view.resize(600, 300);
  theme.set_scale(2.1);
  view.resize(1330, 560);
  selection.select_line(line("DATA"));
  QApplication::processEvents();
  for (QTreeWidgetItemIterator at(&view.tree()); *at != nullptr; ++at) {
    if ((*at)->text(0).startsWith(QLatin1String("a.bin"))) continue;  // a long one is cut, and has a tool tip
    const QRect place = view.tree().visualItemRect(*at);
    EXPECT_GE(place.width(), QFontMetrics(view.tree().font()).horizontalAdvance((*at)->text(0))) << (*at)->text(0).toStdString();
  }
  EXPECT_GE(view.leaflet().width(), 1330 / 2);
}

TEST_F(Letters, where_there_is_little_room_a_name_stands_above_its_value) {
  const auto columns = [&] {
    const auto frames = view.leaflet().document()->rootFrame()->childFrames();
    const auto* table = frames.isEmpty() ? nullptr : qobject_cast<const QTextTable*>(frames.front());
    return table == nullptr ? 0 : table->columns();
  };
  view.resize(900, 400);
  selection.select_line(line("DATA"));
  choose("Envelope");
  EXPECT_EQ(columns(), 3);
  view.resize(480, 300);
  EXPECT_TRUE(QTest::qWaitFor([&] { return columns() == 2; }));
  EXPECT_TRUE(page().contains(QStringLiteral("MAIL FROM:<alice@crepes.fr>"))) << page().toStdString();
  view.resize(900, 400);
  EXPECT_TRUE(QTest::qWaitFor([&] { return columns() == 3; }));
}

TEST_F(Letters, a_letter_under_way_is_not_taken_for_the_one_before_it) {
  talk.transcript({{Side::client, "MAIL FROM:<alice@crepes.fr>"},
                   {Side::server, "250 ok"},
                   {Side::client, "RCPT TO:<bob@hamburger.edu>"},
                   {Side::server, "250 ok"},
                   {Side::client, "DATA"},
                   {Side::server, "354 go"},
                   {Side::client, "Subject: half of it"}});
  recording.clear();
  analysis::BatchSink sink;
  analysis::Analyzer analyzer(sink);
  std::size_t fed = 0;
  const auto feed = [&] {
    for (; fed < talk.frames.size(); ++fed) analyzer.feed(tests::raw_packet(talk.frames[fed], fed));
    recording.apply(sink.take());
    QApplication::processEvents();
  };
  feed();
  const auto says = [this](const char* words) {
    const auto all = view.currentWidget()->findChildren<QLabel*>();
    return std::ranges::any_of(all, [words](const QLabel* one) { return one->text().contains(QLatin1String(words)); });
  };
  selection.select_line(line("Subject: half of it"));
  EXPECT_TRUE(says("still on its way"));
  talk.transcript({{Side::client, ""}, {Side::client, "the rest"}, {Side::client, "."}, {Side::server, "250 taken"}});
  feed();
  EXPECT_FALSE(says("still on its way"));
  EXPECT_TRUE(says("half of it")) << "and there it is, without another click";
}

TEST_F(Letters, a_part_is_read_sent_and_shown_step_by_step) {
  selection.select_line(line("Cr=EApes are nice="));
  PartPage& part = view.part_page();
  EXPECT_EQ(part.read_text(), QString::fromUtf8("Crêpes are nicer than pickles."));
  part.show_look(PartPage::Look::sent);
  EXPECT_TRUE(part.sent_text().startsWith(QStringLiteral("Cr=EApes are nice=")));
  part.show_look(PartPage::Look::steps);
  const QString steps = part.findChild<Leaflet*>()->toPlainText();
  EXPECT_TRUE(steps.contains(QStringLiteral("=EA"))) << steps.toStdString();
  EXPECT_TRUE(steps.contains(QString::fromUtf8("→ ê")));
  EXPECT_TRUE(steps.contains(QStringLiteral("One line was broken in two")));
}

TEST_F(Letters, letters_of_base64_lead_to_the_wire_and_back) {
  selection.select_line(line("SGVsbG8A"));
  view.part_page().show_look(PartPage::Look::steps);
  BitsView& bits = view.part_page().bits();
  ASSERT_EQ(bits.groups(), 2U);
  EXPECT_EQ(bits.told(0), QStringLiteral("Letters S G V s, numbers 18 6 21 44, bytes 48 65 6c"));
  QTest::mouseClick(bits.viewport(), Qt::LeftButton, {}, bits.place_of(1).center());
  EXPECT_EQ(selection.place().packet, recording.lines()[static_cast<std::size_t>(line("SGVsbG8A"))].packet);
  EXPECT_EQ(selection.place().position, recording.lines()[static_cast<std::size_t>(line("SGVsbG8A"))].position + 4);
  EXPECT_EQ(selection.place().length, 4U);
  EXPECT_EQ(selection.line(), line("SGVsbG8A"));
}

TEST_F(Letters, a_log_in_shows_its_two_nul_bytes) {
  selection.select_line(line("AUTH PLAIN AGJvYgBodW5ncnk="));
  EXPECT_EQ(items().front(), QStringLiteral("Log-in"));
  EXPECT_TRUE(view.log_in_sentence().contains(QStringLiteral("nobody else's"))) << view.log_in_sentence().toStdString();
  EXPECT_TRUE(view.log_in_sentence().contains(QStringLiteral("(bob)")));
  EXPECT_TRUE(view.log_in_sentence().contains(QStringLiteral("(hungry)")));
  EXPECT_TRUE(view.log_in_bits().told(0).endsWith(QStringLiteral("bytes 00 62 6f")));
  QTest::keyClick(&view.log_in_bits(), Qt::Key_Home);
  EXPECT_EQ(selection.place().length, 4U);
  EXPECT_EQ(selection.credential(), 0);
}

TEST_F(Letters, from_a_log_in_the_way_leads_to_the_letter_and_back) {
  selection.select_line(line("AUTH PLAIN AGJvYgBodW5ncnk="));
  click("Header");
  EXPECT_EQ(selection.line(), line("From: Somebody <other@example.com>"));
  ASSERT_EQ(items().front(), QStringLiteral("Log-in"));
  click("Log-in");
  EXPECT_EQ(selection.credential(), 0);
  EXPECT_EQ(selection.place().length, 16U);
  EXPECT_TRUE(view.log_in_sentence().contains(QStringLiteral("(hungry)")));
  click("Header");
  selection.mask(true);
  EXPECT_FALSE(items().contains(QStringLiteral("Log-in")));
}

TEST_F(Letters, before_an_audience_no_log_in_is_taken_apart) {
  selection.select_line(line("AUTH PLAIN AGJvYgBodW5ncnk="));
  ASSERT_EQ(items().front(), QStringLiteral("Log-in"));
  selection.mask(true);
  EXPECT_FALSE(items().contains(QStringLiteral("Log-in")));
  selection.mask(false);
  EXPECT_EQ(items().front(), QStringLiteral("Log-in"));
}

TEST_F(Letters, what_is_cleared_is_gone) {
  selection.select_line(line("DATA"));
  ASSERT_FALSE(items().isEmpty());
  recording.clear();
  EXPECT_TRUE(items().isEmpty());
  EXPECT_EQ(view.currentIndex(), 0);
}

TEST(Fetched, a_letter_out_of_a_mailbox_has_no_envelope_and_opens_at_its_header) {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  MessageView view{theme, selection};
  view.show();
  tests::Talk talk{tests::endpoint(10, 0, 0, 1, 40000), tests::endpoint(10, 0, 0, 2, 110)};
  talk.open();
  talk.transcript({{Side::server, "+OK x"},
                   {Side::client, "USER bob"},
                   {Side::server, "+OK"},
                   {Side::client, "PASS hungry"},
                   {Side::server, "+OK"},
                   {Side::client, "RETR 1"},
                   {Side::server, "+OK"},
                   {Side::server, "Return-Path: <a@b>"},
                   {Side::server, "Subject: Lunch"},
                   {Side::server, ""},
                   {Side::server, "At noon."},
                   {Side::server, "."}});
  analysis::BatchSink sink;
  analysis::Analyzer analyzer(sink);
  for (std::size_t i = 0; i < talk.frames.size(); ++i) analyzer.feed(tests::raw_packet(talk.frames[i], i));
  recording.apply(sink.take());
  ASSERT_EQ(recording.messages().size(), 1U);
  ASSERT_TRUE(QTest::qWaitFor([&] { return view.leaflet().toPlainText().contains(QStringLiteral("Return-Path")); }, 5'000))
      << view.leaflet().toPlainText().toStdString();
}

TEST(Steps, four_letters_are_three_bytes_and_less_at_the_end) {
  const auto groups = findings::base64_groups("QUJD\r\nRA==", 10);
  ASSERT_EQ(groups.size(), 2U);
  EXPECT_EQ(groups[0].values, (std::array<int, 4>{16, 20, 9, 3}));
  EXPECT_EQ(groups[0].bytes, (std::array<std::uint8_t, 3>{'A', 'B', 'C'}));
  EXPECT_EQ(groups[1].byte_count, 1);
  EXPECT_EQ(groups[1].bytes[0], 'D');
  EXPECT_EQ(groups[1].places[0], 6U);
  EXPECT_EQ(findings::base64_groups(std::string(4000, 'A'), 10).size(), 10U);
  EXPECT_TRUE(findings::base64_groups("\r\n", 10).empty());
}
