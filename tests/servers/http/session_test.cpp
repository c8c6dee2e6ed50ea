// Golden conversations, and what a server must withstand: every bound, every way of hiding one request in another.
#include <fmt/format.h>

#include "servers/http/http_session.h"
#include "tests/servers/http/small_site.h"
#include "tests/transcripts/replay.h"

namespace cleartext::http {
namespace {

class HttpPlayer final : public transcripts::Player {
 public:
  explicit HttpPlayer(std::unique_ptr<SmallSite> site) : Player(make_session({}, *site)), site_(std::move(site)) {}
  ~HttpPlayer() override { session_.reset(); }

 private:
  std::unique_ptr<SmallSite> site_;
};

class HttpTranscript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(HttpTranscript, is_played_as_written) {
  transcripts::expect_golden(GetParam(), [] { return std::make_unique<HttpPlayer>(std::make_unique<SmallSite>()); });
}

INSTANTIATE_TEST_SUITE_P(Http, HttpTranscript, testing::ValuesIn(transcripts::golden_files("http")), transcripts::test_name);

class Http : public testing::Test {
 protected:
  struct Said {
    std::string bytes;
    bool closed = false;
    std::string status() const { return bytes.substr(0, 12); }
    std::size_t answers() const {
      std::size_t count = 0;
      for (auto at = bytes.find("\r\nDate: "); at != bytes.npos; at = bytes.find("\r\nDate: ", at + 1)) ++count;
      return count;
    }
  };
  Said play(std::string_view bytes, std::size_t step) {
    site.asked.clear();
    const auto session = make_session({}, site);
    Said said;
    for (std::size_t at = 0; at < bytes.size(); at += step) {
      const auto output = session->receive(bytes.substr(at, step));
      said.bytes += output.bytes;
      said.closed = said.closed || !output.effects.empty();
    }
    return said;
  }
  // Whole, byte by byte, and by threes: always the same.
  Said say(std::string_view bytes) {
    const auto whole = play(bytes, bytes.size() + 1);
    const auto asked = site.asked.size();
    for (const std::size_t step : {1u, 3u}) {
      const auto cut = play(bytes, step);
      EXPECT_EQ(cut.bytes, whole.bytes) << bytes.substr(0, 200);
      EXPECT_EQ(cut.closed, whole.closed);
      EXPECT_EQ(site.asked.size(), asked);
    }
    return whole;
  }
  void refused(std::string_view bytes, std::string_view status) {
    const auto said = say(std::string(bytes) + "GET / HTTP/1.1\r\nHost: smuggled\r\n\r\n");
    EXPECT_EQ(said.status(), fmt::format("HTTP/1.1 {}", status)) << bytes;
    EXPECT_EQ(said.answers(), 1u) << bytes;
    EXPECT_TRUE(said.closed) << bytes;
    EXPECT_TRUE(site.asked.empty()) << bytes;
  }
  SmallSite site;
};

const std::string host = "Host: x\r\n";
const std::string post = "POST /echo HTTP/1.1\r\nHost: x\r\n";

TEST_F(Http, two_lengths_are_never_believed) {
  refused(post + "Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
  refused(post + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n", "400");
  refused(post + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", "400");
  refused(post + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n", "400");
  refused(post + "Content-Length: 5, 5\r\n\r\nhello", "400");
}

TEST_F(Http, a_length_is_a_number_and_nothing_else) {
  for (const auto* length : {"", "+5", "-1", "5 5", "0x5", "5;", "five", "5\x0b"})
    refused(post + "Content-Length: " + length + "\r\n\r\nhello", "400");
  refused(post + "Content-Length: 99999999999999999999999\r\n\r\n", "413");
  refused(post + "Content-Length: 1048577\r\n\r\n", "413");
}

TEST_F(Http, chunked_stands_last_and_once) {
  for (const auto* coding : {"chunked, chunked", "gzip", "chunked, gzip", "identity", "xchunked", "chunked;x=y", "", ",", "\"chunked\""})
    refused(post + "Transfer-Encoding: " + coding + "\r\n\r\n0\r\n\r\n", "400");
  refused(post + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n", "501");
  refused(post + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
  refused("POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "400");
}

TEST_F(Http, header_lines_that_may_be_read_in_two_ways_are_refused) {
  for (const auto* line : {"Content-Length : 5", " Folded: x", "X: y\r\n Content-Length: 5", "\tX: y", "X Y: z", ": empty", "no colon",
                           "X\x01: y", "X: y\x01", "X: \x7f", "Content-Length\x0b: 5", "X: a\rB: c", "X: y\r"})
    refused(post + line + "\r\n\r\n", "400");
  refused(post + "X: a\nB: c\r\n\r\n", "400");
  refused(post + std::string("X: a\0b\r\n\r\n", 10), "400");
  refused("GET / HTTP/1.1\nHost: x\n\n", "400");
}

TEST_F(Http, the_request_line_has_three_words_and_two_spaces) {
  for (const auto* line :
       {"GET /", "GET  / HTTP/1.1", "GET / HTTP/1.1 ", "GET /a b HTTP/1.1", "GET\t/ HTTP/1.1", " GET / HTTP/1.1", "GET / HTTP/1",
        "GET / http/1.1", "GET / HTTP/1.10", "GET / HTTP/01.1", "GET a HTTP/1.1", "GET ftp://x/ HTTP/1.1", "GET /#a HTTP/1.1",
        "GET * HTTP/1.1", "GET http:///x HTTP/1.1", "GET /\xc3\xa9 HTTP/1.1", "GET /\x01 HTTP/1.1", "G(T / HTTP/1.1", "\x16\x03\x01\x02"})
    refused(std::string(line) + "\r\n" + host + "\r\n", "400");
  refused("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "505");
  refused("GET / HTTP/0.9\r\n\r\n", "505");
}

TEST_F(Http, there_is_one_host) {
  refused("GET / HTTP/1.1\r\n\r\n", "400");
  refused("GET / HTTP/1.1\r\nHost: x\r\nHost: x\r\n\r\n", "400");
  refused("GET / HTTP/1.1\r\nHost: x/y\r\n\r\n", "400");
  refused("GET / HTTP/1.1\r\nHost: <x>\r\n\r\n", "400");
  for (const auto* good : {"Host: x:80", "Host: [::1]:80", "host:x", "Host:"})
    EXPECT_EQ(say(std::string("GET / HTTP/1.1\r\n") + good + "\r\n\r\n").status(), "HTTP/1.1 200") << good;
  EXPECT_EQ(say("GET http://x.org:80/?a=b HTTP/1.1\r\nHost: y\r\n\r\n").status(), "HTTP/1.1 200");
  EXPECT_EQ(site.asked.at(0).path, "/");
  EXPECT_EQ(site.asked.at(0).query, "a=b");
}

TEST_F(Http, chunks_are_read_to_the_letter) {
  const auto chunked = post + "Transfer-Encoding: Chunked\r\n\r\n";
  for (const auto* body : {"5\r\nhello0\r\n\r\n", "5\r\nhellox\r\n0\r\n\r\n", "5\nhello\r\n0\r\n\r\n", "-5\r\n", "0x5\r\nhello\r\n", "\r\n",
                           " 5\r\nhello\r\n", "5 x\r\nhello\r\n", "5;\x01\r\nhello\r\n", "0\r\nX : y\r\n\r\n", "0\r\nX: a\nY: b\r\n\r\n"})
    refused(chunked + body, "400");
  for (const auto* size : {"100001", "ffffffff", "ffffffffffffffff", "10000000000000005"}) refused(chunked + size + "\r\n", "413");
  refused(chunked + "1;" + std::string(100'000, 'x'), "400");
  EXPECT_TRUE(say(chunked + "5;a=b\r\nhello\r\n000a\r\n, students\r\n0\r\nX: y\r\n\r\n").bytes.ends_with("\r\n\r\n[hello, students]\r\n"));
  std::string trailers;
  for (int i = 0; i < 200; ++i) trailers += "X: y\r\n";
  refused(chunked + "0\r\n" + trailers, "431");
}

TEST_F(Http, everything_has_a_most) {
  refused("GET /" + std::string(9000, 'x') + " HTTP/1.1\r\n" + host + "\r\n", "414");
  refused("GET / HTTP/1.1\r\nX: " + std::string(9000, 'y') + "\r\n\r\n", "431");
  std::string many = "GET / HTTP/1.1\r\nHost: x\r\n", large = many;
  for (int i = 0; i < 10'000; ++i) many += "X: y\r\n";
  for (int i = 0; i < 20; ++i) large += "X: " + std::string(8000, 'y') + "\r\n";
  refused(many + "\r\n", "431");
  refused(large + "\r\n", "431");
  std::string empty;
  for (int i = 0; i < 1000; ++i) empty += "\r\n";
  refused(empty, "400");
}

TEST_F(Http, a_line_without_an_end_is_answered_and_not_kept) {
  const auto session = make_session({}, site);
  std::size_t answered = 0;
  session->receive("GET / HTTP/1.1\r\nX: ");
  for (int i = 0; i < 1000 && answered == 0; ++i) answered = session->receive(std::string(1000, 'y')).bytes.size();
  EXPECT_GT(answered, 0u);
  EXPECT_EQ(session->receive(std::string(1000, 'y')).bytes, "");
}

TEST_F(Http, lines_of_exactly_the_most_are_taken) {
  const Limits limits;
  const std::string path(limits.request_line - std::string("GET / HTTP/1.1").size(), 'x');
  EXPECT_EQ(say("GET /" + path + " HTTP/1.1\r\n" + host + "\r\n").status(), "HTTP/1.1 404");
  refused("GET /x" + path + " HTTP/1.1\r\n" + host + "\r\n", "414");
  const std::string value(limits.field_line - 3, 'x');
  EXPECT_EQ(say("GET / HTTP/1.1\r\n" + host + "X: " + value + "\r\n\r\n").status(), "HTTP/1.1 200");
  refused("GET / HTTP/1.1\r\n" + host + "X: x" + value + "\r\n\r\n", "431");
}

TEST_F(Http, a_refusal_does_not_repeat_what_it_refuses) {
  class Plain final : public Site {
    std::chrono::system_clock::time_point now() const override { return {}; }
    std::string methods(std::string_view) const override { return {}; }
    Response answer(const Request&) override { return {}; }
  } plain;
  const auto said = make_session({}, plain)->receive("GET / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: <script>, chunked\r\n\r\n").bytes;
  EXPECT_EQ(said.find("<script>"), said.npos) << said;
}

TEST_F(Http, silence_in_the_middle_of_a_request_is_408_and_between_requests_nothing) {
  auto session = make_session({}, site);
  session->receive("GET / HT");
  auto output = session->timed_out();
  EXPECT_TRUE(output.bytes.starts_with("HTTP/1.1 408 Request Timeout\r\n"));
  EXPECT_EQ(output.effects.size(), 1u);
  session = make_session({}, site);
  session->receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  output = session->timed_out();
  EXPECT_EQ(output.bytes, "");
  ASSERT_EQ(output.effects.size(), 1u);
  EXPECT_TRUE(std::holds_alternative<wire::Close>(output.effects[0]));
  EXPECT_EQ(session->receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n").bytes, "");
}

TEST_F(Http, ten_thousand_requests_at_once_are_answered_in_order) {
  std::string all;
  for (int i = 0; i < 10'000; ++i) all += fmt::format("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\n\r\n{:05}", i);
  const auto said = play(all, all.size());
  EXPECT_EQ(said.answers(), 10'000u);
  EXPECT_TRUE(said.bytes.ends_with("[09999]\r\n"));
}

TEST_F(Http, the_site_learns_who_asks) {
  const auto session = make_session({{7, 9}}, site);
  session->receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
  EXPECT_EQ(site.asked.at(0).peer, (wire::Endpoint{7, 9}));
}

TEST(HttpRows, every_method_is_said_in_a_transcript_and_everything_is_explained) {
  std::string all;
  for (const auto& file : transcripts::golden_files("http")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& info : commands()) {
    EXPECT_NE(all.find("C: " + std::string(info.verb)), std::string::npos) << info.verb;
    EXPECT_TRUE(info.syntax.starts_with(info.verb) && info.meaning.ends_with('.')) << info.verb;
  }
  for (const auto& info : fields())
    EXPECT_TRUE(info.syntax.starts_with(info.verb) && info.meaning.ends_with('.') && !info.source.empty()) << info.verb;
  for (const auto& info : replies())
    EXPECT_TRUE(info.meaning.ends_with('.') && !reason(std::stoi(std::string(info.code))).empty()) << info.code;
  EXPECT_EQ(reason(505), "HTTP Version Not Supported");
  EXPECT_EQ(reason(413), "Content Too Large");
}

}  // namespace
}  // namespace cleartext::http
