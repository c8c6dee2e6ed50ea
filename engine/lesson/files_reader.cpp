// Files by FTP and SFTP: one thing each.
#include <fmt/format.h>

#include <array>

#include "engine/lesson/job_reader.h"
#include "servers/actors/ftp_url.h"

namespace cleartext::lesson {
namespace {

void check_machine(const YAML::Node& at, const std::string& place, Reader& reader) {
  const auto name = place.substr(0, place.find(':'));
  if (wire::host_named(name) == nullptr) reader.fault(at, fmt::format("There is no machine called {} in the lab.", name));
}

// An address that cannot be read is told when it is used: only what names a stranger is a mistake of the lesson's.
void check_machines(const YAML::Node& map, const lab::FtpJob& job, Reader& reader) {
  if (map["server"].IsDefined()) check_machine(map["server"], job.server, reader);
  const auto url = actors::parse_ftp_url(job.url);
  if (!job.url.empty() && url) check_machine(map["url"], url->host, reader);
}

}  // namespace

lab::Job read_ftp(const YAML::Node& map, Reader& reader) {
  using What = lab::FtpJob::What;
  lab::FtpJob job;
  job.actor = map["actor"].IsDefined() ? reader.text(map, "actor") : job.actor;
  job.url = reader.text(map, "url");
  job.server = map["server"].IsDefined() ? reader.text(map, "server") : std::string(wire::host(wire::Role::ftp).host_name);
  check_machines(map, job, reader);
  job.user = map["user"].IsDefined() ? reader.text(map, "user") : "anonymous";
  // Left out: a guest's address, or the right one of who has an account.
  const bool guest = job.user.empty() || job.user == "anonymous" || job.user == "ftp";
  job.password = map["password"].IsDefined() ? reader.text(map, "password") : guest ? "guest@example.org" : "";
  job.content = map["file"].IsDefined() ? reader.content_of(map["file"], reader.text(map, "file")) : reader.text(map, "content");
  job.new_name = reader.text(map, "new_name");
  job.mode = choose(map, "mode", mode_words, job.mode, reader);
  job.as_text = reader.yes(map, "text", false);
  job.restart = static_cast<std::uint64_t>(reader.number(map, "from_byte", 0, 0, 1 << 30));
  job.tls = choose(map, "tls", ftp_tls_words, job.tls, reader);
  int things = job.url.empty() ? 0 : 1;
  for (const auto& [word, what] : {std::pair("list", What::list),
                                   {"get", What::get},
                                   {"put", What::put},
                                   {"append", What::append},
                                   {"delete", What::remove},
                                   {"rename", What::rename},
                                   {"make_folder", What::make_folder},
                                   {"remove_folder", What::remove_folder}}) {
    if (!map[word].IsDefined()) continue;
    ++things;
    job.what = what;
    job.file = reader.text(map, word);
  }
  if (things != 1)
    reader.fault(map, "ftp does one thing: a url, or one of list, get, put, append, delete, rename, make_folder, remove_folder.");
  return job;
}

lab::Job read_sftp(const YAML::Node& map, Reader& reader) {
  using What = sftp::Errand::What;
  lab::SftpJob job{read_person(map, reader), {}};
  job.errand.content = map["file"].IsDefined() ? reader.content_of(map["file"], reader.text(map, "file")) : reader.text(map, "content");
  job.errand.new_name = reader.text(map, "new_name");
  int things = 0;
  for (const auto& [word, what] : {std::pair("list", What::list),
                                   {"get", What::get},
                                   {"put", What::put},
                                   {"delete", What::remove},
                                   {"rename", What::rename},
                                   {"make_folder", What::make_folder},
                                   {"remove_folder", What::remove_folder}}) {
    if (!map[word].IsDefined()) continue;
    ++things;
    job.errand.what = what;
    job.errand.path = reader.text(map, word);
  }
  if (things != 1) reader.fault(map, "sftp does one thing: list, get, put, delete, rename, make_folder or remove_folder.");
  if (job.person.actor.empty() && job.person.user.empty()) reader.fault(map, "sftp needs a user: alice or bob.");
  return job;
}

}  // namespace cleartext::lesson
