#include "servers/mime/letter.h"

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/mime/decode.h"
#include "servers/mime/words.h"

namespace cleartext::mime {

namespace {

constexpr std::string_view plain_text = "text/plain";

std::string_view without_blank_end(std::string_view line) {
  const auto last = line.find_last_not_of(" \t\r\n");
  return line.substr(0, last == line.npos ? 0 : last + 1);
}

// RFC 2046, 5.1.1: the line end before a boundary belongs to the boundary.
std::string_view without_line_end(std::string_view text) {
  if (text.ends_with('\n')) text.remove_suffix(1);
  if (text.ends_with('\r')) text.remove_suffix(1);
  return text;
}

// What lies between the boundary lines; the last one need not be there.
std::vector<std::string_view> pieces(std::string_view body, const std::string& boundary) {
  const auto mark = "--" + boundary, last_mark = mark + "--";
  std::vector<std::string_view> found;
  std::size_t start = body.npos;  // of the piece that is open
  for (std::size_t at = 0; at < body.size() && found.size() < most_parts;) {
    const auto end = std::min(body.find('\n', at), body.size() - 1) + 1;
    const auto line = body.substr(at, end - at);
    if (line.starts_with(mark)) {
      const auto word = without_blank_end(line);
      const bool closes = word == last_mark;
      if (closes || word == mark) {
        if (start != body.npos) found.push_back(without_line_end(body.substr(start, at - start)));
        start = closes ? body.npos : end;
        if (closes) return found;
      }
    }
    at = end;
  }
  if (start != body.npos && found.size() < most_parts) found.push_back(body.substr(start));
  return found;
}

class TreeReader {
 public:
  Part read(std::string_view text, std::string_view default_type, std::size_t depth) {
    ++count_;
    Part part;
    const auto body = body_start(text);
    part.head = text.substr(0, body);
    part.body = text.substr(body);
    part.header = Header(part.head);
    describe(part, default_type);
    if (depth < most_depth) descend(part, depth + 1);
    return part;
  }

 private:
  static void describe(Part& part, std::string_view default_type) {
    const auto value = [&](std::string_view name, std::string_view otherwise) {
      const auto* written = part.header.find(name);
      return parse_value(written == nullptr ? otherwise : std::string_view(*written));
    };
    part.type = value("Content-Type", default_type);
    if (part.type.value.find('/') == std::string::npos) part.type.value = plain_text;  // RFC 2045, 5.2
    part.disposition = value("Content-Disposition", "");
    part.encoding = value("Content-Transfer-Encoding", "7bit").value;
    part.file_name = part.disposition.parameter("filename");
    if (part.file_name.empty()) part.file_name = part.type.parameter("name");
    part.file_name = decode_words(part.file_name);  // not by the book, and common
    if (const auto* id = part.header.find("Content-ID")) {
      const auto first = id->find('<');
      part.id = first == id->npos ? *id : id->substr(first + 1, id->find('>') - first - 1);
    }
  }

  void descend(Part& part, std::size_t depth) {
    const bool as_it_is = part.encoding != "base64" && part.encoding != "quoted-printable";
    if (part.type.value == "message/rfc822" && as_it_is) {
      if (count_ < most_parts) part.parts.push_back(read(part.body, plain_text, depth));
      return;
    }
    const auto boundary = part.type.parameter("boundary");
    if (!part.is_multipart() || boundary.empty()) return;
    const auto inside = part.type.value == "multipart/digest" ? std::string_view("message/rfc822") : plain_text;  // RFC 2046, 5.1.5
    for (const auto piece : pieces(part.body, boundary)) {
      if (count_ >= most_parts) return;
      part.parts.push_back(read(piece, inside, depth));
    }
  }

  std::size_t count_ = 0;
};

}  // namespace

Part parse_letter(std::string_view letter) { return TreeReader().read(letter, plain_text, 0); }

std::string content(const Part& part) {
  if (part.encoding == "base64") return decode_base64(part.body);
  if (part.encoding == "quoted-printable") return decode_quoted_printable(part.body);
  return std::string(part.body);
}

std::string text(const Part& part) { return to_utf8(content(part), part.type.parameter("charset")); }

}  // namespace cleartext::mime
