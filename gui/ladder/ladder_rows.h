// What the ladder shows: hosts, and what passes between them in the order of the wire. Read from the recording alone.
#pragma once
#include <QString>
#include <memory>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

struct Lifeline {
  packet::Endpoint host;  // port 0
  QString name, address;
};

enum class LadderKind : std::uint8_t { opening, line, content, data, closing, breaking };

struct LadderRow {
  LadderKind kind = LadderKind::line;
  std::uint32_t packet = 0, last_packet = 0, stream = 0;
  int from = 0, to = 0;  // lifelines
  bool from_client = true;
  bool opened = false;  // read with the endpoint's keys
  int line = -1;        // in the recording, of a line or the first one of content
  std::int64_t time_ns = 0;
  std::uint64_t lines = 0, bytes = 0;  // of content and data
  QString text;
};

struct Ladder {
  static constexpr std::size_t most_rows = 20'000;
  std::vector<Lifeline> lifelines;
  std::vector<LadderRow> rows;
  std::int64_t begin_ns = 0;
  bool cut = false;                                // there is more than is shown
  int row_at(const Place& place, int line) const;  // what the selection means; -1: nothing here
};

// Of these streams, ascending; as much of them as the selection shows.
Ladder read_ladder(const Selection& selection, const std::vector<std::uint32_t>& streams);

// The same in steps that hold no frame up. The recording may grow meanwhile, but not begin anew.
class LadderReading {
 public:
  static constexpr qint64 without_end = -1;
  LadderReading(const Selection& selection, std::vector<std::uint32_t> streams);
  ~LadderReading();
  bool go_on(qint64 milliseconds);  // true: all of it is read, and may be taken
  Ladder take();

 private:
  class Reader;
  std::unique_ptr<Reader> reader_;
};

}  // namespace cleartext::gui
