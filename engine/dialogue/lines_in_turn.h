// What TLS says of its own records, between the lines of what is inside them. Those may not be told yet: a line may go
// on, or nobody knows so far what is spoken. Then what lies behind them waits, so that each side's lines are told in the
// order of their places.
#pragma once
#include <list>

#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class LinesInTurn final : public Audience {
 public:
  static constexpr std::size_t most_waiting = 4096;

  explicit LinesInTurn(Audience& audience) : audience_(audience) {}
  void wait(const Spoken& about_record);  // until what lies before it is told
  bool waiting() const { return !waiting_.empty(); }
  bool waiting(wire::Side from) const;
  bool full() const { return waiting_.size() >= most_waiting; }
  std::size_t held() const { return waiting_.size() * sizeof(Line); }
  // Tells those of a side about which `unfinished` says that nothing before them is still to come.
  template <typename Unfinished>
  void settle(Unfinished unfinished) {
    tell([&](const Line& line) { return !unfinished(line.from); });
  }

  void spoken(const Spoken& inside) override;
  void content(const Content& piece) override { audience_.content(piece); }
  void content_ended(const Content& end, bool complete) override { audience_.content_ended(end, complete); }
  void content_damaged(wire::Side from) override { audience_.content_damaged(from); }
  void bare_line_ends(std::uint32_t packet) override { audience_.bare_line_ends(packet); }
  void missed(wire::Side from, std::uint32_t packet) override { audience_.missed(from, packet); }
  bool wants_data_lines() const override { return audience_.wants_data_lines(); }
  void expect_data(const DataPlace& place) override { audience_.expect_data(place); }
  void agreed(const Agreed& agreed) override { audience_.agreed(agreed); }
  void presented(const Presented& presented) override { audience_.presented(presented); }
  bool reads_inside() const override { return audience_.reads_inside(); }
  void opened(std::uint32_t stream, wire::Side from, const stream::Segment& plain) override { audience_.opened(stream, from, plain); }
  void unopened(std::uint32_t stream, wire::Side from) override { audience_.unopened(stream, from); }
  void inside_over(std::uint32_t stream, wire::Side from) override { audience_.inside_over(stream, from); }

 private:
  template <typename Due>
  void tell(Due due) {
    for (auto at = waiting_.begin(); at != waiting_.end();) {
      if (!due(*at)) {
        ++at;
        continue;
      }
      Spoken about_record;
      about_record.line = view(*at);
      audience_.spoken(about_record);
      at = waiting_.erase(at);
    }
  }

  Audience& audience_;
  std::list<Line> waiting_;
};

}  // namespace cleartext::dialogue
