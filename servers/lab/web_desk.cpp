#include "servers/lab/web_desk.h"

#include <algorithm>

#include "servers/mime/header.h"
#include "servers/store/line_ends.h"

namespace cleartext::lab {
namespace {

// Lives for one request: the folder is looked at once.
class OpenMail final : public webmail::Mailbox {
 public:
  OpenMail(MailServer& server, std::string address)
      : server_(server),
        address_(std::move(address)),
        mails_(server.mailbox(address_).folder(), store::Keep::for_now),
        letters_(mails_.letters()) {}

  std::vector<webmail::Entry> letters() override {
    std::vector<webmail::Entry> entries;
    for (const auto& letter : letters_) entries.push_back({letter.id, (letter.marks & store::seen) == 0});
    return entries;
  }
  std::optional<std::string> header(const std::string& id) override { return text(id, mime::Header::longest); }
  std::optional<std::string> letter(const std::string& id) override { return text(id, SIZE_MAX); }

  void mark_read(const std::string& id) override {
    auto* letter = find(id);
    if (letter == nullptr || (letter->marks & store::seen) != 0) return;
    if (!mails_.mark(*letter, letter->marks | store::seen)) return;
    server_.letters_changed();
  }

  Removal remove(const std::string& id) override {
    if (find(id) == nullptr) return Removal::gone;
    const auto held = server_.open(address_);  // a POP3 session was promised that nothing changes (RFC 1939, 4)
    if (!held) return Removal::busy;
    return mails_.remove(id) ? Removal::done : Removal::gone;
  }

 private:
  store::Letter* find(const std::string& id) {
    const auto found = std::find_if(letters_.begin(), letters_.end(), [&](const store::Letter& each) { return each.id == id; });
    return found == letters_.end() ? nullptr : &*found;
  }
  std::optional<std::string> text(const std::string& id, std::size_t most) {
    const auto* letter = find(id);
    if (letter == nullptr) return std::nullopt;
    const auto stored = mails_.read_file(letter->file, most);
    if (!stored) return std::nullopt;
    return store::with_crlf(*stored);
  }

  MailServer& server_;
  std::string address_;
  store::Maildir mails_;  // what is marked or deleted may come back when the power fails: nobody waits for the disk
  std::vector<store::Letter> letters_;
};

}  // namespace

std::optional<std::string> WebDesk::check(std::string_view login, std::string_view password) {
  const auto* account = accounts_.check(login, password, server_.domain());
  if (account == nullptr) return std::nullopt;
  return account->user + "@" + account->domain;
}

std::unique_ptr<webmail::Mailbox> WebDesk::mailbox(const std::string& address) { return std::make_unique<OpenMail>(server_, address); }

tl::expected<void, std::string> WebDesk::recipient(const std::string& address) {
  const auto taken = server_.recipient(address, 0);
  if (!taken) return tl::unexpected(taken.error().text);
  return {};
}

tl::expected<std::string, std::string> WebDesk::send(const webmail::Outgoing& letter) {
  smtp::Arrival arrival;
  const auto* machine = wire::host_at(letter.peer.address);
  arrival.hello = machine == nullptr ? std::string() : std::string(machine->host_name);
  arrival.login = letter.from;
  arrival.web = true;
  arrival.peer = letter.peer;
  auto id = server_.accept({letter.from, letter.to}, arrival, letter.letter);
  if (!id) return tl::unexpected(id.error().text);
  return std::move(*id);
}

}  // namespace cleartext::lab
