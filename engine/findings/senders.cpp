// Addresses are compared as people mean them, not as they are spelled.
#include "engine/findings/senders.h"

#include <algorithm>

#include "engine/dialogue/line.h"

namespace cleartext::findings {

using dialogue::lower;

namespace {

// The ">" that closes what was opened there; a quoted local part may hold others (RFC 5321, 4.1.2).
std::size_t end_of_path(std::string_view text, std::size_t open) {
  bool quoted = false;
  for (std::size_t at = open; at < text.size(); ++at) {
    if (quoted && text[at] == '\\')
      ++at;
    else if (text[at] == '"')
      quoted = !quoted;
    else if (text[at] == '>' && !quoted)
      return at;
  }
  return text.find('>', open);  // a quote that nobody closed
}

// "@relay.fr,@mx.edu:bob@hamburger.edu" -> "bob@hamburger.edu" (RFC 5321, 4.1.1.3)
std::string_view without_route(std::string_view path) {
  const std::size_t colon = path.find(':');
  if (path.starts_with('@') && colon != std::string_view::npos) path.remove_prefix(colon + 1);
  return path;
}

}  // namespace

// "FROM:<alice@crepes.fr> SIZE=100" -> "alice@crepes.fr"
std::string envelope_address(std::string_view argument) {
  const std::size_t open = argument.find('<'), close = open == std::string_view::npos ? open : end_of_path(argument, open);
  if (open != std::string_view::npos && close != std::string_view::npos)
    return std::string(without_route(argument.substr(open + 1, close - open - 1)));
  const std::size_t colon = argument.find(':');
  argument.remove_prefix(colon == std::string_view::npos ? 0 : colon + 1);
  argument.remove_prefix(std::min(argument.find_first_not_of(' '), argument.size()));
  return std::string(argument.substr(0, argument.find(' ')));
}

std::string local_part(std::string_view address) {
  address = address.substr(0, address.rfind('@'));
  if (address.size() < 2 || !address.starts_with('"') || !address.ends_with('"')) return lower(address);
  std::string out;
  for (address = address.substr(1, address.size() - 2); !address.empty(); address.remove_prefix(1)) {
    if (address.front() == '\\' && address.size() > 1) address.remove_prefix(1);
    out += address.front();
  }
  return lower(out);
}

std::string domain_of(std::string_view address) {
  const std::size_t at = address.rfind('@');
  if (at == std::string_view::npos) return {};
  std::string domain = lower(address.substr(at + 1));
  if (domain.ends_with('.')) domain.pop_back();  // the root's, which may be written
  return domain;
}

bool writes_as_himself(std::string_view logged_in, std::string_view address) {
  std::string account(logged_in);
  if (!account.starts_with('"')) account.erase(0, account.find_last_of("\\/") + 1);  // Windows names a domain before its user
  if (account.find('@') == std::string::npos) std::ranges::replace(account, '%', '@');
  if (!domain_of(account).empty() && domain_of(account) != domain_of(address)) return false;
  const std::string user = local_part(account), writer = local_part(address);
  return writer == user || writer.substr(0, writer.find('+')) == user.substr(0, user.find('+'));
}

bool same_house(std::string_view host, std::string_view domain) {
  return host == domain || (host.ends_with(domain) && host.size() > domain.size() && host[host.size() - domain.size() - 1] == '.') ||
         (domain.ends_with(host) && domain.size() > host.size() && domain[domain.size() - host.size() - 1] == '.');
}

std::string_view house_of(std::string_view host) {
  const std::size_t dot = host.rfind('.');
  if (dot == std::string_view::npos || dot == 0) return host;
  const std::size_t before = host.rfind('.', dot - 1);
  return before == std::string_view::npos ? host : host.substr(before + 1);
}

std::string address_of(std::string_view from) {
  const std::size_t open = from.rfind('<'), close = from.rfind('>');
  if (open != std::string_view::npos && close != std::string_view::npos && close > open)
    return lower(without_route(from.substr(open + 1, close - open - 1)));
  from = without_route(from);
  const std::size_t group = from.find(':');  // "undisclosed: bob@hamburger.edu;" (RFC 6854, 2.1)
  if (group < from.find('@')) from.remove_prefix(group + 1);
  while (!from.empty() && (from.front() == ' ' || from.front() == '\t')) from.remove_prefix(1);
  return lower(from.substr(0, from.find_first_of(" \t,;")));
}

std::string sent_by(const Header& header, const std::string& from) {
  for (const std::string_view name : {"Resent-Sender", "Resent-From", "Sender"})
    if (std::string address = address_of(header.text(name)); address.find('@') != std::string::npos) return address;
  return from;
}

}  // namespace cleartext::findings
