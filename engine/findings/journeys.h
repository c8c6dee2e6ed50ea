// One mail followed over submission, relay and retrieval: which messages of a capture are the same letter, in
// which order it was seen, and which header lines each hop put on top.
#pragma once
#include <deque>
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
  struct Journey {
    std::uint32_t number = 0, hops = 0;
    std::vector<std::string> lines;  // of the header, unfolded, as the last hop showed them
    std::string from, subject;       // as they were seen first
  };
  static bool is_another(const Journey& journey, const Message& message);
  Journey& find(const Message& message, const std::vector<std::string>& lines);

  std::unordered_map<std::string, Journey> journeys_;  // by Message-ID, queue id, or what the letter says
  std::deque<std::string> order_;
  std::uint32_t count_ = 0;
};

// "queued as 4F2" in a server's answer -> "4F2"; empty: it names none.
std::string queue_id(std::string_view answer);

}  // namespace cleartext::findings
