// The only sockets of the world. A Listener accepts connections on one lab address and gives each a session; a
// ClientConnection gives an agent its connection, and asks the gate before each thing the agent says. Both run
// in the thread that made them (it decides the network namespace). Nothing outside 127.0.0.0/8 is ever bound
// or connected to: host::allowed() is the one guard.
#pragma once
#include <QObject>
#include <functional>
#include <memory>
#include <tl/expected.hpp>

#include "servers/actors/gate.h"
#include "servers/host/bucket.h"
#include "servers/secure/context.h"
#include "servers/wire/clock.h"
#include "servers/wire/conversation.h"
#include "servers/wire/problem.h"

namespace cleartext::host {

bool allowed(const wire::Endpoint& endpoint);  // a lab address, 127.0.0.0/8

using SessionMaker = std::function<std::unique_ptr<wire::Conversation>(wire::Endpoint peer, wire::Endpoint self)>;

// Whether a connection can be, or is, inside TLS.
struct Security {
  secure::SharedContext context;  // nullptr: it cannot
  bool from_start = false;        // or when the conversation asks for it
  std::string server_name;        // clients: whom the certificate must name
};

class Workers;
class Door;

// What the listeners of one lab have in common.
struct Shared {
  Workers* workers = nullptr;               // who wait for the disk in the thread's place; nullptr: nobody
  Door* door = nullptr;                     // who keeps count of guests; nullptr: nobody
  std::function<void()> came_or_went = {};  // a guest of any of them
};

struct Limits {
  wire::Milliseconds idle{300'000};
  wire::Milliseconds data{30'000};  // a data connection that nobody opens
  int connections = 4000;           // of this service; who comes then is not heard
};

enum class Reception : unsigned char {
  open,
  silent,  // who comes now is not answered at all; who is in may stay
  closed   // who comes is refused, who is in is cut off
};

class Listener : public QObject {
  Q_OBJECT
 public:
  Listener(wire::Clock& clock, Limits limits, QObject* parent = nullptr, Shared shared = {});
  ~Listener() override;
  tl::expected<void, wire::Problem> listen(const wire::Endpoint& at, SessionMaker maker,
                                           Security security = {});  // port taken: a Problem that names it
  wire::Endpoint endpoint() const;
  int open_connections() const;
  // Once listening. A Problem where the port was taken while the door was closed.
  tl::expected<void, wire::Problem> set_reception(Reception reception);
  // The wire of all who are in and all who come; nullptr: fast.
  tl::expected<void, wire::Problem> run_at(std::shared_ptr<Bucket> bucket);
  void hear_only(std::uint32_t network, std::uint32_t mask);  // nobody else is answered
  void stop();                                                // closes the listener and every connection

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Connects from `from` (any port) to `to`, asks the gate with verb "connect" first, then feeds the agent.
// Emits ended() once, whatever happened: the agent knows whether it got what it wanted; `problem` is set when
// the connection itself failed (refused, reset, timed out).
class ClientConnection : public QObject {
  Q_OBJECT
 public:
  ClientConnection(std::string actor, std::unique_ptr<wire::Conversation> agent, actors::Gate& gate, wire::Clock& clock, Limits limits,
                   QObject* parent = nullptr, Security security = {});
  ~ClientConnection() override;
  void open(std::uint32_t from, const wire::Endpoint& to);
  wire::Conversation& agent();
  void abort();

 Q_SIGNALS:
  void ended(const QString& problem);  // empty: closed in order

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::host
