// An agent and a session of this house in one room, without a network: what either says goes to the other, whole, byte by
// byte, or a line at a time, and is written down as a transcript. Where both agree on TLS both are told that it is on.
#pragma once
#include <gtest/gtest.h>

#include <deque>
#include <filesystem>
#include <fstream>
#include <functional>
#include <iterator>

#include "servers/wire/conversation.h"
#include "servers/wire/transcript.h"

namespace cleartext::actors {

enum class Cut { lines, bytes };

class Duet {
 public:
  Duet(wire::Conversation& agent, wire::Conversation& session, Cut cut) : agent_(agent), session_(session), cut_(cut) {
    session_.wake_with([this] { rung_ = true; });
  }

  // Plays until the agent leaves, or nobody has anything to say.
  wire::Transcript play() {
    take(wire::Side::server, session_.greet());
    take(wire::Side::client, agent_.greet());
    while (!waiting_.empty() || rung_) {
      if (waiting_.empty()) {
        rung_ = false;
        take(wire::Side::server, session_.woken());
        continue;
      }
      const auto next = std::move(waiting_.front());
      waiting_.pop_front();
      next();
    }
    EXPECT_TRUE(left_) << "the agent never left";
    return transcript_;
  }
  const std::vector<std::string>& verbs() const { return verbs_; }  // as the gate hears them
  // Called after each line of the client's, for what others do meanwhile.
  std::function<void(const std::string& line)> meanwhile = [](const std::string&) {};

 private:
  void take(wire::Side from, const wire::Output& output) {
    if (!output.bytes.empty()) carry(from, output.bytes);
    if (from == wire::Side::client && !(output.bytes.empty() && output.verb.empty())) verbs_.push_back(output.verb);
    for (const auto& effect : output.effects) {
      if (std::holds_alternative<wire::StartTls>(effect)) tls(from);
      const bool over = std::holds_alternative<wire::Close>(effect) || std::holds_alternative<wire::Abort>(effect);
      if (over && from == wire::Side::client) left_ = true;
    }
    if (output.then) take(from, *output.then);
  }

  void carry(wire::Side from, const std::string& bytes) {
    write_down(from, bytes);
    auto& other = from == wire::Side::client ? session_ : agent_;
    const auto back = from == wire::Side::client ? wire::Side::server : wire::Side::client;
    for (std::size_t at = 0; at < bytes.size();) {
      const auto end = cut_ == Cut::bytes ? at + 1 : std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
      waiting_.push_back([this, &other, back, piece = bytes.substr(at, end - at)] { take(back, other.receive(piece)); });
      at = end;
    }
    if (from == wire::Side::client) waiting_.push_back([this, line = bytes.substr(0, bytes.find('\r'))] { meanwhile(line); });
  }

  // The server's "go ahead" must be heard before the client is told.
  void tls(wire::Side from) {
    agreed_ = agreed_ || from == wire::Side::server;
    if (!agreed_ || from != wire::Side::client) return;
    transcript_.push_back({wire::Side::client, "(TLS from here on)"});
    take(wire::Side::server, session_.secured());
    take(wire::Side::client, agent_.secured());
  }

  void write_down(wire::Side from, std::string_view bytes) {
    while (!bytes.empty()) {
      const auto end = bytes.find("\r\n");
      std::string line(bytes.substr(0, end));
      transcript_.push_back({from, line + (end == bytes.npos ? " <- without CR LF" : "")});
      bytes.remove_prefix(end == bytes.npos ? bytes.size() : end + 2);
    }
  }

  wire::Conversation &agent_, &session_;
  Cut cut_;
  std::deque<std::function<void()>> waiting_;
  wire::Transcript transcript_;
  std::vector<std::string> verbs_;
  bool left_ = false, agreed_ = false, rung_ = false;
};

inline std::string golden(const std::string& name) {
  std::ifstream file(SOURCE_DIR "/tests/transcripts/actors/" + name + ".txt", std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto parsed = wire::parse_transcript(text);
  return parsed && !parsed->empty() ? wire::print(*parsed) : "There is no such transcript: " + name;
}

}  // namespace cleartext::actors
