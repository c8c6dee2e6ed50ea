// One mail followed over submission, relay and retrieval: which messages of a capture are the same letter, in
// which order it was seen, and which header lines each hop put on top.
#pragma once
#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/findings/findings.h"

namespace cleartext::findings {

class Journeys {
 public:
  static constexpr std::size_t most = 10'000;  // journeys remembered; the oldest is forgotten first
  // Gives the message its journey, its hop, and the lines that were added since the hop before.
  void follow(Message& message);

 private:
  struct Hop {
    packet::Endpoint client, server;
    bool handed_over = false;            // by SMTP
    std::vector<std::string> to, lines;  // envelope; the header, unfolded
    std::string queue_id;
  };
  struct Journey {
    std::uint32_t number = 0, hops = 0;
    std::string from, subject, sender;        // as they were seen first; the envelope's
    std::optional<std::uint64_t> body_bytes;  // as it was seen first; empty: not all of it was
    bool knows_sender = false;
    std::vector<std::string> ids;  // that servers promised to queue it under
    std::vector<Hop> seen;
  };
  using Shared = std::shared_ptr<Journey>;
  static constexpr std::size_t most_seen = 32, most_alike = 64;
  static bool is_another(const Journey& journey, const Message& message, const std::vector<std::string>& lines);
  static int likeness(const Journey& journey, const Message& message, const std::vector<std::string>& lines);
  static bool was_given_there(const Journey& journey, const std::string& id, const Message& message);
  static bool contradicts(const Journey& journey, const std::vector<std::string>& lines);
  static const Hop* hop_before(const Journey& journey, const Message& message);
  Shared find(const Message& message, const std::vector<std::string>& lines);
  Shared find_by_trace(const Message& message, const std::vector<std::string>& lines) const;
  Shared find_alike(const Message& message, const std::vector<std::string>& lines, std::string& key) const;
  void remember(const std::string& key, const Shared& journey);

  std::unordered_map<std::string, Shared> journeys_;  // by Message-ID, queue id, or what the letter says
  std::deque<std::string> order_;
  std::uint32_t count_ = 0;
};

// "queued as 4F2" in a server's answer -> "4F2"; empty: it names none.
std::string queue_id(std::string_view answer);

}  // namespace cleartext::findings
