// Letters whose envelope was heard but whose end was not: "still on its way". Follows the dialogue as it grows.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

struct LetterUnderWay {
  std::uint32_t stream = 0, packet = 0;
  int line = -1;                                   // of its MAIL command
  std::string from;
  std::vector<std::string> to;
};

class LettersUnderWay {
 public:
  explicit LettersUnderWay(const Selection& selection) : selection_(selection) {}
  // As the wire is shown now. One letter a connection, in the order of connections.
  std::vector<LetterUnderWay> now() const;

 private:
  const Selection& selection_;
};

}  // namespace cleartext::gui
