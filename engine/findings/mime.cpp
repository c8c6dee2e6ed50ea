// MIME's tree (RFC 2046, 5.1): a multipart's parts stand between lines that begin with its boundary; the line
// end before such a line belongs to it. Depth and number of parts are bounded.
#include "engine/findings/mime.h"

#include <algorithm>

#include "engine/findings/decode.h"
#include "engine/findings/header.h"

namespace cleartext::findings {

namespace {

constexpr int deepest = 30;
constexpr std::size_t most_parts = 1000;

struct Reader {
  std::vector<Part>& parts;
  std::size_t kept;
  void entity(std::string_view text, int depth, std::string_view default_type);
  void multipart(std::string_view body, const std::string& boundary, int depth,
                 std::string_view default_type);
  void leaf(const Header& header, const Value& type, std::string_view encoding);
};

std::string decoded(std::string_view body, std::string_view encoding) {
  if (encoding == "base64") return decode_base64(body);
  if (encoding == "quoted-printable") return decode_quoted_printable(body);
  return std::string(body);
}

std::string file_name(const Header& header, const Value& type) {
  if (const std::string* disposition = header.find("Content-Disposition")) {
    const Value value = parse_value(*disposition);
    if (const auto name = value.parameters.find("filename"); name != value.parameters.end())
      return name->second;
  }
  const auto name = type.parameters.find("name");
  return name == type.parameters.end() ? std::string() : name->second;
}

void Reader::leaf(const Header& header, const Value& type, std::string_view encoding) {
  Part part;
  part.type = type.value;
  part.filename = file_name(header, type);
  part.encoding = encoding;
  part.content = decoded(header.body(), encoding);
  part.bytes = part.content.size();
  part.sha256 = sha256_hex(part.content);
  if (part.content.size() > kept) part.content.resize(kept);
  parts.push_back(std::move(part));
}

void Reader::entity(std::string_view text, int depth, std::string_view default_type) {
  if (parts.size() >= most_parts) return;
  const Header header(text);
  const std::string* written = header.find("Content-Type");
  Value type = written == nullptr ? Value{std::string(default_type), {}} : parse_value(*written);
  if (type.value.find('/') == std::string::npos) type.value = "text/plain";  // RFC 2045, 5.2
  const std::string* coding = header.find("Content-Transfer-Encoding");
  const std::string encoding = coding == nullptr ? "7bit" : parse_value(*coding).value;
  const auto boundary = type.parameters.find("boundary");
  if (depth < deepest && type.value.starts_with("multipart/") && boundary != type.parameters.end() &&
      !boundary->second.empty())
    return multipart(header.body(), boundary->second, depth,
                     type.value == "multipart/digest" ? "message/rfc822" : "text/plain");
  if (depth < deepest && type.value == "message/rfc822")
    return entity(decoded(header.body(), encoding), depth + 1, "text/plain");
  leaf(header, type, encoding);
}

void Reader::multipart(std::string_view body, const std::string& boundary, int depth,
                       std::string_view default_type) {
  const std::string mark = "--" + boundary;
  std::size_t part_start = std::string_view::npos;
  for (std::size_t line = 0; line < body.size();) {
    const std::size_t next = std::min(body.find('\n', line), body.size() - 1) + 1;
    std::string_view text = body.substr(line, next - line);
    while (!text.empty() &&
           (text.back() == '\n' || text.back() == '\r' || text.back() == ' ' || text.back() == '\t'))
      text.remove_suffix(1);
    const bool closing = text.size() == mark.size() + 2 && text.ends_with("--");
    if (text.starts_with(mark) && (text.size() == mark.size() || closing)) {
      if (part_start != std::string_view::npos) {
        std::string_view part = body.substr(part_start, line - part_start);
        if (part.ends_with('\n')) part.remove_suffix(part.ends_with("\r\n") ? 2 : 1);
        entity(part, depth + 1, default_type);
      }
      part_start = next;
      if (closing) return;
    }
    line = next;
  }
  if (part_start != std::string_view::npos && part_start < body.size())
    entity(body.substr(part_start), depth + 1, default_type);
}

}  // namespace

void take_apart(Message& message, std::size_t kept) {
  const Header header(message.raw);
  message.from = header.text("From");
  message.to = header.text("To");
  message.subject = header.text("Subject");
  message.date = header.text("Date");
  message.bytes = message.raw.size();
  Reader{message.parts, kept}.entity(message.raw, 0, "text/plain");
}

}  // namespace cleartext::findings
