// Walks through the tables of all services, HTTP's header fields among them.
#include "engine/talk/table_texts.h"

#include <set>

#include "engine/talk/tongue.h"
#include "servers/http/session.h"

namespace cleartext::talk {
namespace {

using Texts = std::set<std::string_view>;

void take_commands(std::span<const wire::CommandInfo> rows, Texts& texts) {
  for (const wire::CommandInfo& row : rows) texts.insert({row.meaning, row.when, row.eve_learns});
}

void take(const Tongue& tongue, Texts& texts) {
  take_commands(tongue.commands, texts);
  for (const wire::ReplyInfo& row : tongue.replies) texts.insert(row.meaning);
  if (tongue.machine == nullptr) return;
  for (const wire::StateInfo& state : tongue.machine->states) texts.insert({state.name, state.meaning});
}

}  // namespace

std::vector<std::string_view> table_texts() {
  Texts texts;
  for (const wire::Service service :
       {wire::Service::smtp, wire::Service::pop3, wire::Service::imap, wire::Service::ftp, wire::Service::http})
    take(tongue_of(service), texts);
  take_commands(http::fields(), texts);
  texts.erase(std::string_view());
  return {texts.begin(), texts.end()};
}

}  // namespace cleartext::talk
