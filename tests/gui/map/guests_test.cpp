// A capture from elsewhere is shown with its own hosts: who they seem to be, what they speak, and room for all of them.
#include <gtest/gtest.h>

#include <QApplication>
#include <QTest>

#include "gui/map/network_map.h"
#include "tests/gui/wire/made_recording.h"

using namespace cleartext;
using namespace cleartext::gui;
using packet::Protocol;

namespace {

constexpr std::uint32_t office = 0x0a000000, dmz = 0xc0a80000;  // 10.0.0.0 and 192.168.0.0

struct Guests : testing::Test {
  analysis::Recording recording;
  Selection selection{recording};
  Theme theme;
  made::Wire wire{recording};
  NetworkMap map{theme, selection};

  void SetUp() override {
    theme.set_rest(true);
    map.resize(730, 322);
    map.show_elsewhere();
    map.show();
    QApplication::processEvents();
  }
  std::uint32_t talk(std::uint32_t client, std::uint32_t server, std::uint16_t port, Protocol protocol, int lines = 1) {
    const auto stream = wire.open(made::endpoint(client, 40000), made::endpoint(server, port), protocol);
    for (int i = 0; i < lines; ++i) wire.client(stream, "NOOP");
    return stream;
  }
  const Guest* guest(const char* name) const {
    for (const Guest& one : map_canvas().cast().guests())
      if (one.name == QLatin1String(name)) return &one;
    return nullptr;
  }
  MapCanvas& map_canvas() const { return const_cast<NetworkMap&>(map).canvas(); }
  void settle() {
    ASSERT_TRUE(
        QTest::qWaitFor([&] { return map_canvas().traffic_now().packets == recording.packets().size() && !map.choosing(); }, 10'000));
  }
};

}  // namespace

TEST_F(Guests, hosts_are_what_they_serve_and_stand_by_what_they_do) {
  talk(office + 1, dmz + 25, 25, Protocol::smtp);
  talk(dmz + 25, dmz + 26, 25, Protocol::smtp);
  talk(office + 1, dmz + 21, 8021, Protocol::ftp);
  wire.flush();
  settle();
  ASSERT_TRUE(map.canvas().cast().is_foreign());
  ASSERT_NE(guest("10.0.0.1"), nullptr);
  EXPECT_EQ(guest("10.0.0.1")->note, QStringLiteral("client"));
  EXPECT_EQ(guest("10.0.0.1")->column, GuestColumn::left);
  EXPECT_EQ(guest("192.168.0.25")->note, QStringLiteral("mail server"));
  EXPECT_EQ(guest("192.168.0.25")->column, GuestColumn::middle);
  EXPECT_EQ(guest("192.168.0.26")->column, GuestColumn::right);
  EXPECT_EQ(guest("192.168.0.21")->note, QStringLiteral("FTP server"));
}

TEST_F(Guests, a_line_tells_how_many_speak_what) {
  for (int i = 0; i < 2; ++i) talk(office + 1, dmz + 25, 110, Protocol::pop3);
  talk(office + 1, dmz + 25, 143, Protocol::imap);
  talk(office + 1, dmz + 25, 2525, Protocol::tcp);
  wire.flush();
  settle();
  ASSERT_EQ(map_canvas().traffic_now().links.size(), 1U);
  using Spoken = std::vector<std::pair<Protocol, std::size_t>>;
  EXPECT_EQ(map_canvas().traffic_now().links[0].by_number(), (Spoken{{Protocol::pop3, 2}, {Protocol::imap, 1}}));
}

TEST_F(Guests, the_captures_own_names_are_used) {
  analysis::Batch batch;
  batch.names = {{made::endpoint(dmz + 25, 0), "mx.example.net"}};
  recording.apply(std::move(batch));
  talk(office + 1, dmz + 25, 25, Protocol::smtp);
  wire.flush();
  settle();
  ASSERT_NE(guest("mx.example.net"), nullptr);
  EXPECT_EQ(guest("mx.example.net")->note, QStringLiteral("mail server · 192.168.0.25"));
}

TEST_F(Guests, the_labs_machines_keep_their_places) {
  wire.open(wire::Role::alice, 40112, wire::Role::crepes, 25, Protocol::smtp);
  wire.flush();
  settle();
  EXPECT_FALSE(map.canvas().cast().is_foreign());
  EXPECT_NE(map.canvas().layout_now().spot(wire::Role::alice), nullptr);
}

TEST_F(Guests, the_busiest_are_shown_and_the_rest_is_folded_and_counted) {
  for (std::uint32_t i = 1; i <= 40; ++i) talk(office + i, dmz + 25, 110, Protocol::pop3, i == 17 ? 50 : 1);
  wire.flush();
  settle();
  EXPECT_NE(guest("10.0.0.17"), nullptr);
  std::size_t clients = 0;
  for (const Guest& one : map.canvas().cast().guests()) clients += one.column == GuestColumn::left ? 1 : 0;
  EXPECT_GE(clients, 3U);
  EXPECT_LE(clients, 6U);
  EXPECT_NE(guest(qPrintable(QStringLiteral("%1 more").arg(40 - (clients - 1)))), nullptr);
  const auto folded = map.canvas().cast().ends(made::endpoint(office + 3, 40000), made::endpoint(dmz + 25, 110));
  ASSERT_TRUE(folded);
  EXPECT_EQ(map.canvas().cast().guest(folded->client)->kind, GuestKind::more);
}

TEST_F(Guests, who_talks_to_himself_is_two) {
  const auto stream = wire.open(made::endpoint(0x7f000001, 40000), made::endpoint(0x7f000001, 25), Protocol::smtp);
  const auto packet = wire.client(stream, "NOOP");
  wire.flush();
  settle();
  EXPECT_EQ(map.canvas().cast().guests().size(), 2U);
  EXPECT_EQ(map.segments_started(), 0U) << "what is read from a file does not happen now";
  selection.select_packet(packet);
  ASSERT_EQ(map.canvas().marks().size(), 1U);
  EXPECT_TRUE(map.canvas().marks()[0].selected);
}

TEST_F(Guests, no_name_is_cut_by_the_edge_or_by_another_at_any_size) {
  for (std::uint32_t i = 1; i <= 9; ++i) {
    talk(office + i, dmz + 25, 25, Protocol::smtp);
    talk(dmz + 25, dmz + 100 + i, 25, Protocol::smtp);
    talk(dmz + 27, dmz + 25, 25, Protocol::smtp);
    talk(office + i, dmz + 27, 143, Protocol::imap);
  }
  wire.flush();
  for (const QSize size : {QSize(360, 230), QSize(560, 260), QSize(730, 322), QSize(1400, 500)}) {
    map.resize(size);
    QApplication::processEvents();
    settle();
    const MapLayout& layout = map.canvas().layout_now();
    EXPECT_GE(layout.hosts.size(), 5U);
    EXPECT_TRUE(layout.fits(map.canvas().size())) << size.width();
    EXPECT_LE(layout.eve_words.right(), map.canvas().width());
  }
}

TEST_F(Guests, what_is_spoken_does_not_stand_in_eves_line) {
  talk(office + 1, dmz + 21, 21, Protocol::ftp);
  wire.flush();
  settle();
  ASSERT_EQ(map.canvas().labels().size(), 1U);
  const QRectF tap = map.canvas().tap();
  EXPECT_LT(tap.top(), map.canvas().layout_now().eve.top() - 20);
  EXPECT_FALSE(map.canvas().labels()[0].box.intersects(tap));
  for (const double scale : {1.0, 2.1}) {
    theme.set_scale(scale);
    map.resize(1334, 236);
    QApplication::processEvents();
    settle();
    const MapLayout& layout = map.canvas().layout_now();
    EXPECT_LE(std::max(layout.eve.bottom(), layout.eve_note.bottom()), map.canvas().height() - 4) << scale;
  }
}

TEST_F(Guests, a_connection_is_chosen_by_a_click_on_its_way) {
  talk(office + 1, dmz + 25, 25, Protocol::smtp);
  wire.flush();
  settle();
  const auto ends = map.canvas().cast().ends(made::endpoint(office + 1, 1), made::endpoint(dmz + 25, 25));
  const Route route = map.canvas().layout_now().route(ends->client, ends->server, 16);
  QTest::mouseClick(&map.canvas(), Qt::LeftButton, {}, route.path.pointAtPercent(0.2).toPoint());
  EXPECT_EQ(selection.place().packet, 1U);
}
