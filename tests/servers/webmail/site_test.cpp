// Golden visits, the three objects, and the rows that explain it all.
#include <zlib.h>

#include "servers/webmail/style.h"
#include "servers/webmail/three.h"
#include "servers/webmail/webmail.h"
#include "tests/servers/webmail/browser.h"
#include "tests/servers/webmail/golden.h"

namespace cleartext::webmail {
namespace {

class WebmailTranscript : public testing::TestWithParam<std::filesystem::path> {};

TEST_P(WebmailTranscript, is_played_as_written) {
  transcripts::expect_golden(GetParam(), [] { return std::make_unique<WebmailPlayer>(); });
}

INSTANTIATE_TEST_SUITE_P(Webmail, WebmailTranscript, testing::ValuesIn(transcripts::golden_files("webmail")), transcripts::test_name);

TEST(Routes, a_path_fits_a_pattern_word_by_word) {
  EXPECT_EQ(matched("/", "/"), std::vector<std::string>{});
  EXPECT_EQ(matched("/mail/{x}/part/{y}", "/mail/a%2Fb/part/3"), (std::vector<std::string>{"a/b", "3"}));
  for (const auto* path : {"", "mail", "/mail", "/mail/", "/mail/a/", "/mail/a/b", "*", "/mail//part/3"}) {
    EXPECT_EQ(matched("/mail/{x}", path), std::nullopt) << path;
    EXPECT_EQ(matched("/mail/{x}/part/{y}", path), std::nullopt) << path;
  }
}

TEST(Routes, every_address_is_visited_in_a_transcript_and_explained) {
  std::string all;
  for (const auto& file : transcripts::golden_files("webmail")) {
    std::ifstream stream(file);
    all.append(std::istreambuf_iterator<char>(stream), {});
  }
  for (const auto& row : all_rows()) {
    const auto fixed = row.pattern.substr(0, row.pattern.find('{'));
    EXPECT_NE(all.find(fmt::format("C: {} {}", row.info.verb, fixed)), std::string::npos) << row.info.syntax;
    EXPECT_EQ(row.info.syntax, fmt::format("{} {}", row.info.verb, row.pattern));
    EXPECT_TRUE(row.info.meaning.ends_with('.') && !row.info.when.empty() && row.info.source.starts_with("RFC ")) << row.info.syntax;
  }
  EXPECT_EQ(routes().size(), all_rows().size());
}

TEST(Three, a_page_and_two_pictures_that_it_names) {
  const auto objects = three_objects();
  ASSERT_EQ(objects.size(), 3u);
  for (const auto& picture : objects.subspan(1))
    EXPECT_NE(objects[0].bytes.find(fmt::format("src=\"{}\"", picture.path)), std::string::npos);
}

// RFC 2083 read backwards: signature, chunks with their sums, and lines of 320 dots.
TEST(Three, pictures_are_whole_png) {
  for (const auto& picture : three_objects().subspan(1)) {
    std::string_view bytes = picture.bytes;
    ASSERT_TRUE(bytes.starts_with("\x89PNG\r\n\x1a\n"));
    bytes.remove_prefix(8);
    const auto number = [&](std::size_t at) {
      std::size_t value = 0;
      for (std::size_t i = 0; i < 4; ++i) value = value << 8 | static_cast<unsigned char>(bytes[at + i]);
      return value;
    };
    std::string packed, names;
    while (bytes.size() >= 12) {
      const auto length = number(0);
      names += std::string(bytes.substr(4, 4)) + " ";
      if (bytes.substr(4, 4) == "IDAT") packed += bytes.substr(8, length);
      EXPECT_EQ(number(8 + length), ::crc32(0, reinterpret_cast<const Bytef*>(bytes.data() + 4), static_cast<uInt>(length + 4)));
      bytes.remove_prefix(12 + length);
    }
    EXPECT_EQ(names, "IHDR IDAT IEND ");
    std::string lines(220 * (1 + 320 * 3) + 1, '\0');
    auto size = static_cast<uLongf>(lines.size());
    EXPECT_EQ(::uncompress(reinterpret_cast<Bytef*>(lines.data()), &size, reinterpret_cast<const Bytef*>(packed.data()), packed.size()),
              Z_OK);
    EXPECT_EQ(size, lines.size() - 1);
    EXPECT_LT(picture.bytes.size(), 20'000u);
  }
}

TEST(Three, are_fetched_one_by_one_by_anyone) {
  TestDesk desk;
  const auto site = make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  Browser browser(*site);
  EXPECT_EQ(browser.get("/three").field("Content-Type"), "text/html; charset=utf-8");
  for (const auto& picture : three_objects().subspan(1)) {
    const auto answer = browser.get(std::string(picture.path));
    EXPECT_EQ(answer.field("Content-Type"), "image/png");
    EXPECT_EQ(answer.body, picture.bytes);
  }
}

}  // namespace
}  // namespace cleartext::webmail
