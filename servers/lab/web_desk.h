// What stands behind a mail server's web pages: the same accounts and mailboxes as behind POP3, the same desk as
// behind SMTP.
#pragma once
#include "servers/lab/mail_server.h"
#include "servers/webmail/site.h"

namespace cleartext::lab {

class WebDesk final : public webmail::Desk {
 public:
  WebDesk(MailServer& server, const store::Accounts& accounts, wire::Clock& clock)
      : server_(server),
        accounts_(accounts),
        clock_(clock),
        site_(webmail::make_site({server.host_name(), webmail::random_token}, *this)) {}
  WebDesk(const WebDesk&) = delete;
  WebDesk& operator=(const WebDesk&) = delete;

  std::chrono::system_clock::time_point now() const override { return clock_.wall(); }
  std::optional<std::string> check(std::string_view login, std::string_view password) override;
  std::unique_ptr<webmail::Mailbox> mailbox(const std::string& address) override;
  tl::expected<void, std::string> recipient(const std::string& address) override;
  tl::expected<std::string, std::string> send(const webmail::Outgoing& letter) override;
  http::Site& site() { return *site_; }

 private:
  MailServer& server_;
  const store::Accounts& accounts_;
  wire::Clock& clock_;
  std::unique_ptr<http::Site> site_;
};

}  // namespace cleartext::lab
