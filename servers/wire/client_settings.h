// What a person types into a mail or file program, and into a shell, to use the lab with it. All of it follows from the
// one table of hosts, ports and accounts; tried with Thunderbird, FileZilla and curl.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "servers/wire/hosts.h"

namespace cleartext::wire {

enum class Security : unsigned char { none, asked_for, from_start };  // asked_for: STARTTLS, STLS, AUTH TLS

struct ServerSetting {
  Service service = Service::smtp;
  std::string server;  // a name, or on plain loopback an address: no resolver knows the names there
  std::uint16_t port = 0;
  Security security = Security::none;
};

std::string_view security_as_shown(const ServerSetting& setting);  // in the menus of Thunderbird and FileZilla

// Of the server that has the account. The recommended ones come first: those that Eve cannot read.
std::vector<ServerSetting> mail_settings(const Account& account, NetworkMode mode);
std::vector<ServerSetting> file_settings(NetworkMode mode);

struct CurlLine {
  enum class Does : unsigned char { sends, lists_letters, fetches, lists_folders, lists_files, gets, puts } does;
  Service service;
  Security security;
  std::string line;  // for a POSIX shell
};

// `authority_file`: whom curl is to trust; empty inside `cleartext shell`, where curl knows. The letter goes to the
// account's own user.
std::vector<CurlLine> curl_lines(const Account& account, NetworkMode mode, const std::string& authority_file);

}  // namespace cleartext::wire
