#include "engine/lesson/step_reader.h"

#include <fmt/format.h>

#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

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

lab::Letter read_letter(const YAML::Node& map, Reader& reader) {
  return {reader.text(map, "from", true), reader.text(map, "to", true), reader.text(map, "subject"), reader.text(map, "body")};
}

lab::FtpJob read_transfer(const YAML::Node& map, Reader& reader) {
  reader.only(map, {"actor", "server", "user", "password", "get", "put", "list", "content"});
  lab::FtpJob job;
  job.server = host_name(map, "server", reader);
  job.user = reader.text(map, "user", true);
  job.password = reader.text(map, "password", true);
  job.content = reader.text(map, "content");
  for (const auto& [word, what] : {std::pair("get", lab::FtpJob::What::get), {"put", lab::FtpJob::What::put}, {"list", lab::FtpJob::What::list}}) {
    if (!map[word].IsDefined()) continue;
    job.what = what;
    job.file = reader.text(map, word);
  }
  return job;
}

Action read_action(const YAML::Node& node, Reader& reader) {
  Action action;
  if (!reader.is_map(node, "An action") || node.size() != 1) return action;
  reader.only(node, {"compose", "send", "fetch", "transfer"});
  const auto word = node.begin()->first.as<std::string>("");
  const auto map = node.begin()->second;
  if (!reader.is_map(map, word)) return action;
  action.actor = reader.text(map, "actor");
  if (word == "compose" || word == "send") {
    reader.only(map, {"actor", "from", "to", "subject", "body"});
    action.kind = word == "send" ? Action::Kind::send : Action::Kind::compose;
    action.letter = read_letter(map, reader);
  } else if (word == "fetch") {
    reader.only(map, {"actor"});
    action.kind = Action::Kind::fetch;
    if (action.actor.empty()) reader.fault(map, "fetch needs an actor: alice or bob.");
  } else if (word == "transfer") {
    action.kind = Action::Kind::transfer;
    action.ftp = read_transfer(map, reader);
  }
  return action;
}

void read_answer(const YAML::Node& map, Question& question, Reader& reader) {
  if (!reader.is_map(map, "answer")) return;
  reader.only(map, {"after", "line", "field", "packets"});
  if (map["packets"].IsDefined()) {
    question.answer_field = "packets";
    question.answer_step = reader.text(map, "packets");
    return;
  }
  if (map["after"].IsDefined()) question.answer_after = read_fields(Evidence::Kind::line, map["after"], reader);
  question.answer_line = read_fields(Evidence::Kind::line, map["line"], reader);
  question.answer_field = reader.text(map, "field", true);
  for (const auto* known : {"code", "verb", "text", "packet", "client_port"}) {
    if (question.answer_field == known) return;
  }
  reader.fault(map, "field is code, verb, text, packet or client_port.");
}

Question read_question(const YAML::Node& node, Reader& reader) {
  Question question;
  if (!reader.is_map(node, "A question")) return question;
  reader.only(node, {"id", "ask", "answer", "why"});
  question.id = reader.text(node, "id", true);
  question.ask = reader.words(node, "ask", true);
  question.why = reader.words(node, "why", true);
  read_answer(node["answer"], question, reader);
  return question;
}

}  // namespace

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

Step read_step(const YAML::Node& node, Reader& reader) {
  Step step;
  if (!reader.is_map(node, "A step")) return step;
  reader.only(node, {"id", "title", "actions", "allows", "evidence", "questions", "seconds", "hint"});
  step.id = reader.text(node, "id", true);
  step.title = reader.words(node, "title", true);
  step.hint = reader.words(node, "hint");
  step.seconds = reader.number(node, "seconds", 15, 1, 600);
  for (const YAML::Node& each : node["actions"]) step.actions.push_back(read_action(each, reader));
  for (const YAML::Node& each : node["allows"]) {
    if (!reader.is_map(each, "allows")) continue;
    reader.only(each, {"actor", "until"});
    step.allows.push_back({reader.text(each, "actor", true), reader.text(each, "until")});
  }
  for (const YAML::Node& each : node["evidence"]) step.evidence.push_back(read_evidence(each, reader));
  for (const YAML::Node& each : node["questions"]) step.questions.push_back(read_question(each, reader));
  if (!step.evidence.empty() && step.hint.empty()) reader.fault(node, "A step with evidence needs a hint for when it does not come.");
  return step;
}

}  // namespace cleartext::lesson
