// One IMAP connection, the server's side (RFC 3501). Letters stay on the server: folders, flags and numbers are
// the store's, and shared by all sessions of a user.
#pragma once
#include <memory>
#include <string>

#include "servers/sasl/exchange.h"
#include "servers/store/mail_folders.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"

namespace cleartext::imap {

std::span<const wire::CommandInfo> commands();
std::span<const wire::ReplyInfo> replies();

class MailRoom : public sasl::Verifier {
 public:
  std::optional<std::string> password_of(std::string_view) override { return {}; }  // CRAM-MD5 knows nobody then
  virtual store::MailFolders& folders(const std::string& login) = 0;                // of who has proved who he is
};

struct SessionSettings {
  std::string host_name;        // "mail.hamburger.edu"
  std::string challenge = {};   // CRAM-MD5's, fresh for each session; empty: that mechanism is not offered
  bool tls_possible = false;    // STARTTLS is offered
  bool secure = false;          // TLS from the start
  bool login_disabled = false;  // no password in the clear (LOGINDISABLED)
  std::size_t largest_letter = 25 * 1024 * 1024;
};

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailRoom& room);

}  // namespace cleartext::imap
