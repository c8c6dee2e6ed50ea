// Pieces of a letter that an IMAP client fetched before those that precede them (RFC 3501, 6.4.5). Each is kept until its
// turn comes, as it came: with its packets and places. What there is no room for is not kept, and its letter stays cut.
#pragma once
#include <map>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class EarlyPieces {
 public:
  static constexpr std::size_t most = 8 * 1024 * 1024, most_pieces = 4096;
  struct Chunk {
    std::string bytes;
    std::uint64_t position = 0;
    std::uint32_t packet = 0;
    std::int64_t time_ns = 0;
    bool behind_gap = false;
  };
  struct Piece {
    std::vector<Chunk> chunks;
    std::uint64_t size = 0;  // as announced
    bool last = false;       // nothing of the letter comes behind it
    bool whole = true;
    bool torn = false;  // bytes are missing behind the last chunk
  };

  // What is added from here on is the piece of that section, of the letter with that number, which begins there.
  void begin(const std::string& number, const std::string& section, std::uint64_t origin, Piece piece);
  void add(const Heard& content);
  void damaged();
  void end() { open_ = nullptr; }
  bool open() const { return open_ != nullptr; }
  std::optional<Piece> take(const std::string& number, const std::string& section, std::uint64_t origin);
  void forget(const std::string& number, const std::string& section);  // that letter is told
  void clear() { *this = {}; }                                         // the numbers are other letters' now
  std::size_t held() const { return held_; }

 private:
  using Place = std::tuple<std::string, std::string, std::uint64_t>;
  std::map<Place, Piece> pieces_;
  Piece* open_ = nullptr;
  std::size_t held_ = 0;
};

}  // namespace cleartext::dialogue
