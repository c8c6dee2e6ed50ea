// What is readable and what is not, over time: for one conversation, for everything, and for what is still going on.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QSignalSpy>
#include <QTest>

#include "gui/wire/wire_tabs.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

constexpr std::int64_t second = 1'000'000'000;

findings::Share share(std::int64_t time_ns, std::uint64_t bytes, std::uint64_t readable, double entropy) {
  return {time_ns, bytes, readable, entropy};
}

struct ReadableTest : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  WireTabs tabs{theme, selection};
  std::uint32_t clear = 0, secret = 0;
  std::int64_t start = 0;

  void SetUp() override {
    clear = wire.open(made::Role::alice, 1, made::Role::crepes, 25, packet::Protocol::smtp);
    wire.client(clear, "HELO laptop.crepes.fr");
    secret = wire.open(made::Role::bob, 2, made::Role::hamburger, 995, packet::Protocol::tls);
    wire.raw(secret, made::Side::server, std::string(200, '\xfe'));
    wire.flush();
    start = recording.packets().back().time_ns;
    analysis::Batch batch;
    batch.streams = {recording.streams()[0], recording.streams()[1]};
    for (auto& stream : batch.streams) stream.state = stream::StreamState::closed;
    batch.shares = {{clear, made::Side::client, share(recording.packets()[3].time_ns, 100, 100, 4.5)},
                    {secret, made::Side::server, share(start, 200, 40, 7.5)}};
    recording.apply(std::move(batch));
    tabs.resize(900, 500);
    tabs.show();
    tabs.show_tab(WireTabs::Tab::readable);
    QApplication::processEvents();
  }
  ReadableView& view() { return tabs.readable(); }
};

}  // namespace

TEST_F(ReadableTest, everything_is_shown_until_a_conversation_is_selected) {
  EXPECT_EQ(view().scope().current(), 1);
  EXPECT_FALSE(view().scope().segment(0)->isEnabled());
  EXPECT_EQ(view().plot().readable().whole().bytes, 300U);
  EXPECT_TRUE(view().verdict().startsWith(QStringLiteral("Hardly readable")));
  selection.select_packet(4);
  view().scope().set_current(0);
  EXPECT_EQ(view().plot().readable().whole().bytes, 100U);
  EXPECT_TRUE(view().verdict().startsWith(QStringLiteral("Cleartext")));
  EXPECT_TRUE(view().plot().accessibleDescription().contains(QStringLiteral("100 % of 100 bytes readable, 4.5 bits a byte")));
  selection.clear();
  EXPECT_EQ(view().scope().current(), 1);
}

TEST_F(ReadableTest, what_is_still_open_is_measured_up_to_now) {
  const auto open = wire.open(made::Role::alice, 9, made::Role::ftp, 21, packet::Protocol::ftp);
  wire.server(open, "220 ready");
  wire.flush();
  ASSERT_TRUE(QTest::qWaitFor([&] { return view().plot().readable().whole().bytes == 311U; }));
  EXPECT_EQ(readable_of(selection, {open}).whole().readable, 11U);
}

TEST_F(ReadableTest, stepped_back_it_shows_what_was_said_until_then) {
  selection.show_until(4);
  EXPECT_EQ(view().plot().readable().whole().bytes, 100U);
}

TEST_F(ReadableTest, a_look_at_the_picture_gives_figures_and_a_click_the_packet) {
  QString told;
  QPoint place;
  for (int x = 0; x < view().plot().width() && told.isEmpty(); ++x) {
    place = {view().plot().width() - x, view().plot().height() * 3 / 4};
    told = view().plot().told_at(place);
    if (!told.contains(QStringLiteral("readable"))) told.clear();
  }
  EXPECT_TRUE(told.startsWith(QStringLiteral("Server says, second 0.0"))) << told.toStdString();
  EXPECT_TRUE(told.contains(QStringLiteral("20.0 % readable of about")));
  EXPECT_TRUE(told.contains(QStringLiteral("7.50 bits a byte")));
  QTest::mouseClick(&view().plot(), Qt::LeftButton, {}, QPoint(theme.px(58) + 2, view().plot().height() / 3));
  EXPECT_EQ(selection.place().packet, 4U);
}

// As in a lesson in which somebody talks between two steps.
TEST_F(ReadableTest, a_long_silence_is_folded_and_a_click_behind_it_leads_to_what_was_said_then) {
  const auto later = wire.open(made::Role::alice, 9, made::Role::ftp, 21, packet::Protocol::ftp);
  const auto number = wire.server(later, "220 ready, and a little later");
  wire.flush();
  const std::int64_t spoken_ns = recording.packets()[number - 1].time_ns;
  ASSERT_TRUE(view().plot().readable().axis.silences.empty());
  analysis::Batch batch;
  packet::Packet packet = recording.packets()[number - 1];
  packet.number = static_cast<std::uint32_t>(recording.packets().size() + 1);
  packet.time_ns = spoken_ns + 138 * second;
  packet.position += packet.payload_length;
  batch.packets = {packet};
  batch.streams = {recording.streams()[later]};
  batch.streams[0].last_packet = packet.number;
  recording.apply(std::move(batch));
  const auto axis = [this]() -> const TimeAxis& { return view().plot().readable().axis; };
  ASSERT_TRUE(QTest::qWaitFor([&] { return axis().silences.size() == 1; }));
  EXPECT_NEAR(static_cast<double>(axis().silences[0].length_ns) / 1e9, 138, 2.1);
  EXPECT_LT(axis().seconds, 5) << "two minutes are gone from the axis";
  QTest::mouseClick(&view().plot(), Qt::LeftButton, {}, QPoint(view().plot().width() - theme.px(52) - 3, view().plot().height() / 3));
  EXPECT_EQ(selection.place().packet, packet.number);
  EXPECT_TRUE(view()
                  .plot()
                  .told_at(QPoint(view().plot().width() - theme.px(52) - 3, view().plot().height() * 3 / 4))
                  .contains(QStringLiteral("second 13")));
}

TEST_F(ReadableTest, the_picture_is_copied) {
  QApplication::clipboard()->clear();
  QTest::mouseClick(&view().copy_button(), Qt::LeftButton);
  EXPECT_FALSE(QApplication::clipboard()->pixmap().isNull());
  QApplication::clipboard()->clear();
  QTest::keyClick(&view().plot(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_GT(QApplication::clipboard()->pixmap().width(), view().plot().width());
}

TEST(ReadableColumns, bytes_are_spread_over_the_time_they_took_and_entropy_is_weighed) {
  const std::vector<ReadableColumn> columns = columns_of({{0, 2, share(0, 400, 200, 8)}, {1, 2, share(second, 200, 200, 4)}}, 4, 4);
  ASSERT_EQ(columns.size(), 4U);
  EXPECT_DOUBLE_EQ(columns[0].bytes, 200);
  EXPECT_DOUBLE_EQ(columns[0].part(), 0.5);
  EXPECT_DOUBLE_EQ(columns[1].bytes, 400);
  EXPECT_DOUBLE_EQ(columns[1].part(), 0.75);
  EXPECT_DOUBLE_EQ(columns[1].entropy, 6);
  EXPECT_DOUBLE_EQ(columns[2].bytes, 0);
}
