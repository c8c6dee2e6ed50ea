// Takes callers in and gives each a session of its own; sends them away when the house is full.
#include "servers/host/listener.h"

#include <cerrno>
#include <map>
#include <utility>

#include "servers/host/door.h"
#include "servers/host/poller.h"
#include "servers/host/socket.h"
#include "servers/host/talk.h"
#include "servers/network/socket_filter.h"

namespace cleartext::host {

namespace {

constexpr wire::Milliseconds breath{100};  // before callers are looked for again, when no file is left to give

}  // namespace

struct Listener::Impl {
  struct Guest {  // the talk is destroyed before its session
    Door::Visit visit;
    std::unique_ptr<wire::Conversation> session;
    std::unique_ptr<Talk> talk;
  };

  Impl(wire::Clock& lab_clock, Limits bounds, Shared with_others) : clock(lab_clock), limits(bounds), shared(std::move(with_others)) {}

  tl::expected<void, wire::Problem> open() {
    auto made = Socket::listening(at, receive_room(line));
    if (!made) return tl::unexpected(made.error());
    at = made->self();
    callers = std::make_unique<Watch>(
        made->number(), [this] { callers_wait(); }, nullptr, Watch::Rank::newcomer);
    callers->read(true);
    socket = std::move(*made);
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
        callers->read(false);
        pause = clock.after(breath, [this] { callers->read(true); });
      }
      if (caller.error() != ECONNABORTED && caller.error() != EINTR) return;
    }
  }

  void welcome(Accepted caller) {
    const auto refusal = shared.door != nullptr ? shared.door->refusal(caller.peer.address) : std::string_view();
    if (!refusal.empty() && security.from_start) return;  // TLS first would cost more than it tells
    Setting setting{clock, limits, at, caller.peer, nullptr, {}, security, shared.workers};
    setting.line = line;
    if (shared.door != nullptr) setting.wrong_password = [door = shared.door, from = caller.peer.address] { door->wrong_password(from); };
    auto session = maker(setting.peer, setting.self);
    if (!session) return;
    const auto number = next++;
    auto talk = std::make_unique<Talk>(
        *session, setting, [this, number](const std::string&) { part(number); }, nullptr);
    auto* begun = talk.get();
    auto visit = shared.door != nullptr ? Door::Visit(*shared.door, caller.peer.address) : Door::Visit();
    guests.emplace(number, Guest{std::move(visit), std::move(session), std::move(talk)});
    begun->begin(std::move(caller.socket), refusal);
    if (shared.came_or_went) shared.came_or_went();
  }

  // Called from inside the talk, which therefore goes later, and its session with it.
  void part(int number) {
    const auto found = guests.find(number);
    if (found == guests.end()) return;
    found->second.visit = {};
    auto leaving = std::make_shared<Guest>(std::move(found->second));
    guests.erase(found);
    poller->later([leaving] {});
    if (shared.came_or_went) shared.came_or_went();
  }

  wire::Clock& clock;
  Limits limits;
  Shared shared;
  SessionMaker maker;
  Security security;
  std::optional<Socket> socket;
  std::shared_ptr<Poller> poller = Poller::of_this_thread();
  std::unique_ptr<Watch> callers;
  std::unique_ptr<wire::Timer> pause;
  wire::Endpoint at;
  std::shared_ptr<Line> line = std::make_shared<Line>();
  bool silent = false;
  std::uint32_t neighbours = 0, mask = 0;  // who is heard; mask 0: everybody
  std::map<int, Guest> guests;
  int next = 0;
};

Listener::Listener(wire::Clock& clock, Limits limits, QObject* parent, Shared shared)
    : QObject(parent), impl_(std::make_unique<Impl>(clock, limits, std::move(shared))) {}

Listener::~Listener() { stop(); }

tl::expected<void, wire::Problem> Listener::listen(const wire::Endpoint& at, SessionMaker maker, Security security) {
  impl_->maker = std::move(maker);
  impl_->security = std::move(security);
  impl_->at = at;
  return impl_->open();
}

tl::expected<void, wire::Problem> Listener::set_reception(Reception reception) {
  if (reception == Reception::closed) return stop(), tl::expected<void, wire::Problem>();
  if (!impl_->socket) {
    if (auto opened = impl_->open(); !opened) return opened;
  }
  impl_->silent = reception == Reception::silent;
  impl_->choose_callers();
  return {};
}

// A socket that was told how much to take in cannot be told to decide for itself again: so it is made anew.
tl::expected<void, wire::Problem> Listener::run_at(std::shared_ptr<Bucket> bucket) {
  if (impl_->line->bucket == bucket) return {};
  impl_->line->bucket = std::move(bucket);
  if (!impl_->socket) return {};
  impl_->callers->closed();
  impl_->socket.reset();
  return impl_->open();
}

void Listener::hear_only(std::uint32_t network, std::uint32_t mask) {
  impl_->neighbours = network;
  impl_->mask = mask;
  impl_->choose_callers();
}

wire::Endpoint Listener::endpoint() const { return impl_->at; }
int Listener::open_connections() const { return static_cast<int>(impl_->guests.size()); }

void Listener::stop() {
  impl_->pause.reset();
  if (impl_->callers) impl_->callers->closed();
  impl_->socket.reset();
  impl_->guests.clear();
}

}  // namespace cleartext::host
