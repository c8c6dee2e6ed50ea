// Whole runs between two line ends at once: most of a letter is neither CR nor LF.
#include "servers/store/line_ends.h"

namespace cleartext::store {

std::string with_lf(std::string_view message) {
  std::string text;
  text.reserve(message.size());
  while (!message.empty()) {
    const auto end = message.find("\r\n");
    text.append(message.substr(0, end));
    if (end == std::string_view::npos) break;
    text += '\n';
    message.remove_prefix(end + 2);
  }
  return text;
}

std::string with_crlf(std::string_view stored) {
  std::string message;
  message.reserve(stored.size() + stored.size() / 32 + 2);
  while (!stored.empty()) {
    const auto end = stored.find('\n');
    message.append(stored.substr(0, end));
    if (end == std::string_view::npos) break;
    message.append(end > 0 && stored[end - 1] == '\r' ? "\n" : "\r\n");
    stored.remove_prefix(end + 1);
  }
  return message;
}

std::size_t size_with_crlf(std::string_view stored) {
  auto size = stored.size();
  for (auto end = stored.find('\n'); end != std::string_view::npos; end = stored.find('\n', end + 1))
    size += end > 0 && stored[end - 1] == '\r' ? 0 : 1;
  return size;
}

}  // namespace cleartext::store
