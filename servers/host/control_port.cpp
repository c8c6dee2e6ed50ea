#include "servers/host/control_port.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <QSocketNotifier>
#include <algorithm>
#include <cerrno>
#include <cstring>
#include <list>
#include <optional>

#include "servers/host/stream.h"
#include "servers/store/disk.h"

namespace cleartext::host {

namespace {

constexpr std::size_t most_guests = 16;
constexpr wire::Milliseconds patience{5'000};
constexpr int waiting_callers = 8;

bool is_ours(int socket) {
  ucred who{};
  socklen_t size = sizeof who;
  return ::getsockopt(socket, SOL_SOCKET, SO_PEERCRED, &who, &size) == 0 && who.uid == ::geteuid();
}

}  // namespace

struct ControlPort::Impl {
  struct Guest {
    std::unique_ptr<Stream> stream;
    std::unique_ptr<wire::Timer> patience;
    std::string heard;
    bool answered = false;
  };

  Impl(std::string where, wire::Clock& its_clock, Answerer its_answerer)
      : path(std::move(where)), clock(its_clock), answerer(std::move(its_answerer)) {}

  void callers_wait() {
    for (;;) {
      store::Descriptor caller(::accept4(listener.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
      if (!caller) return;
      if (guests.size() < most_guests && is_ours(caller.number())) welcome(std::move(caller));
    }
  }

  void welcome(store::Descriptor caller) {
    auto& guest = guests.emplace_back();
    Stream::Events events;
    events.received = [this, &guest](std::string_view bytes) { received(guest, bytes); };
    events.finished = [this, &guest] { part(guest); };
    events.written = [this, &guest] { part(guest); };
    events.broken = [this, &guest](int) { part(guest); };
    guest.stream = std::make_unique<Stream>(Socket::adopted(std::move(caller)), Stream::Begin::connected, std::move(events), nullptr);
    guest.patience = clock.after(patience, [this, &guest] { part(guest); });
    guest.stream->read(true);
  }

  void received(Guest& guest, std::string_view bytes) {
    if (guest.answered) return;
    guest.heard += bytes.substr(0, bytes.find('\n') == std::string_view::npos ? bytes.size() : bytes.find('\n') + 1);
    if (guest.heard.size() > longest_request) return part(guest);
    if (!guest.heard.ends_with('\n')) return;
    guest.answered = true;
    guest.heard.pop_back();
    guest.stream->read(false);
    guest.stream->write(answerer(guest.heard));
    guest.stream->finish();
    guest.stream->tell_when_written();
  }

  // Called from inside its stream, which therefore goes later.
  void part(Guest& guest) {
    guest.stream->close();
    guest.stream.release()->deleteLater();
    guests.remove_if([&guest](const Guest& each) { return &each == &guest; });
  }

  std::string path;
  wire::Clock& clock;
  Answerer answerer;
  store::Descriptor listener;
  std::unique_ptr<QSocketNotifier> callers;
  std::list<Guest> guests;
};

ControlPort::ControlPort(std::string path, wire::Clock& clock, Answerer answerer)
    : impl_(std::make_unique<Impl>(std::move(path), clock, std::move(answerer))) {}

ControlPort::~ControlPort() {
  if (impl_->listener) ::unlink(impl_->path.c_str());
}

tl::expected<void, wire::Problem> ControlPort::listen() {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const auto refused = [&] { return tl::unexpected(store::disk_problem("Listening at", impl_->path, errno)); };
  errno = ENAMETOOLONG;
  if (impl_->path.size() >= sizeof address.sun_path) return refused();
  std::copy(impl_->path.begin(), impl_->path.end(), address.sun_path);
  ::unlink(impl_->path.c_str());
  impl_->listener = store::Descriptor(::socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
  const int number = impl_->listener.number();
  if (::bind(number, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0 ||
      ::chmod(impl_->path.c_str(), S_IRUSR | S_IWUSR) != 0 || ::listen(number, waiting_callers) != 0)
    return refused();
  impl_->callers = std::make_unique<QSocketNotifier>(number, QSocketNotifier::Read);
  QObject::connect(impl_->callers.get(), &QSocketNotifier::activated, impl_->callers.get(), [impl = impl_.get()] { impl->callers_wait(); });
  return {};
}

}  // namespace cleartext::host
