// A conversation on a stream: feeds what arrives, carries out what it wants, in order. An actor's words pass
// a gate first; a server's do not. One line is fed at a time, so an answer is sent before the next command is
// looked at, and nothing is read while too much waits to be sent.
#pragma once
#include <QObject>
#include <deque>
#include <functional>
#include <memory>
#include <string>

#include "servers/host/data_connection.h"
#include "servers/host/listener.h"
#include "servers/host/stream.h"
#include "servers/host/workers.h"
#include "servers/secure/channel.h"

namespace cleartext::host {

struct Setting {
  wire::Clock& clock;
  Limits limits;
  wire::Endpoint self, peer;
  actors::Gate* gate = nullptr;  // nullptr: a server
  std::string actor;
  Security security;
  Workers* workers = nullptr;                 // nullptr: work is done on the spot
  std::function<void()> wrong_password = {};  // somebody tried one
  std::shared_ptr<Line> line = nullptr;       // of the connection, and of its data connections
};

class Talk final : public QObject {
 public:
  using Ended = std::function<void(const std::string& problem)>;  // once; the owner deletes the talk later

  Talk(wire::Conversation& conversation, Setting setting, Ended ended, QObject* parent);
  ~Talk() override;
  void begin(Socket socket, std::string_view refusal = {});  // connected; why the peer is turned away, if he is
  void abort();                                              // RST; ended() is not called

 private:
  void received(std::string_view bytes);
  bool opened(std::string_view ciphertext);  // false: the TLS session broke, and the talk is over
  void start_tls();
  secure::Channel new_channel(secure::Tickets tickets) const;
  DataConnection& data_for_use(bool secure);
  void write(std::string_view bytes);
  void ring();  // the conversation wants to speak
  void feed();
  void feed_later();  // when others have had their turn
  void perform(wire::Output output);
  void step();
  void say(const wire::Output& output);
  void hold(wire::Output output);  // until its time has come
  void carry_out(const wire::Output& output);
  void bring_about(const wire::Effect& effect);
  void finish();  // an orderly end: FIN, then the peer's
  void await_end();
  void end_if_both();
  void end(const std::string& problem);
  void release();  // tells the conversation that it is over
  void touch();    // somebody spoke: silence is counted anew
  void work(std::shared_ptr<wire::Work> work);
  void worked(std::string_view answer);
  DataConnection& fresh_data();
  void drop_data();

  wire::Conversation& conversation_;
  Setting setting_;
  Ended ended_;
  Stream* stream_ = nullptr;
  DataConnection* data_ = nullptr;
  std::optional<secure::Channel> channel_;  // TLS, once it has begun
  std::unique_ptr<wire::Timer> silence_, hold_;
  std::string inbox_, problem_;
  std::size_t read_ = 0;  // how much of the inbox was fed
  std::deque<wire::Output> outbox_;
  bool feeding_ = false, asking_ = false, working_ = false, finishing_ = false, peer_finished_ = false;
  bool released_ = false, over_ = false, secured_ = false, rung_ = false, feeds_later_ = false;
};

}  // namespace cleartext::host
