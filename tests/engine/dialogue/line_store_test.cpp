// What is put into a store of lines comes out again, whatever it shares with its neighbours, and a long letter stays small.
#include "engine/dialogue/line_store.h"

#include <gtest/gtest.h>

#include <random>

namespace cleartext::dialogue {
namespace {

bool is_same(const Line& a, const Line& b) {
  return a.stream == b.stream && a.protocol == b.protocol && a.from == b.from && a.packet == b.packet && a.time_ns == b.time_ns &&
         a.kind == b.kind && a.verb == b.verb && a.code == b.code && a.text == b.text && a.position == b.position && a.length == b.length &&
         a.decrypted == b.decrypted;
}

std::span<const std::byte> bytes_of(const std::string& text) { return std::as_bytes(std::span(text.data(), text.size())); }

// Lines of every kind, some in `ground`, some not.
struct Drawn {
  std::mt19937_64 draw{7};
  std::string ground = std::string(100'000, 'x');
  std::vector<Line> lines;
  std::vector<LineView> views;  // in the ground, or of `lines`

  std::uint64_t below(std::uint64_t end) { return draw() % end; }
  void fill(std::size_t count) {
    for (char& c : ground) c = static_cast<char>('a' + below(26));
    lines.reserve(count);
    for (std::size_t i = 0; i < count; ++i) {
      Line line = lines.empty() || below(5) == 0 ? Line{} : lines.back();
      if (below(4) == 0)
        line.stream = static_cast<std::uint32_t>(below(5'000'000'000)), line.from = below(2) == 0 ? wire::Side::client : wire::Side::server;
      if (below(3) == 0) line.packet = static_cast<std::uint32_t>(draw()), line.time_ns = static_cast<std::int64_t>(draw());
      line.position = below(3) == 0 ? draw() : line.position + line.length;
      line.kind = static_cast<LineKind>(below(6));
      line.protocol = static_cast<packet::Protocol>(below(14));
      line.verb = below(3) == 0 ? "RCPT" : "";
      line.code = below(3) == 0 ? "+OK" : "";
      line.decrypted = below(9) == 0;
      const std::size_t size = below(20) == 0 ? below(40'000) : below(90), place = below(ground.size() - size);
      line.text = ground.substr(place, size);
      line.length = static_cast<std::uint32_t>(size + below(3));
      lines.push_back(line);
      views.push_back(view(lines.back()));
      if (below(2) == 0) views.back().text = std::string_view(ground).substr(place, size);
    }
  }
};

TEST(LineStore, every_line_comes_out_as_it_went_in) {
  Drawn drawn;
  drawn.fill(5'000);
  LineStore store;
  for (const LineView& each : drawn.views) store.push_back(each, bytes_of(drawn.ground));
  ASSERT_EQ(store.size(), drawn.lines.size());
  std::size_t i = 0;
  for (const Line& line : store) ASSERT_TRUE(is_same(line, drawn.lines[i++]));
  EXPECT_EQ(i, drawn.lines.size());
  for (int times = 0; times < 5'000; ++times) {
    const std::size_t at = drawn.below(store.size());
    ASSERT_TRUE(is_same(store[at], drawn.lines[at])) << at;
  }
}

TEST(LineStore, batches_of_any_size_follow_each_other) {
  Drawn drawn;
  drawn.fill(5'000);
  LineStore store;
  for (std::size_t i = 0; i < drawn.views.size();) {
    LineStore batch;
    for (std::size_t left = drawn.below(2) == 0 ? drawn.below(10) : drawn.below(1'000); left > 0 && i < drawn.views.size(); --left)
      batch.push_back(drawn.views[i++], bytes_of(drawn.ground));
    const LineStore copy = batch;
    store.append(std::move(batch));
    store.append(LineStore(LineStore{}));
    ASSERT_EQ(copy.size() == 0 || is_same(copy.back(), store.back()), true);
  }
  ASSERT_EQ(store.size(), drawn.lines.size());
  std::size_t i = 0;
  for (const Line& line : store) ASSERT_TRUE(is_same(line, drawn.lines[i++]));
}

TEST(LineStore, a_copy_goes_its_own_way) {
  Drawn drawn;
  drawn.fill(100);
  LineStore store;
  for (std::size_t i = 0; i < 50; ++i) store.push_back(drawn.lines[i]);
  LineStore copy = store;
  for (std::size_t i = 50; i < 100; ++i) {
    store.push_back(drawn.lines[i]);
    copy.push_back(drawn.lines[149 - i]);
  }
  for (std::size_t i = 0; i < 100; ++i) {
    EXPECT_TRUE(is_same(store[i], drawn.lines[i]));
    EXPECT_TRUE(is_same(copy[i], drawn.lines[i < 50 ? i : 149 - i]));
  }
  copy.clear();
  EXPECT_TRUE(copy.empty());
  EXPECT_TRUE(is_same(store[99], drawn.lines[99]));
}

TEST(LineStore, what_lies_in_kept_bytes_is_not_copied_and_what_does_not_is) {
  std::string kept = "first\r\nsecond\r\n", passing = "third";
  LineStore store;
  LineView line;
  line.text = std::string_view(kept).substr(0, 5);
  store.push_back(line, bytes_of(kept));
  line.text = passing;
  store.push_back(line, bytes_of(kept));
  EXPECT_EQ(store.view(0).text.data(), kept.data());
  passing = "gone!";
  EXPECT_EQ(store[1].text, "third");
}

}  // namespace
}  // namespace cleartext::dialogue
