// A letter written in the browser is a letter like any other, and its sender is who logged in.
#include <gtest/gtest.h>

#include "servers/mime/letter.h"
#include "tests/servers/webmail/browser.h"

namespace cleartext::webmail {
namespace {

class Writing : public testing::Test {
 protected:
  Writing() {
    browser.log_in();
    token = Browser::token(browser.get("/write"));
  }
  Answer write(Filled fields) {
    fields.emplace_back("token", token);
    return browser.post("/write", fields);
  }
  TestDesk desk;
  std::unique_ptr<http::Site> site = make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  Browser browser{*site};
  std::string token;
};

TEST_F(Writing, a_letter_goes_to_the_desk_and_the_page_says_so) {
  const auto answer = write({{"to", "Alice <alice@crepes.fr>"}, {"subject", "Crêpes?"}, {"text", "Yes.\r\n.\r\nBob"}});
  EXPECT_EQ(answer.status, 303);
  ASSERT_EQ(desk.sent.size(), 1u);
  const auto& sent = desk.sent[0];
  EXPECT_EQ(sent.from, "bob@hamburger.edu");
  EXPECT_EQ(sent.to, std::vector<std::string>{"alice@crepes.fr"});
  EXPECT_EQ(sent.peer.port, 40000);
  const auto letter = mime::parse_letter(sent.letter);
  EXPECT_EQ(letter.header.text("From"), "bob@hamburger.edu");
  EXPECT_EQ(letter.header.text("To"), "Alice <alice@crepes.fr>");
  EXPECT_EQ(letter.header.text("Subject"), "Crêpes?");
  EXPECT_EQ(letter.header.text("Date"), "Wed, 24 Sep 2025 14:03:07 +0000");
  EXPECT_EQ(mime::text(letter), "Yes.\r\n.\r\nBob\r\n");
  EXPECT_TRUE(browser.get("/mail").says("The mail server has taken your letter, queue id Q1."));
}

TEST_F(Writing, files_go_along_and_come_out_again_as_they_were) {
  const std::string picture = std::string("\x89PNG\0\r\n\n", 8) + std::string(1000, '\xfe');
  const auto answer =
      browser.post_parts("/write", {{"token", token}, {"to", "alice@crepes.fr"}, {"text", "Look:"}},
                         {{"crêpe \"1\".png", "image/png", picture}, {"old.eml", "message/rfc822", "Subject: x\r\n\r\ny\r\n"}});
  EXPECT_EQ(answer.status, 303) << answer.body;
  ASSERT_EQ(desk.sent.size(), 1u);
  const auto letter = mime::parse_letter(desk.sent[0].letter);
  EXPECT_EQ(letter.type.value, "multipart/mixed");
  ASSERT_EQ(letter.parts.size(), 3u) << desk.sent[0].letter;
  EXPECT_EQ(mime::text(letter.parts[0]), "Look:\r\n");
  EXPECT_EQ(letter.parts[1].type.value, "image/png");
  EXPECT_EQ(letter.parts[1].file_name, "crêpe \"1\".png");
  EXPECT_EQ(mime::content(letter.parts[1]), picture);
  EXPECT_EQ(letter.parts[2].type.value, "application/octet-stream");
  EXPECT_EQ(mime::content(letter.parts[2]), "Subject: x\r\n\r\ny\r\n");
  for (std::size_t at = 0, end = 0; (end = desk.sent[0].letter.find("\r\n", at)) != std::string::npos; at = end + 2)
    EXPECT_LE(end - at, 78u);
}

TEST_F(Writing, files_are_asked_for_again_where_the_letter_comes_back) {
  const auto answer = browser.post_parts("/write", {{"token", token}, {"to", "nobody"}}, {{"a.txt", "text/plain", "x"}});
  EXPECT_EQ(answer.status, 422);
  EXPECT_TRUE(answer.says("Please choose the files again")) << answer.body;
}

TEST_F(Writing, megabytes_are_taken_from_who_is_logged_in_alone) {
  const std::vector<http::SentFile> large{{"large.bin", "application/octet-stream", std::string(3'000'000, 'x')}};
  EXPECT_EQ(browser.post_parts("/write", {{"token", token}, {"to", "alice@crepes.fr"}}, large).status, 303);
  Browser stranger{*site};
  EXPECT_EQ(stranger.post_parts("/write", {{"token", token}, {"to", "alice@crepes.fr"}}, large).status, 413);
  EXPECT_EQ(desk.sent.size(), 1u);
}

TEST_F(Writing, hidden_copies_are_on_the_envelope_alone) {
  write({{"to", "alice@crepes.fr"}, {"cc", "carol@crepes.fr, alice@crepes.fr"}, {"bcc", "Dean <dean@hamburger.edu>"}, {"text", "x"}});
  ASSERT_EQ(desk.sent.size(), 1u);
  EXPECT_EQ(desk.sent[0].to, (std::vector<std::string>{"alice@crepes.fr", "carol@crepes.fr", "dean@hamburger.edu"}));
  EXPECT_EQ(desk.sent[0].letter.find("dean"), std::string::npos);
  EXPECT_NE(desk.sent[0].letter.find("\r\nCc: carol@crepes.fr,\r\n alice@crepes.fr\r\n"), std::string::npos);
}

TEST_F(Writing, no_field_of_the_form_becomes_a_second_line_of_the_header) {
  write({{"to", "\"x\r\nBcc: eve@crepes.fr\" <alice@crepes.fr>"},
         {"subject", "a\r\nFrom: dean@hamburger.edu\r\n\r\nb"},
         {"from", "dean@hamburger.edu"},
         {"text", "c"}});
  ASSERT_EQ(desk.sent.size(), 1u);
  const mime::Header header(desk.sent[0].letter);
  EXPECT_EQ(header.text("From"), "bob@hamburger.edu");
  EXPECT_EQ(header.find("Bcc"), nullptr);
  EXPECT_EQ(header.text("Subject"), "a  From: dean@hamburger.edu    b");
}

TEST_F(Writing, what_cannot_go_comes_back_with_a_sentence_and_nothing_is_lost) {
  for (const auto& [to, sentence] : {std::pair("", "Write an address into To"),
                                     {"bob", "is not an address"},
                                     {"a@b c@d", "is not an address"},
                                     {"@crepes.fr", "is not an address"},
                                     {"alice@", "is not an address"},
                                     {"<script>@crepes.fr", "is not an address"},
                                     {"x@example.org", "Relaying to &lt;x@example.org&gt; is refused"}}) {
    const auto answer = write({{"to", to}, {"subject", "<s>"}, {"text", "\n<keep> this"}, {"bcc", "alice@crepes.fr, " + std::string(to)}});
    EXPECT_EQ(answer.status, to == std::string() ? 303 : 422) << to;
    if (to == std::string()) continue;
    EXPECT_TRUE(answer.says(sentence)) << to << answer.body;
    EXPECT_TRUE(answer.says("&lt;s&gt;") && answer.says("\n\n&lt;keep&gt; this</textarea>") && !answer.says("<script>"));
  }
  EXPECT_TRUE(write({{"text", "x"}}).says("Write an address into To"));
  desk.sent.clear();
  desk.full = true;
  const auto answer = write({{"to", "alice@crepes.fr"}, {"text", "kept"}});
  EXPECT_EQ(answer.status, 503);
  EXPECT_TRUE(answer.says("The queue is full.") && answer.says("kept"));
}

TEST_F(Writing, a_letter_goes_to_a_hundred_and_no_more) {
  std::string all;
  for (int i = 0; i < 101; ++i) all += fmt::format("u{}@crepes.fr,", i);
  EXPECT_EQ(write({{"to", all}}).status, 422);
  EXPECT_EQ(write({{"to", std::string(300, 'x') + "@crepes.fr"}}).status, 422);
}

TEST_F(Writing, an_answer_quotes_and_says_what_it_answers) {
  desk.put("5",
           "From: Alice <alice@crepes.fr>\r\nReply-To: list@crepes.fr\r\nSubject: Crepes\r\nMessage-ID: <b@x>\r\nReferences: "
           "<a@x>\r\n\r\nHungry?\r\n<b>\r\n");
  const auto page = browser.get("/write?reply=5");
  EXPECT_TRUE(page.says("value=\"list@crepes.fr\"") && page.says("value=\"Re: Crepes\"") &&
              page.says("Alice &lt;alice@crepes.fr&gt; wrote:\n&gt; Hungry?\n&gt; &lt;b&gt;\n"));
  write({{"to", "list@crepes.fr"}, {"reply", "5"}, {"subject", "Re: Crepes"}, {"text", "Yes"}});
  ASSERT_EQ(desk.sent.size(), 1u);
  const mime::Header header(desk.sent[0].letter);
  EXPECT_EQ(header.text("In-Reply-To"), "<b@x>");
  EXPECT_EQ(header.text("References"), "<a@x> <b@x>");
  desk.boxes["bob@hamburger.edu"][0].text = "Subject: RE: x\r\nContent-Type: text/html\r\n\r\n<p>one</p><p>two</p><script>no</script>";
  const auto html = browser.get("/write?reply=5");
  EXPECT_TRUE(html.says("value=\"RE: x\"") && html.says("&gt; one\n&gt; two\n") && !html.says("no</"));
}

TEST_F(Writing, bytes_that_are_no_text_are_mended) {
  write({{"to", "alice@crepes.fr"}, {"subject", "a\xff"}, {"text", "b\xfe\x00z"}});
  ASSERT_EQ(desk.sent.size(), 1u);
  EXPECT_EQ(mime::Header(desk.sent[0].letter).text("Subject"), "a\xef\xbf\xbd");
}

}  // namespace
}  // namespace cleartext::webmail
