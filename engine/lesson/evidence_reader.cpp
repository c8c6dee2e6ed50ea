#include "engine/lesson/evidence_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "engine/lesson/format_words.h"
#include "engine/lesson/known_words.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

using Kind = Evidence::Kind;

struct Field {
  std::string_view word;
  std::string Evidence::*place;
};

const std::vector<std::pair<std::string_view, Kind>>& kinds() {
  static const std::vector<std::pair<std::string_view, Kind>> words{
      {"connection", Kind::connection}, {"line", Kind::line},         {"message", Kind::message}, {"file", Kind::file},
      {"credential", Kind::credential}, {"weakness", Kind::weakness}, {"cracked", Kind::cracked}};
  return words;
}

std::vector<Field> texts_of(Kind kind) {
  switch (kind) {
    case Kind::connection: return {};
    case Kind::line:
      return {{"verb", &Evidence::verb}, {"code", &Evidence::code}, {"text", &Evidence::text}, {"answers", &Evidence::answers}};
    case Kind::message:
      return {{"subject", &Evidence::subject},
              {"to", &Evidence::to},
              {"sender", &Evidence::sender},
              {"envelope_from", &Evidence::envelope_from},
              {"envelope_to", &Evidence::envelope_to},
              {"header", &Evidence::header},
              {"type", &Evidence::type},
              {"name", &Evidence::name},
              {"body", &Evidence::body},
              {"content", &Evidence::content}};
    case Kind::file:
      return {{"name", &Evidence::name}, {"verb", &Evidence::verb}, {"body", &Evidence::body}, {"content", &Evidence::content}};
    case Kind::credential: return {{"user", &Evidence::user}, {"secret", &Evidence::secret}, {"mechanism", &Evidence::mechanism}};
    case Kind::weakness: return {{"rule", &Evidence::rule}};
    case Kind::cracked: return {{"user", &Evidence::user}, {"secret", &Evidence::secret}, {"mechanism", &Evidence::mechanism}};
  }
  return {};
}

// Words with few values.
void read_choices(Evidence& evidence, const std::string& object, const YAML::Node& map, Reader& reader) {
  for (const auto& [word, place] : {std::pair("protocol", &Evidence::protocol),
                                    {"state", &Evidence::state},
                                    {"in_tls", &Evidence::in_tls},
                                    {"accepted", &Evidence::accepted},
                                    {"found", &Evidence::found},
                                    {"opened_by", &Evidence::opened_by},
                                    {"from", &Evidence::from},
                                    {"kind", &Evidence::line_kind}}) {
    const auto choices = choices_of(object, word);
    if (!choices.empty() && map[word].IsDefined()) evidence.*place = reader.one_of(map, word, choices);
  }
}

bool could_be_a_code(std::string_view code) {
  constexpr std::array<std::string_view, 8> words{"+OK", "-ERR", "+", "OK", "NO", "BAD", "BYE", "PREAUTH"};
  if (std::ranges::find(words, code) != words.end() || code == "*") return true;
  const bool digits = std::ranges::all_of(code, [](char c) { return (c >= '0' && c <= '9') || c == '*' || c == '?'; });
  return digits && code.size() <= 3 && code.size() >= 2;
}

// Three digits, or POP3's and IMAP's words; no server says anything else.
void check_code(std::string_view codes, const YAML::Node& map, Reader& reader) {
  while (!codes.empty()) {
    const auto code = codes.substr(0, codes.find('|'));
    if (!could_be_a_code(code)) {
      reader.fault(map["code"], fmt::format("No server says the code {}. It has three digits (\"250\", \"5*\"), or is \"+OK\", \"-ERR\", "
                                            "OK, NO or BAD.",
                                            code));
    }
    codes.remove_prefix(std::min(codes.size(), code.size() + 1));
  }
}

std::string object_of(Kind kind) {
  return "evidence." + std::string(std::ranges::find(kinds(), kind, &std::pair<std::string_view, Kind>::second)->first);
}

}  // namespace

std::string host_name(const YAML::Node& map, const std::string& key, Reader& reader) {
  auto name = reader.text(map, key);
  if (name.empty() || wire::host_named(name) != nullptr) return name;
  std::vector<std::string_view> known;
  for (const auto& host : wire::hosts()) {
    known.push_back(host.host_name);
    if (!host.other_name.empty()) known.push_back(host.other_name);
  }
  reader.fault(map[key], fmt::format("There is no machine called {} in the lab.{}", name, meant(name, known)));
  return name;
}

Evidence read_fields(Kind kind, const YAML::Node& map, Reader& reader) {
  Evidence evidence;
  evidence.kind = kind;
  if (!reader.is_map(map, "Evidence")) return evidence;
  if (kind == Kind::cracked) reader.note_cracking();
  const auto object = object_of(kind);
  reader.only(map, words_of(object));
  evidence.client = host_name(map, "client", reader);
  evidence.server = host_name(map, "server", reader);
  read_choices(evidence, object, map, reader);
  for (const auto& field : texts_of(kind)) evidence.*field.place = reader.text(map, std::string(field.word));
  check_code(evidence.code, map, reader);
  check_verbs(evidence.verb, map["verb"], reader);
  return evidence;
}

std::optional<Evidence> read_evidence_in(const YAML::Node& map, Reader& reader) {
  std::optional<Evidence> evidence;
  for (const auto& [word, kind] : kinds()) {
    const auto node = map[std::string(word)];
    if (!node.IsDefined()) continue;
    if (evidence) reader.fault(node, "Each entry has one kind of evidence. Begin another entry with a hyphen.");
    evidence = read_fields(kind, node, reader);
  }
  return evidence;
}

Evidence read_evidence(const YAML::Node& node, Reader& reader) {
  if (!reader.is_map(node, "Evidence")) return {};
  reader.only(node, words_of("evidence"));
  auto evidence = read_evidence_in(node, reader);
  if (!evidence) reader.fault(node, fmt::format("Each evidence is one of {}.", fmt::join(words_of("evidence"), ", ")));
  return evidence.value_or(Evidence{});
}

}  // namespace cleartext::lesson
