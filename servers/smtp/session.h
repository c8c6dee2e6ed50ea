// One SMTP connection, the server's side (RFC 5321). Pure: bytes in, replies out; what happens to a letter is
// asked of a MailDesk. One row a command in commands.cpp.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "servers/sasl/exchange.h"
#include "servers/store/mail_queue.h"
#include "servers/wire/clock.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"
#include "servers/wire/problem.h"

namespace cleartext::smtp {

std::span<const wire::CommandInfo> commands();
std::span<const wire::ReplyInfo> replies();

// A refusal is a value that knows its wire form: "550 5.1.1 no such user here".
struct Refusal {
  int code;
  std::string text;
  std::string finer = {};  // "5.7.1", where it is not the usual one of the command and the code
};

// How a letter came, for its Received: line (RFC 5321, 4.4; RFC 3848).
struct Arrival {
  std::string hello;      // the name the client gave itself
  bool extended = false;  // EHLO
  bool secure = false;    // inside TLS
  std::string login;      // who proved who he is; empty: nobody
  wire::Endpoint peer;
  bool web = false;  // not by SMTP at all: written in the webmail
};

// A letter that was taken, and what is left to do until it lasts.
struct Taken {
  std::string id;                                          // queue id
  std::function<tl::expected<void, Refusal>()> keep = {};  // in any thread, once; empty: it lasts already
  std::function<void()> kept = {};                         // then, where the desk lives, if it went well
};

// What the server behind the session decides. As a Verifier it knows nobody, unless it says otherwise.
class MailDesk : public sasl::Verifier {
 public:
  bool check(std::string_view, std::string_view) override { return false; }
  std::optional<std::string> password_of(std::string_view) override { return {}; }
  virtual tl::expected<void, Refusal> sender(const std::string& address) = 0;
  // `bytes`: how long the letter will be, as its sender says (RFC 1870, 6.1); 0 if he does not.
  virtual tl::expected<void, Refusal> recipient(const std::string& address, std::uint64_t bytes) = 0;
  // Returns the queue id once the letter is durable. `letter` has CR LF ends, no dot stuffing, no Received: of ours.
  virtual tl::expected<std::string, Refusal> accept(const store::Envelope& envelope, const Arrival& arrival, std::string_view letter) = 0;
  // The same, and who asks waits for the disk himself.
  virtual tl::expected<Taken, Refusal> take(const store::Envelope& envelope, const Arrival& arrival, std::string_view letter) {
    return accept(envelope, arrival, letter).map([](std::string id) { return Taken{std::move(id)}; });
  }
};

struct SessionSettings {
  std::string host_name;  // "mail.hamburger.edu"
  wire::Endpoint peer;
  std::size_t largest_letter = 25 * 1024 * 1024;  // SIZE; above it 552
  std::string challenge = {};                     // CRAM-MD5's, fresh for each session; empty: AUTH is not offered
  bool tls_possible = false;                      // STARTTLS is offered
  bool secure = false;                            // TLS from the start
};

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailDesk& desk);

}  // namespace cleartext::smtp
