// One side of a protocol, as a pure value machine: bytes in, bytes and wanted effects out. It sees no socket,
// no clock and no observer, so it is tested, fuzzed and replayed without a network. Server sessions and
// client agents share this interface; only a server greets.
#pragma once
#include <functional>
#include <string_view>

#include "servers/wire/output.h"

namespace cleartext::wire {

// Rung by a conversation that has something to say unasked: news, or the rest of a long answer. The host then calls
// woken(), never from inside the ring, as soon as the connection takes more, and before it feeds further bytes.
using Wake = std::function<void()>;

class Conversation {
 public:
  virtual ~Conversation() = default;
  virtual Output greet() { return {}; }                                                // the connection is open
  virtual Output turn_away(std::string_view) { return {{}, {Close{}}, {}, nullptr}; }  // instead: nobody is let in, and why
  virtual Output receive(std::string_view bytes) = 0;                                  // any cut of the peer's bytes
  virtual Output secured() { return {}; }                              // TLS is agreed on: what was said before counts no more
  virtual Output timed_out() { return {{}, {Close{}}, {}, nullptr}; }  // nothing heard for the idle time
  virtual void wake_with(Wake) {}                                      // before anything else, by a host that can
  virtual Output woken() { return {}; }
  virtual Output worked() { return {}; }  // what was asked for by SayAfter is done and answered
  virtual void closed() {}                // the peer went away; locks are released here

  // Data connections (FTP); other protocols never ask for one.
  virtual Output data_listening(Endpoint) { return {}; }
  virtual Output data_connected() { return {}; }
  virtual Output data_received(std::string_view) { return {}; }
  virtual Output data_finished() { return {}; }  // the peer closed it after its last byte
  virtual Output data_sent() { return {}; }      // all of a SendData is out and closed
  virtual Output data_failed() { return {}; }    // refused, timed out, or broken
};

}  // namespace cleartext::wire
