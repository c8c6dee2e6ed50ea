// The places where Linux keeps these facts: proc(5) for the settings, and the marks container engines leave.
#include "servers/network/machine_facts.h"

#include <unistd.h>
#include <charconv>

#include "servers/network/text_file.h"

namespace cleartext::network {
namespace {

std::optional<long> setting(const std::string& path) {
  const std::optional<std::string> text = read_text(path);
  long value = 0;
  if (!text) return std::nullopt;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), value);
  return error == std::errc() ? std::optional<long>(value) : std::nullopt;
}

bool exists(const std::string& path) { return ::access(path.c_str(), F_OK) == 0; }

// "Seccomp:\t2" in /proc/self/status: system calls pass a filter.
bool has_filter(const std::string& status) { return status.find("\nSeccomp:\t2") != std::string::npos; }

}  // namespace

MachineFacts read_facts(const std::string& root) {
  const std::string kernel = root + "/proc/sys/kernel/";
  MachineFacts facts;
  facts.namespaces_for_users = setting(kernel + "unprivileged_userns_clone");
  facts.most_namespaces = setting(root + "/proc/sys/user/max_user_namespaces");
  facts.profile_needed = setting(kernel + "apparmor_restrict_unprivileged_userns");
  for (const char* mark : {"/.dockerenv", "/run/.containerenv", "/run/systemd/container", "/dev/lxd/sock"})
    facts.in_container = facts.in_container || exists(root + mark);
  facts.filtered = has_filter(read_text(root + "/proc/self/status").value_or(""));
  return facts;
}

std::string shell_word(const std::string& text) {
  const char* plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_@%+=:,./-";
  if (!text.empty() && text.find_first_not_of(plain) == std::string::npos) return text;
  std::string word = "'";
  for (const char c : text) word += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return word + "'";
}

}  // namespace cleartext::network
