#include "servers/host/listener.h"

#include <fmt/format.h>

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpServer>

#include "servers/host/connection.h"
#include "servers/wire/hosts.h"

namespace cleartext::host {

struct Listener::Impl {
  explicit Impl(wire::Clock& c, Limits l) : clock(c), limits(l) {}
  void accept(QTcpSocket* socket);

  wire::Clock& clock;
  Limits limits;
  QTcpServer server;
  SessionMaker maker;
  int open = 0;
};

Listener::Listener(wire::Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), impl_(std::make_unique<Impl>(clock, limits)) {
  connect(&impl_->server, &QTcpServer::newConnection, this, [this] {
    while (auto* socket = impl_->server.nextPendingConnection()) impl_->accept(socket);
  });
}

Listener::~Listener() { stop(); }

tl::expected<void, wire::Problem> Listener::listen(const wire::Endpoint& at, SessionMaker maker) {
  if (!allowed(at)) return tl::unexpected(wire::Problem{wire::text(at) + " is not an address of the lab.", {}});
  impl_->maker = std::move(maker);
  impl_->server.setProxy(QNetworkProxy::NoProxy);
  if (impl_->server.listen(QHostAddress(at.address), at.port)) return {};
  if (impl_->server.serverError() == QAbstractSocket::AddressInUseError) {
    return tl::unexpected(wire::Problem{fmt::format("Port {} on {} is taken by another program.", at.port, wire::address_text(at.address)),
                                        "Another Cleartext may be running; close it, or use --network private."});
  }
  return tl::unexpected(wire::Problem{fmt::format("Nothing can listen on {}: {}.", wire::text(at), impl_->server.errorString().toStdString()),
                                      "The command `cleartext doctor` says what this machine allows."});
}

wire::Endpoint Listener::endpoint() const {
  return {impl_->server.serverAddress().toIPv4Address(), impl_->server.serverPort()};
}

int Listener::open_connections() const { return impl_->open; }

void Listener::stop() {
  impl_->server.close();
  // A connection goes before its session, and its session before what it speaks for.
  for (auto* socket : impl_->server.findChildren<QTcpSocket*>(Qt::FindDirectChildrenOnly)) {
    socket->disconnect();
    socket->abort();
    delete socket;
  }
  impl_->open = 0;
}

void Listener::Impl::accept(QTcpSocket* socket) {
  if (open >= limits.connections) {
    socket->abort();
    socket->deleteLater();
    return;
  }
  ++open;
  const wire::Endpoint peer{socket->peerAddress().toIPv4Address(), socket->peerPort()};
  const wire::Endpoint self{socket->localAddress().toIPv4Address(), socket->localPort()};
  struct Served : QObject {
    Served(QTcpSocket* socket, std::unique_ptr<wire::Conversation> made, wire::Clock& clock, Limits limits)
        : QObject(socket), session(std::move(made)), connection(std::make_unique<Connection>(*socket, *session, clock, limits, Connection::Before{}, nullptr)) {}
    std::unique_ptr<wire::Conversation> session;
    std::unique_ptr<Connection> connection;  // goes first
  };
  auto* served = new Served(socket, maker(peer, self), clock, limits);
  QObject::connect(served->connection.get(), &Connection::ended, &server, [this, socket] {
    --open;
    socket->deleteLater();
  });
  served->connection->begin();
}

}  // namespace cleartext::host
