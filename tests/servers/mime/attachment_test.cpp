// Files in letters: golden, read back, and called by names of any alphabet and length.
#include "servers/mime/attachment.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "servers/mime/answer.h"
#include "servers/mime/charset.h"

namespace cleartext::mime {
namespace {

Draft draft(std::vector<Attachment> attachments, std::string text = "Look.\n") {
  Draft made{{"", "alice@crepes.fr"},
             {{"", "bob@hamburger.edu"}},
             {},
             "A crepe",
             std::move(text),
             "<1@x>",
             {},
             {},
             std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000))};
  made.attachments = std::move(attachments);
  return made;
}

TEST(Attachment, stands_beside_the_text_in_base64) {
  EXPECT_EQ(
      compose(draft({{"crepe.jpg", {}, std::string("\xff\xd8\xff\x00", 4)}})),
      "From: alice@crepes.fr\r\nTo: bob@hamburger.edu\r\nSubject: A crepe\r\nDate: Sun, 09 Sep 2001 01:46:40 +0000\r\nMessage-ID: <1@x>\r\n"
      "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"part=_1\"\r\n\r\n"
      "--part=_1\r\nContent-Type: text/plain; charset=us-ascii\r\nContent-Transfer-Encoding: 7bit\r\n\r\nLook.\r\n\r\n"
      "--part=_1\r\nContent-Type: image/jpeg;\r\n name=\"crepe.jpg\"\r\nContent-Transfer-Encoding: base64\r\n"
      "Content-Disposition: attachment;\r\n filename=\"crepe.jpg\"\r\n\r\n/9j/AA==\r\n--part=_1--\r\n");
}

TEST(Attachment, comes_back_byte_for_byte_whatever_its_name) {
  std::string bytes;
  for (int i = 0; i < 3000; ++i) bytes += static_cast<char>(i * 7);
  for (const std::string name : {"crepe.jpg", "crêpe à l'été.png", "a \"quoted\" \\name.txt", "月.pdf"}) {
    const auto written = compose(draft({{name, {}, bytes}}));
    EXPECT_TRUE(is_ascii(written));
    for (std::size_t at = 0, end; at < written.size(); at = end + 2) {
      end = written.find("\r\n", at);
      EXPECT_LE(end - at, 78u) << written.substr(at, end - at);
    }
    const auto letter = parse_letter(written);
    ASSERT_EQ(letter.parts.size(), 2u);
    EXPECT_EQ(text(letter.parts[0]), "Look.\r\n");
    EXPECT_EQ(letter.parts[1].file_name, name);
    EXPECT_EQ(content(letter.parts[1]), bytes);
  }
}

TEST(Attachment, a_long_name_comes_in_pieces) {
  for (const std::string& name : {std::string(300, 'x') + ".txt", fmt::format("{:é>200}", "")}) {
    const auto letter = compose(draft({{name, {}, "x"}}));
    EXPECT_NE(letter.find("filename*0"), std::string::npos);
    EXPECT_EQ(parse_letter(letter).parts.at(1).file_name, name);
  }
}

TEST(Attachment, no_text_can_end_its_own_part) {
  const auto written = compose(draft({{"a", {}, "x"}}, "--part=_1\n--part=_2--\n"));
  const auto letter = parse_letter(written);
  ASSERT_EQ(letter.parts.size(), 2u);
  EXPECT_EQ(text(letter.parts[0]), "--part=_1\r\n--part=_2--\r\n");
}

TEST(Attachment, a_letter_inside_a_letter_is_never_in_base64) {
  const std::string inner = "Subject: inner\r\n\r\nHello.\r\n";
  const auto letter_text = compose(draft({{{}, "message/rfc822", inner}}));
  const auto letter = parse_letter(letter_text);
  ASSERT_EQ(letter.parts.size(), 2u);
  EXPECT_EQ(letter.parts[1].encoding, "7bit");
  EXPECT_EQ(letter.parts[1].parts.at(0).header.text("Subject"), "inner");
  EXPECT_EQ(letter.parts[1].body, inner);
}

TEST(Attachment, a_type_is_known_by_the_ending) {
  EXPECT_EQ(type_of("Crepe.JPG"), "image/jpeg");
  EXPECT_EQ(type_of("letter.eml"), "message/rfc822");
  EXPECT_EQ(type_of("x"), "application/octet-stream");
  EXPECT_EQ(type_of("x.exe"), "application/octet-stream");
}

TEST(Compose, eight_bits_stay_where_they_may) {
  auto wanted = draft({}, "Crêpes\n");
  wanted.body = Draft::Body::eight_bit;
  EXPECT_TRUE(compose(wanted).ends_with("Content-Transfer-Encoding: 8bit\r\n\r\nCrêpes\r\n"));
  wanted.text = "ê" + std::string(1000, 'x');
  EXPECT_NE(compose(wanted).find("quoted-printable"), std::string::npos) << "998 is the most in a line";
}

TEST(Compose, a_letter_of_1982_has_no_mime_in_it) {
  auto wanted = draft({});
  wanted.headers = Draft::Headers::of_1982_if_enough;
  EXPECT_TRUE(compose(wanted).ends_with("Message-ID: <1@x>\r\n\r\nLook.\r\n"));
  wanted.text = "Crêpes\n";
  EXPECT_NE(compose(wanted).find("MIME-Version"), std::string::npos);
}

TEST(Answer, goes_to_who_wants_it_and_quotes) {
  const std::string text =
      "From: Alice <alice@crepes.fr>\r\nReply-To: desk@crepes.fr\r\nSubject: RE: x\r\nMessage-ID: <2@x>\r\nReferences: "
      "<1@x>\r\n\r\na\r\nb\r\n";
  const auto letter = parse_letter(text);
  EXPECT_EQ(answer_to(letter.header).at(0).address, "desk@crepes.fr");
  EXPECT_EQ(answer_subject(letter.header), "RE: x");
  EXPECT_EQ(quoted(letter.header, "a\r\nb\r\n"), "\n\nAlice <alice@crepes.fr> wrote:\n> a\n> b\n");
  Draft made;
  follow(made, letter.header);
  EXPECT_EQ(made.in_reply_to, "<2@x>");
  EXPECT_EQ(made.references, "<1@x> <2@x>");
  EXPECT_EQ(first_text(letter), &letter);
}

}  // namespace
}  // namespace cleartext::mime
