// One end of a TLS session over any bytes: ciphertext in, plaintext out, and the other way round. It sees no socket.
#pragma once
#include <string>
#include <string_view>

#include "servers/secure/context.h"

namespace cleartext::secure {

// Tickets are bytes of the server's that nobody asked for. A client that only sends never reads them, and when it closes
// with bytes unread, its system breaks the connection off, what is still on its way included (RFC 1122, 4.2.2.13).
enum class Tickets : unsigned char { some, none };

class Channel {
 public:
  static Channel server(SharedContext context, Tickets tickets = Tickets::some);
  // `server_name`: what the server is asked for, and what its certificate must say.
  static Channel client(SharedContext context, const std::string& server_name);

  // What the peer sent. Plaintext is appended; false: the session is broken, problem() says why, and take_output() may
  // hold an alert for the peer.
  bool receive(std::string_view ciphertext, std::string& plaintext);
  void send(std::string_view plaintext);       // kept until the hands are shaken
  void close();                                // says that nothing follows (close_notify)
  std::string take_output();                   // ciphertext to be sent now
  bool open() const { return open_; }          // the hands are shaken
  bool finished() const { return finished_; }  // the peer said that nothing follows
  const std::string& problem() const { return problem_; }

 private:
  struct Free {
    void operator()(SSL* ssl) const { SSL_free(ssl); }
  };
  explicit Channel(SharedContext context);
  bool go_on(int result);
  bool shake_hands();

  SharedContext context_;
  std::unique_ptr<SSL, Free> ssl_;
  std::string waiting_, problem_;
  bool open_ = false, finished_ = false, closing_ = false;
};

}  // namespace cleartext::secure
