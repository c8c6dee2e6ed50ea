// HTTP/1.x, whole and byte by byte: requests, answers, header lines and bodies of every form; and what a
// listener takes home.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <zlib.h>

#include "engine/findings/decode.h"
#include "tests/engine/dialogue/speaker.h"
#include "tests/support/analysis.h"

namespace cleartext::dialogue {
namespace {

using tests::Speaker;
using tests::told;

TEST(Http, a_page_reads_as_it_was_asked_for_whole_and_byte_by_byte) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker http(8080);
    http.cut = cut;
    http.client("GET /a HTTP/1.1\r\nHost: x\r\n\r\nHEAD /b HTTP/1.1\r\n\r\n");
    http.server("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nab\r\ncd");
    http.server("HTTP/1.1 204 No Content\r\nContent-Length: 9\r\n\r\n");
    http.client("POST /c HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nxyz\r\n2;q\r\n\r\n\r\n0\r\nTrailer: t\r\n\r\n");
    http.server("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.0 200 OK\r\n\r\nto the end");
    http.end();
    EXPECT_EQ(told(http.notes), R"(C command | GET /a HTTP/1.1
C continuation | Host: x
C continuation | 
C command | HEAD /b HTTP/1.1
C continuation | 
S reply | HTTP/1.1 200 OK
S continuation | Content-Length: 6
S continuation | 
S data | ab
S data | cd
S reply | HTTP/1.1 204 No Content
S continuation | Content-Length: 9
S continuation | 
C command | POST /c HTTP/1.1
C continuation | Transfer-Encoding: chunked
C continuation | 
C continuation | 3
C data | xyz
C continuation | 2;q
C data | 
C continuation | 0
C continuation | Trailer: t
C continuation | 
S reply | HTTP/1.1 100 Continue
S continuation | 
S reply | HTTP/1.0 200 OK
S continuation | 
S data | to the end
)") << cut;
    EXPECT_EQ(http.notes.contents, "ab\r\ncd<end>xyz\r\n<end>to the end<end>") << cut;
  }
}

TEST(Http, answers_belong_to_requests_in_order) {
  Speaker http(80);
  http.client("GET /a HTTP/1.1\r\n\r\nPUT /b HTTP/1.1\r\n\r\n");
  http.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(http.notes.answers, (std::vector<std::string>{"GET", "GET", "PUT", "PUT", "GET", "GET", "GET", "PUT", "PUT", "PUT"}));
}

TEST(Http, behind_missing_bytes_no_answer_is_taken_for_another_requests) {
  Speaker http(80);
  http.client("GET /a HTTP/1.1\r\n\r\n");
  http.client("PUT /b HTTP/1.1\r\n\r\n");
  http.gap(wire::Side::server, 40);
  http.server("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
  http.client("PATCH /c HTTP/1.1\r\n\r\n");
  http.server("HTTP/1.1 401 no\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(http.notes.answers,
            (std::vector<std::string>{"GET", "GET", "PUT", "PUT", "", "", "", "PATCH", "PATCH", "PATCH", "PATCH", "PATCH"}));
}

TEST(Http, chunks_count_more_than_a_length) {
  Speaker http(80);
  http.client("POST / HTTP/1.1\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nA\r\n0\r\n\r\nGET /x HTTP/1.1\r\n\r\n");
  EXPECT_EQ(http.notes.contents, "A<end>");
  EXPECT_EQ(http.notes.lines.back().kind, LineKind::continuation);
}

TEST(Http, one_side_alone_is_read) {
  Speaker http(80, false);
  http.server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nokHTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n");
  EXPECT_EQ(http.notes.contents, "ok<end>");
  EXPECT_EQ(http.notes.lines.size(), 7u);
  Speaker head(80, false);  // perhaps
  head.server("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
  head.end();
  EXPECT_EQ(head.notes.contents, "ok<end>");
  Speaker tunnel(80, false);  // perhaps
  tunnel.server("HTTP/1.1 200 OK\r\n\r\n220 mail.hamburger.edu ESMTP\r\n");
  tunnel.end();
  EXPECT_EQ(tunnel.notes.contents, "<gap>220 mail.hamburger.edu ESMTP\r\n<end>");
}

TEST(Http, a_body_with_a_gap_is_not_complete_but_the_next_page_is_read) {
  Speaker http(80);
  http.client("GET / HTTP/1.1\r\n\r\nGET / HTTP/1.1\r\n\r\n");
  http.server("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nab");
  http.gap(wire::Side::server, 2);
  http.server("efHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\nz");
  http.end();
  EXPECT_EQ(http.notes.contents, "ab<gap>ef<end>z<end>");
}

constexpr auto C = wire::Side::client, S = wire::Side::server;
tests::Found overheard(const std::vector<std::pair<wire::Side, std::string>>& said) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 80));
  talk.open();
  for (const auto& [side, text] : said) talk.say(side, text);
  talk.close();
  return tests::analyze(talk.frames);
}

TEST(Http, basic_log_ins_are_found_with_their_outcome) {
  // Ym9iOmh1bmdyeQ== is bob:hungry.
  const std::string request = "GET /basic HTTP/1.1\r\nAuthorization: Basic Ym9iOmh1bmdyeQ==\r\n\r\n";
  const std::string good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", bad = "HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n";
  const tests::Found found = overheard({{C, request}, {S, bad}, {C, request}, {S, good}, {C, request}, {S, good}});
  std::vector<findings::Credential> answered;
  for (const findings::Credential& each : found.credentials)
    if (each.answer_packet != 0) answered.push_back(each);
  ASSERT_EQ(answered.size(), 2u);
  EXPECT_EQ(answered[0].mechanism, "Basic");
  EXPECT_EQ(answered[0].user, "bob");
  EXPECT_EQ(answered[0].secret, "hungry");
  EXPECT_EQ(answered[0].accepted, false);
  EXPECT_EQ(answered[1].accepted, true);
}

TEST(Http, a_form_with_a_password_is_a_log_in) {
  const std::string body = "user=bob&password=hun%67ry+too&csrf=1";
  const std::string request =
      "POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: " + std::to_string(body.size()) +
      "\r\n\r\n" + body;
  const std::vector<std::pair<std::string, std::optional<bool>>> answers = {
      {"HTTP/1.1 303 See Other\r\nSet-Cookie: session=1\r\nContent-Length: 0\r\n\r\n", true},
      {"HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", false},
      {"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n", std::nullopt}};
  for (const auto& [answer, accepted] : answers) {
    const tests::Found found = overheard({{C, request}, {S, answer}});
    ASSERT_EQ(found.credentials.size(), 2u);
    EXPECT_EQ(found.credentials[1].mechanism, "form");
    EXPECT_EQ(found.credentials[1].user, "bob");
    EXPECT_EQ(found.credentials[1].secret, "hungry too");
    EXPECT_EQ(found.credentials[1].accepted, accepted);
  }
}

TEST(Http, who_is_refused_before_he_has_begun_his_body_does_not_say_it) {
  const std::string header = "POST /up HTTP/1.1\r\nContent-Type: text/plain\r\nContent-Length: 5\r\n",
                    wait = "Expect: 100-continue\r\n\r\n", refused = "HTTP/1.1 417 No\r\nContent-Length: 0\r\n\r\n",
                    good = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
  const auto sent = [](const tests::Found& found) {
    std::string out;
    for (const findings::Message& message : found.messages)
      if (message.from_client) out += message.raw.str() + (message.complete ? "|" : "<cut>|");
    return out;
  };
  EXPECT_EQ(sent(overheard({{C, header + wait}, {S, refused}, {C, header + "\r\nhello"}, {S, good}})), "hello|");
  EXPECT_EQ(sent(overheard({{C, header + wait}, {S, "HTTP/1.1 100 Go on\r\n\r\n"}, {C, "hello"}, {S, refused}})), "hello|");
  EXPECT_EQ(sent(overheard({{C, header + wait + "he"}, {S, refused}, {C, "llo"}})), "hello|");  // he did not wait
}

// The lost word may have been HEAD.
TEST(Http, an_answer_to_a_request_that_was_lost_has_a_body_only_where_one_stands) {
  const std::string sized = "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n", open = "HTTP/1.1 200 OK\r\n\r\n",
                    packed = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n";
  struct Case {
    std::string answers, contents;
  };
  for (const auto& [answers, contents] :
       std::vector<Case>{{fmt::format("{0}{0}AAAAA", sized), "AAAAA<end>"},
                         {fmt::format("{}{}AAAAA", open, sized), "AAAAA<end>"},
                         {fmt::format("{}{}AAAAA", packed, sized), "<gap>AAAAA<end>"},
                         {fmt::format("{0}BBBBB{0}AAAAA", sized), "<gap>BBBBB<end>AAAAA<end>"},
                         {sized + "BBBBB", "<gap>BBBBB<end>"},
                         {fmt::format("{}5\r\nBBBBB\r\n0\r\n\r\n{}AAAAA", packed, sized), "<gap>BBBBB<end>AAAAA<end>"}}) {
    for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{1} << 20}) {
      Speaker http(80);
      http.cut = cut;
      http.client("GET /a HTTP/1.1\r\n\r\n");
      http.server("HTTP/1.1 204 No\r\n\r\n");
      http.client("HEA");
      http.gap(C, 8);
      http.client("TP/1.1\r\nHost: h\r\n\r\nGET /a HTTP/1.1\r\n\r\n");
      http.server(answers);
      http.end();
      EXPECT_EQ(http.notes.contents, contents) << answers << cut;
    }
  }
}

TEST(Http, digests_give_no_secret_away) {
  const tests::Found found =
      overheard({{C, "GET / HTTP/1.1\r\nAuthorization: Digest username=\"bob\", nonce=\"n,1\", uri=\"/\", response=\"abc\"\r\n\r\n"}});
  ASSERT_FALSE(found.credentials.empty());
  EXPECT_EQ(found.credentials[0].user, "bob");
  EXPECT_EQ(found.credentials[0].challenge, "n,1");
  EXPECT_EQ(found.credentials[0].response, "abc");
}

std::string gzip(const std::string& plain) {
  z_stream zlib{};
  deflateInit2(&zlib, 6, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
  std::string packed(plain.size() + 100, '\0');
  zlib.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(plain.data()));
  zlib.avail_in = static_cast<unsigned>(plain.size());
  zlib.next_out = reinterpret_cast<unsigned char*>(packed.data());
  zlib.avail_out = static_cast<unsigned>(packed.size());
  deflate(&zlib, Z_FINISH);
  packed.resize(zlib.total_out);
  deflateEnd(&zlib);
  return packed;
}

TEST(Http, bodies_are_messages_with_decoded_parts) {
  const std::string plain(10'000, 'x'), packed = gzip(plain);
  const std::string upload =
      "--b\r\nContent-Disposition: form-data; name=\"f\"; filename=\"crêpe.png\"\r\nContent-Type: image/png\r\n\r\n\x89PNG\r\n--b--\r\n";
  const tests::Found found = overheard(
      {{C, "GET /a/page.html HTTP/1.1\r\n\r\n"},
       {S, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\nContent-Length: " + std::to_string(packed.size()) +
               "\r\n\r\n" + packed},
       {C, "POST /up HTTP/1.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: " + std::to_string(upload.size()) +
               "\r\n\r\n" + upload},
       {S, "HTTP/1.1 201 Created\r\nContent-Length: 0\r\n\r\n"}});
  ASSERT_EQ(found.messages.size(), 2u);
  const findings::Part& page = found.messages[0].parts.at(0);
  EXPECT_EQ(page.type, "text/html");
  EXPECT_EQ(page.filename, "page.html");
  EXPECT_EQ(page.encoding, "gzip");
  EXPECT_EQ(page.bytes, plain.size());
  EXPECT_EQ(page.sha256, findings::sha256_hex(plain));
  EXPECT_TRUE(found.messages[0].complete);
  const findings::Part& picture = found.messages[1].parts.at(0);
  EXPECT_EQ(picture.filename, "crêpe.png");
  EXPECT_EQ(picture.content, "\x89PNG");
}

// What a body is said to be, and how the connection ended, and whether it is whole.
TEST(Http, a_body_is_complete_only_where_its_end_is_sure) {
  const std::string packed = gzip(std::string(10'000, 'x')), twice = gzip(packed), cut = packed.substr(0, packed.size() - 6);
  const auto sized = [](const std::string& fields, const std::string& body) {
    return "HTTP/1.1 200 OK\r\n" + fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  };
  struct Case {
    std::string answer;
    bool complete;
    std::size_t bytes;
    bool reset = false;
  };
  const std::string plain = "HTTP/1.1 200 OK\r\n";
  for (const Case& each : std::vector<Case>{
           {sized("Content-Encoding: gzip\r\n", packed), true, 10'000},
           {sized("Content-Encoding: gzip\r\n", cut), false, 10'000},
           {sized("Content-Encoding: gzip\r\n", packed + gzip("crepe")), true, 10'005},
           {sized("Content-Encoding: gzip\r\n", packed + cut), false, 20'000},
           {sized("Content-Encoding: gzip\r\n", packed + std::string(8, '\0')), true, 10'000},
           {sized("Content-Encoding: gzip, gzip\r\n", twice), true, 10'000},
           {sized("Content-Encoding: gzip, br\r\n", packed), false, packed.size()},
           {sized("Content-Encoding: identity\r\n", packed), true, packed.size()},
           {"HTTP/1.1 206 Part\r\nContent-Range: bytes 5-9/100\r\nContent-Length: 5\r\n\r\nhello", false, 5},
           {"HTTP/1.1 206 Part\r\nContent-Range: bytes 0-4/9\r\nContent-Length: 5\r\n\r\nhello", false, 5},
           {"HTTP/1.1 206 All\r\nContent-Range: bytes 0-4/5\r\nContent-Length: 5\r\n\r\nhello", true, 5},
           {plain + "Content-Length: 5\r\nContent-Length: 5\r\n\r\nhello", true, 5},
           {plain + "Content-Length: 5, 5\r\n\r\nhello", true, 5},
           {plain + "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", false, 5},
           {plain + "Content-Length: 5x\r\n\r\nhello", false, 5},
           {plain + "Content-Length: 99999999999999999999999\r\n\r\nhello", false, 5},
           {plain + "Transfer-Encoding: chunked\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\n5\r\nhello\r\n0\r\n\r\n", true, 5},
           {plain + "Transfer-Encoding: chunked\r\n\r\nZZ\r\nhello", false, 0},
           {plain + fmt::format("Transfer-Encoding: gzip, chunked\r\n\r\n{:x}\r\n{}\r\n0\r\n\r\n", packed.size(), packed), true, 10'000},
           {plain + "\r\nhello", true, 5},
           {plain + "\r\nhello", false, 5, true}}) {
    tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 80));
    talk.open();
    talk.say(C, "GET / HTTP/1.1\r\n\r\n");
    talk.say(S, each.answer);
    each.reset ? talk.reset() : talk.close();
    const tests::Found found = tests::analyze(talk.frames);
    ASSERT_EQ(found.messages.size(), 1U) << each.answer;
    EXPECT_EQ(found.messages[0].complete, each.complete) << each.answer;
    EXPECT_EQ(found.messages[0].parts.at(0).bytes, each.bytes) << each.answer;
  }
}

// RFC 9112, 5.2; RFC 9110, 4.2.4
TEST(Http, log_ins_in_a_folded_field_and_in_a_url_are_found) {
  const tests::Found found = overheard({{C, "GET / HTTP/1.1\r\nAuthorization:\r\n Basic Ym9iOmh1bmdyeQ==\r\nHost: x\r\n\r\n"},
                                        {C, "GET / HTTP/1.1\r\nAuthorization: Basic\r\n\tYWxpY2U6YQ==\r\n\r\n"},
                                        {C, "GET http://eve:p%40ss@host/a@b HTTP/1.1\r\n\r\n"},
                                        {C, "GET /http://no:body@host/ HTTP/1.1\r\nX: y\r\n Basic Ym9iOmh1bmdyeQ==\r\n\r\n"}});
  std::string all;
  for (const auto& each : found.credentials) all += each.mechanism + " " + each.user + " " + each.secret + "\n";
  EXPECT_EQ(all, "Basic bob hungry\nBasic alice a\nURL eve p@ss\n");
}

TEST(Http, a_session_cookie_in_the_clear_is_a_weakness) {
  const tests::Found found = overheard({{C, "GET / HTTP/1.1\r\nCookie: theme=dark; PHPSESSID=abc\r\n\r\n"}});
  ASSERT_EQ(found.weaknesses.size(), 1u);
  EXPECT_EQ(found.weaknesses[0].rule, "session-cookie-in-clear");
  const auto set = [](const std::string& cookie) {
    return overheard({{C, "GET / HTTP/1.1\r\n\r\n"}, {S, "HTTP/1.1 204 No\r\nSet-Cookie: " + cookie + "\r\n\r\n"}}).weaknesses.size();
  };
  for (const std::string session : {"session=abc; path=/", "laravel_session=a", "JSESSIONID=4", "auth_token=x", "wordpress_logged_in_1=b"})
    EXPECT_EQ(set(session), 1u) << session;
  for (const std::string other : {"csrftoken=abcdef", "XSRF-TOKEN=abcdef", "session_count=3", "lastsession=2020", "auth=0",
                                  "authorized_popup=1", "PHPSESSID=", "token=; path=/", "theme=x; session=1"})
    EXPECT_EQ(set(other), 0u) << other;
  EXPECT_EQ(set("session=deleted; Max-Age=0"), 0u);
}

}  // namespace
}  // namespace cleartext::dialogue
