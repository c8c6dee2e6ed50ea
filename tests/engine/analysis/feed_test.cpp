// The feed hands over a file whole, and a live capture as it happens, to the thread that asked.
#include <arpa/inet.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/socket.h>
#include <unistd.h>

#include <QSignalSpy>
#include <QTest>
#include <filesystem>
#include <fstream>

#include "engine/analysis/feed.h"
#include "tests/support/capture_file.h"

namespace cleartext::analysis {
namespace {

constexpr int patience_ms = 10'000;

struct Heard {
  explicit Heard(Feed& feed) : finished(&feed, &Feed::finished) {
    QObject::connect(&feed, &Feed::batch, &recording, [this](const std::shared_ptr<Batch>& batch) {
      ++batches;
      recording.apply(std::move(*batch));
    });
  }
  bool wait() { return finished.count() > 0 || finished.wait(patience_ms); }
  Recording recording;
  QSignalSpy finished;
  int batches = 0;
};

std::string temporary(const char* name) {
  return (std::filesystem::path(::testing::TempDir()) / (std::to_string(getpid()) + name)).string();
}

std::string capture_of(int commands, const char* name) {
  std::string path = temporary(name);
  tests::write_capture(path, tests::long_talk(commands));
  return path;
}

TEST(Feed, a_file_arrives_whole_and_its_bytes_stay) {
  const std::string path = capture_of(30'000, "feed.pcapng");
  Feed feed;
  Heard heard(feed);
  QSignalSpy progressed(&feed, &Feed::progressed);
  feed.start_file(path);
  ASSERT_TRUE(heard.wait());
  EXPECT_EQ(heard.finished[0][0].toString(), QString());
  EXPECT_EQ(progressed.back()[0].toDouble(), 1.0);
  ASSERT_EQ(heard.recording.packets().size(), 30'004u);
  EXPECT_EQ(heard.recording.lines().size(), 30'001u);
  const auto last = heard.recording.packet(30'004);
  EXPECT_EQ(std::string(reinterpret_cast<const char*>(last->payload().data()), last->payload_length), "NOOP\r\n");
  std::filesystem::remove(path);
}

TEST(Feed, a_held_file_comes_as_far_as_it_was_released_and_again_from_the_start) {
  const std::string path = capture_of(30, "held.pcapng");
  Feed feed;
  Heard heard(feed);
  feed.start_held(path);
  for (const std::uint32_t packet : {1U, 7U, 20U}) {
    feed.release(packet);
    ASSERT_TRUE(QTest::qWaitFor([&] { return heard.recording.packets().size() >= packet; }, patience_ms));
    EXPECT_EQ(heard.recording.packets().size(), packet);
    EXPECT_EQ(heard.finished.count(), 0);
  }
  feed.start_held(path);
  heard.recording.clear();
  feed.release(3);
  ASSERT_TRUE(QTest::qWaitFor([&] { return heard.recording.packets().size() == 3; }, patience_ms));
  feed.release(34);
  ASSERT_TRUE(heard.wait());
  EXPECT_EQ(heard.recording.packets().size(), 34U);
  std::filesystem::remove(path);
}

// The writer puts the lab's names into a block of their own.
TEST(Feed, a_captures_own_names_of_hosts_come_along) {
  const std::string path = capture_of(3, "names.pcapng");
  Feed feed;
  Heard heard(feed);
  feed.start_file(path);
  ASSERT_TRUE(heard.wait());
  EXPECT_EQ(heard.recording.host_name(tests::endpoint(127, 0, 1, 25, 4711)), "mail.crepes.fr");
  EXPECT_EQ(heard.recording.host_name(tests::endpoint(10, 0, 0, 1, 0)), "");
  std::filesystem::remove(path);
}

// Whoever opens a file asks for no sums of parts, but letters without a Message-ID are still known by what they say.
TEST(Feed, letters_without_an_id_keep_their_own_ways_in_a_file) {
  std::vector<tests::Frame> frames;
  const auto pass = [&](std::uint8_t from, std::uint8_t to, const std::string& words) {
    tests::Talk smtp(tests::endpoint(127, 0, 0, from, static_cast<std::uint16_t>(41000 + frames.size())),
                     tests::endpoint(127, 0, 0, to, 25));
    smtp.open();
    smtp.server("220 x\r\n");
    smtp.client("MAIL FROM:<alice@a>\r\n");
    smtp.server("250 ok\r\n");
    smtp.client("RCPT TO:<bob@b>\r\n");
    smtp.server("250 ok\r\n");
    smtp.client("DATA\r\n");
    smtp.server("354 go\r\n");
    smtp.client("Subject: crepes\r\n\r\n" + words + "\r\n.\r\n");
    smtp.server("250 ok\r\n");
    smtp.close();
    frames.insert(frames.end(), smtp.frames.begin(), smtp.frames.end());
  };
  pass(1, 2, "At noon?");
  pass(2, 3, "At eight?");
  pass(2, 3, "At noon?");
  const std::string path = temporary("ways.pcapng");
  tests::write_capture(path, frames);
  Feed feed;
  Heard heard(feed);
  feed.start_file(path);
  ASSERT_TRUE(heard.wait());
  std::vector<std::pair<std::uint32_t, std::uint32_t>> ways;
  for (const findings::Message& message : heard.recording.messages()) ways.emplace_back(message.journey, message.hop);
  EXPECT_THAT(ways, testing::ElementsAre(testing::Pair(0U, 0U), testing::Pair(1U, 0U), testing::Pair(0U, 1U)));
  std::filesystem::remove(path);
}

TEST(Feed, what_was_read_until_it_is_stopped_stays) {
  const std::string path = capture_of(60'000, "stopped.pcapng");
  Feed feed;
  Heard heard(feed);
  QSignalSpy progressed(&feed, &Feed::progressed);
  QObject::connect(&feed, &Feed::batch, &feed, &Feed::stop);
  feed.start_file(path);
  ASSERT_TRUE(heard.wait());
  EXPECT_EQ(heard.finished[0][0].toString(), QString());
  const std::size_t packets = heard.recording.packets().size();
  EXPECT_GT(packets, 0u);
  EXPECT_LT(packets, 60'004u);
  EXPECT_GT(progressed.back()[0].toDouble(), 0.0);
  EXPECT_LT(progressed.back()[0].toDouble(), 1.0);
  std::filesystem::remove(path);
}

TEST(Feed, a_second_file_takes_the_place_of_the_first) {
  const std::string path = capture_of(20'000, "first.pcapng"), other = capture_of(10, "second.pcapng");
  Feed feed;
  Heard heard(feed);
  feed.start_file(path);
  feed.start_file(other);
  ASSERT_TRUE(heard.wait());
  EXPECT_EQ(heard.recording.packets().size(), 14u);
  EXPECT_EQ(heard.finished.count(), 1);
  std::filesystem::remove(path);
  std::filesystem::remove(other);
}

TEST(Feed, damage_is_told_at_the_end) {
  const std::string path = temporary("damaged.pcap");
  std::ofstream(path) << "this is no capture";
  Feed feed;
  Heard heard(feed);
  feed.start_file(path);
  ASSERT_TRUE(heard.wait());
  EXPECT_TRUE(heard.finished[0][0].toString().contains(QLatin1String("not a capture")));
  std::filesystem::remove(path);
}

TEST(Feed, a_missing_file_is_told_too) {
  Feed feed;
  Heard heard(feed);
  feed.start_file(temporary("not-there"));
  ASSERT_TRUE(heard.wait());
  EXPECT_FALSE(heard.finished[0][0].toString().isEmpty());
  EXPECT_FALSE(heard.finished[0][1].toString().isEmpty());
}

// A listener and a connection on loopback addresses of the lab, any port.
struct Line {
  Line() {
    listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(0x7f000219);
    EXPECT_EQ(bind(listener, reinterpret_cast<sockaddr*>(&place), sizeof place), 0);
    socklen_t size = sizeof place;
    getsockname(listener, reinterpret_cast<sockaddr*>(&place), &size);
    listen(listener, 1);
    port = ntohs(place.sin_port);
    at = place;
  }
  ~Line() {
    for (const int each : {listener, client, server})
      if (each >= 0) close(each);
  }
  Line(const Line&) = delete;
  Line& operator=(const Line&) = delete;
  void connect_now() {
    client = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    ASSERT_EQ(connect(client, reinterpret_cast<sockaddr*>(&at), sizeof at), 0);
    server = accept(listener, nullptr, nullptr);
  }
  int listener = -1, client = -1, server = -1;
  std::uint16_t port = 0;
  sockaddr_in at{};
};

TEST(Feed, a_live_capture_hears_a_connection_and_stops_at_once) {
  Line line;
  Feed feed;
  Heard heard(feed);
  const auto started = feed.start_live("lo", "tcp port " + std::to_string(line.port), [](const std::function<void()>& call) { call(); });
  if (!started) GTEST_SKIP() << started.error().sentence;
  line.connect_now();
  ASSERT_EQ(send(line.server, "220 mail ESMTP\r\n", 16, 0), 16);
  ASSERT_TRUE(QTest::qWaitFor([&] { return heard.recording.lines().size() == 1; }, patience_ms));
  EXPECT_EQ(heard.recording.lines()[0].text, "220 mail ESMTP");
  EXPECT_EQ(heard.recording.dropped(), 0u);

  heard.recording.clear();
  feed.restart();
  ASSERT_EQ(send(line.client, "EHLO after\r\n", 12, 0), 12);
  ASSERT_TRUE(QTest::qWaitFor([&] { return !heard.recording.packets().empty(); }, patience_ms));
  EXPECT_EQ(heard.recording.packets()[0].number, 1u);

  feed.stop();
  EXPECT_TRUE(heard.wait());
}

TEST(Feed, an_interface_that_is_not_there_is_refused_with_a_sentence) {
  Feed feed;
  const auto started = feed.start_live("no-such-interface", "tcp", [](const std::function<void()>& call) { call(); });
  ASSERT_FALSE(started);
  EXPECT_FALSE(started.error().sentence.empty());
}

}  // namespace
}  // namespace cleartext::analysis
