#include "servers/faults/replies.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::faults {

namespace {

std::string_view first_line(std::string_view text) {
  const auto end = text.find('\n');
  return text.substr(0, end == std::string_view::npos ? end : end + 1);
}

// RFC 5321, 4.2.1; RFC 959, 4.2: "250-" opens a reply that ends with "250 ".
std::size_t length_of_numbered(std::string_view said) {
  const auto opening = first_line(said);
  if (opening.size() < 4 || opening[3] != '-') return opening.size();
  for (auto length = opening.size(); length < said.size();) {
    const auto line = first_line(said.substr(length));
    length += line.size();
    if (line.starts_with(opening.substr(0, 3)) && line.size() > 3 && line[3] != '-') return length;
  }
  return said.size();
}

// RFC 5321, 4.2.1
std::string numbered(std::string_view text) {
  const auto code = text.substr(0, 3);
  std::string all;
  for (bool first = true; !text.empty(); first = false) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    if (first) line.remove_prefix(std::min<std::size_t>(line.size(), 4));
    all += fmt::format("{}{}{}\r\n", code, text.empty() ? ' ' : '-', line);
  }
  return all;
}

std::string lines(std::string_view text) {
  std::string all;
  for (const char c : text) {
    if (c == '\n') all += '\r';
    all += c;
  }
  return all + "\r\n";
}

}  // namespace

bool is_ahead(Speech speech, std::string_view reply) { return speech == Speech::http && reply.starts_with("HTTP/1.1 1"); }

std::vector<std::string_view> split_replies(Speech speech, std::string_view said) {
  std::vector<std::string_view> replies;
  while (!said.empty()) {
    auto length = said.size();
    if (speech == Speech::smtp || speech == Speech::ftp) length = length_of_numbered(said);
    if (speech == Speech::imap) length = first_line(said).size();
    if (is_ahead(speech, said)) length = std::min(said.find("\r\n\r\n"), said.size() - 4) + 4;
    replies.push_back(said.substr(0, length));
    said.remove_prefix(length);
  }
  return replies;
}

std::string_view code_of(Speech speech, std::string_view reply, std::string_view tag) {
  if (speech == Speech::http) reply.remove_prefix(std::min(reply.size(), reply.find(' ') + 1));
  if (speech == Speech::imap) {
    if (tag.empty() || !reply.starts_with(tag) || reply.substr(tag.size(), 1) != " ") return {};
    reply.remove_prefix(tag.size() + 1);
  }
  const auto code = reply.substr(0, speech == Speech::smtp || speech == Speech::ftp ? 3 : reply.find_first_of(" \r\n"));
  return is_code(speech, code) ? code : std::string_view();
}

std::string wire_form(Speech speech, std::string_view text, std::string_view tag) {
  switch (speech) {
    case Speech::smtp:
    case Speech::ftp: return numbered(text);
    case Speech::pop3: return lines(text);
    case Speech::imap: return fmt::format("{} {}\r\n", tag, text);
    case Speech::http:
      return fmt::format("HTTP/1.1 {}\r\nContent-Type: text/plain\r\nContent-Length: {}\r\nConnection: close\r\n\r\n{}\r\n", text,
                         text.size() + 2, text);
    case Speech::none: break;
  }
  return {};
}

}  // namespace cleartext::faults
