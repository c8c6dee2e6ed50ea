// "C: NOOP" is a line of the client, "S: 250 OK" one of the server; '#' starts a remark.
#include "servers/wire/transcript.h"

#include <fmt/format.h>

namespace cleartext::wire {

std::string print(const Transcript& transcript) {
  std::string text;
  for (const auto& turn : transcript) {
    text += turn.from == Side::client ? "C:" : "S:";
    if (!turn.line.empty()) text += ' ';
    text += turn.line;
    text += '\n';
  }
  return text;
}

tl::expected<Transcript, Problem> parse_transcript(std::string_view text) {
  Transcript transcript;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
    if (line.find_first_not_of(' ') == std::string_view::npos || line.front() == '#') continue;
    const bool marked = line.starts_with("C:") || line.starts_with("S:");
    if (!marked || (line.size() > 2 && line[2] != ' ')) {
      return tl::unexpected(Problem{fmt::format("Line {} of the transcript is neither \"C: \" nor \"S: \".", number),
                                    "Start a line of the client with \"C: \" and one of the server with \"S: \"."});
    }
    const auto from = line.front() == 'C' ? Side::client : Side::server;
    transcript.push_back({from, std::string(line.size() > 2 ? line.substr(3) : std::string_view())});
  }
  return transcript;
}

}  // namespace cleartext::wire
