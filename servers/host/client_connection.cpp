// An actor's connection: the gate, the connect, the talk, and one word at the end of what came of it.
#include <fmt/format.h>
#include <QPointer>

#include <cerrno>

#include "servers/host/listener.h"
#include "servers/host/stream.h"
#include "servers/host/talk.h"

namespace cleartext::host {

struct ClientConnection::Impl {
  Impl(ClientConnection& client, std::string name, std::unique_ptr<wire::Conversation> conversation, actors::Gate& its_gate,
       wire::Clock& lab_clock, Limits bounds, Security how)
      : owner(client),
        actor(std::move(name)),
        agent(std::move(conversation)),
        gate(its_gate),
        clock(lab_clock),
        limits(bounds),
        security(std::move(how)) {}

  void connect_from(std::uint32_t from, const wire::Endpoint& to) {
    auto socket = Socket::connecting(from, to);
    if (!socket) return end_later(socket.error().sentence);
    Stream::Events events;
    events.connected = [this, to] { connected(to); };
    events.broken = [this, to](int error) { end(connection_sentence(to, error)); };
    opening = new Stream(std::move(*socket), Stream::Begin::connecting, std::move(events), &owner);
    patience = clock.after(limits.data, [this, to] { end(connection_sentence(to, ETIMEDOUT)); });
  }

  void connected(const wire::Endpoint& to) {
    patience.reset();
    const Setting setting{clock, limits, opening->socket().self(), to, &gate, actor, security};
    talk = new Talk(
        *agent, setting, [this](const std::string& problem) { end(problem); }, &owner);
    talk->begin(opening->take_socket());
  }

  void end(const std::string& problem) {
    if (over) return;
    over = true;
    patience.reset();
    if (opening != nullptr) opening->close();
    if (talk == nullptr) agent->closed();
    Q_EMIT owner.ended(QString::fromStdString(problem));
  }

  // Never from inside open(): who called it has yet to store what it got.
  void end_later(const std::string& problem) {
    QMetaObject::invokeMethod(
        &owner, [this, problem] { end(problem); }, Qt::QueuedConnection);
  }

  ClientConnection& owner;
  std::string actor;
  std::unique_ptr<wire::Conversation> agent;
  actors::Gate& gate;
  wire::Clock& clock;
  Limits limits;
  Security security;
  Stream* opening = nullptr;
  Talk* talk = nullptr;
  std::unique_ptr<wire::Timer> patience;
  bool over = false;
};

ClientConnection::ClientConnection(std::string actor, std::unique_ptr<wire::Conversation> agent, actors::Gate& gate, wire::Clock& clock,
                                   Limits limits, QObject* parent, Security security)
    : QObject(parent), impl_(std::make_unique<Impl>(*this, std::move(actor), std::move(agent), gate, clock, limits, std::move(security))) {}

ClientConnection::~ClientConnection() {
  impl_->over = true;
  delete impl_->talk;  // before the agent that it speaks for
}

void ClientConnection::open(std::uint32_t from, const wire::Endpoint& to) {
  const actors::Passage passage{impl_->actor, "connect", fmt::format("connect to {}", place_name(to))};
  impl_->gate.ask(passage, [self = QPointer<ClientConnection>(this), from, to] {
    if (self && !self->impl_->over) self->impl_->connect_from(from, to);
  });
}

wire::Conversation& ClientConnection::agent() { return *impl_->agent; }

void ClientConnection::abort() {
  if (impl_->over) return;
  if (impl_->talk != nullptr) impl_->talk->abort();
  if (impl_->opening != nullptr) impl_->opening->reset();
  impl_->end("The connection was broken off.");
}

}  // namespace cleartext::host
