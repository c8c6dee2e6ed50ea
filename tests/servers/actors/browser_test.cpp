// The browser against this house's web pages: what it asks for, in which order, on one connection.
#include "servers/actors/browser.h"

#include <fmt/format.h>

#include "servers/http/session.h"
#include "servers/mime/answer.h"
#include "tests/servers/actors/duet.h"
#include "tests/servers/webmail/desk.h"

namespace cleartext::actors {
namespace {

using What = WebDeed::What;
using Lines = std::vector<std::string>;

WebDeed go(std::string place) { return {What::go, std::move(place)}; }
WebDeed log_in(std::string password = "hungry") { return {What::log_in, {}, "bob", std::move(password)}; }

const std::string letter_with_a_picture =
    "From: Alice <alice@crepes.fr>\r\nTo: bob@hamburger.edu\r\nSubject: A crepe\r\nMessage-ID: <1@crepes.fr>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/mixed; boundary=xx\r\n\r\n--xx\r\n\r\nLook.\r\n--xx\r\nContent-Type: image/png; name=crepe.png\r\n"
    "Content-Transfer-Encoding: base64\r\n\r\nQUJD\r\n--xx\r\nContent-Type: text/csv; name=list.csv\r\n\r\na,b\r\n--xx--\r\n";

struct BrowserTest : testing::TestWithParam<Cut> {
  BrowserTest() { desk.put("1.M1", letter_with_a_picture); }
  Lines play(std::vector<WebDeed> deeds) {
    browser.emplace(WebErrand{"mail.hamburger.edu", std::move(deeds)});
    const auto session = http::make_session({{0, 40000}}, *site);
    Duet duet(*browser, *session, GetParam());
    duet.play();
    Lines asked;
    for (const auto& visit : browser->visits()) asked.push_back(fmt::format("{} {}", visit.request, visit.response.status));
    return asked;
  }
  webmail::TestDesk desk;
  std::unique_ptr<http::Site> site = webmail::make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  std::optional<Browser> browser;
};

INSTANTIATE_TEST_SUITE_P(Cuts, BrowserTest, testing::Values(Cut::lines, Cut::bytes),
                         [](const auto& cut) { return cut.param == Cut::lines ? "whole" : "byte_by_byte"; });

TEST_P(BrowserTest, a_page_names_its_pictures_and_they_are_fetched_after_it) {
  EXPECT_EQ(play({go("/three")}), (Lines{"GET /three 200", "GET /three/crepe.png 200", "GET /three/hamburger.png 200"}));
  EXPECT_TRUE(browser->finished());
}

TEST_P(BrowserTest, a_form_goes_back_with_its_token_and_the_cookie_opens_the_mailbox) {
  EXPECT_EQ(play({log_in(), {What::log_out}}),
            (Lines{"GET /login 200", "POST /login 303", "GET /mail 200", "POST /logout 303", "GET /login 200"}));
  EXPECT_TRUE(browser->finished());
}

TEST_P(BrowserTest, a_letter_is_read_with_its_parts_and_its_source) {
  EXPECT_EQ(play({log_in(), {What::open, {}, {}, {}, "crepe"}, {What::source}}),
            (Lines{"GET /login 200", "POST /login 303", "GET /mail 200", "GET /mail/1.M1 200", "GET /mail/1.M1/part/2 200",
                   "GET /mail/1.M1/part/3 200", "GET /mail/1.M1/source 200"}));
  EXPECT_EQ(browser->visits()[4].response.body, "ABC");
  EXPECT_EQ(browser->visits().back().response.body, letter_with_a_picture);
}

TEST_P(BrowserTest, a_letter_is_written_and_another_answered) {
  WebDeed write{What::write};
  write.to = "alice@crepes.fr";
  write.bcc = "carol@crepes.fr";
  write.subject = "Crêpes & more";
  write.text = "50 % of them";
  WebDeed answer{What::answer};
  answer.text = "Yes.";
  play({log_in(), write, {What::open, {}, {}, {}, "crepe"}, answer});
  EXPECT_TRUE(browser->finished()) << browser->why_not();
  ASSERT_EQ(desk.sent.size(), 2u);
  EXPECT_EQ(desk.sent[0].to, (Lines{"alice@crepes.fr", "carol@crepes.fr"}));
  EXPECT_EQ(mime::Header(desk.sent[0].letter).text("Subject"), "Crêpes & more");
  EXPECT_EQ(mime::text(mime::parse_letter(desk.sent[0].letter)), "50 % of them\r\n");
  EXPECT_EQ(mime::Header(desk.sent[1].letter).text("Subject"), "Re: A crepe");
  EXPECT_TRUE(desk.sent[1].letter.find("Yes.\r\n\r\nAlice <alice@crepes.fr> wrote:\r\n> Look.") != std::string::npos)
      << desk.sent[1].letter;
  EXPECT_EQ(*mime::Header(desk.sent[1].letter).find("In-Reply-To"), "<1@crepes.fr>");
}

TEST_P(BrowserTest, a_letter_is_deleted) {
  play({log_in(), {What::open, {}, {}, {}, "crepe"}, {What::remove}});
  EXPECT_TRUE(browser->finished()) << browser->why_not();
  EXPECT_TRUE(desk.boxes["bob@hamburger.edu"].empty());
}

TEST_P(BrowserTest, http_s_own_log_in_is_tried_when_it_is_asked_for) {
  EXPECT_EQ(play({{What::go, "/basic", "bob", "hungry"}}), (Lines{"GET /basic 401", "GET /basic 200"}));
  EXPECT_EQ(play({{What::go, "/basic", "bob", "full"}}), (Lines{"GET /basic 401", "GET /basic 401"}));
  EXPECT_FALSE(browser->finished());
}

TEST_P(BrowserTest, what_cannot_be_done_is_told) {
  play({log_in("full")});
  EXPECT_EQ(browser->why_not(), "The server answered 401 Unauthorized to POST /login.");
  play({log_in(), {What::open, {}, {}, {}, "pickles"}});
  EXPECT_EQ(browser->why_not(), "There is no letter about pickles in the list.");
  play({{What::log_out}});
  EXPECT_EQ(browser->why_not(), "The page has no form for /logout.");
  play({go("/nowhere"), go("/three")});
  EXPECT_EQ(browser->why_not(), "The server answered 404 Not Found to GET /nowhere.");
}

TEST(BrowserAlone, says_what_the_golden_visit_says) {
  Browser browser({"mail.hamburger.edu:8080", {{What::log_in, {}, "bob@hamburger.edu", "a&b"}}});
  EXPECT_EQ(browser.greet().bytes,
            "GET /login HTTP/1.1\r\nHost: mail.hamburger.edu:8080\r\nUser-Agent: Cleartext\r\nAccept: text/html, */*;q=0.8\r\n\r\n");
  const std::string form =
      "<form method=post action=/login><input type=hidden name=token value=t1><input name=user><input name=password></form>";
  const auto said = browser.receive(
      fmt::format("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nSet-Cookie: form=t1; Path=/login; HttpOnly\r\n"
                  "Content-Length: {}\r\n\r\n{}",
                  form.size(), form));
  EXPECT_EQ(said.bytes,
            "POST /login HTTP/1.1\r\nHost: mail.hamburger.edu:8080\r\nUser-Agent: Cleartext\r\nAccept: text/html, */*;q=0.8\r\nCookie: "
            "form=t1\r\n"
            "Origin: http://mail.hamburger.edu:8080\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: 48\r\n\r\n"
            "token=t1&user=bob%40hamburger.edu&password=a%26b");
}

TEST(ResponseReader, reads_lengths_chunks_and_what_ends_with_the_connection) {
  for (const std::size_t cut : {1u, 5u, 1000u}) {
    ResponseReader reader;
    const std::string said =
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcHTTP/1.1 204 No Content\r\n\r\n"
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nde\r\n0\r\n\r\nHTTP/1.0 200 OK\r\n\r\nrest";
    std::vector<http::Response> heard;
    for (std::size_t at = 0; at < said.size(); at += cut) {
      auto piece = std::string_view(said).substr(at, cut);
      while (auto response = reader.next(piece)) heard.push_back(*response);
    }
    if (auto last = reader.ended()) heard.push_back(*last);
    ASSERT_EQ(heard.size(), 5u);
    EXPECT_EQ(heard[1].body, "abc");
    EXPECT_EQ(heard[3].body, "de");
    EXPECT_EQ(heard[4].body, "rest");
  }
  ResponseReader other;
  std::string_view ssh = "SSH-2.0-x\r\n";
  EXPECT_FALSE(other.next(ssh));
  EXPECT_TRUE(other.broken());
}

}  // namespace
}  // namespace cleartext::actors
