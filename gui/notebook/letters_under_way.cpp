// MAIL begins a letter, RCPT adds to it, RSET, QUIT and a new MAIL drop it; the message itself ends it.
#include "gui/notebook/letters_under_way.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

// "MAIL FROM:<alice@crepes.fr> SIZE=9" -> "alice@crepes.fr"
std::string between_angles(const std::string& text) {
  const auto open = text.find('<'), close = text.find('>', open == std::string::npos ? 0 : open);
  if (open == std::string::npos || close == std::string::npos) return {};
  return text.substr(open + 1, close - open - 1);
}

}  // namespace

std::vector<LetterUnderWay> LettersUnderWay::now() const {
  const auto& recording = selection_.recording();
  std::map<std::uint32_t, LetterUnderWay> open;
  for (std::size_t i = 0; i < recording.lines().size(); ++i) {
    const dialogue::Line& line = recording.lines()[i];
    if (!selection_.shows(line.packet)) continue;
    if (line.protocol != packet::Protocol::smtp || line.kind != dialogue::LineKind::command) continue;
    if (line.verb == "MAIL") open[line.stream] = {line.stream, line.packet, static_cast<int>(i), between_angles(line.text), {}};
    else if (line.verb == "RSET" || line.verb == "QUIT") open.erase(line.stream);
    else if (line.verb == "RCPT" && open.contains(line.stream)) open[line.stream].to.push_back(between_angles(line.text));
  }
  for (const auto& message : recording.messages()) {
    const auto letter = open.find(message.stream);
    if (letter != open.end() && selection_.shows(message.packet) && message.packet >= letter->second.packet) open.erase(letter);
  }
  std::vector<LetterUnderWay> letters;
  for (auto& [stream, letter] : open) letters.push_back(std::move(letter));
  return letters;
}

}  // namespace cleartext::gui
