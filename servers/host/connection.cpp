#include "servers/host/connection.h"

#include <QHostAddress>
#include <QPointer>
#include <utility>

namespace cleartext::host {
namespace {

constexpr qint64 most_unsent = 256 * 1024;

}  // namespace

Connection::Connection(QTcpSocket& socket, wire::Conversation& conversation, wire::Clock& clock, Limits limits,
                       Before before, QObject* parent)
    : QObject(parent), socket_(socket), conversation_(conversation), clock_(clock), limits_(limits), before_(std::move(before)) {
  socket_.setReadBufferSize(most_unsent);
  connect(&socket_, &QTcpSocket::readyRead, this, [this] { read(); });
  // A peer that reads slowly is read slowly: what it says waits in the kernel.
  connect(&socket_, &QTcpSocket::bytesWritten, this, [this] { read(); });
  connect(&socket_, &QTcpSocket::disconnected, this, [this] { finish(); });
}

Connection::~Connection() {
  if (!ended_) conversation_.closed();
}

void Connection::begin() {
  socket_.setSocketOption(QAbstractSocket::LowDelayOption, 1);  // one line, one segment
  restart_idle();
  perform(conversation_.greet());
}

void Connection::restart_idle() {
  idle_ = clock_.after(limits_.idle, [this] { perform(conversation_.timed_out()); });
}

void Connection::read() {
  while (!closing_ && socket_.bytesAvailable() > 0 && socket_.bytesToWrite() < most_unsent) {
    const auto bytes = socket_.read(64 * 1024);
    if (bytes.isEmpty()) return;
    restart_idle();
    perform(conversation_.receive({bytes.constData(), static_cast<std::size_t>(bytes.size())}));
  }
}

void Connection::perform(wire::Output output) {
  if (output.bytes.empty() && output.effects.empty()) return;
  auto next = output.then;
  outputs_.push_back(std::move(output));
  for (; next; next = next->then) outputs_.push_back(*next);
  pump();
}

void Connection::pump() {
  while (!busy_ && !outputs_.empty()) {
    auto output = std::move(outputs_.front());
    outputs_.pop_front();
    if (!before_ || output.bytes.empty()) {
      say(output);
      continue;
    }
    busy_ = true;
    const auto shared = std::make_shared<wire::Output>(std::move(output));
    before_(*shared, [self = QPointer<Connection>(this), shared] {
      if (!self || self->ended_) return;
      self->say(*shared);
      self->busy_ = false;
      self->pump();
    });
  }
}

void Connection::say(const wire::Output& output) {
  if (!output.bytes.empty()) {
    restart_idle();
    socket_.write(output.bytes.data(), static_cast<qint64>(output.bytes.size()));
  }
  for (const auto& effect : output.effects) apply(effect);
}

void Connection::open_data() {
  if (data_ != nullptr) data_->deleteLater();
  const auto feed = [this](wire::Output output) { perform(std::move(output)); };
  auto& talk = conversation_;
  data_ = new DataConnection(
      DataConnection::Hooks{[feed, &talk](wire::Endpoint at) { feed(talk.data_listening(at)); },
                            [feed, &talk] { feed(talk.data_connected()); },
                            [feed, &talk] { feed(talk.data_finished()); },
                            [feed, &talk] { feed(talk.data_sent()); },
                            [feed, &talk] { feed(talk.data_failed()); },
                            [feed, &talk](std::string_view bytes) { feed(talk.data_received(bytes)); }},
      clock_, limits_, this);
}

void Connection::apply(const wire::Effect& effect) {
  struct Cases {
    Connection& self;
    void operator()(const wire::Close&) const {
      self.closing_ = true;
      self.socket_.disconnectFromHost();
    }
    void operator()(const wire::Abort&) const {
      self.closing_ = true;
      self.socket_.abort();
    }
    void operator()(const wire::StartTls&) const {}  // no session asks for it yet
    void operator()(const wire::ListenForData&) const {
      self.open_data();
      self.data_->listen(self.socket_.localAddress().toIPv4Address(), self.socket_.peerAddress().toIPv4Address());
    }
    void operator()(const wire::ConnectData& wanted) const {
      self.open_data();
      self.data_->connect_to(self.socket_.localAddress().toIPv4Address(), wanted.to);
    }
    void operator()(const wire::SendData& wanted) const {
      if (self.data_ != nullptr) self.data_->send(wanted.source);
    }
    void operator()(const wire::ReceiveData&) const {
      if (self.data_ != nullptr) self.data_->receive();
    }
    void operator()(const wire::CloseData&) const {
      if (self.data_ != nullptr) self.data_->deleteLater();
      self.data_ = nullptr;
    }
  };
  std::visit(Cases{*this}, effect);
}

void Connection::finish() {
  if (std::exchange(ended_, true)) return;
  idle_.reset();
  conversation_.closed();
  Q_EMIT ended();
}

}  // namespace cleartext::host
