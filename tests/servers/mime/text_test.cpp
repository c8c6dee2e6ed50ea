// Encodings undone and done, and every charset to UTF-8 that is valid.
#include <gtest/gtest.h>

#include "servers/mime/charset.h"
#include "servers/mime/decode.h"
#include "servers/mime/words.h"

namespace cleartext::mime {
namespace {

TEST(Decode, base64_passes_over_what_is_not_its_own) {
  EXPECT_EQ(decode_base64("Y3Jl\r\ncGVz"), "crepes");
  EXPECT_EQ(decode_base64("Y3JlcA==Y3JlcA="), "crepcrep");
  EXPECT_EQ(decode_base64("Y*3-J l"), "cre");
  EXPECT_EQ(decode_base64("Y"), "");
  EXPECT_EQ(decode_base64(std::string("Y3\0Jl", 5)), "cre");
}

TEST(Decode, base64_comes_back) {
  std::string bytes;
  for (int i = 0; i < 256; ++i) {
    EXPECT_EQ(decode_base64(encode_base64(bytes)), bytes);
    bytes += static_cast<char>(i);
  }
  EXPECT_EQ(encode_base64("crepes!"), "Y3JlcGVzIQ==");
}

TEST(Decode, quoted_printable_soft_ends_vanish_and_nonsense_stays) {
  EXPECT_EQ(decode_quoted_printable("cr=C3=aApe=\r\ns = =20= \r\n=ZZ=4"), "crêpes =  =ZZ=4");
  EXPECT_EQ(decode_quoted_printable("a=\nb\r\nc="), "ab\r\nc");
}

TEST(Decode, quoted_printable_comes_back_in_short_lines) {
  std::string text = "crêpe = good \r\n\ttab\t\r\n.\r\n" + std::string(200, 'x') + " \r\n";
  for (int i = 0; i < 256; ++i) text += static_cast<char>(i);
  const auto written = encode_quoted_printable(text);
  EXPECT_EQ(decode_quoted_printable(written), text);
  for (std::size_t at = 0, end; at < written.size(); at = end + 2) {
    end = std::min(written.find("\r\n", at), written.size());
    EXPECT_LE(end - at, 76u);
    EXPECT_FALSE(written.substr(at, end - at).ends_with(' '));
  }
}

TEST(Charset, what_comes_out_is_always_utf8) {
  EXPECT_EQ(to_utf8("cr\xea"
                    "pe",
                    "ISO-8859-1"),
            "crêpe");
  EXPECT_EQ(to_utf8("\x80 100", "iso-8859-1"), "€ 100");
  EXPECT_EQ(to_utf8("\xa4 100", "ISO-8859-15"), "€ 100");
  EXPECT_EQ(to_utf8("\x8c\x8e", "shift_jis"), "月");
  EXPECT_EQ(to_utf8("\x1b$B7n\x1b(B.", "iso-2022-jp"), "月.");
  EXPECT_EQ(to_utf8("crêpe", "us-ascii"), "crêpe");
  EXPECT_EQ(to_utf8("cr\xeape", ""), "crêpe");
  EXPECT_EQ(to_utf8("cr\xeape", "utf-8"), "cr\xef\xbf\xbdpe");
  EXPECT_EQ(to_utf8("crêpe", "no-such-charset"), "crêpe");
}

TEST(Charset, names_that_no_mail_has_are_not_asked_for) {
  EXPECT_EQ(to_utf8("cr\xeape", "windows-1251//TRANSLIT"), "crêpe");
  EXPECT_EQ(to_utf8("cr\xeape", "iso-8859-" + std::string(10'000, '1')), "crêpe");
  EXPECT_EQ(to_utf8("\xea", "../../etc/passwd"), "ê");
}

TEST(Charset, broken_bytes_become_the_sign_for_it) {
  EXPECT_EQ(to_utf8("a\x81", "shift_jis"), "a\xef\xbf\xbd");
  EXPECT_EQ(valid_utf8("\xc0\xaf \xed\xa0\x80 \xf4\x90\x80\x80 \xe2\x82"),
            "\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd \xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd "
            "\xef\xbf\xbd\xef\xbf\xbd");
  for (const auto* charset : {"utf-8", "utf-16", "iso-2022-jp", "gb18030", "big5", "euc-kr", "koi8-r", "windows-1252", "x"}) {
    std::string bytes;
    for (int i = 0; i < 20'000; ++i) bytes += static_cast<char>(i * 7919 >> 3);
    EXPECT_TRUE(is_utf8(to_utf8(bytes, charset))) << charset;
  }
}

TEST(Words, are_read_in_any_charset_and_joined) {
  EXPECT_EQ(decode_words("=?utf-8?Q?Cr=C3=AApe_Suzette?="), "Crêpe Suzette");
  EXPECT_EQ(decode_words("a =?iso-8859-1?q?cr=EApe?=  =?utf-8*en?B?w6k=?= b"), "a crêpeé b");
  EXPECT_EQ(decode_words("=?utf-8?B?w?= =?utf-8?B?6k=?="), "\xef\xbf\xbd");
  EXPECT_EQ(decode_words("=?utf-8?Q?=C3?= =?utf-8?Q?=A9?="), "é");
  EXPECT_EQ(decode_words("x=?utf-8?Q?y?=z"), "xyz");
}

TEST(Words, what_is_none_stays) {
  for (const auto* text : {"", " ", "=?", "=?utf-8?Q?never closed", "=?utf-8?X?y?=", "=?=?=?", "a  b ", "=?utf-8?Q"})
    EXPECT_EQ(decode_words(text), text);
  EXPECT_EQ(decode_words("\xff"), "\xef\xbf\xbd");
}

TEST(Words, come_back_in_lines_of_76) {
  for (const auto& text : {std::string("Hello"), std::string("Crêpe = yes?"), std::string("=?utf-8?Q?x?="),
                           "é" + std::string(300, 'y') + "月月月月月月月月月月月月月月月月月月"}) {
    const auto written = encode_words(text, 9);
    std::string unfolded;
    for (std::size_t at = 0, end; at < written.size(); at = end + 2) {
      end = std::min(written.find("\r\n", at), written.size());
      EXPECT_LE(end - at, at == 0 ? 67u : 76u) << written;
      unfolded += written.substr(at, end - at);
    }
    EXPECT_EQ(decode_words(unfolded), text);
  }
}

}  // namespace
}  // namespace cleartext::mime
