// Each sentence that a code is tied to is said by a server of the lab.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "engine/grading/sayings.h"

namespace cleartext::grading {
namespace {

namespace fs = std::filesystem;

std::string sources_of(std::initializer_list<const char*> rooms) {
  std::string all;
  for (const char* room : rooms) {
    for (const auto& entry : fs::directory_iterator(fs::path(SOURCE_DIR "/servers") / room)) {
      std::ifstream file(entry.path());
      all.append(std::istreambuf_iterator<char>(file), {});
    }
  }
  return all;
}

std::string longest_piece(std::string_view sentence) {
  std::string_view longest;
  while (!sentence.empty()) {
    const auto piece = sentence.substr(0, sentence.find('*'));
    if (piece.size() > longest.size()) longest = piece;
    sentence.remove_prefix(std::min(sentence.size(), piece.size() + 1));
  }
  return std::string(longest);
}

TEST(Sayings, every_sentence_stands_in_the_rooms_of_its_server) {
  for (const auto& saying : sayings()) {
    const bool is_pop3 = saying.protocol == packet::Protocol::pop3, is_ftp = saying.protocol == packet::Protocol::ftp;
    const auto sources = is_pop3 ? sources_of({"pop3"}) : is_ftp ? sources_of({"ftp"}) : sources_of({"smtp", "lab"});
    EXPECT_NE(sources.find(longest_piece(saying.sentence)), std::string::npos) << saying.sentence;
  }
}

}  // namespace
}  // namespace cleartext::grading
