// The data connection of one FTP session, either side: opened by listening or by connecting, used once.
#pragma once
#include <QObject>
#include <QTcpServer>
#include <QTcpSocket>
#include <functional>
#include <memory>

#include "servers/host/listener.h"
#include "servers/wire/conversation.h"

namespace cleartext::host {

class DataConnection : public QObject {
  Q_OBJECT
 public:
  struct Hooks {
    std::function<void(wire::Endpoint)> listening;
    std::function<void()> connected, finished, sent, failed;
    std::function<void(std::string_view)> received;
  };
  DataConnection(Hooks hooks, wire::Clock& clock, Limits limits, QObject* parent);

  void listen(std::uint32_t self, std::uint32_t peer);   // accepts from the control connection's peer alone (RFC 2577)
  void connect_to(std::uint32_t self, const wire::Endpoint& to);
  void send(std::shared_ptr<wire::DataSource> source);
  void receive();

 private:
  enum class Use { none, sending, receiving, over };
  void adopt(QTcpSocket* socket);
  void opened();
  void pump();
  void drain();
  void gone();
  void end(const std::function<void()>& hook);

  Hooks hooks_;
  wire::Clock& clock_;
  Limits limits_;
  QTcpServer server_;
  QTcpSocket* socket_ = nullptr;
  std::shared_ptr<wire::DataSource> source_;
  std::unique_ptr<wire::Timer> timer_;   // nobody opens it, or nothing moves
  std::uint32_t peer_ = 0;
  Use use_ = Use::none;
  bool exhausted_ = false;
};

}  // namespace cleartext::host
