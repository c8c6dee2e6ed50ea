// Where the map is low or narrow: nothing touches its edges, and words go where they have room.
#include <gtest/gtest.h>

#include "gui/map/map_layout.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

MapWanted before_an_audience() {
  MapWanted wanted;
  wanted.crepes_pill = QStringLiteral("queue 0");
  wanted.hamburger_pill = QStringLiteral("mailbox 0");
  wanted.eve_words = QStringLiteral("Eve hears every byte");
  wanted.eve_note = QStringLiteral("1 password in her notebook");
  return wanted;
}

}  // namespace

TEST(Edges, pills_and_eve_keep_away_from_them_at_any_height) {
  Theme theme;
  for (const double scale : {1.0, 2.1})
    for (const QSizeF size : {QSizeF(1330, 232), QSizeF(1330, 180), QSizeF(440, 260), QSizeF(700, 150)}) {
      theme.set_scale(scale);
      const MapLayout layout = lay_out(size, theme, before_an_audience());
      for (const HostSpot& host : layout.hosts)
        EXPECT_TRUE(host.pill.isEmpty() || host.pill.top() >= 4) << size.width() << ' ' << size.height() << ' ' << scale;
      EXPECT_LE(layout.eve.bottom(), size.height() - 4) << size.width() << ' ' << size.height() << ' ' << scale;
    }
}

TEST(Edges, words_that_are_too_long_for_the_room_beside_a_server_go_above_it) {
  Theme theme;
  const MapLayout layout = lay_out({700, 290}, theme, before_an_audience());
  const Route route = layout.route(wire::Role::bob, wire::Role::hamburger, 18);
  const double beside = route.words.width();
  EXPECT_EQ(route.room_for(beside - 1), route.words);
  const QRectF room = route.room_for(beside + 40);
  EXPECT_GE(room.width(), beside + 40);
  EXPECT_LT(room.bottom(), route.words.bottom());
  for (const HostSpot& host : layout.hosts)
    for (const QRectF& box : {host.icon, host.name, host.pill}) EXPECT_FALSE(room.intersects(box));
  EXPECT_GE(room.top(), 0);
}

TEST(Edges, words_on_a_short_way_go_beside_it) {
  Theme theme;
  const MapLayout layout = lay_out({700, 290}, theme, before_an_audience());
  const Route route = layout.route(wire::Role::bob, wire::Role::ftp, 18);
  EXPECT_LT(route.words.width(), 100);
  const QRectF room = route.room_for(100);
  EXPECT_GE(room.width(), 100);
  for (const HostSpot& host : layout.hosts)
    for (const QRectF& box : {host.icon, host.name, host.address}) EXPECT_FALSE(room.intersects(box));
}
