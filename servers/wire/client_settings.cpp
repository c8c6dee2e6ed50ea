// Rows for the ways of each protocol; servers and ports come from the table.
#include "servers/wire/client_settings.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace cleartext::wire {

namespace {

struct Way {
  Service service;
  Security security;
};

constexpr std::array<Way, 9> mail_ways{{
    {Service::imap, Security::asked_for},
    {Service::imaps, Security::from_start},
    {Service::pop3, Security::asked_for},
    {Service::pop3s, Security::from_start},
    {Service::submission, Security::asked_for},
    {Service::submissions, Security::from_start},
    {Service::imap, Security::none},
    {Service::pop3, Security::none},
    {Service::smtp, Security::none},
}};

constexpr std::array<Way, 4> file_ways{{
    {Service::ftp, Security::asked_for},
    {Service::ftps, Security::from_start},
    {Service::sftp, Security::from_start},
    {Service::ftp, Security::none},
}};

std::string_view scheme(Service service) {
  if (service == Service::submission) return "smtp";
  return service == Service::submissions ? "smtps" : name(service);
}

// The mail server of a domain has the domain's name, too.
const Host& server_of(std::string_view domain) {
  const auto* host = host_named(domain);
  return host == nullptr ? wire::host(Role::crepes) : *host;
}

ServerSetting setting(const Host& host, const Way& way, NetworkMode mode) {
  const auto server = mode == NetworkMode::private_network ? std::string(host.host_name) : address_text(host.address);
  return {way.service, server, port(way.service, mode), way.security};
}

template <typename Ways>
std::vector<ServerSetting> settings(const Host& host, const Ways& ways, NetworkMode mode) {
  std::vector<ServerSetting> all;
  for (const auto& way : ways) all.push_back(setting(host, way, mode));
  return all;
}

std::string shell_word(const std::string& text) {
  const auto plain = [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           std::string_view("@%+=:,./_-").find(c) != std::string_view::npos;
  };
  if (!text.empty() && std::all_of(text.begin(), text.end(), plain)) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

class CurlLines {
 public:
  CurlLines(const Account& account, NetworkMode mode, const std::string& authority_file)
      : account_(account), mode_(mode), authority_(authority_file.empty() ? "" : " --cacert " + shell_word(authority_file)) {}

  void add(CurlLine::Does does, const ServerSetting& at, std::string_view path, std::string_view before = {}, std::string_view after = {}) {
    const auto standard = at.port == port(at.service, NetworkMode::private_network) && at.service != Service::submission;
    const auto url = fmt::format("{}://{}{}/{}", scheme(at.service), at.server, standard ? "" : fmt::format(":{}", at.port), path);
    lines.push_back({does, at.service, at.security,
                     fmt::format("{}curl{}{} --user {} {}{}", before, trust(at), at.security == Security::asked_for ? " --ssl-reqd" : "",
                                 shell_word(account_.user + ":" + account_.password), shell_word(std::string(url)), after)});
  }
  void mail() {
    const auto address = shell_word(account_.user + "@" + account_.domain);
    const auto letter = fmt::format(" --crlf --mail-from {0} --mail-rcpt {0} --upload-file -", address);
    for (const auto& at : mail_settings(account_, mode_)) {
      if (scheme(at.service).starts_with("smtp")) {
        add(CurlLine::Does::sends, at, "laptop", "printf 'Subject: Hello\\n\\nCrepes tonight?\\n' | ", letter);
      } else if (scheme(at.service).starts_with("pop3")) {
        add(CurlLine::Does::lists_letters, at, "");
        add(CurlLine::Does::fetches, at, "1");
      } else {
        add(CurlLine::Does::lists_folders, at, "");
        add(CurlLine::Does::fetches, at, "INBOX;MAILINDEX=1");
      }
    }
    const auto& mail_host = server_of(account_.domain);
    add(CurlLine::Does::lists_letters, setting(mail_host, {Service::http, Security::none}, mode_), "basic");
  }
  void files() {
    for (const auto& at : file_settings(mode_)) {
      add(CurlLine::Does::lists_files, at, "");
      add(CurlLine::Does::gets, at, "welcome.txt");
      add(CurlLine::Does::puts, at, "note.txt", "printf 'a note\\n' | ", " --upload-file -");
    }
  }
  std::vector<CurlLine> lines;

 private:
  // Nobody vouches for an SSH key: it is seen for the first time.
  std::string_view trust(const ServerSetting& at) const {
    if (at.service == Service::sftp) return " --insecure";
    return at.security == Security::none ? std::string_view() : std::string_view(authority_);
  }
  const Account& account_;
  NetworkMode mode_;
  std::string authority_;
};

}  // namespace

std::string_view security_as_shown(const ServerSetting& setting) {
  if (setting.service == Service::sftp) return "SFTP - SSH File Transfer Protocol";
  const bool files = setting.service == Service::ftp || setting.service == Service::ftps;
  switch (setting.security) {
    case Security::none: return files ? "Only use plain FTP (insecure)" : "None";
    case Security::asked_for: return files ? "Require explicit FTP over TLS" : "STARTTLS";
    case Security::from_start: return files ? "Require implicit FTP over TLS" : "SSL/TLS";
  }
  return {};
}

std::vector<ServerSetting> mail_settings(const Account& account, NetworkMode mode) {
  return settings(server_of(account.domain), mail_ways, mode);
}

std::vector<ServerSetting> file_settings(NetworkMode mode) { return settings(host(Role::ftp), file_ways, mode); }

std::vector<CurlLine> curl_lines(const Account& account, NetworkMode mode, const std::string& authority_file) {
  CurlLines lines(account, mode, authority_file);
  lines.mail();
  lines.files();
  return std::move(lines.lines);
}

}  // namespace cleartext::wire
