// A piece that is fetched again takes the place of the one before.
#include "engine/dialogue/early_pieces.h"

#include <utility>

namespace cleartext::dialogue {

namespace {

constexpr std::size_t cost = sizeof(EarlyPieces::Piece) + 128;
std::size_t cost_of(const EarlyPieces::Chunk& chunk) { return sizeof chunk + chunk.bytes.size(); }
std::size_t cost_of(const EarlyPieces::Piece& piece) {
  std::size_t sum = cost;
  for (const EarlyPieces::Chunk& chunk : piece.chunks) sum += cost_of(chunk);
  return sum;
}

}  // namespace

void EarlyPieces::begin(const std::string& number, const std::string& section, std::uint64_t origin, Piece piece) {
  const Place place(number, section, origin);
  take(number, section, origin);
  if (pieces_.size() >= most_pieces) clear();  // of letters that nobody went on with
  open_ = &pieces_.emplace(place, std::move(piece)).first->second;
  held_ += cost;
}

void EarlyPieces::add(const Heard& content) {
  Chunk chunk{std::string(content.raw), content.position, content.packet, content.time_ns, false};
  if (held_ + cost_of(chunk) > most) return damaged();
  held_ += cost_of(chunk);
  chunk.behind_gap = std::exchange(open_->torn, false);
  open_->chunks.push_back(std::move(chunk));
}

void EarlyPieces::damaged() {
  open_->whole = false;
  open_->torn = true;
}

std::optional<EarlyPieces::Piece> EarlyPieces::take(const std::string& number, const std::string& section, std::uint64_t origin) {
  const auto found = pieces_.find({number, section, origin});
  if (found == pieces_.end()) return {};
  std::optional<Piece> taken = std::move(found->second);
  held_ -= cost_of(*taken);
  pieces_.erase(found);
  return taken;
}

void EarlyPieces::forget(const std::string& number, const std::string& section) {
  const auto begin = pieces_.lower_bound({number, section, 0});
  auto end = begin;
  for (; end != pieces_.end() && std::get<0>(end->first) == number && std::get<1>(end->first) == section; ++end)
    held_ -= cost_of(end->second);
  pieces_.erase(begin, end);
}

}  // namespace cleartext::dialogue
