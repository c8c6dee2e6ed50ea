// One POP3 connection, the server's side (RFC 1939): authorization, transaction, update. DELE takes effect at
// QUIT only.
#pragma once
#include <functional>
#include <memory>
#include <string>

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

class MailboxRoom {
 public:
  virtual ~MailboxRoom() = default;
  virtual bool check(std::string_view login, std::string_view password) = 0;
  virtual std::unique_ptr<OpenMailbox> open(std::string_view login) = 0;  // nullptr: locked by another session
};

struct SessionSettings {
  std::string host_name;
};

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailboxRoom& room);

}  // namespace cleartext::pop3
