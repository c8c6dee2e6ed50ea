// The tree of parts, of letters as they should be and as they are.
#include "servers/mime/letter.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "servers/mime/charset.h"
#include "servers/mime/compose.h"

namespace cleartext::mime {
namespace {

constexpr std::string_view crepe =
    "From: alice@crepes.fr\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"out er\"\r\n\r\n"
    "for old readers\r\n--out er \r\nContent-Type: multipart/alternative; boundary=in\r\n\r\n"
    "--in\r\n\r\nplain\r\n\r\n--in\r\nContent-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
    "<b>cr=EApe</b>\r\n--in--\r\nnobody reads this\r\n--out er\r\nContent-Type: image/png; name=\"=?utf-8?Q?cr=C3=AApe?=.png\"\r\n"
    "Content-Transfer-Encoding: BASE64\r\nContent-ID: <pic@x>\r\nContent-Disposition: inline\r\n\r\niVBO\r\nRw==\r\n--out er--\r\nlast\r\n";

TEST(Letter, becomes_a_tree) {
  const auto letter = parse_letter(crepe);
  EXPECT_EQ(letter.header.text("From"), "alice@crepes.fr");
  ASSERT_EQ(letter.parts.size(), 2u);
  const auto& choice = letter.parts[0];
  ASSERT_EQ(choice.parts.size(), 2u);
  EXPECT_EQ(content(choice.parts[0]), "plain\r\n");
  EXPECT_EQ(choice.parts[0].type.value, "text/plain");
  EXPECT_EQ(text(choice.parts[1]), "<b>crêpe</b>");
  const auto& picture = letter.parts[1];
  EXPECT_EQ(picture.file_name, "crêpe.png");
  EXPECT_EQ(picture.id, "pic@x");
  EXPECT_EQ(picture.disposition.value, "inline");
  EXPECT_EQ(content(picture), "\x89PNG");
}

TEST(Letter, without_mime_is_one_text) {
  const auto letter = parse_letter("Subject: x\r\n\r\nhello\r\n");
  EXPECT_EQ(letter.type.value, "text/plain");
  EXPECT_EQ(text(letter), "hello\r\n");
  EXPECT_TRUE(parse_letter("").parts.empty());
  EXPECT_EQ(parse_letter("A: b\r\nContent-Type: nonsense\r\n\r\n").type.value, "text/plain");
}

TEST(Letter, in_a_letter_and_digests) {
  const auto letter = parse_letter(
      "Content-Type: multipart/digest; boundary=b\r\n\r\n--b\r\n\r\nSubject: inner\r\n\r\none\r\n--b\r\n"
      "Content-Type: message/rfc822\r\nContent-Transfer-Encoding: base64\r\n\r\nU3ViamVjdA==\r\n--b--\r\n");
  ASSERT_EQ(letter.parts.size(), 2u);
  ASSERT_EQ(letter.parts[0].parts.size(), 1u);
  EXPECT_EQ(letter.parts[0].parts[0].header.text("Subject"), "inner");
  EXPECT_TRUE(letter.parts[1].parts.empty());
  EXPECT_EQ(content(letter.parts[1]), "Subject");
}

TEST(Letter, a_last_boundary_that_never_came_loses_nothing) {
  const auto letter = parse_letter("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\none\r\n--bb\r\n--b\r\n\r\ntwo");
  ASSERT_EQ(letter.parts.size(), 2u);
  EXPECT_EQ(content(letter.parts[0]), "one\r\n--bb");
  EXPECT_EQ(content(letter.parts[1]), "two");
}

TEST(Letter, depth_and_number_of_parts_are_bounded) {
  std::string deep, wide = "Content-Type: multipart/mixed; boundary=b\r\n\r\n";
  for (int i = 0; i < 5000; ++i) deep += fmt::format("Content-Type: multipart/mixed; boundary=b{0}\r\n\r\n--b{0}\r\n", i);
  for (int i = 0; i < 5000; ++i) wide += "--b\r\n\r\nx\r\n";
  std::size_t depth = 0;
  const auto tree = parse_letter(deep);
  for (const auto* part = &tree; !part->parts.empty(); part = &part->parts[0]) ++depth;
  EXPECT_EQ(depth, most_depth);
  EXPECT_EQ(parse_letter(wide).parts.size(), most_parts - 1);
}

TEST(Compose, plain_text_stays_as_it_is) {
  const auto letter = compose({{"", "alice@crepes.fr"},
                               {{"Bob", "bob@hamburger.edu"}},
                               {},
                               "Ketchup?",
                               "Yes\nor no\r\n",
                               "<1@x>",
                               {},
                               {},
                               std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000))});
  EXPECT_EQ(letter,
            "From: alice@crepes.fr\r\nTo: Bob <bob@hamburger.edu>\r\nSubject: Ketchup?\r\nDate: Sun, 09 Sep 2001 01:46:40 +0000\r\n"
            "Message-ID: <1@x>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=us-ascii\r\n"
            "Content-Transfer-Encoding: 7bit\r\n\r\nYes\r\nor no\r\n");
}

TEST(Compose, other_letters_become_ascii_and_are_read_back) {
  const std::string body = "Crêpes für alle\r\n.\r\n" + std::string(500, 'z') + "\r\n";
  const auto written = compose({{"Zoë", "z@x.org"},
                                {{"Ñandú", "n@x.org"}, {"", "m@x.org"}},
                                {{"", "c@x.org"}},
                                "Crêpe?\r\nBcc: eve",
                                body,
                                "<1@x>",
                                "<0@x>",
                                "<0@x>",
                                {}});
  EXPECT_TRUE(is_ascii(written));
  const auto letter = parse_letter(written);
  EXPECT_EQ(letter.header.text("Subject"), "Crêpe?  Bcc: eve");
  EXPECT_EQ(letter.header.find("Bcc"), nullptr);
  EXPECT_EQ(letter.header.text("From"), "Zoë <z@x.org>");
  EXPECT_EQ(parse_addresses(*letter.header.find("To")), (std::vector<Address>{{"Ñandú", "n@x.org"}, {"", "m@x.org"}}));
  EXPECT_EQ(text(letter), body);
}

}  // namespace
}  // namespace cleartext::mime
