#include "engine/lesson/evidence_reader.h"

#include <fmt/format.h>

#include "servers/wire/hosts.h"

namespace cleartext::lesson {

std::string host_name(const YAML::Node& map, const std::string& key, Reader& reader) {
  const auto name = reader.text(map, key);
  if (!name.empty() && wire::host_named(name) == nullptr) {
    reader.fault(map[key], fmt::format("There is no machine called {} in the lab.", name));
  }
  return name;
}

Evidence read_fields(Evidence::Kind kind, const YAML::Node& map, Reader& reader) {
  Evidence evidence;
  evidence.kind = kind;
  if (!reader.is_map(map, "Evidence")) return evidence;
  reader.only(map, {"protocol", "client", "server", "from", "kind", "verb", "code", "text", "subject", "to", "user", "name"});
  evidence.protocol = reader.text(map, "protocol");
  evidence.client = host_name(map, "client", reader);
  evidence.server = host_name(map, "server", reader);
  evidence.from = reader.text(map, "from");
  evidence.line_kind = reader.text(map, "kind");
  evidence.verb = reader.text(map, "verb");
  evidence.code = reader.text(map, "code");
  evidence.text = reader.text(map, "text");
  evidence.subject = reader.text(map, "subject");
  evidence.to = reader.text(map, "to");
  evidence.user = reader.text(map, "user");
  evidence.name = reader.text(map, "name");
  if (!evidence.from.empty() && evidence.from != "client" && evidence.from != "server") {
    reader.fault(map["from"], "from is client or server.");
  }
  return evidence;
}

Evidence read_evidence(const YAML::Node& node, Reader& reader) {
  using Kind = Evidence::Kind;
  if (!reader.is_map(node, "Evidence") || node.size() != 1) {
    reader.fault(node, "Each evidence is one of connection, line, message, file, credential.");
    return {};
  }
  reader.only(node, {"connection", "line", "message", "file", "credential"});
  const auto word = node.begin()->first.as<std::string>("");
  for (const auto& [name, kind] : {std::pair("connection", Kind::connection), {"line", Kind::line}, {"message", Kind::message},
                                   {"file", Kind::file}, {"credential", Kind::credential}}) {
    if (word == name) return read_fields(kind, node.begin()->second, reader);
  }
  return {};
}

}  // namespace cleartext::lesson
