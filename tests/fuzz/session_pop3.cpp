// Invariant: whatever a client sends, in one piece or byte by byte, POP3 answers the same and deletes the
// same mails.
#include <stdlib.h>

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "servers/pop3/session.h"
#include "tests/support/said.h"

namespace {

using namespace cleartext;

class OneMailbox final : public pop3::MailboxRoom {
 public:
  OneMailbox() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-fuzz-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    fill();
  }
  ~OneMailbox() override { std::filesystem::remove_all(folder); }
  void fill() {
    for (const auto& mail : store::Maildir(folder).list()) store::Maildir(folder).remove(mail.id);
    for (const auto* text : {"a: b\r\n\r\n.\r\n..x\r\n", "no header\r\n"}) store::Maildir(folder).deliver(text);
    ids.clear();
    for (const auto& mail : store::Maildir(folder).list()) ids.push_back(mail.id);
  }
  // Which of the mails are there, and refilled for the next run.
  std::string left() {
    std::string text;
    for (const auto& id : ids) text += store::Maildir(folder).read(id) ? "1" : "0";
    if (text.find('0') != std::string::npos) fill();
    return text;
  }
  bool check(std::string_view login, std::string_view password) override { return login == "bob" && password == "hungry"; }
  std::unique_ptr<pop3::OpenMailbox> open(std::string_view) override { return std::make_unique<Open>(folder); }

 private:
  struct Open final : pop3::OpenMailbox {
    explicit Open(const std::filesystem::path& path) : box(path) {}
    store::Maildir& mails() override { return box; }
    store::Maildir box;
  };
  std::filesystem::path folder;
  std::vector<std::string> ids;
};

std::string play(OneMailbox& room, std::string_view bytes, std::size_t step) {
  const auto session = pop3::make_session({"mail.hamburger.edu"}, room);
  tests::Said said;
  tests::hear(*session, session->greet(), said);
  tests::feed(*session, "USER bob\r\nPASS hungry\r\n", 1, said);
  tests::feed(*session, bytes, step, said);
  session->closed();
  return said.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static OneMailbox room;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.find("UIDL") != bytes.npos || bytes.find("uidl") != bytes.npos) return 0;  // names change with a refill
  const auto whole = play(room, bytes, size + 1);
  const auto whole_left = room.left();
  const auto bit_by_bit = play(room, bytes, 1);
  if (whole != bit_by_bit || whole_left != room.left()) std::abort();
  return 0;
}
