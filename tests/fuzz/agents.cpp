// Invariant: whatever a server says, a line at a time or byte by byte, an agent says the same to it, never says what the
// line before the last did not end, and comes to an end of its own.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "servers/actors/browser.h"
#include "servers/actors/ftp_agent.h"
#include "servers/actors/imap_agent.h"
#include "servers/actors/pop3_agent.h"
#include "servers/actors/raw_agent.h"
#include "servers/actors/smtp_agent.h"

namespace {

using namespace cleartext;
using namespace cleartext::actors;

std::unique_ptr<wire::Conversation> agent(unsigned choice) {
  using How = LogIn::How;
  const LogIn digest{"bob", "hungry", How::cram_md5}, words{"bob", "hungry", How::words};
  switch (choice % 8) {
    case 0: return std::make_unique<SmtpAgent>(Delivery{"laptop", {"a@b", {"c@d", "e@f"}}, "x\r\n", "\xff\r\n", digest, Tls::required});
    case 1: return std::make_unique<SmtpAgent>(Delivery{"laptop", {"a@b", {"c@d", "e@f"}}, "x\r\n"});
    case 2: return std::make_unique<Pop3Agent>(Pop3Errand{digest, Tls::offered});
    case 3:
      return std::make_unique<Pop3Agent>(
          Pop3Errand{{"bob", "hungry", How::apop}, Tls::off, Pop3Errand::What::letters, Pop3Errand::After::leave});
    case 4: return std::make_unique<ImapAgent>(ImapErrand{digest, Tls::offered, {{"APPEND Sent", "x\r\n"}, {"IDLE"}, {"FETCH 1 BODY[]"}}});
    case 5:
      return std::make_unique<Browser>(WebErrand{
          "h", {{WebDeed::What::log_in, {}, "bob", "hungry"}, {WebDeed::What::open}, {WebDeed::What::answer}, {WebDeed::What::log_out}}});
    case 6: return std::make_unique<FtpAgent>(FtpErrand{FtpErrand::What::get, "bob", "hungry", "x", {}});
    default:
      return std::make_unique<RawAgent>(RawErrand{choice & 8 ? wire::Service::imap : wire::Service::ftp, {"1 a", "PASV", "2 b", "QUIT"}});
  }
}

struct Listener {
  std::unique_ptr<wire::Conversation> conversation;
  std::string said;
  bool over = false;

  void take(const wire::Output& output) {
    said += output.bytes;
    if (output.then) take(*output.then);
    for (const auto& effect : output.effects) {
      over = over || std::holds_alternative<wire::Close>(effect) || std::holds_alternative<wire::Abort>(effect);
      if (over) return;
      if (std::holds_alternative<wire::StartTls>(effect)) take(conversation->secured());
      if (std::holds_alternative<wire::ConnectData>(effect)) take(conversation->data_connected());
      if (std::holds_alternative<wire::ReceiveData>(effect)) {
        take(conversation->data_received("abc"));
        take(conversation->data_finished());
      }
    }
  }
  void hear(std::string_view bytes) {
    if (!over) take(conversation->receive(bytes));
  }
};

std::string play(unsigned choice, std::string_view bytes, bool by_line) {
  Listener listener{agent(choice), {}};
  listener.take(listener.conversation->greet());
  while (!bytes.empty()) {
    const auto end = by_line ? std::min(bytes.find('\n'), bytes.size() - 1) + 1 : 1;
    listener.hear(bytes.substr(0, end));
    bytes.remove_prefix(end);
  }
  listener.conversation->closed();
  return listener.said;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data) + 1, size - 1);
  if (play(data[0], bytes, true) != play(data[0], bytes, false)) std::abort();
  return 0;
}
