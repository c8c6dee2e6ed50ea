#include "servers/sftp/client.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <libssh/libssh.h>
#include <libssh/sftp.h>
#include <poll.h>

#include <array>
#include <cerrno>
#include <memory>

#include "servers/host/lent.h"

namespace cleartext::sftp {

namespace {

using What = Errand::What;

constexpr int patience = 30'000;  // milliseconds
constexpr std::size_t largest_file = 256 << 20, piece = 32 * 1024;

struct Free {
  void operator()(ssh_session session) const {
    ssh_disconnect(session);
    ssh_free(session);
  }
  void operator()(sftp_session session) const { sftp_free(session); }
  void operator()(sftp_file file) const { sftp_close(file); }
  void operator()(sftp_dir folder) const { sftp_closedir(folder); }
  void operator()(sftp_attributes attributes) const { sftp_attributes_free(attributes); }
  void operator()(ssh_key key) const { ssh_key_free(key); }
};
template <typename Pointer>
using Owned = std::unique_ptr<std::remove_pointer_t<Pointer>, Free>;

Outcome failed(std::string sentence) { return {false, std::move(sentence), {}}; }

// Empty: it is connected.
std::string wait_until_connected(const host::Socket& socket, const wire::Endpoint& to) {
  pollfd ready{socket.number(), POLLOUT, 0};
  const bool decided = ::poll(&ready, 1, patience) == 1;
  const int error = decided ? socket.error() : ETIMEDOUT;
  return error == 0 ? std::string() : host::connection_sentence(to, error);
}

bool is_the_labs(ssh_session session, const std::filesystem::path& host_key) {
  ssh_key shown = nullptr, known = nullptr;
  if (ssh_get_server_publickey(session, &shown) != SSH_OK) return false;
  const Owned<ssh_key> keep(shown);
  if (ssh_pki_import_privkey_file(host_key.c_str(), nullptr, nullptr, nullptr, &known) != SSH_OK) return false;
  const Owned<ssh_key> keep_too(known);
  return ssh_key_cmp(shown, known, SSH_KEY_CMP_PUBLIC) == 0;
}

// What the server says about a request that it did not grant (draft-ietf-secsh-filexfer-02, 7).
std::string complaint(sftp_session sftp) {
  switch (sftp_get_error(sftp)) {
    case SSH_FX_NO_SUCH_FILE: return "The server has no such file.";
    case SSH_FX_PERMISSION_DENIED: return "The server does not allow it.";
    case SSH_FX_FILE_ALREADY_EXISTS: return "There is one of that name already.";
    default: return "The server only says that it failed.";
  }
}

Outcome list(sftp_session sftp, const Errand& errand) {
  const Owned<sftp_dir> folder(sftp_opendir(sftp, errand.path.empty() ? "/" : errand.path.c_str()));
  if (!folder) return failed(complaint(sftp));
  std::string listing;
  while (const Owned<sftp_attributes> entry{sftp_readdir(sftp, folder.get())}) listing += fmt::format("{}\n", entry->longname);
  return {true, fmt::format("{} bytes received.", listing.size()), listing};
}

Outcome get(sftp_session sftp, const Errand& errand) {
  const Owned<sftp_file> file(sftp_open(sftp, errand.path.c_str(), O_RDONLY, 0));
  if (!file) return failed(complaint(sftp));
  std::string content;
  std::array<char, piece> room;
  while (content.size() < largest_file) {
    const auto got = sftp_read(file.get(), room.data(), room.size());
    if (got < 0) return failed(complaint(sftp));
    if (got == 0) break;
    content.append(room.data(), static_cast<std::size_t>(got));
  }
  return {true, fmt::format("{} bytes received.", content.size()), content};
}

Outcome put(sftp_session sftp, const Errand& errand) {
  Owned<sftp_file> file(sftp_open(sftp, errand.path.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644));
  if (!file) return failed(complaint(sftp));
  for (std::string_view rest = errand.content; !rest.empty();) {
    const auto sent = sftp_write(file.get(), rest.data(), std::min(rest.size(), piece));
    if (sent <= 0) return failed(complaint(sftp));
    rest.remove_prefix(static_cast<std::size_t>(sent));
  }
  if (sftp_close(file.release()) != SSH_OK) return failed(complaint(sftp));  // it has its name now, or not at all
  return {true, fmt::format("{} is on the server.", errand.path), {}};
}

Outcome change(sftp_session sftp, int result, std::string sentence) {
  return result == SSH_OK ? Outcome{true, std::move(sentence), {}} : failed(complaint(sftp));
}

// Of a folder that is not empty this version of SFTP knows no more than "failure".
Outcome remove_folder(sftp_session sftp, const char* path) {
  const int result = sftp_rmdir(sftp, path);
  if (result != SSH_OK && sftp_get_error(sftp) == SSH_FX_FAILURE)
    return failed("The server did not remove the folder. It must be empty for that.");
  return change(sftp, result, fmt::format("{} is gone from the server.", path));
}

Outcome perform(sftp_session sftp, const Errand& errand) {
  const auto* path = errand.path.c_str();
  switch (errand.what) {
    case What::list: return list(sftp, errand);
    case What::get: return get(sftp, errand);
    case What::put: return put(sftp, errand);
    case What::remove: return change(sftp, sftp_unlink(sftp, path), fmt::format("{} is gone from the server.", path));
    case What::rename:
      return change(sftp, sftp_rename(sftp, path, errand.new_name.c_str()), fmt::format("{} is called {} now.", path, errand.new_name));
    case What::make_folder: return change(sftp, sftp_mkdir(sftp, path, 0755), fmt::format("The folder {} is on the server.", path));
    case What::remove_folder: return remove_folder(sftp, path);
  }
  return {};
}

std::string name_of(What what) {
  constexpr std::array names{"list", "get", "put", "remove", "rename", "mkdir", "rmdir"};
  return names[static_cast<std::size_t>(what)];
}

}  // namespace

void Client::stop() {
  if (const int socket = socket_.exchange(-1); socket >= 0) host::Socket::cut(socket);
}

Outcome Client::run(const Errand& errand) {
  if (!pass_("connect", "connect to " + host::place_name(to_))) return failed("It was broken off.");
  auto socket = host::Socket::connecting(from_, to_);
  if (!socket) return failed(socket.error().sentence);
  struct Done {  // before the socket is closed: its number may be another's then
    std::atomic<int>& socket;
    ~Done() { socket = -1; }
  } done{socket_};
  socket_ = socket->number();
  if (const auto problem = wait_until_connected(*socket, to_); !problem.empty()) return failed(problem);
  const host::Lent lent(*socket);
  const Owned<ssh_session> session(ssh_new());
  int no = 0, descriptor = lent.number();
  ssh_options_set(session.get(), SSH_OPTIONS_PROCESS_CONFIG, &no);  // whoever's machine this is, it is not his client
  ssh_options_set(session.get(), SSH_OPTIONS_USER, errand.user.c_str());
  ssh_options_set(session.get(), SSH_OPTIONS_FD, &descriptor);
  if (ssh_connect(session.get()) != SSH_OK) return failed(fmt::format("SSH could not be agreed on: {}.", ssh_get_error(session.get())));
  if (!is_the_labs(session.get(), host_key_))
    return failed("The server's key is not the one that this program knows, so no password was said.");
  return inside(session.get(), errand);
}

Outcome Client::inside(ssh_session session, const Errand& errand) {
  if (!pass_("password", "log in as " + errand.user)) return failed("It was broken off.");
  if (ssh_userauth_password(session, nullptr, errand.password.c_str()) != SSH_AUTH_SUCCESS)
    return failed("The server did not let " + errand.user + " in.");
  const Owned<sftp_session> sftp(sftp_new(session));
  if (!sftp || sftp_init(sftp.get()) != SSH_OK) return failed("The server does not speak SFTP.");
  if (!pass_(name_of(errand.what), fmt::format("{} {}", name_of(errand.what), errand.path))) return failed("It was broken off.");
  return perform(sftp.get(), errand);
}

}  // namespace cleartext::sftp
