// MAIL begins a letter, RCPT adds to it, RSET, QUIT and a new MAIL drop it; the message itself ends it.
#include "gui/notebook/letters_under_way.h"

namespace cleartext::gui {
namespace {

// "MAIL FROM:<alice@crepes.fr> SIZE=9" -> "alice@crepes.fr"
std::string between_angles(std::string_view text) {
  const auto open = text.find('<'), close = text.find('>', open == std::string_view::npos ? 0 : open);
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  return std::string(text.substr(open + 1, close - open - 1));
}

}  // namespace

void LettersUnderWay::start_over() {
  open_.clear();
  lines_seen_ = messages_seen_ = 0;
}

void LettersUnderWay::hear(const dialogue::LineView& line, int index) {
  if (line.protocol != packet::Protocol::smtp || line.kind != dialogue::LineKind::command || line.decrypted) return;
  if (line.verb == "MAIL") {
    open_[line.stream] = {line.stream, line.packet, index, between_angles(line.text), {}};
  } else if (line.verb == "RSET" || line.verb == "QUIT") {
    open_.erase(line.stream);
  } else if (line.verb == "RCPT") {
    if (const auto letter = open_.find(line.stream); letter != open_.end()) letter->second.to.push_back(between_angles(line.text));
  }
}

std::vector<LetterUnderWay> LettersUnderWay::now() {
  const auto& lines = selection_.recording().lines();
  const auto& messages = selection_.recording().messages();
  for (auto at = lines.begin() + static_cast<std::ptrdiff_t>(lines_seen_); lines_seen_ < lines.size(); ++at, ++lines_seen_) {
    const dialogue::LineView& line = at.view();
    if (!selection_.shows(line.packet)) break;
    hear(line, static_cast<int>(lines_seen_));
  }
  for (; messages_seen_ < messages.size() && selection_.shows(messages[messages_seen_].packet); ++messages_seen_) {
    const auto letter = open_.find(messages[messages_seen_].stream);
    if (letter != open_.end() && messages[messages_seen_].packet >= letter->second.packet) open_.erase(letter);
  }
  std::vector<LetterUnderWay> letters;
  for (const auto& [stream, letter] : open_) letters.push_back(letter);
  return letters;
}

}  // namespace cleartext::gui
