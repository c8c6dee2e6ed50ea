// What passes through CONNECT (RFC 9110, 9.3.6) or follows an upgrade (7.8) is read as what it is.
#include <gtest/gtest.h>

#include "tests/engine/dialogue/speaker.h"
#include "tests/support/analysis.h"
#include "tests/support/tls_session.h"

namespace cleartext::dialogue {
namespace {

using tests::Speaker;
using tests::told;
using wire::Side;

const std::string connect = "CONNECT mail.hamburger.edu:25 HTTP/1.1\r\nProxy-Authorization: Basic Ym9iOmh1bmdyeQ==\r\n\r\n";
const std::string connected = "HTTP/1.1 200 Connection established\r\n\r\n";

TEST(Tunnel, mail_through_a_proxy_is_mail) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    Speaker proxy(3128);
    proxy.cut = cut;
    proxy.client(connect);
    proxy.server(connected + "220 ready\r\n");  // no word of its own: the port tells
    proxy.client("EHLO x\r\n");
    proxy.server("250 ok\r\n");
    proxy.end();
    EXPECT_EQ(told(proxy.notes), R"(C command | CONNECT mail.hamburger.edu:25 HTTP/1.1
C continuation | Proxy-Authorization: Basic Ym9iOmh1bmdyeQ==
C continuation | 
S reply | HTTP/1.1 200 Connection established
S continuation | 
S greeting | 220 ready
C command | EHLO x
S reply | 250 ok
)") << cut;
    EXPECT_EQ(proxy.reading->protocol(), packet::Protocol::smtp);
    EXPECT_FALSE(proxy.reading->encrypted());
  }
}

TEST(Tunnel, a_client_that_does_not_wait_for_the_answer_is_heard_behind_it) {
  Speaker proxy(3128);
  proxy.client("CONNECT x:8000 HTTP/1.1\r\n\r\nGET /inside HTTP/1.1\r\n\r\n");
  proxy.server(connected + "HTTP/1.1 204 No Content\r\n\r\n");
  EXPECT_EQ(told(proxy.notes), R"(C command | CONNECT x:8000 HTTP/1.1
C continuation | 
S reply | HTTP/1.1 200 Connection established
S continuation | 
C command | GET /inside HTTP/1.1
C continuation | 
S reply | HTTP/1.1 204 No Content
S continuation | 
)");
}

TEST(Tunnel, a_refused_client_goes_on_with_http) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{1} << 20}) {
    Speaker together(3128);
    together.cut = cut;
    together.client("CONNECT x:80 HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n");
    together.server("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
    EXPECT_EQ(together.notes.answers.back(), "GET") << cut;
  }
  Speaker proxy(3128);
  proxy.client("CONNECT x:80 HTTP/1.1\r\n\r\nGET /a HTTP/1.1\r\n\r\n");
  proxy.server("HTTP/1.1 407 No\r\nContent-Length: 0\r\n\r\n");
  proxy.client("CONNECT x:80 HTTP/1.1\r\n\r\n");
  proxy.server("HTTP/1.1 200 for a\r\nContent-Length: 0\r\n\r\nHTTP/1.1 407 again\r\nContent-Length: 0\r\n\r\n");
  proxy.client("QUIT");
  EXPECT_EQ(proxy.notes.answers, (std::vector<std::string>{"CONNECT", "CONNECT", "CONNECT", "CONNECT", "CONNECT", "GET", "GET", "CONNECT",
                                                           "CONNECT", "GET", "GET", "GET", "CONNECT", "CONNECT", "CONNECT"}));
}

TEST(Tunnel, tls_in_a_tunnel_is_tls_however_early_it_begins) {
  const tests::TlsWish wish;
  for (const bool early : {false, true}) {
    Speaker proxy(3128);
    proxy.client("CONNECT mail.hamburger.edu:443 HTTP/1.1\r\n\r\n");
    bool answered = false;
    const auto answer = [&] {
      if (!answered) proxy.server(connected);
      answered = true;
    };
    if (!early) answer();
    tests::TlsSession session(wish, [&](Side from, std::string_view bytes) {
      if (from == Side::server) answer();
      proxy.say(from, bytes);
    });
    EXPECT_EQ(proxy.reading->protocol(), packet::Protocol::tls);
    EXPECT_EQ(proxy.notes.lines[2].text, "HTTP/1.1 200 Connection established");
    EXPECT_TRUE(proxy.notes.lines[4].text.starts_with("ClientHello")) << proxy.notes.lines[4].text;
    EXPECT_TRUE(proxy.notes.lines[5].text.starts_with("ServerHello")) << proxy.notes.lines[5].text;
  }
}

TEST(Tunnel, what_is_no_protocol_that_is_read_is_not_called_encrypted) {
  Speaker web(80);
  web.client("GET /chat HTTP/1.1\r\nUpgrade: websocket\r\n\r\n");
  web.server("HTTP/1.1 101 Switching Protocols\r\n\r\n");
  web.client(
      "\x81\x85\x01\x02\x03\x04"
      "abcde");
  web.end();
  ASSERT_EQ(web.notes.lines.size(), 6u);
  EXPECT_EQ(web.notes.lines.back().text, "11 bytes of another protocol, not read");
  EXPECT_FALSE(web.reading->encrypted());
}

TEST(Tunnel, ftp_goes_back_to_the_clear) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{4}, std::size_t{1} << 20}) {
    Speaker ftp(21);
    ftp.cut = cut;
    ftp.server("220 x FTP\r\n");
    ftp.client("AUTH TLS\r\n");
    ftp.server("234 go\r\n");
    tests::TlsSession session({}, [&](Side from, std::string_view bytes) { ftp.say(from, bytes, cut); });
    session.say(Side::client, "CCC\r\n");
    session.say(Side::server, "200 in the clear\r\n");
    session.close();
    EXPECT_TRUE(ftp.reading->encrypted());
    ftp.client("PASV\r\n");
    ftp.server("227 ok (127,0,2,21,19,137)\r\n");
    ftp.end();
    const std::vector<Line>& lines = ftp.notes.lines;
    ASSERT_GE(lines.size(), 2u);
    EXPECT_EQ(lines[lines.size() - 2].text + "/" + lines.back().text, "PASV/227 ok (127,0,2,21,19,137)") << cut;
    EXPECT_EQ(ftp.notes.places, std::vector<std::string>{"127.0.2.21:5001"});
    EXPECT_FALSE(ftp.reading->encrypted());
  }
}

TEST(Tunnel, log_ins_at_the_proxy_and_inside_are_found) {
  const tests::Found found = tests::overheard(3128, {{Side::client, connect},
                                                     {Side::server, connected},
                                                     {Side::server, "220 x ESMTP\r\n"},
                                                     {Side::client, "AUTH PLAIN AGJvYgBodW5ncnk=\r\n"},
                                                     {Side::server, "235 in\r\n"}});
  EXPECT_EQ(tests::log_ins(found), "Basic bob/hungry yes\nPLAIN bob/hungry yes");
  ASSERT_EQ(found.streams.size(), 1u);
  EXPECT_EQ(found.streams[0].protocol, packet::Protocol::smtp);
}

}  // namespace
}  // namespace cleartext::dialogue
