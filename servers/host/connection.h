// One control connection with its conversation: reads, performs what the conversation wants in order, and watches the
// idle time. Servers and agents both stand on it; an agent's outputs pass the gate first.
#pragma once
#include <QObject>
#include <QTcpSocket>
#include <deque>
#include <functional>
#include <memory>

#include "servers/host/data_connection.h"
#include "servers/host/listener.h"
#include "servers/wire/conversation.h"

namespace cleartext::host {

class Connection : public QObject {
  Q_OBJECT
 public:
  // Calls go() when the output may be said; a server's `before` is empty.
  using Before = std::function<void(const wire::Output& output, std::function<void()> go)>;
  Connection(QTcpSocket& socket, wire::Conversation& conversation, wire::Clock& clock, Limits limits, Before before,
             QObject* parent);
  ~Connection() override;

  void begin();                          // the socket is connected
  bool closing() const { return closing_; }

 Q_SIGNALS:
  void ended();                          // the socket is closed, by either side; once

 private:
  void read();
  void perform(wire::Output output);
  void pump();
  void say(const wire::Output& output);
  void apply(const wire::Effect& effect);
  void open_data();
  void restart_idle();
  void finish();

  QTcpSocket& socket_;
  wire::Conversation& conversation_;
  wire::Clock& clock_;
  Limits limits_;
  Before before_;
  std::deque<wire::Output> outputs_;
  std::unique_ptr<wire::Timer> idle_;
  DataConnection* data_ = nullptr;
  bool busy_ = false, closing_ = false, ended_ = false;
};

}  // namespace cleartext::host
