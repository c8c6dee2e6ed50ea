// One POP3 connection, the server's side (RFC 1939): authorization, transaction, update. DELE takes effect at
// QUIT only.
#pragma once
#include <functional>
#include <memory>
#include <string>

#include "servers/sasl/exchange.h"
#include "servers/store/accounts.h"
#include "servers/store/maildir.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"

namespace cleartext::pop3 {

std::span<const wire::CommandInfo> commands();
std::span<const wire::ReplyInfo> replies();

// A mailbox, opened and locked for one session; unlocked when destroyed.
class OpenMailbox {
 public:
  virtual ~OpenMailbox() = default;
  virtual store::Maildir& mails() = 0;
};

class MailboxRoom : public sasl::Verifier {
 public:
  std::optional<std::string> password_of(std::string_view) override { return {}; }  // APOP and CRAM-MD5 know nobody then
  virtual std::unique_ptr<OpenMailbox> open(std::string_view login) = 0;            // nullptr: locked by another session
};

struct SessionSettings {
  std::string host_name;
  std::string challenge = {};  // "<1896.697170952@host>", fresh for each session: APOP, and CRAM-MD5; empty: neither
  bool tls_possible = false;   // STLS is offered
  bool secure = false;         // TLS from the start
};

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailboxRoom& room);

}  // namespace cleartext::pop3
