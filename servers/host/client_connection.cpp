// An agent's connection: dials through the gate, feeds the agent, and tells once how it ended.
#include <fmt/format.h>

#include <QHostAddress>
#include <QNetworkProxy>
#include <QPointer>
#include <utility>

#include "servers/host/connection.h"
#include "servers/host/listener.h"
#include "servers/wire/hosts.h"

namespace cleartext::host {
namespace {

std::string host_name(const wire::Endpoint& endpoint) {
  const auto* host = wire::host_at(endpoint.address);
  return host == nullptr ? wire::address_text(endpoint.address) : std::string(host->host_name);
}

std::string first_line(std::string_view bytes) { return std::string(bytes.substr(0, bytes.find("\r\n"))); }

}  // namespace

struct ClientConnection::Impl {
  Impl(ClientConnection& o, std::string a, std::unique_ptr<wire::Conversation> c, actors::Gate& g, wire::Clock& k, Limits l)
      : owner(o), actor(std::move(a)), agent(std::move(c)), gate(g), clock(k), limits(l) {}

  void dial(std::uint32_t from);
  void end(const std::string& problem);
  std::string refusal(QAbstractSocket::SocketError error) const;

  ClientConnection& owner;
  std::string actor;
  std::unique_ptr<wire::Conversation> agent;
  actors::Gate& gate;
  wire::Clock& clock;
  Limits limits;
  wire::Endpoint to;
  QTcpSocket socket;
  std::unique_ptr<Connection> connection;  // goes before socket and agent
  std::unique_ptr<wire::Timer> patience;   // until the connection is open
  bool ended = false;
};

ClientConnection::ClientConnection(std::string actor, std::unique_ptr<wire::Conversation> agent, actors::Gate& gate,
                                   wire::Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), impl_(std::make_unique<Impl>(*this, std::move(actor), std::move(agent), gate, clock, limits)) {
  const auto before = [this](const wire::Output& output, std::function<void()> go) {
    impl_->gate.ask({impl_->actor, output.verb, first_line(output.bytes)}, std::move(go));
  };
  impl_->connection = std::make_unique<Connection>(impl_->socket, *impl_->agent, clock, limits, before, nullptr);
  connect(&impl_->socket, &QTcpSocket::connected, this, [this] {
    impl_->patience.reset();
    impl_->connection->begin();
  });
  connect(&impl_->socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
    if (impl_->patience) impl_->end(impl_->refusal(error));
  });
  connect(impl_->connection.get(), &Connection::ended, this, [this] {
    impl_->end(impl_->connection->closing() ? "" : fmt::format("{} closed the connection.", host_name(impl_->to)));
  });
}

ClientConnection::~ClientConnection() {
  impl_->ended = true;
  impl_->socket.disconnect();
  impl_->socket.abort();
}

void ClientConnection::open(std::uint32_t from, const wire::Endpoint& to) {
  impl_->to = to;
  if (!allowed(to)) return impl_->end(wire::text(to) + " is not an address of the lab.");
  impl_->gate.ask({impl_->actor, "connect", fmt::format("connect to {}:{}", host_name(to), to.port)},
                  [self = QPointer<ClientConnection>(this), from] {
                    if (self) self->impl_->dial(from);
                  });
}

void ClientConnection::Impl::dial(std::uint32_t from) {
  patience = clock.after(limits.data, [this] { end(fmt::format("{} did not answer on port {}.", host_name(to), to.port)); });
  socket.setProxy(QNetworkProxy::NoProxy);
  socket.bind(QHostAddress(from));
  socket.connectToHost(QHostAddress(to.address), to.port);
}

std::string ClientConnection::Impl::refusal(QAbstractSocket::SocketError error) const {
  if (error == QAbstractSocket::ConnectionRefusedError) {
    return fmt::format("{} refused the connection on port {}: nobody listens there.", host_name(to), to.port);
  }
  return fmt::format("The connection to {} port {} failed: {}.", host_name(to), to.port, socket.errorString().toStdString());
}

void ClientConnection::Impl::end(const std::string& problem) {
  if (std::exchange(ended, true)) return;
  patience.reset();
  Q_EMIT owner.ended(QString::fromStdString(problem));
}

wire::Conversation& ClientConnection::agent() { return *impl_->agent; }

void ClientConnection::abort() { impl_->socket.abort(); }

}  // namespace cleartext::host
