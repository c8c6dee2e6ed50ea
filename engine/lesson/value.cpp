#include "engine/lesson/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <map>

namespace cleartext::lesson {
namespace {

using analysis::Recording;
using Kind = Evidence::Kind;

std::string line_field(const dialogue::Line& line, std::string_view field) {
  if (field == "code") return line.code;
  if (field == "verb") return line.verb;
  if (field == "text") return dialogue::printable(line.text);
  return {};
}

std::string stream_field(const stream::StreamInfo& stream, std::string_view field) {
  if (field == "client_port") return fmt::format("{}", stream.client.port);
  if (field == "server_port") return fmt::format("{}", stream.server.port);
  if (field == "client_address") return packet::address_text(stream.client);
  if (field == "server_address") return packet::address_text(stream.server);
  if (field == "packets") return fmt::format("{}", stream.packets);
  if (field == "bytes_client") return fmt::format("{}", stream.bytes_client);
  if (field == "bytes_server") return fmt::format("{}", stream.bytes_server);
  return {};
}

// How many servers have stamped it.
std::ptrdiff_t stamps(std::string_view header) {
  constexpr std::string_view stamp = "\nReceived:";
  std::ptrdiff_t count = header.starts_with(stamp.substr(1)) ? 1 : 0;
  for (auto at = header.find(stamp); at != std::string_view::npos; at = header.find(stamp, at + 1)) ++count;
  return count;
}

std::string message_field(const findings::Message& message, std::string_view field) {
  if (field == "subject") return message.subject;
  if (field == "from") return message.from;
  if (field == "to") return message.to;
  if (field == "envelope_from") return message.envelope_from;
  if (field == "bytes") return fmt::format("{}", message.bytes);
  if (field == "recipients") return fmt::format("{}", message.envelope_to.size());
  if (field == "received") return fmt::format("{}", stamps(message.header));
  if (field == "parts") return fmt::format("{}", message.parts.size());
  // Of the largest part: what it weighs, and what it weighs on the wire.
  const auto largest = std::ranges::max_element(message.parts, {}, &findings::Part::bytes);
  if (largest == message.parts.end()) return {};
  if (field == "part_bytes") return fmt::format("{}", largest->bytes);
  if (field == "part_wire_bytes") return fmt::format("{}", largest->length);
  if (field == "part_type") return largest->type;
  if (field == "part_encoding") return largest->encoding;
  return {};
}

std::string cracked_field(const findings::Cracked& cracked, std::string_view field) {
  return field == "user"        ? cracked.user
         : field == "secret"    ? cracked.secret
         : field == "mechanism" ? cracked.mechanism
         : field == "guesses"   ? fmt::format("{}", cracked.guesses)
                                : std::string();
}

std::string item_field(Kind kind, const Recording& recording, std::size_t at, std::string_view field) {
  switch (kind) {
    case Kind::line: return line_field(recording.lines()[at], field);
    case Kind::message: return message_field(recording.messages()[at], field);
    case Kind::file: {
      const auto& file = recording.files()[at];
      return field == "name"    ? file.name
             : field == "verb"  ? file.command
             : field == "bytes" ? fmt::format("{}", file.bytes)
                                : std::string();
    }
    case Kind::credential: {
      const auto& found = recording.credentials()[at];
      return field == "user" ? found.user : field == "secret" ? found.secret : field == "mechanism" ? found.mechanism : std::string();
    }
    case Kind::weakness: return field == "rule" ? recording.weaknesses()[at].rule : std::string();
    case Kind::cracked: return cracked_field(recording.cracked()[at], field);
    case Kind::connection: break;
  }
  return {};
}

Reading reading(const Value& value, const Recording& recording, const Sighting& sighting) {
  if (value.field == "packet") return {fmt::format("{}", sighting.packet), sighting.packet};
  auto text = item_field(value.evidence.kind, recording, sighting.index, value.field);
  if (text.empty()) text = stream_field(recording.streams()[sighting.stream], value.field);
  return {std::move(text), sighting.packet};
}

std::vector<Reading> read_field(const Value& value, const Recording& recording) {
  std::vector<Reading> readings;
  if (!value.after) {
    for (const auto& sighting : find_all(value.evidence, recording)) readings.push_back(reading(value, recording, sighting));
  } else {
    for (const auto& first : find_all(*value.after, recording)) {
      if (const auto next = find(value.evidence, recording, first.after)) readings.push_back(reading(value, recording, *next));
    }
  }
  std::erase_if(readings, [](const Reading& each) { return each.text.empty(); });
  return readings;
}

std::vector<Reading> calculate(const Value& value, const Recording& recording) {
  const auto first = read(value.of[0], recording), second = read(value.of[1], recording);
  if (first.empty() || second.empty()) return {};
  const auto a = as_number(first.front().text), b = as_number(second.front().text);
  if (!a || !b || (value.kind == Value::Kind::ratio && *b == 0)) return {};
  return {{fmt::format("{:.10g}", value.kind == Value::Kind::ratio ? *a / *b : *a - *b), first.front().packet}};
}

}  // namespace

std::vector<Reading> read(const Value& value, const Recording& recording) {
  switch (value.kind) {
    case Value::Kind::text: return {{value.text, 0}};
    case Value::Kind::field: return read_field(value, recording);
    case Value::Kind::count: return {{fmt::format("{}", find_all(value.evidence, recording).size()), 0}};
    case Value::Kind::packets: return {};  // only who plays the steps knows
    case Value::Kind::ratio:
    case Value::Kind::difference: return calculate(value, recording);
  }
  return {};
}

std::optional<double> as_number(std::string_view text) {
  std::string plain(text);
  std::ranges::replace(plain, ',', '.');  // as German writes it
  double number = 0;
  const auto [end, error] = std::from_chars(plain.data(), plain.data() + plain.size(), number);
  if (error != std::errc() || end != plain.data() + plain.size()) return std::nullopt;
  return number;
}

std::vector<std::string_view> fields_of(Kind kind) {
  std::vector<std::string_view> fields{"packet",         "client_port", "server_port",  "client_address",
                                       "server_address", "packets",     "bytes_client", "bytes_server"};
  static const std::map<Kind, std::vector<std::string_view>> own{
      {Kind::line, {"code", "verb", "text"}},
      {Kind::message,
       {"subject", "from", "to", "envelope_from", "recipients", "received", "bytes", "parts", "part_bytes", "part_wire_bytes", "part_type",
        "part_encoding"}},
      {Kind::file, {"name", "verb", "bytes"}},
      {Kind::credential, {"user", "secret", "mechanism"}},
      {Kind::weakness, {"rule"}},
      {Kind::cracked, {"user", "secret", "mechanism", "guesses"}}};
  if (const auto found = own.find(kind); found != own.end()) fields.insert(fields.end(), found->second.begin(), found->second.end());
  return fields;
}

// 2,789 and 2.789, 2 789 and 2'789, with U+00A0 or U+202F as well: groups of three behind the first, and one sign between all.
std::optional<double> as_grouped_number(std::string_view text) {
  constexpr std::array<std::string_view, 6> signs{",", ".", " ", "'", "\u00a0", "\u202f"};
  const auto digits = [&text] { return std::min(text.find_first_not_of("0123456789"), text.size()); };
  std::size_t count = digits();
  if (count == 0 || count > 3) return std::nullopt;
  std::string plain(text.substr(0, count));
  text.remove_prefix(count);
  const auto sign = std::ranges::find_if(signs, [&](std::string_view each) { return text.starts_with(each); });
  if (sign == signs.end()) return std::nullopt;
  while (text.starts_with(*sign)) {
    text.remove_prefix(sign->size());
    count = digits();
    if (count != 3) return std::nullopt;
    plain += text.substr(0, count);
    text.remove_prefix(count);
  }
  return text.empty() ? as_number(plain) : std::nullopt;
}

}  // namespace cleartext::lesson
