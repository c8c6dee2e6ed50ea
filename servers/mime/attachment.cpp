#include "servers/mime/attachment.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "servers/mime/decode.h"
#include "servers/mime/value.h"
#include "servers/mime/words.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

struct Ending {
  std::string_view ending, type;
};
constexpr std::array<Ending, 14> endings{{{"jpg", "image/jpeg"},
                                          {"jpeg", "image/jpeg"},
                                          {"png", "image/png"},
                                          {"gif", "image/gif"},
                                          {"svg", "image/svg+xml"},
                                          {"webp", "image/webp"},
                                          {"txt", "text/plain"},
                                          {"csv", "text/csv"},
                                          {"html", "text/html"},
                                          {"pdf", "application/pdf"},
                                          {"zip", "application/zip"},
                                          {"eml", "message/rfc822"},
                                          {"mp3", "audio/mpeg"},
                                          {"mp4", "video/mp4"}}};
constexpr std::size_t longest_piece = 60;  // of a value; with name, number and quotes it fits a line

bool is_attribute_sign(char c) {  // RFC 2231, 7
  return wire::is_letter_or_digit(c) || std::string_view("!#$&+-.^_`{|}~").find(c) != std::string_view::npos;
}

std::string percent_written(char c) {
  return is_attribute_sign(c) ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
}

std::string extended(std::string_view name, std::string_view value) {
  std::string out, piece = "utf-8''";
  int number = 0;
  const auto flush = [&](bool last) {
    out += last && number == 0 ? fmt::format(";\r\n {}*={}", name, piece) : fmt::format(";\r\n {}*{}*={}", name, number, piece);
    ++number;
    piece.clear();
  };
  for (const char c : value) {
    const auto written = percent_written(c);
    if (piece.size() + written.size() > longest_piece) flush(false);
    piece += written;
  }
  flush(true);
  return out;
}

std::string in_pieces(std::string_view name, std::string_view value) {
  std::string out;
  for (int number = 0; !value.empty(); ++number) {
    const auto piece = value.substr(0, longest_piece);
    out += fmt::format(";\r\n {}*{}=\"{}\"", name, number, piece);
    value.remove_prefix(piece.size());
  }
  return out;
}

}  // namespace

std::string type_of(std::string_view file_name) {
  const auto dot = file_name.rfind('.');
  const auto ending = dot == file_name.npos ? std::string() : lower(file_name.substr(dot + 1));
  const auto found = std::ranges::find(endings, std::string_view(ending), &Ending::ending);
  return std::string(found == endings.end() ? "application/octet-stream" : found->type);
}

std::string parameter(std::string_view name, std::string_view value) {
  const bool plain = std::ranges::all_of(value, [](char c) { return wire::is_plain_text(c) && c != '"' && c != '\\'; });
  if (!plain) return extended(name, value);
  return value.size() > longest_piece ? in_pieces(name, value) : fmt::format(";\r\n {}=\"{}\"", name, value);
}

// A letter inside a letter is never in base64 (RFC 2046, 5.2.1). The name stands twice: where RFC 2183 wants it, and,
// as an encoded word, where older programs look for it.
std::string part_of(const Attachment& attachment) {
  const auto type = attachment.type.empty() ? type_of(attachment.name) : attachment.type;
  const bool letter = type == "message/rfc822";
  const bool eight_bit = std::ranges::any_of(attachment.content, [](char c) { return static_cast<unsigned char>(c) > 127; });
  std::string out = "Content-Type: " + type;
  std::string disposition = letter ? "inline" : "attachment";
  if (!attachment.name.empty()) {
    const auto word = encode_words(attachment.name);
    if (word.size() <= longest_piece) out += parameter("name", word);
    disposition += parameter("filename", attachment.name);
  }
  out += fmt::format("\r\nContent-Transfer-Encoding: {}\r\nContent-Disposition: {}\r\n\r\n",
                     letter ? (eight_bit ? "8bit" : "7bit") : "base64", disposition);
  if (!letter) return out + encode_base64_lines(attachment.content);
  return out + attachment.content + "\r\n";
}

}  // namespace cleartext::mime
