// Takes callers in and gives each a session of its own; sends them away when the house is full.
#include "servers/host/listener.h"

#include <QSocketNotifier>
#include <cerrno>
#include <map>
#include <utility>

#include "servers/host/socket.h"
#include "servers/host/talk.h"
#include "servers/network/socket_filter.h"

namespace cleartext::host {

namespace {

constexpr wire::Milliseconds breath{
    100};  // before callers are looked for again, when no file is left to give

}  // namespace

struct Listener::Impl {
  struct Guest {  // the talk is destroyed before its session
    std::unique_ptr<wire::Conversation> session;
    std::unique_ptr<Talk> talk;
  };

  Impl(wire::Clock& lab_clock, Limits bounds) : clock(lab_clock), limits(bounds) {}

  tl::expected<void, wire::Problem> open() {
    auto made = Socket::listening(at, receive_room(line));
    if (!made) return tl::unexpected(made.error());
    at = made->self();
    callers = std::make_unique<QSocketNotifier>(made->number(), QSocketNotifier::Read);
    socket = std::move(*made);
    QObject::connect(callers.get(), &QSocketNotifier::activated, callers.get(), [this] { callers_wait(); });
    choose_callers();
    return {};
  }

  void choose_callers() const {
    if (!socket) return;
    const int number = socket->number();
    silent ? network::hear_nobody(number) : mask != 0 ? network::hear_only(number, neighbours, mask) : network::hear_everybody(number);
  }

  void callers_wait() {
    while (socket) {
      auto caller = socket->accept();
      if (caller) {
        if (static_cast<int>(guests.size()) < limits.connections) welcome(std::move(*caller));
        continue;
      }
      if (caller.error() == EMFILE || caller.error() == ENFILE) {
        callers->setEnabled(false);
        pause = clock.after(breath, [this] { callers->setEnabled(true); });
      }
      if (caller.error() != ECONNABORTED && caller.error() != EINTR) return;
    }
  }

  void welcome(Accepted caller) {
    const Setting setting{clock, limits, caller.socket.self(), caller.peer, nullptr, {}, security, line};
    auto session = maker(setting.peer, setting.self);
    if (!session) return;
    const auto number = next++;
    auto talk = std::make_unique<Talk>(
        *session, setting, [this, number](const std::string&) { part(number); }, nullptr);
    auto* begun = talk.get();
    guests.emplace(number, Guest{std::move(session), std::move(talk)});
    begun->begin(std::move(caller.socket));
  }

  // Called from inside the talk, which therefore goes later, and its session with it.
  void part(int number) {
    const auto found = guests.find(number);
    if (found == guests.end()) return;
    auto session = std::shared_ptr<wire::Conversation>(std::move(found->second.session));
    auto* talk = found->second.talk.release();
    guests.erase(found);
    QObject::connect(talk, &QObject::destroyed, talk, [session] {});
    talk->deleteLater();
  }

  wire::Clock& clock;
  Limits limits;
  SessionMaker maker;
  Security security;
  std::optional<Socket> socket;
  std::unique_ptr<QSocketNotifier> callers;
  std::unique_ptr<wire::Timer> pause;
  wire::Endpoint at;
  std::shared_ptr<Line> line = std::make_shared<Line>();
  bool silent = false;
  std::uint32_t neighbours = 0, mask = 0;  // who is heard; mask 0: everybody
  std::map<int, Guest> guests;
  int next = 0;
};

Listener::Listener(wire::Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), impl_(std::make_unique<Impl>(clock, limits)) {}

Listener::~Listener() {
  stop();
}

tl::expected<void, wire::Problem> Listener::listen(const wire::Endpoint& at, SessionMaker maker, Security security) {
  impl_->maker = std::move(maker);
  impl_->security = std::move(security);
  impl_->at = at;
  return impl_->open();
}

tl::expected<void, wire::Problem> Listener::set_door(Door door) {
  if (door == Door::closed) return stop(), tl::expected<void, wire::Problem>();
  if (!impl_->socket) {
    if (auto opened = impl_->open(); !opened) return opened;
  }
  impl_->silent = door == Door::silent;
  impl_->choose_callers();
  return {};
}

// A socket that was told how much to take in cannot be told to decide for itself again: so it is made anew.
tl::expected<void, wire::Problem> Listener::run_at(std::shared_ptr<Bucket> bucket) {
  if (impl_->line->bucket == bucket) return {};
  impl_->line->bucket = std::move(bucket);
  if (!impl_->socket) return {};
  impl_->callers.reset();
  impl_->socket.reset();
  return impl_->open();
}

void Listener::hear_only(std::uint32_t network, std::uint32_t mask) {
  impl_->neighbours = network;
  impl_->mask = mask;
  impl_->choose_callers();
}

wire::Endpoint Listener::endpoint() const {
  return impl_->at;
}
int Listener::open_connections() const {
  return static_cast<int>(impl_->guests.size());
}

void Listener::stop() {
  impl_->pause.reset();
  if (impl_->callers) impl_->callers->setEnabled(false);
  impl_->socket.reset();
  impl_->guests.clear();
}

}  // namespace cleartext::host
