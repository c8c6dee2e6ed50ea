// What a conversation wants after it was fed: bytes to send, and effects that only a host can bring about.
// Order: the bytes go out first, then the effects happen in the order given.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "servers/wire/clock.h"
#include "servers/wire/endpoint.h"

namespace cleartext::wire {

// Bytes that a data connection sends: a file or a text. Read in chunks by the host.
class DataSource {
 public:
  virtual ~DataSource() = default;
  virtual std::ptrdiff_t read(std::span<char> room) = 0;  // bytes put there, 0 at the end, -1 on error
};

// What must be over before its answer is said: a letter's way to the disk.
class Work {
 public:
  virtual ~Work() = default;
  virtual void run() = 0;            // once, in any thread: it uses nothing that others use
  virtual std::string answer() = 0;  // then, once, where the conversation lives, even if the peer has gone
};

struct Close {};  // orderly end after the bytes are out
struct Abort {};  // reset the connection
struct StartTls {};
// A data connection is opened in the clear; `secure` asks for TLS on it before the first byte (RFC 4217, 9).
struct ListenForData {
  bool from_anyone = false;
};  // else from the peer's address alone; data_listening() or data_failed()
struct ConnectData {
  Endpoint to;
  std::uint16_t from_port = 0;
};  // 0: any; data_connected() or data_failed()
struct SendData {
  std::shared_ptr<DataSource> source;
  bool secure = false;
};  // then data_sent()
struct ReceiveData {
  bool secure = false;
};  // data_received()*, then data_finished()
struct CloseData {};
struct WrongPassword {};  // somebody tried one: the host keeps count
struct SayAfter {
  std::shared_ptr<Work> work;
};  // the last effect of its output; nothing is heard or said until then

using Effect = std::variant<Close, Abort, StartTls, ListenForData, ConnectData, SendData, ReceiveData, CloseData, WrongPassword, SayAfter>;

struct Output {
  std::string bytes;
  std::vector<Effect> effects;
  std::string verb;  // clients: what this is to the gate ("connect", "HELO", "letter", "dot", "cut"); servers leave it empty
  std::shared_ptr<Output> then = nullptr;  // said next: after a gate of its own (the dot after a letter), or after the work
  Milliseconds wait{0};                    // before the bytes, on the lab's clock
};

}  // namespace cleartext::wire
