// Two conversations beside each other: what means the same stands in one row, and nothing is lost or said twice.
#include <gtest/gtest.h>

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QClipboard>
#include <QTest>

#include "gui/sidebyside/side_view.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

Turn turn(wire::Side from, const char* word, Turn::Kind kind) {
  Turn made;
  made.kind = kind;
  made.from = from;
  (kind == Turn::Kind::command ? made.verb : made.code) = word;
  return made;
}
Turn said(const char* verb) { return turn(wire::Side::client, verb, Turn::Kind::command); }
Turn answered(const char* code) { return turn(wire::Side::server, code, Turn::Kind::reply); }

struct Sides : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  SideView view{theme, selection};

  // FTP in the clear, then the same with AUTH TLS: what follows is read with keys.
  void SetUp() override {
    view.resize(1000, 460);
    view.show();
    for (const bool tls : {false, true}) {
      const auto stream = wire.open(wire::Role::bob, tls ? 40002 : 40001, wire::Role::ftp, 21, packet::Protocol::ftp);
      wire.server(stream, "220 ready");
      if (tls) {
        wire.client(stream, "AUTH TLS");
        wire.server(stream, "234 go on");
      }
      wire.client(stream, "USER bob");
      wire.server(stream, "331 password?");
      wire.client(stream, "PASS hungry");
      wire.server(stream, tls ? "232 welcome" : "230 welcome");
      wire.client(stream, "QUIT");
      wire.server(stream, "221 bye");
    }
    wire.flush();
    ASSERT_TRUE(QTest::qWaitFor([&] { return view.model().rowCount() > 0; }, 10'000));
  }
  QString cell(int row, int column) { return view.model().index(row, column).data().toString(); }
  int row_of(const char* words, int column) {
    for (int row = 0; row < view.model().rowCount(); ++row)
      if (cell(row, column).contains(QLatin1String(words))) return row;
    return -1;
  }
};

}  // namespace

TEST(Alignment, the_same_verb_and_the_same_code_stand_in_one_row) {
  const std::vector<Turn> left{said("USER"), answered("331"), said("PASS"), answered("230")};
  const std::vector<Turn> right{said("AUTH"), answered("234"), said("USER"), answered("331"), said("PASS"), answered("232")};
  const auto rows = aligned(left, right);
  ASSERT_EQ(rows.size(), 6U);
  EXPECT_EQ(rows[0].left, -1);
  EXPECT_EQ(rows[2].left, 0);
  EXPECT_EQ(rows[2].right, 2);
  EXPECT_EQ(rows[5].left, 3);  // 230 beside 232
  EXPECT_EQ(rows[5].right, 5);
}

TEST(Alignment, each_turn_comes_once_and_in_its_order_whatever_the_other_side_has) {
  const std::vector<Turn> left{said("EHLO"), answered("250"), said("MAIL"), answered("250"), said("QUIT")};
  const std::vector<Turn> right{answered("200"), said("GET"), answered("200"), said("GET"), answered("404"), said("EHLO")};
  int next_left = 0, next_right = 0;
  for (const auto& row : aligned(left, right)) {
    EXPECT_TRUE(row.left >= 0 || row.right >= 0);
    if (row.left >= 0) {
      EXPECT_EQ(row.left, next_left++);
    }
    if (row.right >= 0) {
      EXPECT_EQ(row.right, next_right++);
    }
    if (row.left >= 0 && row.right >= 0) {
      EXPECT_EQ(left[static_cast<std::size_t>(row.left)].from, right[static_cast<std::size_t>(row.right)].from);
    }
  }
  EXPECT_EQ(next_left, 5);
  EXPECT_EQ(next_right, 6);
}

TEST(Alignment, nothing_beside_nothing_is_nothing) {
  EXPECT_TRUE(aligned({}, {}).empty());
  EXPECT_EQ(aligned({said("NOOP")}, {}).size(), 1U);
}

TEST_F(Sides, two_runs_of_one_act_are_laid_beside_each_other) {
  const QAbstractItemModelTester tester(&view.model());
  const int user = row_of("USER bob", 0), pass = row_of("PASS hungry", 0), auth = row_of("AUTH TLS", 1);
  ASSERT_GE(user, 0);
  EXPECT_EQ(row_of("USER bob", 1), user);
  EXPECT_EQ(row_of("PASS hungry", 1), pass);
  ASSERT_GE(auth, 0);
  EXPECT_TRUE(cell(auth, 0).isEmpty());
  EXPECT_EQ(row_of("230 welcome", 0), row_of("232 welcome", 1));
}

TEST_F(Sides, a_row_and_the_selection_follow_each_other) {
  view.activateWindow();
  ASSERT_TRUE(QTest::qWaitForWindowActive(&view));
  const auto pass = view.model().index(row_of("PASS hungry", 1), 1);
  QTest::mouseClick(view.table().viewport(), Qt::LeftButton, {}, view.table().visualRect(pass).center());
  EXPECT_EQ(selection.line(), view.model().turn(pass)->line);
  selection.select_line(view.model().turn(view.model().index(row_of("USER bob", 0), 0))->line);
  EXPECT_EQ(view.table().currentIndex().row(), row_of("USER bob", 0));
  EXPECT_EQ(view.table().currentIndex().column(), 0);
}

TEST_F(Sides, what_is_no_longer_selected_is_not_marked_either) {
  auto* table = view.findChild<QTableView*>();
  selection.select_line(2);
  ASSERT_FALSE(table->selectionModel()->selectedIndexes().isEmpty());
  selection.clear();
  EXPECT_TRUE(table->selectionModel()->selectedIndexes().isEmpty());
}

TEST_F(Sides, between_the_two_there_is_a_gap_however_long_a_line_is) {
  view.resize(300, 460);
  QApplication::processEvents();
  const auto* table = view.findChild<QTableView*>();
  const int edge = table->visualRect(view.model().index(0, 0)).right();
  const QImage picture = table->viewport()->grab().toImage();
  const double ratio = picture.devicePixelRatio();
  for (int x = edge - 8; x < edge; ++x)
    for (int y = 0; y < 100; ++y)
      ASSERT_EQ(picture.pixelColor(static_cast<int>(x * ratio), static_cast<int>(y * ratio)),
                picture.pixelColor(static_cast<int>((edge - 4) * ratio), 0))
          << x << ' ' << y;
}

TEST_F(Sides, what_each_cost_stands_above_it) {
  EXPECT_TRUE(view.cost_words(0).startsWith(QStringLiteral("1 connection · "))) << view.cost_words(0).toStdString();
  EXPECT_NE(view.cost_words(0), view.cost_words(1));
}

TEST_F(Sides, the_lines_are_copied_in_two_columns) {
  view.copy();
  const QString text = QApplication::clipboard()->text();
  EXPECT_TRUE(text.contains(QString::fromUtf8("→ USER bob\t→ USER bob"))) << text.toStdString();
}

TEST_F(Sides, it_follows_to_what_is_said_now) {
  for (const auto port : {std::uint16_t{40003}, std::uint16_t{40004}}) {
    const auto stream = wire.open(wire::Role::bob, port, wire::Role::hamburger, 110, packet::Protocol::pop3);
    wire.server(stream, "+OK ready");
    wire.client(stream, "USER bob");
    wire.server(stream, "+OK");
    wire.client(stream, "PASS hungry");
    wire.server(stream, "+OK welcome");
    wire.client(stream, port == 40003 ? "LIST" : "RETR 1");
  }
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return row_of("RETR 1", 0) >= 0 || row_of("RETR 1", 1) >= 0; }, 10'000));
}

TEST_F(Sides, stepped_back_to_nothing_it_says_what_will_be_here) {
  selection.show_nothing();
  EXPECT_EQ(view.model().rowCount(), 0);
}

TEST_F(Sides, a_lesson_says_which_two_it_compares_and_they_come_when_both_are_there) {
  const auto of_verb = [](const char* verb) {
    lesson::Evidence evidence;
    evidence.verb = verb;
    return evidence;
  };
  view.set_meant({of_verb("GET"), of_verb("QUIT")});
  EXPECT_GE(row_of("AUTH TLS", 1), 0) << "what is worth it, as long as nobody said GET";
  const auto third = wire.open(wire::Role::bob, 40003, wire::Role::hamburger, 80, packet::Protocol::http);
  wire.client(third, "GET /");
  wire.server(third, "200 here");
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return row_of("GET /", 0) >= 0; }, 10'000));
  EXPECT_GE(row_of("QUIT", 1), 0);
}

TEST_F(Sides, of_several_that_a_lesson_could_mean_the_first_stands_beside_the_newest) {
  lesson::Evidence logged_in;
  logged_in.verb = "PASS";
  view.set_meant({logged_in, logged_in});
  EXPECT_LT(row_of("AUTH TLS", 0), 0);
  EXPECT_GE(row_of("AUTH TLS", 1), 0);
}

TEST(SideAlone, the_first_conversation_stands_at_the_left_until_there_is_another) {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  SideView view{theme, selection};
  view.show();
  const auto stream = wire.open(wire::Role::bob, 40001, wire::Role::hamburger, 80, packet::Protocol::http);
  wire.client(stream, "GET /three");
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return view.model().rowCount() > 0; }, 10'000));
  EXPECT_TRUE(view.model().index(1, 0).data().toString().contains(QStringLiteral("GET /three")));  // below the connecting
  EXPECT_TRUE(view.model().index(1, 1).data().toString().isEmpty());
  EXPECT_EQ(view.choice(1).currentIndex(), -1);
}
