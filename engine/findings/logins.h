// Overhears log-ins in one stream: told at once when the secret is said, and again when the server answers.
#pragma once
#include <list>
#include <memory>

#include "engine/findings/listener.h"
#include "engine/findings/sasl.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

class Logins {
 public:
  Logins(const stream::StreamInfo& stream, Listener& listener) : stream_(stream), listener_(listener) {}
  void hear(const dialogue::Spoken& spoken);
  std::size_t held() const;  // by log-ins that wait for their answer
  void forget() { open_.clear(); }
  void missed(wire::Side from);  // bytes of that side: what they said is not known

 private:
  struct Open {  // waits for the answer to the command at this place
    std::uint64_t command;
    Credential credential;
  };
  void command(const dialogue::Spoken& spoken);
  void reply(const dialogue::Spoken& spoken);
  void imap_login(const dialogue::Spoken& spoken);
  void cut_line(const dialogue::Spoken& spoken);
  bool read_cut_command(std::string_view command, const dialogue::LineView& line, Credential& found);
  static bool read_cut_login(const std::string& argument, Credential& found);
  void answered(std::uint64_t command, const dialogue::LineView& line);
  void exchange(const dialogue::LineView& line, std::string_view text);  // AUTH, what the client says
  void report(const dialogue::LineView& line, std::uint64_t command, Credential credential);

  static constexpr std::size_t most_open = 1000;
  stream::StreamInfo stream_;
  Listener& listener_;
  std::unique_ptr<Credential> asked_for_account_;  // FTP: the password was right, and an account is wanted, too
  std::list<Open> open_;
  std::string user_, greeting_;
  bool user_said_ = false;
  std::optional<std::uint64_t> cut_;  // where a log-in stands whose end is missing; nothing was said since
  SaslExchange sasl_;
};

}  // namespace cleartext::findings
