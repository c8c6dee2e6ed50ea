// One thread waits for callers, one serves each. To stop is to shut the sockets down: whoever waits for one wakes up.
#include "servers/sftp/server.h"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <list>
#include <mutex>
#include <thread>

#include "servers/host/paced_wire.h"
#include "servers/host/socket.h"
#include "servers/network/socket_filter.h"
#include "servers/sftp/session.h"

#define WITH_SERVER 1
#include <libssh/server.h>

namespace cleartext::sftp {

namespace {

constexpr int breath = 100;  // milliseconds before callers are looked for again, when no file is left to give

// Read, or made where there is none, in a folder that is its owner's alone.
ssh_key host_key(const std::filesystem::path& file) {
  ssh_key key = nullptr;
  if (ssh_pki_import_privkey_file(file.c_str(), nullptr, nullptr, nullptr, &key) == SSH_OK) return key;
  if (ssh_pki_generate(SSH_KEYTYPE_ED25519, 0, &key) != SSH_OK) return nullptr;
  const int written = ssh_pki_export_privkey_file(key, nullptr, nullptr, nullptr, file.c_str());
  std::error_code error;
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, error);
  if (written == SSH_OK) return key;
  ssh_key_free(key);
  return nullptr;
}

}  // namespace

struct Server::Impl {
  struct Guest {
    int socket = -1;
    std::atomic<bool> over = false;
    std::thread thread;
  };

  Impl(ServerSettings wanted, const store::Accounts& known, store::FileTree& tree)
      : settings(std::move(wanted)), house{known, tree, settings.log_in_seconds, settings.idle_seconds} {}

  void wait_for_callers() {
    for (;;) {
      std::array<pollfd, 2> both{{{listening->number(), POLLIN, 0}, {wake[0], POLLIN, 0}}};
      if (::poll(both.data(), both.size(), -1) < 0 && errno != EINTR) return;
      if (both[1].revents != 0) return;
      if (both[0].revents == 0) continue;
      auto caller = listening->accept();
      if (caller) {
        welcome(std::move(*caller));
      } else if (caller.error() == EMFILE || caller.error() == ENFILE) {
        ::poll(&both[1], 1, breath);
      }
    }
  }

  // RFC 4253, 4.2: lines may come before SSH's own.
  void welcome(host::Accepted caller) {
    const std::uint32_t from = caller.peer.address;
    if (const auto refusal = settings.door != nullptr ? settings.door->refusal(from) : std::string_view(); !refusal.empty()) {
      (void)caller.socket.write(std::string(refusal) + "\r\n");
      return;
    }
    const std::lock_guard lock(mutex);
    guests.remove_if([](Guest& guest) {
      if (!guest.over) return false;
      guest.thread.join();
      return true;
    });
    if (static_cast<int>(guests.size()) >= settings.most_connections) return;
    Guest& guest = guests.emplace_back();
    std::unique_ptr<host::PacedWire> wire;
    if (pace.slow()) {
      wire = std::make_unique<host::PacedWire>(std::move(caller.socket), pace);
      guest.socket = wire->inside();
    } else {
      guest.socket = caller.socket.hand_over();
    }
    guest.thread = std::thread([this, &guest, from, kept = std::move(wire)]() mutable {
      const auto visit = settings.door != nullptr ? host::Door::Visit(*settings.door, from) : host::Door::Visit();
      const auto wrong_password = [this, from] {
        if (settings.door != nullptr) settings.door->wrong_password(from);
      };
      ssh_session session = ssh_new();
      if (ssh_bind_accept_fd(bind, session, guest.socket) == SSH_OK) serve(session, house, wrong_password);
      {
        const std::lock_guard closing(mutex);
        guest.socket = -1;  // the session closes it
      }
      ssh_disconnect(session);
      ssh_free(session);
      kept.reset();
      guest.over = true;
    });
  }

  void stop() {
    pace.end();
    if (waiter.joinable()) {
      (void)!::write(wake[1], "x", 1);
      waiter.join();
    }
    {
      const std::lock_guard lock(mutex);
      for (Guest& guest : guests)
        if (guest.socket >= 0) host::Socket::cut(guest.socket);
    }
    for (Guest& guest : guests) guest.thread.join();
    guests.clear();
    for (int& end : wake)
      if (end >= 0) ::close(std::exchange(end, -1));
    listening.reset();
    if (bind != nullptr) ssh_bind_free(std::exchange(bind, nullptr));
  }

  ServerSettings settings;
  House house;
  ssh_bind bind = nullptr;
  host::Pace pace;
  std::optional<host::Socket> listening;
  wire::Endpoint at;
  std::array<int, 2> wake{-1, -1};
  std::thread waiter;
  std::mutex mutex;
  std::list<Guest> guests;
};

Server::Server(ServerSettings settings, const store::Accounts& accounts, store::FileTree& files)
    : impl_(std::make_unique<Impl>(std::move(settings), accounts, files)) {}

Server::~Server() { impl_->stop(); }

wire::Endpoint Server::endpoint() const { return impl_->at; }

void Server::take(Callers callers) {
  if (!impl_->listening) return;
  const int number = impl_->listening->number();
  callers == Callers::ignored ? network::hear_nobody(number) : network::hear_everybody(number);
}

void Server::run_at(std::uint64_t bytes_a_second) { impl_->pace.run_at(bytes_a_second); }

tl::expected<void, wire::Problem> Server::start() {
  ssh_key key = host_key(impl_->settings.key_file);
  if (key == nullptr)
    return tl::unexpected(
        wire::Problem{"The SSH key " + impl_->settings.key_file.string() + " cannot be read or made.", "Choose another data folder."});
  impl_->bind = ssh_bind_new();
  ssh_bind_options_set(impl_->bind, SSH_BIND_OPTIONS_IMPORT_KEY, key);
  auto socket = host::Socket::listening(impl_->settings.at);
  if (!socket) return tl::unexpected(socket.error());
  impl_->at = socket->self();
  impl_->listening = std::move(*socket);
  if (::pipe2(impl_->wake.data(), O_CLOEXEC) != 0) return tl::unexpected(wire::Problem{"No pipe could be made.", ""});
  impl_->waiter = std::thread([impl = impl_.get()] { impl->wait_for_callers(); });
  return {};
}

}  // namespace cleartext::sftp
