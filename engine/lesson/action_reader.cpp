#include "engine/lesson/action_reader.h"

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/order_reader.h"

namespace cleartext::lesson {
namespace {

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

}  // namespace

Action read_action(const YAML::Node& node, Reader& reader) {
  Action action;
  if (!reader.is_map(node, "An action") || node.size() != 1) return action;
  reader.only(node, {"compose", "send", "fetch", "transfer", "order", "withdraw"});
  const auto word = node.begin()->first.as<std::string>("");
  const auto map = node.begin()->second;
  if (is_order(word)) return read_order(word, map, reader);
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

}  // namespace cleartext::lesson
