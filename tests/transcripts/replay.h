// Plays a golden transcript against a session: what the client says goes in, whole, byte by byte, or all at
// once, and what comes out must be the server's lines, in their places. Where the session agrees on TLS, the hands are
// shaken at once, and what the client says next is said inside. A remark "# with: a b" says how the session is set.
#pragma once
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>
#include <memory>
#include <set>
#include <sstream>
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
    if (closed_) return {};
    const auto output = session_->receive(bytes);
    const auto starts = [](const wire::Effect& effect) { return std::holds_alternative<wire::StartTls>(effect); };
    auto said = settle(output);
    if (std::any_of(output.effects.begin(), output.effects.end(), starts)) said += settle(session_->secured());
    return said;
  }
  bool closed() const { return closed_; }

 protected:
  virtual std::string settle(const wire::Output& output) {
    auto said = output.bytes;
    for (const auto& effect : output.effects) {
      closed_ = closed_ || std::holds_alternative<wire::Close>(effect);
      if (const auto* after = std::get_if<wire::SayAfter>(&effect)) {
        after->work->run();
        said += after->work->answer();
      }
    }
    return output.then ? said + settle(*output.then) : said;
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

// Whether this line of the client's made the server agree on TLS: behind it nothing counts until the hands are shaken.
inline bool begins_tls(const wire::Transcript& golden, std::size_t at) {
  const auto& line = golden[at].line;
  const bool asks = line.ends_with("STARTTLS") || line == "STLS" || line == "AUTH TLS";
  return asks && at + 1 < golden.size() && golden[at + 1].line.ends_with("Ready for the handshake");
}

// All that the client says in one piece: the server's lines must be the same.
inline wire::Transcript play_at_once(const wire::Transcript& golden, Player& player) {
  wire::Transcript played;
  std::string said;
  append_lines(played, player.greet());
  for (std::size_t at = 0; at < golden.size(); ++at) {
    if (golden[at].from == wire::Side::client) said += golden[at].line + "\r\n";
    if (begins_tls(golden, at)) append_lines(played, player.say(std::exchange(said, {})));
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
  EXPECT_EQ(wire::print(play_lines(*golden, *make(), false)), wire::print(*golden)) << file << ", line by line";
  EXPECT_EQ(wire::print(play_lines(*golden, *make(), true)), wire::print(*golden)) << file << ", byte by byte";
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

// The words of "# with: a b".
inline std::set<std::string> wishes(const std::filesystem::path& file) {
  std::set<std::string> found;
  std::ifstream stream(file);
  for (std::string line; std::getline(stream, line);) {
    if (!line.starts_with("# with: ")) continue;
    std::istringstream words(line.substr(8));
    for (std::string word; words >> word;) found.insert(word);
  }
  return found;
}

inline std::string test_name(const testing::TestParamInfo<std::filesystem::path>& file) { return file.param.stem().string(); }

}  // namespace cleartext::transcripts
