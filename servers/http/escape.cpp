#include "servers/http/escape.h"

namespace cleartext::http {

std::string escaped(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      default: {
        const bool control = (static_cast<unsigned char>(c) < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 127;
        out += control ? std::string("\xef\xbf\xbd") : std::string(1, c);
      }
    }
  }
  return out;
}

}  // namespace cleartext::http
