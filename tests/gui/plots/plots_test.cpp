// Pictures of figures: the figures are the recording's, a click leads to the packet, and each is copied as a picture.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QCryptographicHash>
#include <QTemporaryDir>
#include <QTest>
#include <fstream>

#include "gui/plots/plots_view.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Plots : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  PlotsView view{theme, selection, recording};

  void SetUp() override {
    view.resize(1000, 460);
    view.show();
    made::half_a_relay(wire);
    made::ftp_session(wire);
    wire.flush();
  }
  bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 10'000); }
  const Traffic& traffic() { return view.traffic().traffic(); }
  void hear_digest(const std::string& user, const std::string& secret) {
    findings::Credential made;
    made.mechanism = "APOP";
    made.user = user;
    made.stream = 1;
    made.packet = user == "bob" ? 5 : 6;
    made.challenge = "<17@mail.hamburger.edu>";
    made.response =
        QCryptographicHash::hash(QByteArray::fromStdString(made.challenge + secret), QCryptographicHash::Md5).toHex().toStdString();
    analysis::Batch batch;
    batch.credentials.push_back(made);
    recording.apply(std::move(batch));
  }
};

}  // namespace

TEST_F(Plots, every_conversation_has_a_lane_and_its_bytes_are_those_of_the_packets) {
  ASSERT_TRUE(until([&] { return traffic().lanes.size() == recording.streams().size(); }));
  std::uint64_t packets = 0, bytes = 0, sent = 0;
  for (const auto& lane : traffic().lanes) {
    packets += lane.all_packets();
    bytes += lane.all_bytes();
  }
  for (std::size_t i = 0; i < recording.packets().size(); ++i) sent += recording.packets()[i].payload_length;
  EXPECT_EQ(packets, recording.packets().size());
  EXPECT_EQ(bytes, sent);
  EXPECT_GT(bytes, 0U);
}

TEST_F(Plots, data_connections_are_told_apart_from_what_controls_them) {
  ASSERT_TRUE(until([&] { return !traffic().lanes.empty(); }));
  const auto data = std::ranges::count_if(traffic().lanes, &TrafficLane::is_data);
  const auto expected =
      std::ranges::count_if(recording.streams(), [](const auto& each) { return each.control_stream != packet::no_stream; });
  EXPECT_GT(expected, 0);
  EXPECT_EQ(data, expected);
  EXPECT_TRUE(words_of(traffic()).startsWith(QStringLiteral("Control: "))) << words_of(traffic()).toStdString();
}

TEST_F(Plots, packets_are_counted_where_they_are_asked_for) {
  view.counted().set_current(1);
  double most = 0, sum = 0;
  for (const auto& lane : traffic().lanes)
    for (const auto& side : lane.columns)
      for (const double column : side) sum += column, most = std::max(most, column);
  EXPECT_EQ(static_cast<std::size_t>(sum), recording.packets().size());
  EXPECT_EQ(most, traffic().most);
}

// What takes longer than a frame is counted beside the window's thread, and what was asked for before is not shown.
TEST_F(Plots, a_long_capture_is_counted_while_the_window_goes_on) {
  const packet::Packet one = recording.packets()[recording.packets().size() - 1];
  analysis::Batch batch;
  batch.packets.assign(120'000, one);
  view.hide();
  recording.apply(std::move(batch));
  const auto counted_packets = [this] {
    std::uint64_t packets = 0;
    for (const auto& lane : traffic().lanes) packets += lane.all_packets();
    return packets;
  };
  const auto before = counted_packets();
  view.show();
  EXPECT_EQ(counted_packets(), before) << "it waits for its answer";
  selection.show_until(110'000);
  view.scope().set_current(1);
  EXPECT_TRUE(until([&] { return counted_packets() == 110'000; })) << counted_packets();
}

TEST_F(Plots, stepped_back_it_shows_the_wire_as_it_was) {
  selection.show_until(7);
  std::uint64_t packets = 0;
  for (const auto& lane : traffic().lanes) packets += lane.all_packets();
  EXPECT_EQ(packets, 7U);
}

TEST_F(Plots, many_conversations_share_one_lane) {
  for (std::uint16_t i = 0; i < 20; ++i)
    wire.open(wire::Role::bob, static_cast<std::uint16_t>(50000 + i), wire::Role::hamburger, 110, packet::Protocol::pop3);
  wire.flush();
  ASSERT_TRUE(until([&] { return traffic().lanes.size() == most_lanes + 1; }));
  EXPECT_EQ(traffic().lanes.back().streams.size(), recording.streams().size() - most_lanes);
}

TEST_F(Plots, where_there_is_little_height_fewer_conversations_have_a_lane_and_names_can_be_read) {
  for (std::uint16_t i = 0; i < 20; ++i)
    wire.open(wire::Role::bob, static_cast<std::uint16_t>(50000 + i), wire::Role::hamburger, 110, packet::Protocol::pop3);
  wire.flush();
  for (const int height : {190, 260, 460}) {
    view.resize(1000, height);
    ASSERT_TRUE(until([&] { return traffic().lanes.size() == view.traffic().lanes() + 1; })) << height;
    std::size_t streams = 0;
    for (const auto& lane : traffic().lanes) streams += lane.streams.size();
    EXPECT_EQ(streams, recording.streams().size());
    EXPECT_TRUE(words_of(traffic()).contains(QStringLiteral("Data connections: 1,234 bytes"))) << words_of(traffic()).toStdString();
    const double room = view.traffic().height() / static_cast<double>(traffic().lanes.size());
    if (traffic().lanes.size() > 2) {
      EXPECT_GE(room, QFontMetrics(theme.words_px(11.5)).height()) << height;
    }
  }
  EXPECT_EQ(traffic().lanes.size(), most_lanes + 1);
}

TEST_F(Plots, a_click_selects_a_packet_of_that_lane) {
  ASSERT_TRUE(until([&] { return !traffic().lanes.empty(); }));
  QTest::mouseClick(&view.traffic(), Qt::LeftButton, {}, QPoint(40, view.traffic().height() / 3));
  ASSERT_NE(selection.place().packet, 0U);
  EXPECT_FALSE(view.traffic().told_at(QPoint(view.traffic().width() / 2, view.traffic().height() / 3)).isEmpty());
}

TEST_F(Plots, base64_costs_a_third_and_its_line_ends) {
  findings::Message message;
  message.packet = 9;
  message.protocol = packet::Protocol::smtp;
  message.complete = true;
  message.parts.push_back({});
  message.parts[0].type = "image/jpeg";
  message.parts[0].encoding = "base64";
  message.parts[0].bytes = 57 * 100;
  message.parts[0].length = 78 * 100;
  analysis::Batch batch;
  batch.messages.push_back(message);
  recording.apply(std::move(batch));
  view.show_picture(PlotsView::Picture::base64);
  ASSERT_EQ(view.base64().parts().size(), 1U);
  EXPECT_EQ(view.base64().parts()[0].letters, 7600U);
  EXPECT_NEAR(view.base64().parts()[0].overhead(), 0.368, 0.001);
  QTest::mouseClick(&view.base64(), Qt::LeftButton, {}, QPoint(80, 50));
  EXPECT_EQ(selection.place().packet, 9U);
}

TEST_F(Plots, entropy_tells_readable_stretches_from_others) {
  analysis::Batch batch;
  for (const bool clear : {true, false}) {
    findings::Share share;
    share.time_ns = recording.packets()[0].time_ns + (clear ? 0 : 2'000'000);
    share.bytes = 1000;
    share.readable = clear ? 990 : 390;
    share.entropy = clear ? 4.6 : 7.8;
    batch.shares.push_back({clear ? 0U : 1U, wire::Side::client, share});
  }
  recording.apply(std::move(batch));
  view.show_picture(PlotsView::Picture::entropy);
  const auto& points = view.entropy().entropy().points;
  const auto has = [&](bool clear, double bits) {
    return std::ranges::any_of(points, [&](const auto& each) { return each.is_clear() == clear && each.entropy == bits; });
  };
  EXPECT_TRUE(has(true, 4.6));
  EXPECT_TRUE(has(false, 7.8));
}

TEST_F(Plots, a_list_of_words_finds_a_weak_secret_and_says_at_which_guess) {
  hear_digest("bob", "hungry");
  view.crack_selected();
  ASSERT_TRUE(until([&] { return !recording.cracked().empty(); }));
  EXPECT_EQ(recording.cracked()[0].secret, "hungry");
  ASSERT_TRUE(until([&] { return view.cracking().said().contains(QStringLiteral("hungry")); })) << view.cracking().said().toStdString();
  EXPECT_GT(view.cracking().plot().rate(), 0);
  EXPECT_TRUE(view.cracking().plot().accessibleDescription().contains(QStringLiteral("guesses a second")));
  findings::Cracked other;  // what a lesson had Eve try
  other.packet = 4711;
  other.user = "carla";
  other.mechanism = "APOP";
  other.guesses = 167'736;
  recording.take({other});
  EXPECT_TRUE(view.cracking().said().contains(QStringLiteral("carla"))) << view.cracking().said().toStdString();
}

TEST_F(Plots, where_there_is_little_room_one_scrolls_and_the_figure_is_not_crushed) {
  hear_digest("bob", "hungry");
  view.crack_selected();
  ASSERT_TRUE(until([&] { return view.cracking().plot().rate() > 0; }));
  view.resize(640, 240);
  ASSERT_TRUE(until([&] { return view.height() == 240; }));
  EXPECT_GE(view.cracking().plot().height(), 180);
}

TEST_F(Plots, a_long_try_is_cancelled_and_leaves_no_result) {
  const QTemporaryDir folder;
  const auto path = folder.filePath(QStringLiteral("long.txt"));
  std::ofstream list(path.toStdString());
  for (int i = 0; i < 300'000; ++i) list << "word" << i << '\n';
  list.close();
  hear_digest("bob", "river-tango-museum-otter-lava");
  view.cracking().use_list(path);
  view.crack_selected();
  EXPECT_EQ(view.cracking().go().text(), QStringLiteral("Cancel"));
  ASSERT_TRUE(until([&] { return view.cracking().plot().rate() > 0; }));
  QTest::mouseClick(&view.cracking().go(), Qt::LeftButton);
  ASSERT_TRUE(until([&] { return view.cracking().said().startsWith(QStringLiteral("Cancelled")); }))
      << view.cracking().said().toStdString() << view.cracking().go().text().toStdString();
  EXPECT_TRUE(recording.cracked().empty());
  EXPECT_EQ(view.cracking().go().text(), QStringLiteral("Try"));
}

TEST_F(Plots, each_picture_is_copied) {
  ASSERT_TRUE(until([&] { return !traffic().lanes.empty(); }));
  for (const auto picture : {PlotsView::Picture::traffic, PlotsView::Picture::entropy}) {
    view.show_picture(picture);
    QApplication::clipboard()->clear();
    QTest::mouseClick(&view.copy_button(), Qt::LeftButton);
    EXPECT_FALSE(QApplication::clipboard()->pixmap().isNull());
  }
}

TEST_F(Plots, a_long_silence_is_folded_and_a_click_behind_it_still_leads_to_its_packet) {
  const auto before = static_cast<std::uint32_t>(recording.packets().size());
  const double spoken = static_cast<double>(recording.packets()[before - 1].time_ns - recording.packets()[0].time_ns) / 1e9;
  analysis::Batch batch;
  for (std::uint32_t i = 1; i <= 20; ++i) {
    packet::Packet later = recording.packets()[before - 1];
    later.number = before + i;
    later.time_ns += 138'000'000'000 + i * 200'000LL;
    batch.packets.push_back(later);
  }
  recording.apply(std::move(batch));
  ASSERT_TRUE(until([&] { return !traffic().axis.silences.empty(); }));
  ASSERT_EQ(traffic().axis.silences.size(), 1U);
  EXPECT_LT(traffic().axis.seconds, spoken + 0.1) << "two minutes are gone from the axis";
  const auto& first = recording.packets()[0];
  const auto& last = recording.packets()[before + 19];
  EXPECT_NEAR(traffic().axis.on_axis(first.time_ns), 0, 1e-9);
  EXPECT_NEAR(traffic().axis.on_axis(last.time_ns), traffic().axis.seconds, 1e-6);
  EXPECT_NEAR(static_cast<double>(traffic().axis.time_at(traffic().axis.on_axis(last.time_ns - 1'000'000)) - last.time_ns) / 1e9, -0.001,
              1e-4);
  const double where = 200 + (view.traffic().width() - 216) * 0.999;
  const auto told = view.traffic().told_at(QPoint(static_cast<int>(where), view.traffic().height() / 3));
  EXPECT_TRUE(told.contains(QStringLiteral("138"))) << told.toStdString();
}
