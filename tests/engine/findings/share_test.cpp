// What of random bytes is readable, however they are cut, is what a slower look finds.
#include "engine/findings/share.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

// RFC 3629, 4: a first byte says how many follow; what is no letter is passed over by one byte.
std::uint64_t readable_in(std::string_view text) {
  std::uint64_t readable = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto byte = static_cast<unsigned char>(text[at]);
    const std::size_t length = byte >= 0xc2 && byte < 0xe0 ? 2 : byte >= 0xe0 && byte < 0xf0 ? 3 : byte >= 0xf0 && byte < 0xf5 ? 4 : 1;
    std::size_t here = 1;
    while (here < length && at + here < text.size() && (static_cast<unsigned char>(text[at + here]) & 0xc0) == 0x80) ++here;
    const bool plain = (byte >= 0x20 && byte < 0x7f) || (byte >= 9 && byte <= 13);
    if (length > 1 ? here == length : plain) readable += length;
    at += here;
  }
  return readable;
}

std::uint64_t measured(std::string_view text, std::size_t cut) {
  ShareMeter meter;
  for (std::size_t at = 0; at < text.size(); at += cut) {
    const std::string_view piece = text.substr(at, cut);
    static_cast<void>(meter.add(std::as_bytes(std::span(piece.data(), piece.size())), 0));
  }
  return meter.whole().readable;
}

TEST(Share, letters_of_every_length_count_when_they_are_whole) {
  for (const std::string text : {"Crêpe", "€ 5", "\U0001f95e!", "\x80\x80", "\xc3", "\xe2\x82", "\xe2\x82 x", "\xf0\x9f\xa5\xc3\xaa",
                                 "a\x01z\x7f", "ordinary words, eight and more"})
    for (const std::size_t cut : {1, 2, 3, 100}) EXPECT_EQ(measured(text, cut), readable_in(text)) << text << " cut at " << cut;
  EXPECT_EQ(readable_in("Crêpe"), 6U);
}

TEST(Share, random_bytes_are_counted_as_a_slower_look_counts_them) {
  std::mt19937 random(7);
  for (int round = 0; round < 200; ++round) {
    std::string text(300, '\0');
    const bool letters = round % 2 == 0;  // most bytes from UTF-8's
    for (char& each : text) each = static_cast<char>(letters ? 0x80 + random() % 0x80 : random());
    EXPECT_EQ(measured(text, 1 + round % 40), readable_in(text)) << round;
  }
}

// A live capture goes on for long after a conversation is over.
TEST(Share, a_side_that_has_said_its_last_is_measured_to_its_end) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 2, 110, 110));
  talk.open();
  talk.server("+OK ready\r\n");
  talk.client("QUIT\r\n");
  talk.server("+OK\r\n");
  talk.close();
  tests::Found found;
  analysis::AnalyzerSettings settings;
  settings.shares = true;
  analysis::Analyzer analyzer(found, settings);
  for (std::size_t i = 0; i < talk.frames.size(); ++i) analyzer.feed(tests::raw_packet(talk.frames[i], i));
  const auto told = [&] {
    std::array<std::uint64_t, 2> bytes{};
    for (const auto& [from, share] : found.shares) bytes[from == wire::Side::client ? 0 : 1] += share.bytes;
    return bytes;
  };
  EXPECT_EQ(told(), (std::array<std::uint64_t, 2>{6, 16}));
  analyzer.finish();
  EXPECT_EQ(told(), (std::array<std::uint64_t, 2>{6, 16}));
}

TEST(Share, entropy_is_of_all_bytes) {
  ShareMeter meter;
  std::array<std::byte, 256> each{};
  for (std::size_t i = 0; i < each.size(); ++i) each[i] = static_cast<std::byte>(i);
  static_cast<void>(meter.add(each, 0));
  EXPECT_DOUBLE_EQ(meter.whole().entropy, 8);
  static_cast<void>(meter.last());
  EXPECT_DOUBLE_EQ(meter.whole().entropy, 8);
  EXPECT_EQ(meter.whole().bytes, 256U);
}

}  // namespace
}  // namespace cleartext::findings
