#include "servers/lab/mail_server.h"

#include "servers/lab/notice.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/wire/command.h"

namespace cleartext::lab {
namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  return out;
}

std::string domain_of(std::string_view address) {
  const auto at = address.rfind('@');
  return at == std::string_view::npos ? std::string() : lower(address.substr(at + 1));
}

bool is_lab_domain(const std::string& domain) {
  return std::ranges::any_of(wire::accounts(), [&](const auto& account) { return account.domain == domain; });
}

constexpr int most_hops = 100;

bool is_stamp(std::string_view line) {
  auto name = line.substr(0, line.find(':'));
  name = name.substr(0, name.find_last_not_of(" \t") + 1);  // RFC 5322, 4.5.8
  return name.size() < line.size() && wire::same_word(name, "Received");
}

// RFC 5321, 6.3: how many servers have stamped the letter.
int hops(std::string_view letter) {
  int count = 0;
  while (!letter.empty() && !letter.starts_with("\r\n")) {
    const auto end = letter.find("\r\n");
    count += is_stamp(letter.substr(0, end)) ? 1 : 0;
    if (end == std::string_view::npos) break;
    letter.remove_prefix(end + 2);
  }
  return count;
}

}  // namespace

std::string mail_date(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

// Holds a mailbox for one POP3 session (RFC 1939, 3: exclusive-access lock).
class MailServer::Lock final : public pop3::OpenMailbox {
 public:
  Lock(MailServer& server, std::string address) : server_(server), address_(std::move(address)) { server_.locked_.insert(address_); }
  ~Lock() override {
    server_.locked_.erase(address_);
    server_.changed_();
  }
  Lock(const Lock&) = delete;
  Lock& operator=(const Lock&) = delete;
  store::Maildir& mails() override { return server_.mailbox(address_); }

 private:
  MailServer& server_;
  std::string address_;
};

MailServer::MailServer(Settings settings, const store::Accounts& accounts, wire::Clock& clock, actors::Dialer dialer,
                       std::function<void()> changed)
    : settings_(std::move(settings)),
      accounts_(accounts),
      clock_(clock),
      changed_(std::move(changed)),
      queue_(settings_.folder / "queue", settings_.keep),
      relay_(host_name(), queue_, clock_,
             {std::move(dialer), [this](const auto& mail, const auto& letter, const auto& whom) { bounce(mail, letter, whom); },
              [this] { changed_(); }}),
      disk_(settings_.folder) {
  for (const auto& account : accounts_.all()) {
    if (account.domain == settings_.domain) mailbox(account.user + "@" + account.domain);
  }
}

void MailServer::tell_watchers() {
  for (auto& [address, folders] : folders_) folders.look();
}

std::string MailServer::host_name() const { return std::string(wire::host(settings_.role).host_name); }

store::Maildir& MailServer::mailbox(const std::string& address) {
  const auto found = mailboxes_.find(address);
  if (found != mailboxes_.end()) return found->second;
  const auto user = address.substr(0, address.find('@'));
  return mailboxes_.emplace(address, store::Maildir(settings_.folder / "mailboxes" / user, settings_.keep)).first->second;
}

std::map<std::string, int> MailServer::mailboxes() const {
  std::map<std::string, int> counts;
  for (const auto& [address, box] : mailboxes_) counts[address] = static_cast<int>(box.count());
  return counts;
}

// Its own address in brackets is its domain too (RFC 1123, 5.2.17; RFC 5321, 4.1.3).
bool MailServer::is_here(const std::string& address) const {
  if (address.find('@') == std::string::npos) return true;
  const auto domain = domain_of(address);
  return domain == settings_.domain || domain == fmt::format("[{}]", wire::address_text(wire::host(settings_.role).address));
}

// RFC 5321, 4.5.1: mail to the postmaster is always taken; here the first user of the domain is it.
const wire::Account* MailServer::owner(const std::string& address) const {
  const auto at = address.find('@');
  if (!is_here(address)) return accounts_.mailbox(address);
  const auto user = address.substr(0, at);
  if (!wire::same_word(user, "postmaster")) return accounts_.mailbox(user + "@" + settings_.domain);
  for (const auto& account : accounts_.all())
    if (account.domain == settings_.domain) return accounts_.mailbox(account.user + "@" + account.domain);
  return nullptr;
}

tl::expected<void, smtp::Refusal> MailServer::recipient(const std::string& address, std::uint64_t bytes) {
  const auto domain = is_here(address) ? settings_.domain : domain_of(address);
  if (domain == settings_.domain) {
    if (const auto* account = owner(address)) return has_room(*account, std::max<std::uint64_t>(bytes, 1));
    return tl::unexpected(smtp::Refusal{550, fmt::format("No such user here: {}", address)});
  }
  if (is_lab_domain(domain)) return {};
  return tl::unexpected(smtp::Refusal{550, fmt::format("Relaying to {} is refused", domain.empty() ? "nowhere" : domain), "5.7.1"});
}

std::string MailServer::next_id() {
  const auto now = std::chrono::duration_cast<std::chrono::microseconds>(clock_.wall().time_since_epoch()).count();
  return fmt::format("{:X}-{}", now, ++letters_);
}

// RFC 5321, 4.4: each server that takes a letter puts a line on top that says from whom, when and how (RFC 3848;
// RFC 6531, 3.7.3).
std::string MailServer::received(const store::Envelope& envelope, const smtp::Arrival& arrival, const std::string& id) const {
  const auto smtp = fmt::format("{}{}{}",
                                envelope.utf8      ? "UTF8SMTP"
                                : arrival.extended ? "ESMTP"
                                                   : "SMTP",
                                arrival.extended && arrival.secure ? "S" : "", arrival.extended && !arrival.login.empty() ? "A" : "");
  return fmt::format("Received: from {} ([{}])\r\n\tby {} with {} id {};\r\n\t{}\r\n", arrival.hello.empty() ? "unknown" : arrival.hello,
                     wire::address_text(arrival.peer.address), host_name(), arrival.web ? "HTTP" : smtp, id, mail_date(clock_.wall()));
}

tl::expected<std::string, smtp::Refusal> MailServer::accept(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                            std::string_view letter) {
  auto taken = take(envelope, arrival, letter);
  if (!taken) return tl::unexpected(taken.error());
  if (auto kept = taken->keep(); !kept) return tl::unexpected(kept.error());
  taken->kept();
  return std::move(taken->id);
}

tl::expected<smtp::Taken, smtp::Refusal> MailServer::take(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                          std::string_view letter) {
  if (hops(letter) >= most_hops)
    return tl::unexpected(smtp::Refusal{554, "The letter went through too many servers: it runs in a circle", "5.4.6"});
  const auto id = next_id();
  std::map<std::string, std::vector<std::string>> by_domain;
  for (const auto& address : envelope.to) by_domain[is_here(address) ? settings_.domain : domain_of(address)].push_back(address);
  Letter whole{id, received(envelope, arrival, id).append(letter), envelope.from, {}, {}};
  auto room = reserve(envelope, final_form(whole).size());
  if (!room) return tl::unexpected(room.error());
  whole.room = std::make_shared<std::vector<store::Reservation>>(std::move(*room));
  for (auto& [domain, recipients] : by_domain) {
    if (domain == settings_.domain) {
      whole.mailboxes = mailboxes_for(recipients);
    } else {
      whole.onward.push_back({envelope.from, std::move(recipients), envelope.utf8});
    }
  }
  const bool relays = !whole.onward.empty();
  return smtp::Taken{id, [whole = std::move(whole), queue = queue_] { return keep(whole, queue); },
                     [this, relays, id] {
                       changed_();
                       if (relays) relay_.add(id);
                     }};
}

// RFC 5321, 4.4: the last server writes the envelope's sender into Return-Path:.
std::string MailServer::final_form(const Letter& letter) { return fmt::format("Return-Path: <{}>\r\n{}", letter.from, letter.text); }

tl::expected<void, smtp::Refusal> MailServer::keep(const Letter& letter, const store::MailQueue& queue) {
  if (!letter.mailboxes.empty()) {
    const auto final_letter = final_form(letter);
    for (const auto& mailbox : letter.mailboxes) {
      if (auto stored = mailbox.deliver(final_letter); !stored) return tl::unexpected(not_written(stored.error(), "mailbox"));
    }
  }
  for (const auto& envelope : letter.onward) {
    if (auto queued = queue.add(letter.id, envelope, letter.text); !queued) return tl::unexpected(not_written(queued.error(), "queue"));
  }
  if (letter.room) letter.room->clear();
  return {};
}

// Who has none was refused at RCPT already.
std::vector<store::Maildir> MailServer::mailboxes_for(const std::vector<std::string>& recipients) {
  std::vector<store::Maildir> boxes;
  for (const auto& address : recipients)
    if (const auto* account = owner(address)) boxes.push_back(mailbox(account->user + "@" + account->domain));
  return boxes;
}

// The letter comes back to its sender, from the null sender, so that a bounce never bounces (RFC 5321, 6.1). A notice that finds
// no room in the mailbox waits in the queue until there is some.
void MailServer::bounce(const store::QueuedMail& mail, const std::string& letter, const std::vector<actors::Undelivered>& whom) {
  const auto& to = mail.envelope.from;
  if (to.empty()) return;
  const auto text = notice(
      {host_name(), settings_.domain, to, next_id(), mail_date(clock_.wall()), mail.id, whom, letter.substr(0, letter.find("\r\n\r\n"))});
  const auto* account = is_here(to) ? owner(to) : nullptr;
  if (account == nullptr && (is_here(to) || !is_lab_domain(domain_of(to)))) return;
  const store::Envelope envelope{"", {account == nullptr ? to : account->user + "@" + account->domain}, !mime::is_ascii(to)};
  Letter whole{next_id(), text, "", {}, {}};
  if (account != nullptr) {
    if (auto room = reserve(envelope, final_form(whole).size())) {
      whole.room = std::make_shared<std::vector<store::Reservation>>(std::move(*room));
      whole.mailboxes = mailboxes_for(envelope.to);
    }
  }
  if (whole.mailboxes.empty()) whole.onward.push_back(envelope);
  if (keep(whole, queue_) && !whole.onward.empty()) relay_.add(whole.id);
  changed_();
}

bool MailServer::check(std::string_view login, std::string_view password) {
  return accounts_.check(login, password, settings_.domain) != nullptr;
}

std::optional<std::string> MailServer::password_of(std::string_view login) {
  const auto* account = accounts_.mailbox(address_of(login));
  if (account == nullptr || account->domain != settings_.domain) return {};
  return account->password;
}

std::string MailServer::address_of(std::string_view login) const {
  auto name = lower(login);
  return name.find('@') == std::string::npos ? name + "@" + settings_.domain : name;
}

store::MailFolders& MailServer::folders(const std::string& login) {
  const auto address = address_of(login);
  const auto [found, is_new] = folders_.try_emplace(
      address, mailbox(address).folder(), clock_, [this, address] { return locked_.contains(address); }, settings_.keep);
  if (is_new) found->second.room().lies_in(disk_);
  return found->second;
}

std::unique_ptr<pop3::OpenMailbox> MailServer::open(std::string_view login) {
  const auto address = address_of(login);
  if (locked_.contains(address)) return nullptr;
  return std::make_unique<Lock>(*this, address);
}

}  // namespace cleartext::lab
