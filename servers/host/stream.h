// One TCP connection in the event loop: reads only while it is wanted, keeps what the kernel does not take
// yet, and tells a peer that ended (FIN) from one that broke (RST). Events come from the loop, never from
// inside a call.
#pragma once
#include <QObject>
#include <functional>
#include <string>
#include <string_view>

#include "servers/host/bucket.h"
#include "servers/host/poller.h"
#include "servers/host/socket.h"

namespace cleartext::host {

class Stream final : public QObject {
 public:
  struct Events {
    std::function<void()> connected;
    std::function<void(std::string_view)> received;
    std::function<void()> finished;   // the peer's FIN, after its last byte
    std::function<void()> written;    // nothing waits to be sent
    std::function<void(int)> broken;  // an errno
  };
  enum class Begin { connecting, connected, accepted };  // one that was accepted has not been heard yet

  Stream(Socket socket, Begin begin, Events events, QObject* parent);
  void read(bool wanted);
  void run_on(std::shared_ptr<Line> line) { line_ = std::move(line); }
  bool is_slow() const { return line_ && line_->bucket; }
  void write(std::string_view bytes);
  void tell_when_written() { watch_.write(open_); }
  void finish();  // FIN once everything is out: at once, or told by written()
  void close();   // at once, and no event any more
  void reset();   // RST
  std::size_t unsent() const { return unsent_.size() - sent_; }
  const Socket& socket() const { return socket_; }
  Socket take_socket();  // for another stream; this one is closed

 private:
  void readable();
  void writable();
  bool flush();  // false: the connection broke
  void starve();
  void hold();
  std::size_t may_pass(std::size_t bytes) const { return is_slow() ? line_->bucket->take(bytes) : bytes; }
  void did_not_pass(std::size_t bytes) const {
    if (is_slow()) line_->bucket->give_back(bytes);
  }
  void broke(int error);

  Socket socket_;
  Events on_;
  Watch watch_;
  std::string unsent_;
  std::size_t sent_ = 0;
  std::shared_ptr<Line> line_;
  bool connecting_, open_ = true, finishing_ = false;
  bool wanted_ = false;                  // to be read
  bool starved_ = false, held_ = false;  // the slow wire lets nothing in, or out, just now
};

}  // namespace cleartext::host
