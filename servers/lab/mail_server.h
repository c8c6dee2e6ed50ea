// One mail server of the lab: what stands behind its SMTP, POP3 and IMAP sessions. Mail for its own users goes into
// their mailboxes before the 250 is said; mail for the other domain goes into the queue and on by the relay.
#pragma once
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <set>

#include "servers/actors/relay.h"
#include "servers/imap/session.h"
#include "servers/pop3/session.h"
#include "servers/smtp/session.h"
#include "servers/store/accounts.h"
#include "servers/store/mail_queue.h"
#include "servers/store/maildir.h"
#include "servers/store/room.h"
#include "servers/wire/clock.h"
#include "servers/wire/hosts.h"

namespace cleartext::lab {

class MailServer final : public smtp::MailDesk, public pop3::MailboxRoom, public imap::MailRoom {
 public:
  struct Settings {
    wire::Role role;
    std::string domain;            // "hamburger.edu"
    std::filesystem::path folder;  // mailboxes and queue
    store::Keep keep = store::Keep::for_good;
  };
  MailServer(Settings settings, const store::Accounts& accounts, wire::Clock& clock, actors::Dialer dialer, std::function<void()> changed);

  tl::expected<void, smtp::Refusal> sender(const std::string& address) override;
  tl::expected<void, smtp::Refusal> recipient(const std::string& address, std::uint64_t bytes) override;
  tl::expected<std::string, smtp::Refusal> accept(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                  std::string_view letter) override;
  tl::expected<smtp::Taken, smtp::Refusal> take(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                std::string_view letter) override;
  bool check(std::string_view login, std::string_view password) override;
  std::optional<std::string> password_of(std::string_view login) override;
  std::unique_ptr<pop3::OpenMailbox> open(std::string_view login) override;
  store::MailFolders& folders(const std::string& login) override;

  wire::Role role() const { return settings_.role; }
  const std::string& domain() const { return settings_.domain; }
  std::string host_name() const;
  const store::MailQueue& queue() const { return queue_; }
  const actors::Relay& relay() const { return relay_; }
  std::map<std::string, int> mailboxes() const;  // address -> letters in it
  store::Room& disk() { return disk_; }          // of letters and queue together
  store::Room& room_of(const std::string& address) { return folders(address).room(); }
  store::Maildir& mailbox(const std::string& address);  // "bob@hamburger.edu", of this domain
  void tell_watchers();                                 // those who have a mailbox open, of what came or went
  void letters_changed() { changed_(); }                // somebody marked one in a mailbox
  void start_relay() { relay_.run(); }

 private:
  class Lock;
  struct Letter {  // all that is needed to keep it, in any thread
    std::string id, text, from;
    std::vector<store::Maildir> mailboxes;
    std::vector<store::Envelope> onward;
    std::shared_ptr<std::vector<store::Reservation>> room = {};  // until it is written
  };
  static std::string final_form(const Letter& letter);
  static tl::expected<void, smtp::Refusal> keep(const Letter& letter, const store::MailQueue& queue);
  std::string address_of(std::string_view login) const;
  bool is_here(const std::string& address) const;                // of this server's domain
  const wire::Account* owner(const std::string& address) const;  // of the mailbox; nullptr: there is none
  std::string next_id();
  std::string received(const store::Envelope& envelope, const smtp::Arrival& arrival, const std::string& id) const;
  std::vector<store::Maildir> mailboxes_for(const std::vector<std::string>& recipients);
  tl::expected<void, smtp::Refusal> has_room(const wire::Account& account, std::uint64_t bytes);
  smtp::Refusal no_room(store::Room::Full full, const wire::Account& account, std::uint64_t bytes);
  static smtp::Refusal not_written(const wire::Problem& problem, std::string_view what);
  tl::expected<std::vector<store::Reservation>, smtp::Refusal> reserve(const store::Envelope& envelope, std::uint64_t bytes);
  void bounce(const store::QueuedMail& mail, const std::string& letter, const std::vector<actors::Undelivered>& whom);

  Settings settings_;
  const store::Accounts& accounts_;
  wire::Clock& clock_;
  std::function<void()> changed_;
  store::MailQueue queue_;
  actors::Relay relay_;
  std::map<std::string, store::Maildir> mailboxes_;
  std::map<std::string, store::MailFolders> folders_;  // the same mailboxes, as IMAP shows them
  store::Room disk_;
  std::set<std::string> locked_;
  std::uint64_t letters_ = 0;
};

std::string mail_date(std::chrono::system_clock::time_point time);  // RFC 5322, 3.3

}  // namespace cleartext::lab
