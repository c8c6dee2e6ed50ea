// Letters, and who sends, fetches and keeps them.
#include <fmt/format.h>

#include <algorithm>

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/job_reader.h"
#include "engine/lesson/remark.h"
#include "servers/imap/session.h"
#include "servers/mime/address.h"
#include "servers/wire/command.h"

namespace cleartext::lesson {
namespace {

using lab::LogIn;
using lab::Tls;

// A line of IMAP is checked against the rows that the server has, too.
lab::ImapJob::Line read_imap_line(const YAML::Node& node, Reader& reader) {
  if (node.IsMap() && node.size() == 1 && node["append"].IsDefined()) {
    const auto map = node["append"];
    if (!reader.is_map(map, "append")) return {};
    reader.only(map, {"folder", "flags", "from", "to", "cc", "subject", "body", "attach", "remark", "reply", "forward"});
    const auto folder = map["folder"].IsDefined() ? reader.text(map, "folder") : "Sent";
    const auto flags = map["flags"].IsDefined() ? fmt::format(" ({})", reader.text(map, "flags")) : std::string();
    return {fmt::format("APPEND {}{}", folder, flags), read_letter(map, reader)};
  }
  if (!node.IsScalar()) {
    reader.fault(node, "A line of IMAP is a text, or append: with a letter.");
    return {};
  }
  const auto verb = wire::split_command(node.Scalar()).verb;
  std::vector<std::string_view> known;
  for (const auto& row : imap::commands()) known.push_back(row.verb);
  if (std::ranges::find(known, verb) == known.end()) reader.fault(node, fmt::format("IMAP has no command {}.{}", verb, meant(verb, known)));
  if (verb == "APPEND")
    reader.fault(node, "A letter is put into a folder with append: {folder: Sent, from: ..., to: ..., subject: ..., body: ...}.");
  return {reader.text_at(node, "A line of IMAP")};
}

// The same wish in the words of IMAP.
lab::ImapJob fetched_by_imap(const lab::FetchJob& job) {
  using What = actors::Pop3Errand::What;
  const auto* items = job.what == What::letters ? "BODY[]" : job.what == What::headers ? "ENVELOPE" : "RFC822.SIZE";
  lab::ImapJob made{job.person, job.how, job.tls, {{"SELECT INBOX"}, {fmt::format("FETCH 1:* (FLAGS {})", items)}}};
  if (job.after == actors::Pop3Errand::After::remove) made.lines.insert(made.lines.end(), {{"STORE 1:* +FLAGS (\\Deleted)"}, {"EXPUNGE"}});
  return made;
}

}  // namespace

// "alice" is written as her address; what is no address and nobody's name is a fault.
std::string read_addresses(const YAML::Node& map, const std::string& key, Reader& reader) {
  std::string list;
  for (auto each : mime::parse_addresses(reader.text(map, key))) {
    if (each.address.find('@') == std::string::npos) {
      const auto account = std::ranges::find(wire::accounts(), each.address, &wire::Account::user);
      if (account != wire::accounts().end())
        each.address += "@" + account->domain;
      else if (each.address != "postmaster")
        reader.fault(map[key], fmt::format("{} is no address, and nobody in the lab is called so.", each.address));
    }
    list += (list.empty() ? "" : ", ") + mime::print(each);
  }
  return list;
}

lab::Person read_person(const YAML::Node& map, Reader& reader) {
  return {reader.text(map, "actor"), reader.text(map, "user"), reader.text(map, "password")};
}

static void put_remark(const YAML::Node& map, lab::Letter& letter, Reader& reader) {
  const auto remark = reader.text(map, "remark");
  if (remark.empty()) return;
  bool put = false;
  for (auto& attached : letter.attachments) {
    auto made = with_remark(attached.content, remark);
    put = put || made.has_value();
    if (made) attached.content = std::move(*made);
  }
  if (!put) reader.fault(map["remark"], "A remark needs a JPEG picture (attach: picture.jpg) to stand in.");
}

lab::Letter read_letter(const YAML::Node& map, Reader& reader) {
  lab::Letter letter{read_addresses(map, "from", reader), read_addresses(map, "to", reader), reader.text(map, "subject"),
                     reader.text(map, "body")};
  letter.cc = read_addresses(map, "cc", reader);
  letter.bcc = read_addresses(map, "bcc", reader);
  letter.envelope_from = read_addresses(map, "envelope_from", reader);
  letter.envelope_to = read_addresses(map, "envelope_to", reader);
  letter.reply_to = reader.text(map, "reply");
  letter.forward = reader.text(map, "forward");
  letter.form = choose(map, "form", form_words, letter.form, reader);
  for (const auto& name : reader.texts(map, "attach")) {
    letter.attachments.push_back({name.substr(name.rfind('/') + 1), {}, reader.content_of(map["attach"], name)});
  }
  put_remark(map, letter, reader);
  const bool goes_somewhere =
      !letter.to.empty() || !letter.cc.empty() || !letter.bcc.empty() || !letter.envelope_to.empty() || !letter.reply_to.empty();
  if (!goes_somewhere) reader.fault(map, "The letter goes to nobody: say to, or reply.");
  return letter;
}

lab::Job read_send(const YAML::Node& map, Reader& reader) {
  lab::SendJob job{read_letter(map, reader), read_person(map, reader), host_name(map, "server", reader)};
  constexpr std::array services{wire::Service::smtp, wire::Service::submission};
  job.via = services[reader.place(map, "via", via_words, 0)];
  job.how = choose(map, "auth", auth_words, job.how, reader);
  job.tls = choose(map, "tls", tls_words, job.tls, reader);
  if (job.how == LogIn::How::words || job.how == LogIn::How::apop)
    reader.fault(map["auth"], "SMTP knows the log-ins plain, login and cram-md5.");
  if (job.tls == Tls::from_start && map["via"].IsDefined() && job.via == wire::Service::smtp)
    reader.fault(map["tls"], "Port 25 knows no TLS from the start; submission does.");
  return job;
}

lab::Job read_fetch(const YAML::Node& map, Reader& reader) {
  using Errand = actors::Pop3Errand;
  lab::FetchJob job{read_person(map, reader)};
  const bool by_imap = reader.place(map, "by", by_words, 0) == 1;
  job.how = choose(map, "auth", auth_words, job.how, reader);
  job.tls = choose(map, "tls", tls_words, job.tls, reader);
  job.what = choose(map, "what", fetch_words, job.what, reader);
  job.after = reader.yes(map, "delete", !by_imap) ? Errand::After::remove : Errand::After::leave;
  job.ending = reader.yes(map, "cut_before_quit", false) ? Errand::Ending::cut : Errand::Ending::quit;
  if (job.how == LogIn::How::nothing) reader.fault(map["auth"], "Without a log-in a mailbox gives nothing.");
  if (job.person.actor.empty() && job.person.user.empty()) reader.fault(map, "fetch needs a user: alice or bob.");
  if (!by_imap) return job;
  if (job.how == LogIn::How::apop) reader.fault(map["auth"], "APOP is POP3's.");
  if (job.ending == Errand::Ending::cut) reader.fault(map["cut_before_quit"], "IMAP has no QUIT.");
  return fetched_by_imap(job);
}

lab::Job read_imap(const YAML::Node& map, Reader& reader) {
  lab::ImapJob job{read_person(map, reader)};
  job.how = choose(map, "auth", auth_words, job.how, reader);
  job.tls = choose(map, "tls", tls_words, job.tls, reader);
  if (job.how == LogIn::How::nothing || job.how == LogIn::How::apop)
    reader.fault(map["auth"], "IMAP knows the log-ins words, plain, login and cram-md5.");
  if (job.person.actor.empty() && job.person.user.empty()) reader.fault(map, "imap needs a user: alice or bob.");
  if (!map["say"].IsSequence()) reader.fault(map, "say is a list of lines.");
  for (const YAML::Node& each : map["say"]) job.lines.push_back(read_imap_line(each, reader));
  return job;
}

}  // namespace cleartext::lesson
