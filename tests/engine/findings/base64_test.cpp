// base64 is decoded many characters at once. What comes out is what comes out of one at a time, and what OpenSSL
// encoded, whatever stands between the characters.
#include <gtest/gtest.h>
#include <openssl/evp.h>

#include <random>

#include "engine/findings/content_decoder.h"

namespace cleartext::findings {
namespace {

std::string encoded(const std::string& bytes) {
  std::string text(bytes.size() / 3 * 4 + 8, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string in_lines(const std::string& text, std::size_t width) {
  std::string lines;
  for (std::size_t at = 0; at < text.size(); at += width) lines += text.substr(at, width) + "\r\n";
  return lines;
}

std::string decoded(std::string_view text, std::size_t cut) {
  ContentDecoder decoder("base64");
  std::string out;
  for (std::size_t at = 0; at < text.size(); at += cut) decoder.add(text.substr(at, cut), out);
  decoder.end(out);
  return out;
}

std::string random_bytes(std::mt19937& dice, std::size_t count) {
  std::string bytes(count, '\0');
  for (char& byte : bytes) byte = static_cast<char>(dice());
  return bytes;
}

TEST(Base64, what_was_encoded_comes_back_in_lines_of_any_width_and_cut_anywhere) {
  std::mt19937 dice(64);
  for (std::size_t count = 0; count < 300; ++count) {
    const std::string bytes = random_bytes(dice, count), text = encoded(bytes);
    for (const std::size_t width : {std::size_t{4}, std::size_t{76}, std::size_t{1000}})
      for (const std::size_t cut : {std::size_t{1}, std::size_t{7}, std::size_t{33}, std::size_t{1} << 20})
        ASSERT_EQ(decoded(in_lines(text, width), cut), bytes) << count << ' ' << width << ' ' << cut;
  }
}

TEST(Base64, a_character_outside_the_alphabet_is_passed_over_wherever_it_stands) {
  std::mt19937 dice(65);
  const std::string bytes = random_bytes(dice, 96), text = encoded(bytes);
  for (int value = 0; value < 256; ++value) {
    const char c = static_cast<char>(value);
    if (c == '=' || c == '+' || c == '/' || std::isalnum(static_cast<unsigned char>(c)) != 0) continue;
    for (std::size_t at = 0; at <= text.size(); ++at) {
      std::string disturbed = text;
      disturbed.insert(at, 1, c);
      ASSERT_EQ(decoded(disturbed, 1 << 20), bytes) << value << " at " << at;
    }
  }
}

TEST(Base64, bytes_of_any_kind_decode_the_same_whole_and_one_by_one) {
  std::mt19937 dice(66);
  for (int round = 0; round < 300; ++round) {
    std::string text = encoded(random_bytes(dice, dice() % 200));
    for (std::size_t change = dice() % 4; change > 0 && !text.empty(); --change) text[dice() % text.size()] = static_cast<char>(dice());
    ASSERT_EQ(decoded(text, 1 << 20), decoded(text, 1));
  }
}

}  // namespace
}  // namespace cleartext::findings
