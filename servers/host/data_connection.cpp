#include "servers/host/data_connection.h"

#include <QHostAddress>
#include <QNetworkProxy>
#include <array>

namespace cleartext::host {
namespace {

constexpr qint64 most_unsent = 256 * 1024;

}  // namespace

DataConnection::DataConnection(Hooks hooks, wire::Clock& clock, Limits limits, QObject* parent)
    : QObject(parent), hooks_(std::move(hooks)), clock_(clock), limits_(limits) {
  connect(&server_, &QTcpServer::newConnection, this, [this] {
    while (auto* socket = server_.nextPendingConnection()) {
      if (socket_ == nullptr && socket->peerAddress().toIPv4Address() == peer_) {
        server_.close();
        adopt(socket);
        opened();
      } else {
        socket->abort();
        socket->deleteLater();
      }
    }
  });
}

void DataConnection::listen(std::uint32_t self, std::uint32_t peer) {
  peer_ = peer;
  server_.setProxy(QNetworkProxy::NoProxy);
  if (!allowed({self, 0}) || !server_.listen(QHostAddress(self), 0)) return end(hooks_.failed);
  timer_ = clock_.after(limits_.data, [this] { end(hooks_.failed); });
  hooks_.listening({self, server_.serverPort()});
}

void DataConnection::connect_to(std::uint32_t self, const wire::Endpoint& to) {
  if (!allowed(to)) return end(hooks_.failed);
  auto* socket = new QTcpSocket(this);
  adopt(socket);
  connect(socket, &QTcpSocket::connected, this, [this] { opened(); });
  timer_ = clock_.after(limits_.data, [this] { end(hooks_.failed); });
  socket->bind(QHostAddress(self));
  socket->connectToHost(QHostAddress(to.address), to.port);
}

void DataConnection::adopt(QTcpSocket* socket) {
  socket_ = socket;
  socket->setParent(this);
  socket->setProxy(QNetworkProxy::NoProxy);
  socket->setReadBufferSize(most_unsent);
  connect(socket, &QTcpSocket::readyRead, this, [this] { drain(); });
  connect(socket, &QTcpSocket::bytesWritten, this, [this] { pump(); });
  connect(socket, &QTcpSocket::disconnected, this, [this] { gone(); });
  connect(socket, &QTcpSocket::errorOccurred, this, [this](QAbstractSocket::SocketError error) {
    if (error != QAbstractSocket::RemoteHostClosedError) end(hooks_.failed);
  });
}

void DataConnection::opened() {
  timer_.reset();
  hooks_.connected();
}

void DataConnection::send(std::shared_ptr<wire::DataSource> source) {
  if (socket_ == nullptr) return end(hooks_.failed);
  use_ = Use::sending;
  source_ = std::move(source);
  pump();
}

void DataConnection::pump() {
  if (use_ != Use::sending || exhausted_ || socket_ == nullptr) return;
  timer_ = clock_.after(limits_.idle, [this] { end(hooks_.failed); });
  std::array<char, 64 * 1024> chunk;
  while (socket_->bytesToWrite() < most_unsent) {
    const auto got = source_->read(chunk);
    if (got < 0) return end(hooks_.failed);
    if (got == 0) {
      exhausted_ = true;
      socket_->disconnectFromHost();  // after the last byte is out
      return;
    }
    socket_->write(chunk.data(), got);
  }
}

void DataConnection::receive() {
  if (socket_ == nullptr) return end(hooks_.failed);
  use_ = Use::receiving;
  drain();
  if (use_ == Use::receiving && socket_->state() == QAbstractSocket::UnconnectedState) end(hooks_.finished);
}

void DataConnection::drain() {
  if (use_ != Use::receiving) return;  // kept by the kernel until it is wanted
  timer_ = clock_.after(limits_.idle, [this] { end(hooks_.failed); });
  while (use_ == Use::receiving && socket_->bytesAvailable() > 0) {
    const auto bytes = socket_->read(64 * 1024);
    if (bytes.isEmpty()) break;
    hooks_.received({bytes.constData(), static_cast<std::size_t>(bytes.size())});
  }
}

void DataConnection::gone() {
  if (use_ == Use::sending) return end(exhausted_ && socket_->bytesToWrite() == 0 ? hooks_.sent : hooks_.failed);
  if (use_ != Use::receiving) return;  // closed before it was used: receive() or send() will say so
  drain();
  if (use_ == Use::receiving) end(hooks_.finished);
}

void DataConnection::end(const std::function<void()>& hook) {
  if (use_ == Use::over) return;
  use_ = Use::over;
  timer_.reset();
  server_.close();
  if (socket_ != nullptr && socket_->state() != QAbstractSocket::UnconnectedState) socket_->abort();
  const auto call = hook;  // it may destroy this connection
  call();
}

}  // namespace cleartext::host
