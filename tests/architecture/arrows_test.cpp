// Arrows point one way: gui -> engine -> servers, and between rooms only where a CMakeLists.txt says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/architecture/rooms.h"
#include "tests/architecture/source_tree.h"

namespace cleartext::architecture {
namespace {

TEST(Arrows, the_house_has_rooms_on_every_floor) {
  const Rooms all = rooms();
  for (const char* room : {"servers/wire", "servers/smtp", "servers/network", "engine/packet", "gui/map"})
    EXPECT_TRUE(all.contains(room)) << room;
  EXPECT_GT(sources().size(), 100U);
}

TEST(Arrows, no_floor_knows_the_one_above) {
  const Rooms all = rooms();
  for (const Source& source : sources())
    for (const std::string& room : rooms_included(source, all))
      EXPECT_LE(floor_of(room), floor_of(source.path)) << source.path << " includes " << room;
  for (const auto& [room, known] : all)
    for (const std::string& other : known) EXPECT_LE(floor_of(other), floor_of(room)) << room << "/CMakeLists.txt names " << other;
}

TEST(Arrows, no_source_includes_a_room_that_its_own_room_does_not_declare) {
  const Rooms all = rooms();
  for (const Source& source : sources()) {
    const std::string own = room_of(source.path, all);
    ASSERT_NE(own, "") << source.path << " lives in no room";
    const std::set<std::string> known = known_to(own, all);
    for (const std::string& room : rooms_included(source, all))
      EXPECT_TRUE(room == own || known.contains(room))
          << source.path << " includes " << room << ", which " << own << "/CMakeLists.txt does not name";
  }
}

TEST(Arrows, rooms_never_form_a_circle) {
  const Rooms all = rooms();
  for (const auto& [room, known] : all) EXPECT_FALSE(known_to(room, all).contains(room)) << room;
}

TEST(Arrows, nothing_of_ours_includes_the_tests) {
  for (const Source& source : sources())
    each_match(source.code, "#include \"tests/",
               [&](std::size_t line, const std::string&) { ADD_FAILURE() << source.path << ":" << line << " includes a test"; });
}

// Sessions are pure: bytes in, bytes out, and no way to reach a socket, a namespace or an observer.
TEST(Arrows, sessions_know_only_the_vocabulary_the_letters_and_the_store) {
  const Rooms all = rooms();
  for (const char* session : {"servers/smtp", "servers/pop3", "servers/imap", "servers/http", "servers/ftp"}) {
    if (!all.contains(session)) continue;
    for (const std::string& room : known_to(session, all))
      EXPECT_THAT(room, testing::AnyOf("servers/wire", "servers/store", "servers/sasl", "servers/mime")) << session;
  }
}

// The eyes never ask a server what it said: they may share command rows, never the world itself.
TEST(Arrows, the_eyes_do_not_know_the_running_world) {
  const Rooms all = rooms();
  for (const char* eye : {"engine/capture", "engine/packet", "engine/stream", "engine/dialogue", "engine/findings"}) {
    ASSERT_TRUE(all.contains(eye)) << eye;
    for (const char* world : {"servers/lab", "servers/host", "servers/actors", "servers/store"})
      for (const Source& source : sources())
        EXPECT_FALSE(is_in(source, eye) && rooms_included(source, all).contains(world)) << source.path << " -> " << world;
  }
}

}  // namespace
}  // namespace cleartext::architecture
