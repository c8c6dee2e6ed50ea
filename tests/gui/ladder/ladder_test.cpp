// The talk as arrows between lifelines: what is folded, what is selected, and what is written into files.
#include <gtest/gtest.h>

#include <QApplication>
#include <QFile>
#include <QImage>
#include <QRegularExpression>
#include <QScrollBar>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <numeric>

#include "gui/ladder/ladder_export.h"
#include "gui/ladder/ladder_view.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Ladders : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  LadderView view{theme, selection};
  made::Talk talk;

  void SetUp() override {
    view.resize(900, 500);
    view.show();
    talk = made::half_a_relay(wire);
    made::ftp_session(wire);
    wire.flush();
    ASSERT_TRUE(QTest::qWaitFor([&] { return !ladder().rows.empty(); }, 10'000));
  }
  const Ladder& ladder() { return view.area().ladder(); }
  int row(const char* words) {
    for (std::size_t i = 0; i < ladder().rows.size(); ++i)
      if (ladder().rows[i].text.contains(QLatin1String(words))) return static_cast<int>(i);
    return -1;
  }
  const LadderRow& at(const char* words) {
    EXPECT_GE(row(words), 0) << words;
    return ladder().rows[static_cast<std::size_t>(std::max(0, row(words)))];
  }
  QString name(int lifeline) { return ladder().lifelines[static_cast<std::size_t>(lifeline)].name; }
};

}  // namespace

TEST_F(Ladders, hosts_are_lifelines_and_lines_go_between_them_in_the_order_of_the_wire) {
  QStringList names;
  for (const Lifeline& one : ladder().lifelines) names << one.name;
  EXPECT_EQ(names.mid(0, 3),
            (QStringList{QStringLiteral("Alice"), QStringLiteral("mail.crepes.fr"), QStringLiteral("mail.hamburger.edu")}));
  const LadderRow& helo = at("HELO mail.crepes.fr");
  EXPECT_EQ(name(helo.from), QStringLiteral("mail.crepes.fr"));
  EXPECT_EQ(name(helo.to), QStringLiteral("mail.hamburger.edu"));
  EXPECT_TRUE(helo.from_client);
  for (std::size_t i = 1; i < ladder().rows.size(); ++i) EXPECT_LE(ladder().rows[i - 1].packet, ladder().rows[i].packet);
}

TEST_F(Ladders, handshakes_letters_and_data_connections_are_folded) {
  EXPECT_EQ(ladder().rows[0].kind, LadderKind::opening);
  EXPECT_EQ(ladder().rows[0].text, QString::fromUtf8("opens a connection, port 40112 → 25"));
  EXPECT_EQ(ladder().rows[0].last_packet, 2U);
  const LadderRow& letter = at("a letter, 7 lines");
  EXPECT_EQ(letter.kind, LadderKind::content);
  const LadderRow& file = at("1,234 bytes");
  EXPECT_EQ(file.kind, LadderKind::data);
  EXPECT_FALSE(file.from_client);
  EXPECT_EQ(at("the data connection is closed").kind, LadderKind::closing);
  EXPECT_EQ(row("SYN"), -1);
}

TEST_F(Ladders, who_is_not_answered_hears_nothing) {
  analysis::Batch batch;
  stream::StreamInfo info = recording.streams()[0];
  info.established_packet = 0;
  batch.streams = {info};
  recording.apply(std::move(batch));
  ASSERT_TRUE(QTest::qWaitFor([&] { return ladder().rows[0].text.endsWith(QStringLiteral("and hears nothing")); }, 10'000));
}

TEST_F(Ladders, who_is_refused_hears_so) {
  const std::uint32_t call = wire.open(wire::Role::alice, 40999, wire::Role::hamburger, 25, packet::Protocol::tcp);
  wire.flush();
  analysis::Batch batch;
  stream::StreamInfo info = recording.streams()[call];
  info.established_packet = 0;
  info.state = stream::StreamState::reset;
  info.last_packet = info.first_packet + 1;  // the server's
  batch.streams = {info};
  recording.apply(std::move(batch));
  ASSERT_TRUE(QTest::qWaitFor([&] { return row("refuses: nobody listens there") >= 0; }, 10'000));
  EXPECT_GE(row("asks for a connection, port 40999"), 0);
  EXPECT_EQ(row("breaks the connection off"), -1);
}

TEST_F(Ladders, what_is_selected_is_selected_everywhere) {
  selection.select_packet(talk.recipient_packet);
  ASSERT_GE(view.area().selected_row(), 0);
  EXPECT_EQ(ladder().rows[static_cast<std::size_t>(view.area().selected_row())].packet, talk.recipient_packet);
  EXPECT_EQ(ladder().rows[static_cast<std::size_t>(view.area().selected_row())].text, QStringLiteral("RCPT TO:<bob@hamburger.edu>"));
  selection.select_line(at("230 Logged in").line);  // which brings the rows around it into sight
  QTest::mouseClick(view.area().viewport(), Qt::LeftButton, {}, view.area().place_of(row("331 Password please")).center());
  EXPECT_EQ(recording.lines()[static_cast<std::size_t>(selection.line())].text, "331 Password please");
  QTest::keyClick(&view.area(), Qt::Key_Down);
  EXPECT_EQ(recording.lines()[static_cast<std::size_t>(selection.line())].text, "PASS hungry");
}

TEST_F(Ladders, one_conversation_has_its_own_hosts_and_its_data_connections) {
  selection.select_line(at("PASS hungry").line);
  view.scope().set_current(0);
  EXPECT_EQ(ladder().lifelines.size(), 2U);
  EXPECT_GE(row("1,234 bytes"), 0);
  EXPECT_EQ(row("HELO"), -1);
  selection.select_packet(talk.recipient_packet);
  EXPECT_GE(row("HELO mail.crepes.fr"), 0);
  EXPECT_EQ(row("PASS"), -1);
}

TEST_F(Ladders, a_live_wire_adds_arrows_and_a_lesson_stepped_back_takes_them_away) {
  const std::size_t before = ladder().rows.size();
  wire.client(talk.relay, "DATA");
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return ladder().rows.size() == before + 1; }, 10'000));
  selection.show_until(5);
  EXPECT_LT(ladder().rows.size(), before);
  selection.show_until(0);
  EXPECT_EQ(ladder().rows.size(), before + 1);
  recording.clear();
  EXPECT_TRUE(ladder().rows.empty());
}

TEST_F(Ladders, what_is_live_is_followed_however_much_came_at_first_and_a_file_begins_at_its_top) {
  const auto* bar = view.area().verticalScrollBar();
  view.resize(900, 300);
  ASSERT_GT(bar->maximum(), 0);
  recording.clear();
  made::ftp_session(wire);
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !ladder().rows.empty(); }, 10'000));
  ASSERT_GT(bar->maximum(), 0);
  EXPECT_EQ(bar->value(), bar->maximum());
  view.set_live(false);
  recording.clear();
  made::ftp_session(wire);
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return !ladder().rows.empty(); }, 10'000));
  EXPECT_EQ(bar->value(), 0);
}

TEST_F(Ladders, a_view_that_is_shown_or_resized_brings_the_selected_arrow_into_sight) {
  const auto in_sight = [&] {
    const QRect place = view.area().place_of(view.area().selected_row());
    return view.area().selected_row() >= 0 && place.top() > 0 && place.bottom() < view.area().viewport()->height() + 2;
  };
  view.area().set_live(false);
  view.hide();
  selection.select_line(1);
  view.resize(900, 90);
  view.show();
  QApplication::processEvents();
  view.resize(900, 320);
  ASSERT_TRUE(QTest::qWaitFor(in_sight, 2'000));
  view.hide();
  view.area().verticalScrollBar()->setValue(view.area().verticalScrollBar()->maximum());
  ASSERT_FALSE(in_sight());
  view.show();
  EXPECT_TRUE(QTest::qWaitFor(in_sight, 2'000));
}

TEST_F(Ladders, five_lifelines_stand_beside_each_other_where_there_is_room_for_their_names) {
  ASSERT_GE(ladder().lifelines.size(), 5U);
  view.resize(620, 400);
  QApplication::processEvents();
  EXPECT_EQ(view.area().horizontalScrollBar()->maximum(), 0);
  const Lifeline& hamburger = ladder().lifelines[2];
  ASSERT_EQ(hamburger.name, QStringLiteral("mail.hamburger.edu"));
  const auto narrow = LadderPainter(theme, ladder(), 1, 620).head_of(hamburger),
             wide = LadderPainter(theme, ladder(), 1, 1400).head_of(hamburger);
  EXPECT_EQ(narrow.name + narrow.beneath, hamburger.name);
  EXPECT_FALSE(narrow.is_address);
  EXPECT_EQ(wide.name, hamburger.name);
  EXPECT_EQ(wide.beneath, hamburger.address);
}

TEST_F(Ladders, where_it_is_low_there_is_still_more_than_one_arrow) {
  theme.set_scale(2.1);
  view.resize(1234, 330);
  QApplication::processEvents();
  const int room = view.area().viewport()->height() - view.area().place_of(0).top() - view.area().verticalScrollBar()->value();
  EXPECT_GE(room, view.area().place_of(0).height() * 3 / 2);
  const int low = view.area().place_of(0).top() + view.area().verticalScrollBar()->value();
  view.resize(1234, 900);
  QApplication::processEvents();
  EXPECT_GT(view.area().place_of(0).top() + view.area().verticalScrollBar()->value(), low + 80);
}

TEST_F(Ladders, it_zooms_within_bounds) {
  view.area().set_zoom(10);
  EXPECT_DOUBLE_EQ(view.area().zoom(), 3.0);
  view.area().set_zoom(0);
  EXPECT_DOUBLE_EQ(view.area().zoom(), 0.5);
}

TEST_F(Ladders, it_is_written_as_svg_png_and_pdf) {
  const QTemporaryDir folder;
  QSignalSpy exported(&view, &LadderView::exported);
  QSignalSpy failed(&view, &LadderView::failed);
  for (const char* name : {"l.svg", "l.png", "l.pdf"}) view.export_to(folder.filePath(QLatin1String(name)));
  EXPECT_EQ(exported.count(), 3);
  QFile svg(folder.filePath(QStringLiteral("l.svg")));
  ASSERT_TRUE(svg.open(QIODevice::ReadOnly));
  EXPECT_TRUE(svg.readAll().contains("HELO"));
  const QImage png(folder.filePath(QStringLiteral("l.png")));
  EXPECT_GT(png.height(), 1000);
  QFile pdf(folder.filePath(QStringLiteral("l.pdf")));
  ASSERT_TRUE(pdf.open(QIODevice::ReadOnly));
  EXPECT_TRUE(pdf.readAll().startsWith("%PDF"));
  view.export_to(folder.filePath(QStringLiteral("no such folder/l.svg")));
  EXPECT_EQ(failed.count(), 1);
}

TEST_F(Ladders, a_long_answer_is_written_whole_and_makes_the_page_a_wide_one) {
  const QString answer = QStringLiteral("250-mail.hamburger.edu greets you, and can do what stands below");
  Ladder made;
  for (const char* name : {"alice", "crepes", "hamburger", "bob"}) made.lifelines.push_back({{}, QLatin1String(name), {}});
  LadderRow row;
  row.from = 1;
  row.to = 2;
  row.text = QStringLiteral("short");
  const QTemporaryDir folder;
  const auto written = [&](const char* name) {
    EXPECT_TRUE(write_ladder(made, folder.filePath(QLatin1String(name))));
    QFile file(folder.filePath(QLatin1String(name)));
    EXPECT_TRUE(file.open(QIODevice::ReadOnly));
    return file.readAll();
  };
  made.rows = {row};
  const auto is_wide = [&] {
    const auto box =
        QRegularExpression(QStringLiteral(R"(/MediaBox \[0 0 ([\d.]+) ([\d.]+)\])")).match(QString::fromLatin1(written("l.pdf")));
    EXPECT_TRUE(box.hasMatch());
    return box.captured(1).toDouble() > box.captured(2).toDouble();
  };
  EXPECT_FALSE(is_wide());
  row.text = answer;
  made.rows = {row};
  EXPECT_TRUE(written("l.svg").contains(answer.toUtf8()));
  EXPECT_TRUE(is_wide());
}

TEST_F(Ladders, what_is_long_is_read_in_steps_and_is_the_same) {
  for (std::uint32_t i = 0; i < 6; ++i) {
    const auto stream = wire.open(made::endpoint(0x0a000001 + i, 40000), made::endpoint(0x0a0000ff, 25), packet::Protocol::smtp);
    for (int each = 0; each < 500; ++each) wire.client(stream, "NOOP " + std::to_string(each));
  }
  wire.flush();
  std::vector<std::uint32_t> streams(recording.streams().size());
  std::iota(streams.begin(), streams.end(), 0U);
  LadderReading reading(selection, streams);
  int steps = 1;
  while (!reading.go_on(0) && steps < 10'000) ++steps;
  EXPECT_GT(steps, 20);
  const Ladder in_steps = reading.take(), at_once = read_ladder(selection, streams);
  ASSERT_EQ(in_steps.rows.size(), at_once.rows.size());
  EXPECT_GT(at_once.rows.size(), 3'000U);
  for (std::size_t i = 0; i < at_once.rows.size(); ++i) EXPECT_EQ(in_steps.rows[i].text, at_once.rows[i].text) << i;
}

TEST_F(Ladders, of_many_hosts_one_conversation_is_shown_until_all_are_wanted) {
  for (std::uint32_t i = 0; i < 12; ++i) {
    const auto stream = wire.open(made::endpoint(0x0a000001 + i, 40000), made::endpoint(0x0a0000ff, 25), packet::Protocol::smtp);
    wire.client(stream, "NOOP " + std::to_string(i));
  }
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return view.scope().current() == 0; }, 10'000));
  EXPECT_EQ(ladder().lifelines.size(), 2U);
  QTest::mouseClick(view.scope().segment(1), Qt::LeftButton);
  EXPECT_GT(ladder().lifelines.size(), 12U);
}
