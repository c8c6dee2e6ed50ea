// Letters whose envelope was heard but whose end was not: "still on its way". Follows the dialogue as it grows, each line
// looked at once.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

struct LetterUnderWay {
  std::uint32_t stream = 0, packet = 0;
  int line = -1;  // of its MAIL command
  std::string from;
  std::vector<std::string> to;
};

class LettersUnderWay {
 public:
  explicit LettersUnderWay(const Selection& selection) : selection_(selection) {}
  // As the wire is shown now. One letter a connection, in the order of connections.
  std::vector<LetterUnderWay> now();
  void start_over();  // the recording was cleared, or less of it is shown than before

 private:
  void hear(const dialogue::LineView& line, int index);
  const Selection& selection_;
  std::map<std::uint32_t, LetterUnderWay> open_;  // by stream
  std::size_t lines_seen_ = 0, messages_seen_ = 0;
};

}  // namespace cleartext::gui
