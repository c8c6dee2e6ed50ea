// Letters taken apart: names in every alphabet, parts in every wrapping, fingerprints of what was meant.
#include <gtest/gtest.h>

#include "engine/findings/content_decoder.h"
#include "engine/findings/decode.h"
#include "engine/findings/header.h"
#include "engine/findings/mime.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

Message apart(std::string_view text) {
  Message message;
  message.raw = tests::letter_of(text);
  take_apart(message, 1 << 20);
  return message;
}

TEST(Header, folded_lines_are_joined_and_encoded_words_read) {
  const Message message = apart(
      "FROM: =?iso-8859-1?Q?Andr=E9?= <a@b>\nSubject: =?utf-8?B?Y3LDqnBl?=\n =?utf-8?Q?s_?= please\nTo: "
      "Bob\n\t<bob@hamburger.edu>\n\nbody\n");
  EXPECT_EQ(message.from, "André <a@b>");
  EXPECT_EQ(message.subject, "crêpes  please");
  EXPECT_EQ(message.to, "Bob\t<bob@hamburger.edu>");
}

TEST(Header, what_only_looks_like_an_encoded_word_stays) {
  EXPECT_EQ(decode_words("=?utf-8?X?abc?="), "=?utf-8?X?abc?=");
  EXPECT_EQ(decode_words("=?utf-8?Q?abc"), "=?utf-8?Q?abc");
  EXPECT_EQ(decode_words("2 =? 3"), "2 =? 3");
}

TEST(Header, parameters_are_read_in_every_form) {
  const Value value = parse_value("Attachment; filename*0*=utf-8''cr%C3%AApe; filename*1=\" of;the.day\"; Size=12 ; x=\"a\\\"b\"");
  EXPECT_EQ(value.value, "attachment");
  EXPECT_EQ(value.parameters.at("filename"), "crêpe of;the.day");
  EXPECT_EQ(value.parameters.at("size"), "12");
  EXPECT_EQ(value.parameters.at("x"), "a\"b");
  EXPECT_EQ(parse_value("a; filename*=iso-8859-1'fr'cr%EApe").parameters.at("filename"), "crêpe");
  EXPECT_EQ(parse_value("a; filename*=utf-8''bad%ZZ%4.txt").parameters.at("filename"), "bad%ZZ%4.txt");
}

TEST(Header, comments_are_no_part_of_a_value) {
  const Value value = parse_value("text/plain (a (nested) comment); (one more) charset=utf-8 (RFC 2045, 5.1); name=\"a (b).txt\" (c)");
  EXPECT_EQ(value.value, "text/plain");
  EXPECT_EQ(value.parameters.at("charset"), "utf-8");
  EXPECT_EQ(value.parameters.at("name"), "a (b).txt");
  // What mail programs forget to quote.
  EXPECT_EQ(parse_value("attachment; filename=menu of today (2).pdf").parameters.at("filename"), "menu of today (2).pdf");
  EXPECT_EQ(parse_value("attachment; filename=(comment)\"cm.bin\"").parameters.at("filename"), "cm.bin");
  EXPECT_EQ(parse_value("attachment; filename=(2).pdf").parameters.at("filename"), "(2).pdf");
}

TEST(Mime, base64_and_quoted_printable_are_undone) {
  EXPECT_EQ(decode_base64("aGVs\r\nbG8="), "hello");
  EXPECT_EQ(decode_base64("aGk=aGk="), "hihi");
  EXPECT_EQ(decode_quoted_printable("a=3Db =\r\nc=E9=\r\n"), "a=b c\xe9");
  EXPECT_EQ(decode_quoted_printable("100=% =4"), "100=% =4");
}

TEST(Mime, white_space_that_ends_a_line_is_no_part_of_it) {
  const auto decode = [](std::string_view text, std::size_t cut) {
    ContentDecoder decoder("quoted-printable");
    std::string out;
    for (; !text.empty(); text.remove_prefix(std::min(cut, text.size()))) decoder.add(text.substr(0, cut), out);
    decoder.end(out);
    return out;
  };
  for (const std::size_t cut : {std::size_t{1}, std::size_t{3}, std::size_t{1} << 20}) {
    EXPECT_EQ(decode("soft=3D trail \t \r\nkept =20 \r\n a \tb =\r\nc \n  \r\n\rx\r", cut), "soft= trail\r\nkept  \r\n a \tb c\n\r\n\rx\r")
        << cut;
    EXPECT_EQ(decode("the end  ", cut), "the end") << cut;
    EXPECT_EQ(decode(std::string(5000, ' ') + "x", cut).size(), 5001u) << cut;
  }
  EXPECT_EQ(decode_words("=?utf-8?Q?a__?=b"), "a  b");
}

TEST(Mime, uuencode_is_undone) {
  const std::string_view text =
      "Content-Type: application/octet-stream\nContent-Transfer-Encoding: x-uuencode\n\nbefore\nbegin 644 "
      "cat.txt\n#0V%T\n%86)C9&4`\n`\nend\nbehind\n";
  const Message message = apart(text);
  ASSERT_EQ(message.parts.size(), 1u);
  EXPECT_EQ(message.parts[0].content, "Catabcde");
  EXPECT_EQ(message.parts[0].sha256, sha256_hex("Catabcde"));
}

TEST(Mime, what_cannot_be_taken_apart_is_one_part) {
  const Message never = apart("Content-Type: multipart/mixed; boundary=Q\n\nno boundary at all\n");
  ASSERT_EQ(never.parts.size(), 1u);
  EXPECT_EQ(never.parts[0].content, "no boundary at all\r\n");
  EXPECT_EQ(never.parts[0].sha256, sha256_hex("no boundary at all\r\n"));
  ASSERT_EQ(never.outline.size(), 1u);
  EXPECT_EQ(never.outline[0].part, 0);
  const Message inner = apart(
      "Content-Type: multipart/mixed; boundary=out\n\npreamble\n--out\nContent-Type: multipart/mixed; "
      "boundary=in\n\nlost\n--out\n\nkept\n--out--\n");
  ASSERT_EQ(inner.parts.size(), 2u);
  EXPECT_EQ(inner.parts[0].content, "lost");
  EXPECT_EQ(inner.parts[1].content, "kept");
  EXPECT_TRUE(apart("Content-Type: multipart/mixed; boundary=Q\n\n--Q--\n").parts.empty());
}

TEST(Mime, where_each_header_begins_is_known) {
  const Message message = apart(
      "Content-Type: multipart/mixed; boundary=out\n\n--out\nContent-Type: message/rfc822\n\nSubject: inner\n\nhi\n--out\n"
      "Content-Type: text/html\n\nho\n--out--\n");
  const std::string raw = message.raw.str();
  ASSERT_EQ(message.outline.size(), 4u);
  EXPECT_EQ(message.outline[0].head, 0u);
  EXPECT_EQ(message.outline[1].head, raw.find("Content-Type: message"));
  EXPECT_EQ(message.outline[2].head, raw.find("Subject: inner"));
  EXPECT_EQ(message.outline[3].head, raw.find("Content-Type: text/html"));
}

TEST(Header, a_decoded_name_with_a_comma_stays_one_name) {
  const Message message = apart(
      "From: =?utf-8?q?a=22b?= <a@b>\nTo: =?utf-8?q?A=2C?=\n =?utf-8?q?_B?= <x@y>, z@w, =?utf-8?q?plain_name?= <p@q>\nSubject: "
      "=?utf-8?q?a=2Cb?=\n\n");
  EXPECT_EQ(message.from, "\"a\\\"b\" <a@b>");
  EXPECT_EQ(message.to, "\"A, B\" <x@y>, z@w, plain name <p@q>");
  EXPECT_EQ(message.subject, "a,b");
}

TEST(Mime, a_plain_letter_is_one_part) {
  const Message message = apart("Subject: x\n\nhello\n");
  ASSERT_EQ(message.parts.size(), 1u);
  EXPECT_EQ(message.parts[0].type, "text/plain");
  EXPECT_EQ(message.parts[0].content, "hello\r\n");
  EXPECT_EQ(message.parts[0].sha256, sha256_hex("hello\r\n"));
}

constexpr std::string_view nested = R"(Content-Type: multipart/mixed; boundary="out"

preamble
--out
Content-Type: multipart/alternative; boundary=in

--in

plain
--in
Content-Type: text/html
Content-Transfer-Encoding: quoted-printable

<b>=
html</b>
--in--
--out
Content-Type: image/png; name="a.png"
Content-Transfer-Encoding: BASE64
Content-Disposition: attachment; filename="crepe.png"

iVBORw==
--outer is not the boundary
--out
Content-Type: message/rfc822

Subject: inner
Content-Type: text/plain; name=note.txt

inside
--out--
epilogue
)";

TEST(Mime, every_leaf_of_the_tree_is_a_part) {
  const Message message = apart(nested);
  ASSERT_EQ(message.parts.size(), 4u);
  EXPECT_EQ(message.parts[0].content, "plain");
  EXPECT_EQ(message.parts[1].content, "<b>html</b>");
  EXPECT_EQ(message.parts[2].filename, "crepe.png");
  EXPECT_EQ(message.parts[2].encoding, "base64");
  EXPECT_EQ(message.parts[2].content.substr(0, 4), "\x89PNG");
  EXPECT_EQ(message.parts[3].filename, "note.txt");
  EXPECT_EQ(message.parts[3].content, "inside");
}

TEST(Mime, a_tree_of_any_depth_is_read_to_its_leaf) {
  std::string deep;
  for (int i = 0; i < 10'000; ++i)
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\n\n--b" + std::to_string(i) + "\n";
  deep += "Content-Type: text/plain; name=deep.txt\n\nhere";
  for (int i = 9'999; i >= 0; --i) deep += "\n--b" + std::to_string(i) + "--";
  const Message message = apart(deep);
  ASSERT_EQ(message.parts.size(), 1u);
  EXPECT_EQ(message.parts[0].filename, "deep.txt");
  EXPECT_EQ(message.parts[0].content, "here");
}

TEST(Mime, the_number_of_parts_is_bounded) {
  std::string wide = "Content-Type: multipart/mixed; boundary=b\n\n";
  for (int i = 0; i < 30'000; ++i) wide += "--b\n\nx\n";
  EXPECT_EQ(apart(wide).parts.size(), MimeReader::most_parts);
}

TEST(Mime, a_letter_that_comes_in_pieces_has_the_same_parts) {
  const std::string raw = tests::letter_of(nested);
  Message whole;
  whole.raw = raw;
  take_apart(whole, 1 << 20);
  for (std::size_t cut = 1; cut < 40; ++cut) {
    Message message;
    MimeReader reader(message, 1 << 20);
    for (std::size_t at = 0; at < raw.size(); at += cut) reader.add(std::string_view(raw).substr(at, cut), 7);
    reader.end();
    ASSERT_EQ(message.parts.size(), whole.parts.size()) << cut;
    for (std::size_t i = 0; i < whole.parts.size(); ++i) {
      EXPECT_EQ(message.parts[i].content, whole.parts[i].content) << cut;
      EXPECT_EQ(message.parts[i].sha256, whole.parts[i].sha256) << cut;
      EXPECT_EQ(message.parts[i].filename, whole.parts[i].filename) << cut;
      EXPECT_EQ(message.parts[i].offset, whole.parts[i].offset) << cut;
    }
    EXPECT_EQ(message.subject, whole.subject);
  }
}

// What is typed by hand in a terminal often is: the body begins with the first line that cannot stand in a header.
TEST(Mime, a_letter_without_header_or_empty_line_has_its_body) {
  struct Case {
    std::string raw, body, subject;
  };
  const std::string ketchup = "Do you like ketchup?\r\nHow about pickles?\r\n";
  for (const Case& each : std::vector<Case>{{ketchup, ketchup, ""},
                                            {"Subject: x\r\n" + ketchup, ketchup, "x"},
                                            {"Subject: x\r\n y\r\n" + ketchup, ketchup, "x y"},
                                            {"Subject : x\r\n\r\n" + ketchup, ketchup, "x"},
                                            {"From bob Fri Jan  1 10:00:00 2026\r\nSubject: x\r\n\r\n" + ketchup, ketchup, "x"},
                                            {" " + ketchup, " " + ketchup, ""},
                                            {"one line", "one line", ""},
                                            {"Subject: x\r\none line", "one line", "x"},
                                            {"Go now: he said\r\n", "Go now: he said\r\n", ""},
                                            {":\r\n", ":\r\n", ""}}) {
    Message whole;
    whole.raw = each.raw;
    take_apart(whole, 1 << 20);
    ASSERT_EQ(whole.parts.size(), 1U) << each.raw;
    EXPECT_EQ(whole.parts[0].content, each.body) << each.raw;
    EXPECT_EQ(whole.parts[0].sha256, sha256_hex(each.body)) << each.raw;
    EXPECT_EQ(whole.subject, each.subject) << each.raw;
    EXPECT_EQ(whole.body_sha256, sha256_hex(each.body)) << each.raw;
    EXPECT_EQ(each.raw.substr(whole.parts[0].offset, whole.parts[0].length), each.body) << each.raw;
    for (std::size_t cut = 1; cut < each.raw.size(); ++cut) {
      Message message;
      MimeReader reader(message, 1 << 20);
      for (std::size_t at = 0; at < each.raw.size(); at += cut) reader.add(std::string_view(each.raw).substr(at, cut), 7);
      reader.end();
      ASSERT_EQ(message.parts.size(), 1U) << each.raw << cut;
      EXPECT_EQ(message.parts[0].content, each.body) << each.raw << cut;
      EXPECT_EQ(message.body_sha256, whole.body_sha256) << each.raw << cut;
    }
  }
}

TEST(Mime, where_bytes_are_missing_the_rest_of_a_header_line_begins_no_body) {
  Message message;
  MimeReader reader(message, 1 << 20);
  reader.add("Subject: x\r\nX-Long: ", 7);
  reader.damaged();
  reader.add("the rest\r\nFrom: bob\r\n\r\nbody", 9);
  reader.end();
  EXPECT_EQ(message.from, "bob");
  EXPECT_EQ(message.parts.at(0).content, "body");
}

TEST(Mime, a_part_knows_where_its_body_stands) {
  Message message;
  message.raw = tests::letter_of(nested);
  take_apart(message, 1 << 20);
  EXPECT_EQ(message.raw.str(message.parts[0].offset, message.parts[0].length), "plain");
  EXPECT_EQ(message.raw.str(message.parts[3].offset, message.parts[3].length), "inside");
}

TEST(Mime, a_letter_cut_anywhere_is_survived) {
  for (std::size_t size = 0; size <= nested.size(); ++size) apart(nested.substr(0, size));
}

}  // namespace
}  // namespace cleartext::findings
