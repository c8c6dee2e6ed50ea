// Fields, their parameters, people and dates, as letters have them and as they should not.
#include <gtest/gtest.h>

#include "servers/mime/address.h"
#include "servers/mime/date.h"
#include "servers/mime/header.h"
#include "servers/mime/value.h"

namespace cleartext::mime {
namespace {

TEST(Header, folded_lines_are_joined_and_only_the_line_end_goes) {
  const Header header("Subject: one\r\n  two\r\n\tthree\r\nTo: bob\r\n\r\nNot: a field\r\n");
  ASSERT_EQ(header.fields().size(), 2u);
  EXPECT_EQ(*header.find("subject"), "one  two\tthree");
  EXPECT_EQ(*header.find("TO"), "bob");
  EXPECT_EQ(header.find("Not"), nullptr);
  EXPECT_EQ(header.text("Cc"), "");
}

TEST(Header, lines_may_end_in_lf_alone_and_what_is_no_field_is_passed_over) {
  const Header header(">From the box\nno colon\n folded onto nothing\nA:1\n\nx");
  ASSERT_EQ(header.fields().size(), 1u);
  EXPECT_EQ(header.fields()[0].value, "1");
}

TEST(Header, the_body_begins_behind_the_empty_line) {
  EXPECT_EQ(body_start("A: b\r\n\r\nx"), 8u);
  EXPECT_EQ(body_start("A: b\n\nx"), 6u);
  EXPECT_EQ(body_start("\r\nx"), 2u);
  EXPECT_EQ(body_start("A: b\r\n"), 6u);
  EXPECT_EQ(body_start(""), 0u);
}

TEST(Header, fields_have_a_most) {
  std::string many;
  for (int i = 0; i < 20'000; ++i) many += "X: y\r\n";
  EXPECT_EQ(Header(many).fields().size(), Header::most_fields);
}

TEST(Value, parameters_are_read_quoted_or_not) {
  const auto value = parse_value(" Text/PLAIN ; Charset=utf-8; name=\"a \\\"b\\\";c\" (x) ; lonely; =y; empty=");
  EXPECT_EQ(value.value, "text/plain");
  EXPECT_EQ(value.parameter("charset"), "utf-8");
  EXPECT_EQ(value.parameter("name"), "a \"b\";c");
  EXPECT_EQ(value.parameters.size(), 3u);
}

// RFC 2045, 5.1: with and without comments they are equivalent.
TEST(Value, comments_say_nothing) {
  EXPECT_EQ(parse_value("text/plain; charset=us-ascii (Plain text)").parameter("charset"), "us-ascii");
  EXPECT_EQ(parse_value("quoted-printable (c)").value, "quoted-printable");
  const auto value = parse_value("(c (of (c\\)) )) multipart/mixed (x); (y) boundary=(z) aa (y)");
  EXPECT_EQ(value.value, "multipart/mixed");
  EXPECT_EQ(value.parameter("boundary"), "aa");
}

// RFC 822, 3.1.4: between words there may be blanks and comments, or none.
TEST(Value, comments_need_no_blank_before_them_and_stand_between_words_too) {
  EXPECT_EQ(parse_value("base64(c)").value, "base64");
  EXPECT_EQ(parse_value("(a)base64(c)(d)").value, "base64");
  EXPECT_EQ(parse_value("text (x)/ plain").value, "text/plain");
  EXPECT_EQ(parse_value("image (q) / (r) png (s)").value, "image/png");
  EXPECT_EQ(parse_value("image(q)/(r)png(s); name=x").value, "image/png");
  EXPECT_EQ(parse_value("attachment; filename=(m)\"x (y).png\"(n)").parameter("filename"), "x (y).png");
  EXPECT_EQ(parse_value("attachment; filename=report(1).pdf").parameter("filename"), "report(1).pdf");
}

TEST(Value, what_only_looks_like_a_comment_stays) {
  EXPECT_EQ(parse_value("x/y; name=report (1).pdf").parameter("name"), "report (1).pdf");
  EXPECT_EQ(parse_value("x/y; name=\"a (1) \\\" (2)\"").parameter("name"), "a (1) \" (2)");
  EXPECT_EQ(parse_value("x/y; name=(open").parameter("name"), "(open");
  EXPECT_EQ(parse_value(std::string(1'000'000, '(')).value.size(), 1'000'000u);
}

TEST(Value, pieces_of_rfc_2231_are_joined) {
  EXPECT_EQ(parse_value("x/y; filename*0=\"long\"; filename*1=\" name\"").parameter("filename"), "long name");
  EXPECT_EQ(parse_value("x/y; filename*=utf-8'en'cr%C3%AApe.png").parameter("filename"), "crêpe.png");
  EXPECT_EQ(parse_value("x/y; filename*0*=iso-8859-1''cr%EA; filename*1=pe%20; filename*2*=%2E").parameter("filename"), "crêpe%20.");
  EXPECT_EQ(parse_value("x/y; filename=plain; filename*=utf-8''better").parameter("filename"), "better");
  EXPECT_EQ(parse_value("x/y; filename*1=no-first").parameter("filename*1"), "no-first");
}

TEST(Value, nonsense_is_read_as_far_as_it_goes) {
  EXPECT_EQ(parse_value("").value, "");
  EXPECT_EQ(parse_value("x; a=\"never closed").parameter("a"), "never closed");
  EXPECT_EQ(parse_value("x; a=\"ends in \\").parameter("a"), "ends in ");
  EXPECT_EQ(parse_value(";;;;").parameters.size(), 0u);
}

TEST(Addresses, names_comments_groups_and_bare_addresses) {
  const auto found = parse_addresses(
      "Alice <alice@crepes.fr>, \"Hungry, Bob\" <bob@hamburger.edu>, carol@x.org (Carol (the one)), "
      "Friends: dave@x.org, eve@y.org; , =?utf-8?Q?Cr=C3=AApe?= < c@d.fr >, nobody");
  const std::vector<Address> wanted{{"Alice", "alice@crepes.fr"},
                                    {"Hungry, Bob", "bob@hamburger.edu"},
                                    {"Carol (the one)", "carol@x.org"},
                                    {"", "dave@x.org"},
                                    {"", "eve@y.org"},
                                    {"Crêpe", "c@d.fr"},
                                    {"", "nobody"}};
  EXPECT_EQ(found, wanted);
}

TEST(Addresses, broken_lists_end_somewhere) {
  for (const auto* text : {"", ",,,", "<", "\"", "(", "a <b", "\"a\\", "((((", "<>", "group:;"})
    EXPECT_LE(parse_addresses(text).size(), 1u) << text;
  std::string many;
  for (int i = 0; i < 5000; ++i) many += "a@b,";
  EXPECT_EQ(parse_addresses(many).size(), most_addresses);
}

TEST(Addresses, are_printed_so_that_they_are_read_the_same) {
  const std::string long_name(60, 'x');
  for (const Address& address : {Address{"", "a@b.c"},
                                 {"Bob", "a@b.c"},
                                 {"Bob, \"the\" \\one", "a@b.c"},
                                 {"Crêpe Suzette", "a@b.c"},
                                 {"é" + long_name + " é", "a@b.c"},
                                 {"=?utf-8?Q?x?=", "a@b.c"}}) {
    const auto printed = print(address);
    EXPECT_EQ(parse_addresses(Header("To: " + printed + "\r\n").find("To")->c_str()), std::vector<Address>{address}) << printed;
  }
}

TEST(Dates, are_read_with_their_zone) {
  EXPECT_EQ(parse_date("Wed, 24 Sep 2025 14:03:07 +0200"), (Date{2025, 9, 24, 14, 3, 7, 120}));
  EXPECT_EQ(parse_date("1 jan 70 0:00 EST"), (Date{1970, 1, 1, 0, 0, 0, -300}));
  EXPECT_EQ(parse_date("Sun,  1 Oct 00 23:59:60 -0330 (winter)"), (Date{2000, 10, 1, 23, 59, 60, -210}));
}

TEST(Dates, nonsense_is_no_date) {
  for (const auto* text :
       {"", "yesterday", "32 Jan 2020 00:00", "1 Jan 2020", "1 Foo 2020 00:00", "1 Jan 2020 24:00", "1 Jan 20200 00:00", "1 Jan 2020 1:60"})
    EXPECT_FALSE(parse_date(text)) << text;
}

}  // namespace
}  // namespace cleartext::mime
