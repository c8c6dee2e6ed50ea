// FTP's second connection: opened by listening or by connecting, then one way only, until its end. A server's
// takes a caller from one address alone, unless it is told otherwise (RFC 2577, 3). Nothing is read before it
// is asked for, so no byte is lost.
#pragma once
#include <QObject>
#include <functional>
#include <memory>
#include <optional>

#include "servers/host/listener.h"
#include "servers/host/stream.h"
#include "servers/secure/channel.h"
#include "servers/store/file_source.h"

namespace cleartext::host {

class DataConnection final : public QObject {
 public:
  struct Events {
    std::function<void(wire::Endpoint)> listening;
    std::function<void()> connected;
    std::function<void(std::string_view)> received;
    std::function<void()> finished, sent, failed;
    std::function<void()> progress;  // bytes passed
  };
  DataConnection(wire::Clock& clock, wire::Milliseconds patience, Events events, QObject* parent);
  void run_on(std::shared_ptr<Line> line) { line_ = std::move(line); }
  void listen(std::uint32_t self, std::uint32_t peer);  // peer 0: whoever calls first
  void connect_to(const wire::Endpoint& self, const wire::Endpoint& to);
  void start_tls(secure::Channel channel);  // from here on, in either direction (RFC 4217, 9)
  void send(std::shared_ptr<wire::DataSource> source);
  void receive();
  void close();  // no event any more; delete it later

 private:
  void callers_wait();
  void take(Socket socket, Stream::Begin begin);
  void received(std::string_view ciphertext);
  void opened();
  enum class Pumped { some, all, failed, broken };  // broken: the connection
  void pump();
  Pumped pump_file(const store::FileSource& file);
  Pumped pump_chunks();
  void break_off(int looks);
  void over(const std::function<void()>& event);
  void fail_later();

  Events on_;
  wire::Clock& clock_;
  wire::Milliseconds patience_;
  std::unique_ptr<wire::Timer> timer_;  // runs until the connection is open
  std::optional<Socket> listener_;
  std::unique_ptr<Watch> callers_;
  std::uint32_t peer_ = 0;
  std::shared_ptr<Line> line_;
  Stream* stream_ = nullptr;
  std::optional<secure::Channel> channel_;
  std::shared_ptr<wire::DataSource> source_;
  bool over_ = false, all_read_ = false;
};

}  // namespace cleartext::host
