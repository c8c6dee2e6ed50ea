// Reads a stream that speaks in lines: cuts both directions into lines for a dialogue, and lets content pass
// in bulk where the dialogue says that content comes.
#pragma once
#include <array>
#include <memory>

#include "engine/dialogue/conversation.h"
#include "engine/dialogue/dot_scanner.h"
#include "engine/dialogue/line_cutter.h"

namespace cleartext::dialogue {

class Lines final : public Conversation {
 public:
  explicit Lines(std::unique_ptr<Dialogue> dialogue, bool data_lines) : dialogue_(std::move(dialogue)), data_lines_(data_lines) {}
  packet::Protocol protocol() const override { return dialogue_->protocol(); }
  std::size_t data(wire::Side from, const stream::Segment& segment) override;
  void gap(wire::Side from, const stream::Segment& missing) override;
  void ended(wire::Side from) override;
  std::string_view taken_too_soon(wire::Side side, stream::Segment& segment) const override;
  bool over() const override { return tls_began_ || dialogue_->opaque(); }
  bool compressed() const override { return !tls_began_ && dialogue_->compressed(); }
  bool unfinished(wire::Side from) const override;
  std::size_t held() const override;
  std::optional<std::uint16_t> tunnel() const override { return tls_began_ ? std::nullopt : dialogue_->tunnel(); }

 private:
  struct Direction {
    LineCutter cutter, data_cutter;  // data_cutter: of content, only to show it in lines
    DotScanner dots;
    bool in_content = false;
    bool torn = false;              // the beginning of the content is missing
    std::uint32_t bare_packet = 0;  // in which a lone dot between bare line ends was seen
    struct {
      std::uint64_t position = 0;
      std::uint32_t packet = 0;
      std::int64_t time_ns = 0;
    } heard_until;      // of content
    bool crlf = false;  // ends lines as the standards want it
    std::string early;  // bytes that may begin TLS, though nobody was heard to agree on it; or that are withheld
    stream::Segment early_place;
    bool withheld = false;
    bool heard_out = true;  // since its bytes were missing the other side spoke, that had heard them
    bool owed = false;      // and not of what it was asked before
  };
  Direction& of(wire::Side side) { return directions_[side == wire::Side::client ? 0 : 1]; }
  bool take_hello(Direction& direction, stream::Segment& left);
  void withhold(Direction& direction, wire::Side from, stream::Segment& left);
  void give_back(Direction& direction, wire::Side from);
  void release(Direction& direction, wire::Side from);
  void release_if_told(wire::Side from);
  void take_line(Direction& direction, wire::Side from, stream::Segment& left);
  void take_content(Direction& direction, const Next& next, wire::Side from, stream::Segment& left);
  void lose(wire::Side from, const stream::Segment& missing, Lost lost);
  void end_content(Direction& direction, wire::Side from);
  void show(Direction& direction, const Heard& piece, bool over);

  std::unique_ptr<Dialogue> dialogue_;
  std::array<Direction, 2> directions_;
  bool data_lines_;
  bool tls_began_ = false;
};

}  // namespace cleartext::dialogue
