// Addresses are compared as people mean them, not as they are spelled.
#include "engine/findings/senders.h"

#include <algorithm>

#include "engine/dialogue/line.h"

namespace cleartext::findings {

using dialogue::lower;

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
  return at == std::string_view::npos ? std::string() : lower(address.substr(at + 1));
}

bool writes_as_himself(std::string_view logged_in, std::string_view address) {
  if (!logged_in.starts_with('"')) logged_in.remove_prefix(logged_in.rfind('\\') + 1);  // Windows names a domain before its user
  if (!domain_of(logged_in).empty() && domain_of(logged_in) != domain_of(address)) return false;
  const std::string user = local_part(logged_in), writer = local_part(address);
  return writer == user || writer.substr(0, writer.find('+')) == user;
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
    return lower(from.substr(open + 1, close - open - 1));
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
