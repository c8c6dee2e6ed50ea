// The map moves because packets were captured, and for no other reason; its words never touch, at any size.
#include <gtest/gtest.h>

#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include "gui/map/host_state.h"
#include "gui/map/map_layout.h"
#include "gui/map/network_map.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using gui::MapMotion;
using gui::Segment;

namespace {

struct Map : testing::Test {
  analysis::Recording recording;
  gui::Selection selection{recording};
  gui::Theme theme;
  made::Wire wire{recording};
  gui::NetworkMap map{theme, selection};

  void SetUp() override {
    theme.set_rest(false);
    map.resize(730, 322);
    map.show();
    QApplication::processEvents();
  }
  QString note() const {
    for (const gui::Text* text : map.findChildren<gui::Text*>())
      if (text->text().contains(QLatin1String("packet"))) return text->text();
    return {};
  }
  gui::HostPlace* place(wire::Role role) const {
    for (gui::HostPlace* one : map.findChildren<gui::HostPlace*>())
      if (one->machine() == role) return one;
    return nullptr;
  }
};

Segment segment(std::uint32_t packet, bool from_client = true) {
  Segment one;
  one.packet = packet;
  one.from_client = from_client;
  return one;
}

}  // namespace

TEST_F(Map, with_capture_muted_no_envelope_moves) {
  lab::Snapshot snapshot;
  snapshot.queues = {{wire::Role::crepes, 3, "250 ok"}};
  snapshot.mailboxes = {{"bob@hamburger.edu", 2}};
  map.set_snapshot(snapshot);
  stream::StreamInfo open;
  open.client = made::endpoint(wire::host(wire::Role::alice).address, 40000);
  open.server = made::endpoint(wire::host(wire::Role::crepes).address, 25);
  open.packets = 3;
  analysis::Batch batch;
  batch.streams = {open};
  recording.apply(std::move(batch));
  map.grab();
  EXPECT_EQ(map.segments_started(), 0u);
  EXPECT_EQ(map.envelopes_moving(), 0u);
  EXPECT_TRUE(map.canvas().marks().empty());
}

TEST_F(Map, a_captured_line_moves_and_comes_to_rest) {
  const auto stream = wire.open(wire::Role::alice, 40112, wire::Role::crepes, 25, packet::Protocol::smtp);
  wire.flush();
  EXPECT_EQ(map.segments_started(), 0u) << "a handshake carries nothing";
  wire.server(stream, "220 ready");
  const auto hello = wire.client(stream, "HELO laptop.crepes.fr");
  wire.flush();
  EXPECT_EQ(map.segments_started(), 2u);
  EXPECT_EQ(map.envelopes_moving(), 2u);
  ASSERT_TRUE(QTest::qWaitFor([&] { return map.envelopes_moving() == 0; }, 5000));
  ASSERT_TRUE(map.canvas().motion().resting().has_value());
  EXPECT_EQ(map.canvas().motion().resting()->packet, hello);
  EXPECT_EQ(map.canvas().motion().resting()->words, QStringLiteral("HELO laptop.crepes.fr"));
}

TEST_F(Map, the_resting_envelope_is_selected_by_a_click) {
  theme.set_rest(true);
  const auto stream = wire.open(wire::Role::crepes, 41022, wire::Role::hamburger, 25, packet::Protocol::smtp);
  wire.client(stream, "DATA");
  const auto letter = wire.letter(stream, made::Side::client, {"Subject: hello", "", "Hello", "."});
  wire.flush();
  EXPECT_EQ(map.envelopes_moving(), 0u) << "rest means no motion";
  const auto marks = map.canvas().marks();
  ASSERT_EQ(marks.size(), 1u);
  EXPECT_TRUE(marks[0].segment.letter);
  QTest::mouseClick(&map.canvas(), Qt::LeftButton, {}, marks[0].at.toPoint());
  EXPECT_EQ(selection.place().packet, letter);
}

TEST_F(Map, a_list_of_letters_is_no_letter) {
  theme.set_rest(true);
  const auto stream = wire.open(wire::Role::bob, 41022, wire::Role::hamburger, 110, packet::Protocol::pop3);
  wire.client(stream, "LIST");
  wire.letter(stream, made::Side::server, {"1 327", "2 725", "."});
  wire.flush();
  ASSERT_EQ(map.canvas().marks().size(), 1u);
  EXPECT_FALSE(map.canvas().marks()[0].segment.letter);
  wire.client(stream, "RETR 1");
  wire.letter(stream, made::Side::server, {"Subject: hello", "", "Hello", "."});
  wire.flush();
  ASSERT_EQ(map.canvas().marks().size(), 1u);
  EXPECT_TRUE(map.canvas().marks()[0].segment.letter);
  wire.letter(wire.open(wire::Role::bob, 41, wire::Role::hamburger, 80, packet::Protocol::http), made::Side::server, {"td { border: 0 }"});
  wire.flush();
  EXPECT_EQ(map.canvas().marks()[0].segment.words, QStringLiteral("18 bytes")) << "a line of a page says nothing";
}

TEST_F(Map, a_call_without_an_answer_is_no_connection) {
  const auto stream = wire.open(wire::Role::crepes, 41022, wire::Role::hamburger, 25, packet::Protocol::tcp);
  wire.flush();
  const auto link = [&] { return map.canvas().traffic_now().link(wire::Role::crepes, wire::Role::hamburger); };
  EXPECT_TRUE(link()->open);
  analysis::Batch batch;
  stream::StreamInfo info = recording.streams()[stream];
  info.established_packet = 0;
  info.state = stream::StreamState::opening;
  batch.streams = {info};
  recording.apply(std::move(batch));
  map.grab();
  EXPECT_FALSE(link()->open);
  EXPECT_TRUE(link()->called);
  wire.open(wire::Role::crepes, 41023, wire::Role::hamburger, 25, packet::Protocol::smtp);
  wire.flush();
  map.grab();
  EXPECT_TRUE(link()->open);
  EXPECT_FALSE(link()->called);
}

TEST_F(Map, a_call_that_was_given_up_fades) {
  const auto stream = wire.open(wire::Role::crepes, 41022, wire::Role::hamburger, 25, packet::Protocol::tcp);
  wire.flush();
  analysis::Batch batch;
  stream::StreamInfo info = recording.streams()[stream];
  info.established_packet = 0;
  info.state = stream::StreamState::opening;
  batch.streams = {info};
  recording.apply(std::move(batch));
  const auto link = [&] { return map.canvas().traffic_now().link(wire::Role::crepes, wire::Role::hamburger); };
  ASSERT_TRUE(link()->called);
  const auto elsewhere = wire.open(wire::Role::alice, 40112, wire::Role::crepes, 25, packet::Protocol::smtp);
  wire.flush();
  EXPECT_TRUE(link()->called) << "a moment later it still rings";
  wire.pass(std::chrono::seconds(11));
  wire.client(elsewhere, "NOOP");
  wire.flush();
  EXPECT_FALSE(link()->called);
  selection.show_until(4);
  EXPECT_TRUE(link()->called) << "stepped back it rings again";
}

TEST_F(Map, what_was_said_last_has_a_way_beneath_it_when_its_connection_has_closed) {
  theme.set_rest(true);
  const auto stream = wire.open(wire::Role::alice, 41022, wire::Role::hamburger, 25, packet::Protocol::smtp);
  wire.server(stream, "221 bye");
  wire.flush();
  analysis::Batch batch;
  stream::StreamInfo info = recording.streams()[stream];
  info.state = stream::StreamState::closed;
  batch.streams = {info};
  recording.apply(std::move(batch));
  ASSERT_EQ(map.canvas().marks().size(), 1u);
  const gui::Mark mark = map.canvas().marks()[0];
  map.grab();
  ASSERT_FALSE(map.canvas().traffic_now().link(wire::Role::alice, wire::Role::hamburger)->open);
  const QImage picture = map.canvas().grab().toImage();
  int on_way = 0;
  for (int x = 20; x < 60; ++x) on_way += picture.pixelColor((mark.at + QPointF(x, 0)).toPoint()) == theme.color(gui::Ink::line) ? 1 : 0;
  EXPECT_EQ(on_way, 40);
}

TEST_F(Map, a_retransmission_moves_nothing) {
  analysis::Batch batch;
  const auto stream = wire.open(wire::Role::alice, 40112, wire::Role::crepes, 25, packet::Protocol::smtp);
  wire.client(stream, "HELO laptop.crepes.fr");
  wire.flush();
  packet::Packet again = recording.packets().back();
  again.number += 1;
  again.retransmission = true;
  batch.packets = {again};
  recording.apply(std::move(batch));
  EXPECT_EQ(map.segments_started(), 1u);
}

TEST_F(Map, a_lesson_stepped_back_shows_the_wire_as_it_was) {
  const made::Talk talk = made::half_a_relay(wire);
  wire.flush();
  EXPECT_EQ(note(), QStringLiteral("2 connections so far · 29 packets"));
  selection.show_until(12);
  EXPECT_EQ(note(), QStringLiteral("1 connection so far · 12 packets"));
  EXPECT_TRUE(map.canvas().marks().empty());
  selection.show_nothing();
  EXPECT_TRUE(note().isEmpty()) << "nothing on the wire yet";
  wire.client(talk.relay, "DATA");
  wire.flush();
  EXPECT_EQ(map.envelopes_moving(), 0u);
}

TEST_F(Map, you_and_the_printer_appear_once_they_are_seen) {
  EXPECT_FALSE(place(wire::Role::you)->isVisible());
  EXPECT_FALSE(place(wire::Role::printer)->isVisible());
  wire.open(wire::Role::you, 51000, wire::Role::ftp, 21, packet::Protocol::ftp);
  wire.flush();
  EXPECT_TRUE(place(wire::Role::you)->isVisible());
  EXPECT_FALSE(place(wire::Role::printer)->isVisible());
  wire.open(wire::Role::bob, 51000, wire::Role::printer, 9100, packet::Protocol::tcp);
  wire.flush();
  EXPECT_TRUE(place(wire::Role::printer)->isVisible());
}

TEST_F(Map, eve_has_no_password_where_she_heard_a_digest) {
  const auto stream = wire.open(wire::Role::bob, 51000, wire::Role::hamburger, 110, packet::Protocol::pop3);
  wire.digest(stream, wire.client(stream, "APOP bob c4c9334bac560ecc979e58001b3e22fb"), "bob", "<1896.697170952@mail>");
  wire.flush();
  EXPECT_EQ(map.canvas().eve_note(), QStringLiteral("no password yet, but 1 digest"));
  wire.credential(stream, wire.client(stream, "PASS hungry"), "bob", "hungry", 13);
  wire.flush();
  EXPECT_EQ(map.canvas().eve_note(), QStringLiteral("1 password and 1 digest"));
}

TEST_F(Map, every_machine_has_a_name_and_words_for_a_screen_reader) {
  for (const wire::Role role :
       {wire::Role::alice, wire::Role::crepes, wire::Role::hamburger, wire::Role::bob, wire::Role::ftp, wire::Role::eve}) {
    ASSERT_NE(place(role), nullptr);
    EXPECT_FALSE(place(role)->accessibleName().isEmpty());
    EXPECT_TRUE(place(role)->toolTip().contains(QString::fromStdString(wire::address_text(wire::host(role).address))));
    EXPECT_NE(place(role)->focusPolicy() & Qt::TabFocus, 0);
  }
}

TEST_F(Map, arrow_keys_walk_from_line_to_line) {
  made::half_a_relay(wire);
  wire.flush();
  QTest::keyClick(&map.canvas(), Qt::Key_Right);
  EXPECT_EQ(selection.place().packet, 4u);
  QTest::keyClick(&map.canvas(), Qt::Key_Right);
  EXPECT_EQ(selection.place().packet, 5u);
  QTest::keyClick(&map.canvas(), Qt::Key_Left);
  EXPECT_EQ(selection.place().packet, 4u);
}

TEST_F(Map, a_cleared_recording_leaves_an_empty_wire) {
  made::half_a_relay(wire);
  wire.flush();
  recording.clear();
  EXPECT_EQ(map.envelopes_moving(), 0u);
  EXPECT_TRUE(map.canvas().marks().empty());
  map.grab();
}

TEST_F(Map, what_is_broken_on_purpose_shows_beneath_the_host_and_goes_when_it_is_mended) {
  using Door = lab::Snapshot::Entrance::Door;
  lab::Snapshot snapshot;
  snapshot.queues = {{wire::Role::crepes, 0, {}}};
  for (const auto service : {wire::Service::smtp, wire::Service::pop3}) snapshot.entrances.push_back({wire::Role::hamburger, service});
  const auto beneath = [&] {
    map.set_snapshot(snapshot);
    map.grab();
    return map.canvas().layout_now().spot(wire::Role::hamburger)->address_text;
  };
  const QString address = beneath();
  EXPECT_EQ(address, QStringLiteral("127.0.2.25"));
  const QImage before = map.grab().toImage();
  snapshot.entrances[0].door = Door::silent;
  EXPECT_EQ(beneath(), QStringLiteral("smtp silent"));
  snapshot.entrances[0].door = snapshot.entrances[1].door = Door::off;
  EXPECT_EQ(beneath(), QStringLiteral("off"));
  EXPECT_NE(map.grab().toImage(), before);
  snapshot.entrances[0].door = snapshot.entrances[1].door = Door::open;
  snapshot.faults = {{1, faults::Slow{{}, 2000}}, {2, faults::FullMailbox{"bob@hamburger.edu"}}};
  EXPECT_EQ(beneath(), QStringLiteral("2 faults"));
  snapshot.faults.clear();
  EXPECT_EQ(beneath(), address);
  EXPECT_EQ(map.grab().toImage(), before);
}

TEST_F(Map, eve_is_in_the_middle_as_long_as_she_strips_starttls) {
  lab::Snapshot snapshot;
  snapshot.queues = {{wire::Role::crepes, 0, {}}};
  map.set_snapshot(snapshot);
  const double listening = map.canvas().layout_now().eve_words.width();
  snapshot.faults = {{1, faults::StripStarttls{wire::Role::crepes}}};
  map.set_snapshot(snapshot);
  EXPECT_GT(map.canvas().layout_now().eve_words.width(), listening) << "Eve stands in the middle";
  EXPECT_EQ(gui::faults_of(snapshot, wire::Role::eve).size(), 1U);
  snapshot.faults.clear();
  map.set_snapshot(snapshot);
  EXPECT_EQ(map.canvas().layout_now().eve_words.width(), listening);
}

TEST(Motion, a_segment_takes_250_milliseconds) {
  MapMotion motion;
  motion.start(segment(7), 1000);
  EXPECT_DOUBLE_EQ(MapMotion::part(motion.flying()[0], 1125), 0.5);
  motion.advance(1249);
  EXPECT_EQ(motion.flying().size(), 1u);
  motion.advance(1250);
  EXPECT_TRUE(motion.flying().empty());
  EXPECT_EQ(motion.resting()->packet, 7u);
}

TEST(Motion, a_burst_is_merged_and_never_lags) {
  MapMotion motion;
  for (std::uint32_t i = 1; i <= 1000; ++i) motion.start(segment(i), 10);
  EXPECT_EQ(motion.flying().size(), MapMotion::most_in_flight);
  EXPECT_EQ(motion.started(), 1000u);
  motion.advance(260);
  EXPECT_TRUE(motion.flying().empty());
  EXPECT_EQ(motion.resting()->packet, 1000u);
}

TEST(Layout, words_never_touch_and_nothing_is_cut) {
  gui::Theme theme;
  gui::MapWanted wanted;
  wanted.crepes_pill = QStringLiteral("queue 1");
  wanted.hamburger_pill = QStringLiteral("mailbox 12");
  wanted.eve_words = QStringLiteral("Eve hears every byte");
  wanted.eve_note = QStringLiteral("12 passwords in her notebook");
  wanted.trouble = {{wire::Role::crepes, QStringLiteral("submissions silent")}, {wire::Role::ftp, QStringLiteral("2 services shut")}};
  for (const double scale : {0.8, 1.0, 1.5, 2.0})
    for (const QSizeF size :
         {QSizeF(400, 180), QSizeF(560, 205), QSizeF(640, 240), QSizeF(730, 270), QSizeF(1000, 300), QSizeF(1600, 800), QSizeF(3000, 1400)})
      for (const bool everyone : {false, true}) {
        theme.set_scale(scale);
        wanted.you = wanted.printer = everyone;
        const gui::MapLayout layout = gui::lay_out(size, theme, wanted);
        EXPECT_TRUE(layout.fits(size)) << size.width() << "x" << size.height() << " at " << scale << (everyone ? ", everyone" : "");
        const bool usual = scale <= 1 && size.width() >= 560 && !everyone;
        EXPECT_GE(layout.type, usual ? 0.95 : 0.3) << size.width();
      }
}

TEST(Layout, every_pair_of_machines_has_a_way) {
  gui::Theme theme;
  const gui::MapLayout layout = gui::lay_out({560, 205}, theme, {true, true, {}, {}, {}, {}});
  for (const gui::HostSpot& from : layout.hosts)
    for (const gui::HostSpot& to : layout.hosts) {
      if (from.machine == to.machine) continue;
      const gui::Route route = layout.route(from.machine, to.machine, 16);
      EXPECT_FALSE(route.path.isEmpty());
      EXPECT_TRUE(QRectF(0, 0, 560, 205).contains(route.path.boundingRect().adjusted(-1, -1, 1, 1)));
    }
  for (const gui::HostSpot& to : layout.hosts) {
    const gui::Route route = layout.route(wire::Role::eve, to.machine, 16);
    EXPECT_TRUE(QRectF(0, 0, 560, 205).contains(route.path.boundingRect().adjusted(-1, -1, 1, 1)));
    EXPECT_FALSE(route.path.isEmpty());
  }
}

TEST_F(Map, what_eve_says_herself_is_seen) {
  theme.set_rest(true);
  const auto stream = wire.open(wire::Role::eve, 41022, wire::Role::ftp, 21, packet::Protocol::ftp);
  const auto port = wire.client(stream, "PORT 127,0,2,99,35,140");
  wire.flush();
  ASSERT_EQ(map.canvas().marks().size(), 1u);
  EXPECT_EQ(map.canvas().marks()[0].segment.packet, port);
}

TEST_F(Map, stepped_back_queues_and_mailboxes_hold_what_they_held_then) {
  const auto stream = wire.open(wire::Role::alice, 40112, wire::Role::crepes, 25, packet::Protocol::smtp);
  const auto first = wire.client(stream, "QUIT");
  wire.flush();
  const auto pills = [&] { return place(wire::Role::hamburger)->toolTip(); };
  lab::Snapshot world;
  world.queues = {{wire::Role::crepes, 0, ""}};
  world.mailboxes = {{"bob@hamburger.edu", 1}};
  map.set_snapshot(world, recording.packets()[first - 1].time_ns + 1);
  const QString then = pills();
  const auto second = wire.client(stream, "QUIT");
  wire.flush();
  world.mailboxes = {{"bob@hamburger.edu", 7}};
  map.set_snapshot(world, recording.packets()[second - 1].time_ns + 1);
  const QString now = pills();
  EXPECT_NE(then, now);
  selection.show_until(first);
  EXPECT_EQ(pills(), then);
  selection.show_until(0);
  EXPECT_EQ(pills(), now);
}

TEST_F(Map, where_there_is_little_height_names_stay_readable_and_addresses_go) {
  theme.set_scale(2.1);
  map.show_title_row(false);
  map.resize(1240, 215);
  QApplication::processEvents();
  const auto& layout = map.canvas().layout_now();
  EXPECT_GE(layout.type * theme.scale() * 13, 20) << "pixels";
  EXPECT_TRUE(layout.fits(QSizeF(map.canvas().size())));
  for (const auto& host : layout.hosts) EXPECT_FALSE(host.name.isEmpty());
  theme.set_scale(1);
}
