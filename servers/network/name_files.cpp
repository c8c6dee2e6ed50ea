// A bind mount hides the system's file from this namespace alone; nothing on the disk is changed.
#include "servers/network/name_files.h"

#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include "servers/network/private_network.h"
#include "servers/network/refusal.h"
#include "servers/network/text_file.h"
#include "servers/wire/hosts.h"

namespace cleartext::network {
namespace {

constexpr const char* hosts_path = "/etc/hosts";
constexpr const char* switch_path = "/etc/nsswitch.conf";
constexpr const char* cache_path = "/var/run/nscd";  // the caching daemon is asked before nsswitch.conf is read

constexpr const char* trusted_path = "/etc/ssl/certs/ca-certificates.crt";  // where there is one

bool exists(const char* path) { return ::access(path, F_OK) == 0; }

bool lay_over(const std::string& source, const char* target) { return ::mount(source.c_str(), target, nullptr, MS_BIND, nullptr) == 0; }

// The system's other services stay as they are; only "hosts" loses every source but the file.
std::string switch_file() {
  std::string text;
  const std::string old = read_text(switch_path).value_or("passwd: files\ngroup: files\nshadow: files\n");
  for (std::size_t start = 0; start < old.size();) {
    const std::size_t end = std::min(old.find('\n', start), old.size());
    const std::string line = old.substr(start, end - start);
    if (!line.starts_with("hosts:")) text += line + "\n";
    start = end + 1;
  }
  return text + "hosts: files\n";
}

// A bare system may have neither file, and /etc is not ours to write: then a read-only /etc is stacked up.
bool stack_etc(const std::string& folder) {
  const std::string layers = "lowerdir=" + folder + "/etc:/etc";
  return ::mount("overlay", "/etc", "overlay", MS_RDONLY, layers.c_str()) == 0;
}

}  // namespace

// In place: the mount shows this very file. What is left of a longer text is cut off last, so that no reader ever finds
// the table empty.
bool rewrite_hosts(const std::string& folder, const std::string& text) {
  const std::string hosts = folder + "/etc/hosts";
  return overwrite_text(hosts, text) && ::truncate(hosts.c_str(), static_cast<off_t>(text.size())) == 0;
}

bool trust_too(const std::string& folder, const std::string& authority) {
  const auto known = read_text(trusted_path);
  return known && overwrite_text(folder + "/etc/trusted.crt", *known + authority);
}

tl::expected<void, wire::Problem> lay_name_files(const std::string& folder) {
  const std::string etc = folder + "/etc", hosts = etc + "/hosts", names = etc + "/nsswitch.conf";
  const std::string empty = folder + "/empty";
  ::mkdir(etc.c_str(), 0755);
  ::mkdir(empty.c_str(), 0755);
  if (!create_text(hosts, wire::hosts_file()) || !create_text(names, switch_file()))
    return refused("The lab's table of names could not be written to " + folder);
  // Mounts of the machine still arrive here (a memory stick); none of ours leaves.
  if (::mount(nullptr, "/", nullptr, MS_REC | MS_SLAVE, nullptr) != 0)
    return refused("The lab's view of the file system could not be made private");
  if (!exists(hosts_path) || !exists(switch_path)) {
    if (!stack_etc(folder))
      return refused("This machine lacks " + std::string(exists(hosts_path) ? switch_path : hosts_path),
                     "sudo touch " + std::string(hosts_path) + " " + switch_path);
  } else if (!lay_over(hosts, hosts_path) || !lay_over(names, switch_path)) {
    return refused("The lab's table of names could not be laid over the system's");
  }
  if (exists(cache_path)) lay_over(empty, cache_path);
  const auto known = read_text(trusted_path);
  const auto trusted = etc + "/trusted.crt";
  if (known && create_text(trusted, *known)) lay_over(trusted, trusted_path);
  return {};
}

}  // namespace cleartext::network
