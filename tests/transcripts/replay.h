// Plays a golden transcript against a session: what the client says goes in, whole, byte by byte, or all at
// once, and what comes out must be the server's lines, in their places.
#pragma once
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <string>
#include <vector>

#include "servers/wire/conversation.h"
#include "servers/wire/transcript.h"

namespace cleartext::transcripts {

// Feeds a session and answers its effects; FTP's knows of data connections.
class Player {
 public:
  explicit Player(std::unique_ptr<wire::Conversation> session) : session_(std::move(session)) {}
  virtual ~Player() = default;
  std::string greet() { return settle(session_->greet()); }
  std::string say(std::string_view bytes) {
    return closed_ ? std::string() : settle(session_->receive(bytes));
  }
  bool closed() const { return closed_; }

 protected:
  virtual std::string settle(const wire::Output& output) {
    for (const auto& effect : output.effects)
      closed_ = closed_ || std::holds_alternative<wire::Close>(effect);
    return output.bytes;
  }
  std::unique_ptr<wire::Conversation> session_;
  bool closed_ = false;
};

using PlayerMaker = std::function<std::unique_ptr<Player>()>;

inline void append_lines(wire::Transcript& played, std::string_view bytes) {
  while (!bytes.empty()) {
    const auto end = bytes.find("\r\n");
    played.push_back({wire::Side::server, std::string(bytes.substr(0, end))});
    if (end == std::string_view::npos) {
      played.back().line += " <- without CR LF";
      return;
    }
    bytes.remove_prefix(end + 2);
  }
}

inline wire::Transcript play_lines(const wire::Transcript& golden, Player& player, bool byte_by_byte) {
  wire::Transcript played;
  append_lines(played, player.greet());
  for (const auto& turn : golden) {
    if (turn.from != wire::Side::client) continue;
    played.push_back(turn);
    const auto line = turn.line + "\r\n";
    std::string answer;
    if (byte_by_byte) {
      for (const char c : line) answer += player.say(std::string_view(&c, 1));
    } else {
      answer = player.say(line);
    }
    append_lines(played, answer);
  }
  return played;
}

// All that the client says in one piece: the server's lines must be the same.
inline wire::Transcript play_at_once(const wire::Transcript& golden, Player& player) {
  wire::Transcript played;
  std::string said;
  append_lines(played, player.greet());
  for (const auto& turn : golden) {
    if (turn.from == wire::Side::client) said += turn.line + "\r\n";
  }
  append_lines(played, player.say(said));
  return played;
}

inline void expect_golden(const std::filesystem::path& file, const PlayerMaker& make) {
  std::ifstream stream(file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(stream), {}};
  const auto golden = wire::parse_transcript(text);
  ASSERT_TRUE(golden) << file << ": " << golden.error().sentence;
  ASSERT_FALSE(golden->empty()) << file;
  EXPECT_EQ(wire::print(play_lines(*golden, *make(), false)), wire::print(*golden))
      << file << ", line by line";
  EXPECT_EQ(wire::print(play_lines(*golden, *make(), true)), wire::print(*golden))
      << file << ", byte by byte";
  wire::Transcript server;
  for (const auto& turn : *golden) {
    if (turn.from == wire::Side::server) server.push_back(turn);
  }
  EXPECT_EQ(wire::print(play_at_once(*golden, *make())), wire::print(server)) << file << ", all at once";
}

inline std::vector<std::filesystem::path> golden_files(const std::string& protocol) {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator(SOURCE_DIR "/tests/transcripts/" + protocol)) {
    if (entry.path().extension() == ".txt") files.push_back(entry.path());
  }
  return files;
}

inline std::string test_name(const testing::TestParamInfo<std::filesystem::path>& file) {
  return file.param.stem().string();
}

}  // namespace cleartext::transcripts
