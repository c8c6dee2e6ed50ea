// What is typed into the filter, what it lets through, and what is said when it was typed wrong.
#include <gtest/gtest.h>

#include <deque>

#include "engine/filter/completion.h"
#include "engine/filter/matcher.h"
#include "engine/packet/packet.h"
#include "tests/support/packets.h"

namespace cleartext::filter {
namespace {

packet::Packet made(packet::Protocol protocol, packet::Endpoint from, packet::Endpoint to, std::string_view payload = {},
                    std::uint8_t flags = packet::ack) {
  static std::deque<tests::Frame> kept;
  kept.push_back(tests::ethernet({from, to, 1, 1, flags, std::string(payload)}));
  packet::Packet packet;
  packet::decode(tests::raw_packet(kept.back()), packet);
  packet.protocol = protocol;
  packet.stream = 3;
  packet.number = 7;
  packet.from_client = true;
  packet.time_ns = 2'500'000'000;
  return packet;
}

const packet::Endpoint alice = tests::endpoint(10, 0, 1, 10, 40000), server = tests::endpoint(192, 168, 7, 25, 25);

struct Asked : testing::Test {
  packet::Packet mail = made(packet::Protocol::smtp, alice, server, "RCPT TO:<Bob@hamburger.edu>\r\n");
  packet::Packet syn = made(packet::Protocol::tcp, alice, server, {}, packet::syn);

  static Knowledge knowledge() {
    Knowledge known;
    packet::Endpoint host = server;
    host.port = 0;
    known.names[host] = "mx.hamburger.edu hamburger";
    known.credentials = {5, 7};
    known.begin_ns = 1'000'000'000;
    return known;
  }
  static bool passes(const packet::Packet& packet, const char* typed) {
    const auto filter = parse(typed);
    EXPECT_TRUE(filter) << typed;
    return filter && Matcher(*filter, knowledge()).matches(packet);
  }
};

TEST_F(Asked, each_term_means_what_it_says) {
  for (const char* typed : {"smtp",
                            "SMTP",
                            "tcp",
                            "mail",
                            "protocol smtp",
                            "host 10.0.1.10",
                            "host 10.0.0.0/8",
                            "src 10.0.1.10",
                            "dst mx.hamburger.edu",
                            "host hamburger",
                            "ip.dst == 192.168.7.25",
                            "port 25",
                            "tcp.port==25",
                            "port 20-30",
                            "port 20..30",
                            "port > 39999",
                            "srcport 40000",
                            "dstport <= 25",
                            "stream 3",
                            "tcp.stream = 3",
                            "number 7",
                            "number:7",
                            "frame.number >= 7",
                            "time 1.5",
                            "time < 1.6",
                            "length > 40",
                            "payload",
                            "payload > 20",
                            "payload = 29",
                            "text bob@",
                            "text \"TO:<bob\"",
                            "frame contains rcpt",
                            "smtp contains \"rcpt to\"",
                            "text ~ HAMBURGER.EDU",
                            "\"rcpt to\"",
                            "bob@hamburger",
                            "10.0.1",
                            "credentials",
                            "client",
                            "host ~ hamb"})
    EXPECT_TRUE(passes(mail, typed)) << typed;
  for (const char* typed : {"pop3",
                            "udp",
                            "host 10.0.1.11",
                            "host 10.1.0.0/16",
                            "src 192.168.7.25",
                            "dst 10.0.1.10",
                            "host crepes",
                            "port 26",
                            "srcport 25",
                            "port != 25",
                            "stream 4",
                            "number < 7",
                            "time > 1.5",
                            "retransmission",
                            "syn",
                            "server",
                            "text marmalade",
                            "marmalade",
                            "smtp contains marmalade",
                            "protocol != smtp",
                            "host != hamburger"})
    EXPECT_FALSE(passes(mail, typed)) << typed;
}

TEST_F(Asked, and_binds_closer_than_or_and_may_be_left_out) {
  EXPECT_TRUE(passes(mail, "pop3 and port 110 or smtp"));
  EXPECT_FALSE(passes(mail, "pop3 and (port 110 or smtp)"));
  EXPECT_TRUE(passes(mail, "smtp port 25 hamburger"));
  EXPECT_FALSE(passes(mail, "smtp port 26"));
  EXPECT_TRUE(passes(mail, "not pop3 and not (ftp || tls)"));
  EXPECT_TRUE(passes(mail, "!pop3 && smtp"));
  EXPECT_FALSE(passes(mail, "not not not smtp"));
}

TEST_F(Asked, a_packet_without_payload_is_searched_in_what_is_said_of_it) {
  EXPECT_TRUE(passes(syn, "text syn"));
  EXPECT_TRUE(passes(syn, "syn and not payload"));
  EXPECT_FALSE(passes(syn, "smtp"));
}

TEST_F(Asked, addresses_of_the_sixth_version_are_words_too) {
  packet::Endpoint six;
  six.is_v6 = true;
  six.address = {0x20, 0x01, 0x0d, 0xb8};
  six.address[15] = 1;
  packet::Packet packet = mail;
  packet.source = six;
  EXPECT_TRUE(passes(packet, "host 2001:db8::1"));
  EXPECT_TRUE(passes(packet, "host:2001:db8::1"));
  EXPECT_TRUE(passes(packet, "src == 2001:db8::/32"));
  EXPECT_FALSE(passes(packet, "host ::1"));
}

TEST_F(Asked, a_line_is_asked_as_a_packet_is) {
  dialogue::Line line;
  line.protocol = packet::Protocol::smtp;
  line.from = wire::Side::server;
  line.text = "250 Recipient ok";
  line.packet = 8;
  stream::StreamInfo stream;
  stream.client = alice;
  stream.server = server;
  const auto passes = [&](const char* typed) { return Matcher(*parse(typed), knowledge()).matches(dialogue::view(line), stream, "relay"); };
  for (const char* typed : {"smtp", "src hamburger", "dst 10.0.1.10", "port 25", "relay", "recipient", "text \"recipient ok\"", "server",
                            "number 8", "payload or not payload"})
    EXPECT_TRUE(passes(typed)) << typed;
  for (const char* typed : {"client", "dst hamburger", "credentials", "syn"}) EXPECT_FALSE(passes(typed)) << typed;
}

TEST(Faults, say_which_characters_and_why) {
  using Kind = Fault::Kind;
  struct Row {
    const char* typed;
    Kind kind;
    std::size_t offset, length;
  };
  for (const Row& row : std::vector<Row>{{"smtp and", Kind::operand_missing, 5, 3},
                                         {"or smtp", Kind::operand_missing, 0, 2},
                                         {"smtp and or pop3", Kind::operand_missing, 9, 2},
                                         {"not", Kind::operand_missing, 0, 3},
                                         {"port", Kind::value_missing, 0, 4},
                                         {"smtp and port >", Kind::value_missing, 14, 1},
                                         {"port abc", Kind::not_a_number, 5, 3},
                                         {"host alice and port 25x", Kind::not_a_number, 20, 3},
                                         {"protocol smpt", Kind::not_a_protocol, 9, 4},
                                         {"colour == red", Kind::unknown_field, 0, 6},
                                         {"host > alice", Kind::unfit_comparison, 5, 1},
                                         {"(smtp or pop3", Kind::open_parenthesis, 0, 1},
                                         {"smtp)", Kind::stray_parenthesis, 4, 1},
                                         {"()", Kind::operand_missing, 1, 1},
                                         {"text \"never closed", Kind::open_quote, 5, 13}}) {
    const auto filter = parse(row.typed);
    ASSERT_FALSE(filter) << row.typed;
    EXPECT_EQ(filter.error().kind, row.kind) << row.typed;
    EXPECT_EQ(filter.error().offset, row.offset) << row.typed;
    EXPECT_EQ(filter.error().length, row.length) << row.typed;
  }
}

TEST(Faults, no_depth_of_nesting_is_too_much_for_it) {
  EXPECT_FALSE(parse(std::string(100'000, '(')));
  EXPECT_FALSE(parse(std::string(100'000, '!')));
  EXPECT_TRUE(parse(std::string(50, '(') + "smtp" + std::string(50, ')')));
  std::string many;
  for (int i = 0; i < 100'000; ++i) many += "smtp ";
  EXPECT_EQ(parse(many).error().kind, Fault::Kind::too_long);
  EXPECT_TRUE(parse("")->empty());
  EXPECT_TRUE(parse("   ")->empty());
}

TEST(Finders, find_a_word_wherever_it_stands) {
  const Finder finder("hungry");
  for (const std::size_t before : {0, 1, 57, 58, 59, 63, 64, 65, 200})
    for (const std::size_t after : {0, 1, 70}) {
      EXPECT_TRUE(finder.in(std::string(before, 'u') + "HunGry" + std::string(after, 'y'))) << before << " " << after;
      EXPECT_FALSE(finder.in(std::string(before, 'u') + "HunGy" + std::string(after, 'y'))) << before << " " << after;
    }
  EXPECT_FALSE(finder.in(std::string_view("hungr")));
  EXPECT_TRUE(Finder("").in(std::string_view("x")));
  EXPECT_TRUE(Finder("\r\n").in(std::string_view("QUIT\r\n")));
  EXPECT_FALSE(Finder("@").in(std::string_view("```````")));
}

// Few letters, so that nearly every place looks like the right one.
TEST(Finders, find_what_a_slower_look_finds) {
  std::uint32_t seed = 7;
  const auto random = [&seed](std::uint32_t below) { return (seed = seed * 1'664'525 + 1'013'904'223) / 65'536 % below; };
  constexpr std::string_view letters = "abAB.";
  const auto text_of = [&](std::size_t size) {
    std::string text(size, ' ');
    for (char& each : text) each = letters[random(static_cast<std::uint32_t>(letters.size()))];
    return text;
  };
  int found = 0;
  for (int round = 0; round < 3'000; ++round) {
    const std::string word = dialogue::lower(text_of(1 + random(8))), text = text_of(random(200));
    const bool is_there = dialogue::lower(text).find(word) != std::string::npos;
    found += is_there ? 1 : 0;
    EXPECT_EQ(Finder(word).in(std::string_view(text)), is_there) << word << " in " << text;
  }
  EXPECT_GT(found, 500);
  EXPECT_LT(found, 2'500);
}

TEST(Completions, offer_what_may_stand_there) {
  const std::vector<std::string> hosts{"mail.crepes.fr", "Alice"};
  const auto at_end = [&](const char* typed) { return complete(typed, std::string_view(typed).size(), hosts); };
  EXPECT_EQ(at_end("sm").words.front(), "smtp");
  EXPECT_EQ(at_end("sm").offset, 0U);
  EXPECT_EQ(at_end("smtp and ho").words.front(), "host");
  EXPECT_EQ(at_end("smtp and ho").offset, 9U);
  EXPECT_EQ(at_end("smtp ").words.front(), "and");
  EXPECT_EQ(at_end("host ").words, hosts);
  EXPECT_EQ(at_end("host cre").words, std::vector<std::string>{"mail.crepes.fr"});
  EXPECT_EQ(at_end("protocol = po").words.front(), "pop3");
  EXPECT_TRUE(at_end("text mar").words.empty());
  EXPECT_TRUE(at_end("\"quoted").words.empty());
}

}  // namespace
}  // namespace cleartext::filter
