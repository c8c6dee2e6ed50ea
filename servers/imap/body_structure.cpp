// Every part by its type, its size and what its header says of it; parts in parts in parentheses.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "servers/imap/quoting.h"
#include "servers/imap/structure.h"
#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::imap {

namespace {

constexpr std::size_t most_parameters = 100;
constexpr std::string_view empty_part = "(\"TEXT\" \"PLAIN\" (\"CHARSET\" \"US-ASCII\") NIL NIL \"7BIT\" 0 0)";

struct FieldValue {
  std::string value;
  std::vector<std::pair<std::string, std::string>> parameters;  // as they stand there (RFC 2045, 5.1)
};

std::string upper(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  return text;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t"), last = text.find_last_not_of(" \t");
  return first == text.npos ? std::string() : std::string(text.substr(first, last - first + 1));
}

std::string read_value(wire::Scanner& in) {
  const auto blank = [](char c) { return c == ' ' || c == '\t'; };
  in.take_while(blank);
  std::string value;
  if (!in.take('"')) return trimmed(in.take_while([](char c) { return c != ';'; }));
  while (!in.at_end() && !in.take('"')) {
    in.take('\\');
    if (in.at_end()) break;
    value += in.peek();
    in.skip();
  }
  in.take_while([](char c) { return c != ';'; });
  return value;
}

FieldValue read_field(std::string_view written) {
  const auto text = mime::without_comments(written);
  wire::Scanner in(text);
  FieldValue field{mime::without_blanks(in.take_while([](char c) { return c != ';'; })), {}};
  while (in.take(';') && field.parameters.size() < most_parameters) {
    auto name = trimmed(in.take_while([](char c) { return c != '=' && c != ';'; }));
    if (in.take('=') && !name.empty()) field.parameters.emplace_back(upper(std::move(name)), read_value(in));
  }
  return field;
}

std::string print(const FieldValue& field) {
  std::string list;
  for (const auto& [name, value] : field.parameters)
    list += fmt::format("{}{} {}", list.empty() ? "" : " ", string_or_nil(&name), string_or_nil(&value));
  return list.empty() ? "NIL" : "(" + list + ")";
}

std::string disposition(const mime::Part& part) {
  const auto* written = part.header.find("Content-Disposition");
  if (written == nullptr) return "NIL";
  auto field = read_field(*written);
  field.value = upper(field.value);
  return fmt::format("({} {})", string_or_nil(&field.value), print(field));
}

// Content-ID and Content-MD5: one word, with or without comments (RFC 2045, 7; RFC 1864).
std::string word_or_nil(const mime::Part& part, std::string_view name) {
  const auto* written = part.header.find(name);
  if (written == nullptr) return "NIL";
  const auto word = trimmed(mime::without_comments(*written));
  return string_or_nil(&word);
}

// Content-Language: one tag, or a list of them (RFC 3282).
std::string languages(const mime::Part& part) {
  const auto* written = part.header.find("Content-Language");
  if (written == nullptr) return "NIL";
  std::string list;
  const auto plain = mime::without_comments(*written);
  wire::Scanner in(plain);
  do {
    const auto tag = trimmed(in.take_while([](char c) { return c != ','; }));
    if (!tag.empty()) list += (list.empty() ? "" : " ") + string_or_nil(&tag);
  } while (in.take(','));
  return list.empty() ? "NIL" : "(" + list + ")";
}

std::string described(const mime::Part& part) {
  return fmt::format(" {} {} {}", disposition(part), languages(part), string_or_nil(part.header.find("Content-Location")));
}

std::size_t lines(std::string_view body) {
  const bool cut_off = !body.empty() && body.back() != '\n';  // the last end is the boundary's
  return static_cast<std::size_t>(std::count(body.begin(), body.end(), '\n')) + (cut_off ? 1 : 0);
}

// What is said of the type in the header; where that is wrong or missing, what it is taken for.
FieldValue type_of(const mime::Part& part) {
  const auto* written = part.header.find("Content-Type");
  if (written != nullptr) {
    auto field = read_field(*written);
    if (wire::same_word(field.value, part.type.value)) return field;
  }
  FieldValue field{part.type.value, {}};
  if (part.is_text()) field.parameters.emplace_back("CHARSET", "US-ASCII");
  return field;
}

std::string multipart(const mime::Part& part, const FieldValue& type, Detail detail) {
  std::string text = "(";
  for (const auto& child : part.parts) text += body_text(child, detail);
  if (part.parts.empty()) text += empty_part;  // a boundary that never comes
  const auto subtype = upper(type.value.substr(type.value.find('/') + 1));
  text += ' ' + string_or_nil(&subtype);
  if (detail == Detail::extended) text += ' ' + print(type) + described(part);
  return text + ')';
}

}  // namespace

std::string body_text(const mime::Part& part, Detail detail) {
  auto type = type_of(part);
  if (part.is_multipart()) return multipart(part, type, detail);
  const bool letter = part.type.value == "message/rfc822";
  if (letter && part.parts.empty()) type.value = "application/octet-stream";  // encoded, or too deep: nobody looked inside
  const auto slash = type.value.find('/');
  const auto main_type = upper(type.value.substr(0, slash)), subtype = upper(type.value.substr(slash + 1));
  const auto encoding = upper(part.encoding.empty() ? "7bit" : part.encoding);
  auto text =
      fmt::format("({} {} {} {} {} {} {}", string_or_nil(&main_type), string_or_nil(&subtype), print(type), word_or_nil(part, "Content-ID"),
                  string_or_nil(part.header.find("Content-Description")), string_or_nil(&encoding), part.body.size());
  if (letter && !part.parts.empty()) text += fmt::format(" {} {}", envelope_text(part.parts[0].header), body_text(part.parts[0], detail));
  if (part.is_text() || (letter && !part.parts.empty())) text += fmt::format(" {}", lines(part.body));
  if (detail == Detail::extended) text += ' ' + word_or_nil(part, "Content-MD5") + described(part);
  return text + ')';
}

}  // namespace cleartext::imap
