// How a line is kept beyond the call that reported it.
#include "engine/dialogue/line.h"

#include "engine/dialogue/printable.h"

namespace cleartext::dialogue {

std::string_view name(LineKind kind) {
  switch (kind) {
    case LineKind::greeting: return "greeting";
    case LineKind::command: return "command";
    case LineKind::reply: return "reply";
    case LineKind::data: return "data";
    case LineKind::continuation: return "continuation";
    case LineKind::invalid: return "invalid";
  }
  return "invalid";
}

Line keep(const LineView& line) {
  return {line.stream,
          line.protocol,
          line.from,
          line.packet,
          line.time_ns,
          line.kind,
          std::string(line.verb),
          std::string(line.code),
          std::string(line.text),
          line.position,
          line.length,
          line.decrypted};
}

LineView view(const Line& line) {
  return {line.stream, line.protocol, line.from, line.packet,   line.time_ns, line.kind,
          line.verb,   line.code,     line.text, line.position, line.length,  line.decrypted};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string printable(std::string_view text) {
  std::string shown;
  shown.reserve(text.size());
  append_printable(shown, text);
  return shown;
}

}  // namespace cleartext::dialogue
