// Where AppArmor forbids it, unshare can succeed and the mapping fail, which would leave this process a
// nobody: so a child goes first. It also binds a low port and opens a raw socket, the two things the lab is
// for.
#include "servers/network/trial.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cerrno>
#include <cstdlib>

#include "servers/network/machine_facts.h"
#include "servers/network/private_network.h"
#include "servers/network/refusal.h"
#include "servers/wire/hosts.h"

namespace cleartext::network {
namespace {

using Result = tl::expected<void, wire::Problem>;

std::string read_all(int pipe) {
  std::string text;
  char room[512];
  for (ssize_t count = 0; (count = ::read(pipe, room, sizeof room)) != 0;) {
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) break;
    text.append(room, static_cast<std::size_t>(count));
  }
  return text;
}

[[noreturn]] void report(int pipe, const Result& result) {
  const std::string text = result ? std::string() : result.error().sentence + "\n" + result.error().advice;
  const bool told = ::write(pipe, text.data(), text.size()) == static_cast<ssize_t>(text.size());
  ::_exit(result && told ? 0 : 1);
}

Result bind_a_low_port() {
  const int listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in at{};
  at.sin_family = AF_INET;
  at.sin_port = htons(wire::port(wire::Service::smtp, wire::NetworkMode::private_network));
  at.sin_addr.s_addr = htonl(wire::host(wire::Role::crepes).address);
  if (::bind(listener, reinterpret_cast<const sockaddr*>(&at), sizeof at) != 0)
    return refused("A mail server cannot take its port in the private network");
  ::close(listener);
  return {};
}

Result whole_sequence(const std::string& folder) {
  if (auto entered = enter_user_namespace(); !entered) return entered;
  if (auto made = make_private_network(folder); !made) return made;
  if (auto kept = keep_network_rights(); !kept) return kept;
  if (!may_capture_on_loopback()) return refused("Packets cannot be captured in the private network");
  return bind_a_low_port();
}

void remove_folder(const std::string& folder) {
  for (const char* file : {"/etc/hosts", "/etc/nsswitch.conf", "/etc/trusted.crt"}) ::unlink((folder + file).c_str());
  for (const char* part : {"/etc", "/empty", ""}) ::rmdir((folder + part).c_str());
}

}  // namespace

Result in_a_child(const std::function<Result()>& attempt) {
  int ends[2];
  if (::pipe(ends) != 0) return refused("No pipe could be made");
  const pid_t child = ::fork();
  if (child < 0) return refused("No second process could be started");
  if (child == 0) {
    ::close(ends[0]);
    report(ends[1], attempt());
  }
  ::close(ends[1]);
  const std::string text = read_all(ends[0]);
  ::close(ends[0]);
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
  if (text.empty()) return tl::unexpected(wire::Problem{"The trial of a private network ended without a word.", {}});
  const std::size_t cut = text.find('\n');
  return tl::unexpected(wire::Problem{text.substr(0, cut), text.substr(cut + 1)});
}

Result try_private_network() {
  const char* place = std::getenv("TMPDIR");
  std::string folder = std::string(place != nullptr && *place == '/' ? place : "/tmp") + "/cleartext-trial-XXXXXX";
  if (::mkdtemp(folder.data()) == nullptr) return refused("No temporary folder could be made in /tmp");
  Result result = in_a_child([&] { return whole_sequence(folder); });
  remove_folder(folder);
  if (!result && result.error().advice.empty()) result.error().advice = advice_for(read_facts(), {});
  return result;
}

}  // namespace cleartext::network
