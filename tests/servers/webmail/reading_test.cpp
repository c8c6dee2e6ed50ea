// The list and the letter: what a reader sees, and that nothing of a letter becomes part of the page.
#include <gtest/gtest.h>

#include "servers/mime/decode.h"
#include "tests/servers/webmail/browser.h"

namespace cleartext::webmail {
namespace {

class Reading : public testing::Test {
 protected:
  Reading() { browser.log_in(); }
  Answer letter(const std::string& text) {
    desk.boxes["bob@hamburger.edu"].clear();
    desk.put("1", text);
    return browser.get("/mail/1");
  }
  TestDesk desk;
  std::unique_ptr<http::Site> site = make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  Browser browser{*site};
};

const std::string mixed =
    "From: alice@crepes.fr\r\nSubject: pictures\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=m\r\n\r\n"
    "--m\r\nContent-Type: multipart/related; boundary=r\r\n\r\n--r\r\nContent-Type: text/html; charset=utf-8\r\n\r\n"
    "<p>See <img src=\"cid:in@x\" alt=\"crepe\"> and <img src=\"http://spy.example/pixel.gif\"></p><script>alert(1)</script>\r\n"
    "--r\r\nContent-Type: image/png\r\nContent-ID: <in@x>\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw==\r\n--r--\r\n"
    "--m\r\nContent-Type: image/jpeg\r\nContent-Disposition: attachment; filename=\"../../cr\xc3\xaape \\\"1\\\".jpg\"\r\n\r\nJPEG\r\n"
    "--m\r\nContent-Type: text/html; name=\"page.html\"\r\n\r\n<script>alert(2)</script>\r\n"
    "--m\r\nContent-Type: image/svg+xml\r\n\r\n<svg onload=alert(3)>\r\n"
    "--m\r\nContent-Type: message/rfc822\r\n\r\nSubject: inner\r\n\r\nhidden\r\n--m--\r\n";

TEST_F(Reading, the_newest_letter_is_first_and_the_unread_are_marked) {
  EXPECT_TRUE(browser.get("/mail").says("There are no letters."));
  desk.put("1", "From: Alice <alice@crepes.fr>\r\nSubject: first\r\nDate: Thu, 24 Sep 2026 09:05:00 +0200\r\n\r\n");
  desk.put("2", "From: carol@crepes.fr\r\nSubject: second\r\n\r\n");
  const auto list = browser.get("/mail");
  EXPECT_LT(list.body.find("second"), list.body.find("first"));
  EXPECT_TRUE(list.says("<bdi>Alice</bdi>") && list.says("<bdi>carol@crepes.fr</bdi>") && list.says("24 Sep 2026, 09:05") &&
              list.says("2 unread"));
  browser.get("/mail/2");
  const auto after = browser.get("/mail");
  EXPECT_TRUE(after.says("1 unread"));
  EXPECT_TRUE(after.says("<li><a class=\"letter\" href=\"/mail/2\">") &&
              after.says("<li class=\"unread\"><a class=\"letter\" href=\"/mail/1\">"));
}

TEST_F(Reading, a_long_list_has_pages) {
  for (int i = 1; i <= 60; ++i) desk.put(fmt::format("id{:03}", i), fmt::format("Subject: letter {:03}\r\n\r\n", i));
  const auto first = browser.get("/mail"), last = browser.get("/mail?page=3");
  EXPECT_TRUE(first.says("letter 060") && first.says("letter 036") && !first.says("letter 035") && first.says("/mail?page=2") &&
              !first.says("Newer"));
  EXPECT_TRUE(last.says("letter 010") && last.says("letter 001") && !last.says("letter 011") && last.says("/mail?page=2") &&
              !last.says("Older"));
  for (const auto* page : {"0", "-1", "99999999999999999999", "4", "x"})
    EXPECT_EQ(browser.get(fmt::format("/mail?page={}", page)).status, 200) << page;
}

TEST_F(Reading, nothing_of_a_letter_is_a_tag_of_the_page) {
  const std::string evil = "\"><script>alert(1)</script><b>";
  const auto answer =
      letter(fmt::format("From: {0} <{0}@x>\r\nTo: {0}\r\nCc: =?utf-8?Q?=3Cscript=3E?= <a@b>\r\nReply-To: {0}\r\nSubject: {0}\r\nDate: "
                         "{0}\r\n\r\n{0}&amp;\r\n",
                         evil));
  EXPECT_FALSE(answer.says("<script") || answer.says("<b>"));
  EXPECT_TRUE(answer.says("&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;&lt;b&gt;&amp;amp;"));
  const auto list = browser.get("/mail");
  EXPECT_FALSE(list.says("<script") || list.says("<b>"));
  desk.boxes["bob@hamburger.edu"][0].id = "\"><script>/../%";
  const auto page = browser.get("/mail");
  EXPECT_FALSE(page.says("<script"));
  EXPECT_TRUE(page.says("href=\"/mail/%22%3E%3Cscript%3E%2F..%2F%25\""));
  EXPECT_EQ(browser.get("/mail/%22%3E%3Cscript%3E%2F..%2F%25").status, 200);
}

TEST_F(Reading, html_is_made_harmless_and_nothing_is_fetched_from_elsewhere) {
  const auto answer = letter(mixed);
  EXPECT_FALSE(answer.says("<script") || answer.says("spy.example") || answer.says("alert(2)") || answer.says("<svg"));
  EXPECT_TRUE(answer.says("<img src=\"/mail/1/part/2\" alt=\"crepe\">"));
  EXPECT_TRUE(answer.says("wanted a picture fetched from elsewhere"));
  EXPECT_TRUE(answer.says("<img src=\"/mail/1/part/3\"")) << "a picture that is attached is shown below";
  EXPECT_TRUE(answer.says("cr\xc3\xaape &quot;1&quot;.jpg") && answer.says("page.html") && answer.says("letter-6.eml"));
  EXPECT_EQ(answer.body.find("/part/2"), answer.body.rfind("/part/2")) << "shown once";
}

TEST_F(Reading, a_part_keeps_its_bytes_and_no_dangerous_type) {
  letter(mixed);
  const auto picture = browser.get("/mail/1/part/2");
  EXPECT_EQ(picture.body, "\x89PNG");
  EXPECT_EQ(picture.field("Content-Type"), "image/png");
  EXPECT_EQ(picture.field("Content-Disposition"), "inline; filename=\"part-2.png\"; filename*=UTF-8''part-2.png");
  EXPECT_EQ(browser.get("/mail/1/part/3").field("Content-Disposition"),
            "inline; filename=\"cr__pe _1_.jpg\"; filename*=UTF-8''cr%C3%AApe%20%221%22.jpg");
  for (const auto* part : {"4", "5", "6"}) {
    const auto answer = browser.get(fmt::format("/mail/1/part/{}", part));
    EXPECT_EQ(answer.field("Content-Type"), "application/octet-stream");
    EXPECT_TRUE(answer.field("Content-Disposition").starts_with("attachment; "));
    EXPECT_EQ(answer.field("Content-Security-Policy"), "default-src 'none'; sandbox");
  }
  for (const auto* part : {"0", "7", "-1", "1x", "99999999999999999999"})
    EXPECT_EQ(browser.get(fmt::format("/mail/1/part/{}", part)).status, 404) << part;
}

TEST_F(Reading, a_file_name_cannot_break_out_of_its_header_line) {
  letter("Content-Type: application/x; name*=utf-8''a%0D%0ASet-Cookie:%20x=y%22%00.bin\r\n\r\n");
  const auto answer = browser.get("/mail/1/part/1");
  EXPECT_EQ(answer.head.find("\r\nSet-Cookie"), answer.head.npos);
  EXPECT_TRUE(answer.field("Content-Disposition").starts_with("attachment; filename=\"a__Set-Cookie: x=y__.bin\"")) << answer.head;
}

TEST_F(Reading, of_two_forms_of_a_text_the_better_is_shown) {
  const auto answer = letter(
      "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\n\r\nplain form\r\n--b\r\nContent-Type: text/html\r\n\r\n<p>better "
      "form</p>\r\n"
      "--b\r\nContent-Type: text/calendar\r\n\r\nBEGIN\r\n--b--\r\n");
  EXPECT_TRUE(answer.says("better form") && !answer.says("plain form") && answer.says("text/calendar"));
}

TEST_F(Reading, plain_text_is_shown_as_it_is_in_any_charset) {
  EXPECT_TRUE(
      letter("Content-Type: text/plain; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n  cr=EApe <http://x>\r\n")
          .says("<pre class=\"text\" dir=\"auto\">  crêpe &lt;http://x&gt;\r\n</pre>"));
  EXPECT_TRUE(letter("no header").says("no subject"));
  EXPECT_TRUE(letter("\r\n" + std::string(2'000'000, 'x')).says("The text is longer"));
}

TEST_F(Reading, a_letter_that_cannot_be_right_is_shown_all_the_same) {
  for (const auto* text :
       {"", "\r\n", "Content-Type: multipart/mixed\r\n\r\nx", "Content-Type: multipart/mixed; boundary=b\r\n\r\n",
        "Content-Type: multipart/alternative; boundary=b\r\n\r\n--b--",
        "Content-Type: text/html\r\nContent-Transfer-Encoding: base64\r\n\r\n****", "Subject: =?utf-8?B?/////w==?=\r\n\r\n\xff\xfe"})
    EXPECT_EQ(letter(text).status, 200) << text;
}

TEST_F(Reading, the_source_is_the_letter_and_nothing_runs_in_it) {
  const std::string text = "Subject: x\r\n\r\n<script>alert(1)</script>\r\n";
  letter(text);
  const auto source = browser.get("/mail/1/source");
  EXPECT_EQ(source.body, text);
  EXPECT_EQ(source.field("Content-Type"), "text/plain");
}

TEST_F(Reading, deleting_is_for_good_and_told_once) {
  desk.put("1", "\r\n");
  desk.put("2", "\r\n");
  const Filled fields{{"token", Browser::token(browser.get("/mail/1"))}};
  EXPECT_EQ(browser.post("/mail/1/delete", fields).field("Location"), "/mail");
  EXPECT_TRUE(browser.get("/mail").says("The letter is deleted."));
  EXPECT_FALSE(browser.get("/mail").says("The letter is deleted."));
  EXPECT_EQ(browser.post("/mail/1/delete", fields).status, 404);
  EXPECT_EQ(browser.get("/mail/1").status, 404);
  desk.busy = true;
  EXPECT_EQ(browser.post("/mail/2/delete", fields).status, 409);
  EXPECT_EQ(desk.boxes["bob@hamburger.edu"].size(), 1u);
}

TEST_F(Reading, another_user_s_letters_are_not_there) {
  desk.boxes["alice@hamburger.edu"].push_back({"7", "Subject: secret\r\n\r\n"});
  for (const auto* path : {"/mail/7", "/mail/7/source", "/mail/7/part/1", "/write?reply=7"})
    EXPECT_EQ(browser.get(path).status, 404) << path;
}

TEST_F(Reading, head_is_get_without_the_body) {
  desk.put("1", "Subject: x\r\n\r\ny\r\n");
  for (const auto* path : {"/mail", "/mail/1", "/three", "/three/crepe.png"}) {
    const auto whole = browser.get(path), head = browser.ask("HEAD", path, "");
    EXPECT_EQ(head.body, "");
    EXPECT_EQ(head.field("Content-Length"), fmt::format("{}", whole.body.size()));
    EXPECT_EQ(head.status, 200);
  }
}

TEST_F(Reading, paths_that_are_nearly_right_are_wrong) {
  desk.put("1", "\r\n");
  for (const auto* path : {"/mail/", "/mail//", "//mail", "/mail/1/", "/mail/1/part", "/mail/1/part/1/", "/Mail", "/mail/../mail",
                           "/three/", "/%6Dail", "/mail%2F1"})
    EXPECT_EQ(browser.get(path).status, 404) << path;
}

}  // namespace
}  // namespace cleartext::webmail
