#include "engine/lesson/action_reader.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/action_words.h"
#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/nearest.h"
#include "servers/mime/address.h"

namespace cleartext::lesson {
namespace {

using lab::LogIn;
using lab::Tls;

template <typename Value>
Value choose(const YAML::Node& map, const std::string& key, std::span<const std::string_view> words, Value otherwise, Reader& reader) {
  return static_cast<Value>(reader.word(map, key, words, static_cast<std::size_t>(otherwise)));
}

// "alice" is written as her address; what is no address and nobody's name is a fault.
std::string addresses(const YAML::Node& map, const std::string& key, Reader& reader) {
  std::string list;
  for (auto each : mime::parse_addresses(reader.text(map, key))) {
    if (each.address.find('@') == std::string::npos) {
      const auto account = std::ranges::find(wire::accounts(), each.address, &wire::Account::user);
      if (account != wire::accounts().end()) each.address += "@" + account->domain;
      else if (each.address != "postmaster") reader.fault(map[key], fmt::format("{} is no address, and nobody in the lab is called so.", each.address));
    }
    list += (list.empty() ? "" : ", ") + mime::print(each);
  }
  return list;
}

lab::Person read_person(const YAML::Node& map, Reader& reader) {
  return {reader.text(map, "actor"), reader.text(map, "user"), reader.text(map, "password")};
}

lab::Letter read_letter(const YAML::Node& map, Reader& reader) {
  lab::Letter letter{addresses(map, "from", reader), addresses(map, "to", reader), reader.text(map, "subject"), reader.text(map, "body")};
  letter.cc = addresses(map, "cc", reader);
  letter.bcc = addresses(map, "bcc", reader);
  letter.envelope_from = addresses(map, "envelope_from", reader);
  letter.envelope_to = addresses(map, "envelope_to", reader);
  letter.reply_to = reader.text(map, "reply");
  letter.forward = reader.text(map, "forward");
  letter.form = choose(map, "form", form_words, letter.form, reader);
  for (const auto& name : reader.texts(map, "attach")) {
    letter.attachments.push_back({name.substr(name.rfind('/') + 1), {}, reader.content_of(map["attach"], name)});
  }
  const bool goes_somewhere = !letter.to.empty() || !letter.cc.empty() || !letter.bcc.empty() || !letter.envelope_to.empty() || !letter.reply_to.empty();
  if (!goes_somewhere) reader.fault(map, "The letter goes to nobody: say to, or reply.");
  return letter;
}

lab::Job read_send(const YAML::Node& map, Reader& reader) {
  lab::SendJob job{read_letter(map, reader), read_person(map, reader), host_name(map, "server", reader)};
  constexpr std::array services{wire::Service::smtp, wire::Service::submission};
  job.via = services[reader.word(map, "via", via_words, 0)];
  job.how = choose(map, "auth", auth_words, job.how, reader);
  job.tls = choose(map, "tls", tls_words, job.tls, reader);
  if (job.how == LogIn::How::words || job.how == LogIn::How::apop) reader.fault(map["auth"], "SMTP knows the log-ins plain, login and cram-md5.");
  if (job.tls == Tls::from_start && map["via"].IsDefined() && job.via == wire::Service::smtp) reader.fault(map["tls"], "Port 25 knows no TLS from the start; submission does.");
  return job;
}

lab::Job read_fetch(const YAML::Node& map, Reader& reader) {
  using Errand = actors::Pop3Errand;
  lab::FetchJob job{read_person(map, reader)};
  job.how = choose(map, "auth", auth_words, job.how, reader);
  job.tls = choose(map, "tls", tls_words, job.tls, reader);
  job.what = choose(map, "what", fetch_words, job.what, reader);
  job.after = reader.yes(map, "delete", true) ? Errand::After::remove : Errand::After::leave;
  job.ending = reader.yes(map, "cut_before_quit", false) ? Errand::Ending::cut : Errand::Ending::quit;
  if (job.how == LogIn::How::nothing) reader.fault(map["auth"], "Without a log-in POP3 gives nothing.");
  if (job.person.actor.empty() && job.person.user.empty()) reader.fault(map, "fetch needs a user: alice or bob.");
  return job;
}

lab::Job read_ftp(const YAML::Node& map, Reader& reader) {
  using What = lab::FtpJob::What;
  lab::FtpJob job;
  job.actor = map["actor"].IsDefined() ? reader.text(map, "actor") : job.actor;
  job.url = reader.text(map, "url");
  job.server = map["server"].IsDefined() ? reader.text(map, "server") : std::string(wire::host(wire::Role::ftp).host_name);
  job.user = map["user"].IsDefined() ? reader.text(map, "user") : "anonymous";
  job.password = map["password"].IsDefined() ? reader.text(map, "password") : "guest@example.org";
  job.content = map["file"].IsDefined() ? reader.content_of(map["file"], reader.text(map, "file")) : reader.text(map, "content");
  job.new_name = reader.text(map, "new_name");
  job.mode = choose(map, "mode", mode_words, job.mode, reader);
  job.as_text = reader.yes(map, "text", false);
  job.restart = static_cast<std::uint64_t>(reader.number(map, "from_byte", 0, 0, 1 << 30));
  job.tls = choose(map, "tls", ftp_tls_words, job.tls, reader);
  int things = job.url.empty() ? 0 : 1;
  for (const auto& [word, what] : {std::pair("list", What::list), {"get", What::get}, {"put", What::put}, {"append", What::append}, {"delete", What::remove},
                                   {"rename", What::rename}, {"make_folder", What::make_folder}, {"remove_folder", What::remove_folder}}) {
    if (!map[word].IsDefined()) continue;
    ++things;
    job.what = what;
    job.file = reader.text(map, word);
  }
  if (things != 1) reader.fault(map, "ftp does one thing: a url, or one of list, get, put, append, delete, rename, make_folder, remove_folder.");
  return job;
}

Action read_relay(const YAML::Node& map, Reader& reader) {
  Action action{Action::Kind::relay_tls, {}, {}};
  action.tls = choose(map, "tls", relay_tls_words, action.tls, reader);
  return action;
}

void check_fields(const ActionWord& row, const YAML::Node& map, Reader& reader) {
  std::vector<std::string_view> known;
  for (const auto& field : row.fields) known.push_back(field.name);
  reader.only(map, known);
  for (const auto& field : row.fields) {
    if (field.needed && !map[std::string(field.name)].IsDefined()) reader.fault(map, fmt::format("{} needs {}: {}.", row.word, field.name, field.meaning));
  }
  const auto actor = reader.text(map, "actor");
  if (!actor.empty() && wire::host_named(actor) == nullptr) reader.fault(map["actor"], fmt::format("Nobody in the lab is called {}.", actor));
}

}  // namespace

Action read_action(const YAML::Node& node, Reader& reader) {
  if (!reader.is_map(node, "An action") || node.size() != 1) return {};
  std::vector<std::string_view> known;
  for (const auto& each : action_words()) known.push_back(each.word);
  reader.only(node, known);
  const auto word = node.begin()->first.as<std::string>("");
  const auto* row = action_word(word);
  const auto map = node.begin()->second;
  if (row == nullptr || !reader.is_map(map, word)) return {};
  check_fields(*row, map, reader);
  if (word == "compose") {
    (void)read_letter(map, reader);
    return {};
  }
  if (word == "relay") return read_relay(map, reader);
  const auto job = word == "send" ? read_send(map, reader) : word == "fetch" ? read_fetch(map, reader) : read_ftp(map, reader);
  return {Action::Kind::job, job, {}};
}

}  // namespace cleartext::lesson
