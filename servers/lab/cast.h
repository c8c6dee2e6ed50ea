// The people of the lab and their programs: does what a job says, from the machine of who wants it, and tells what came
// of it. It knows the servers by their addresses alone, as any client does.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/actors/raw_agent.h"
#include "servers/actors/typed_line.h"
#include "servers/lab/jobs.h"
#include "servers/lab/sftp_visit.h"
#include "servers/store/accounts.h"
#include "servers/wire/clock.h"
#include "servers/wire/conversation.h"
#include "servers/wire/problem.h"

namespace cleartext::lab {

// Who calls, from where, whom, and whether inside TLS.
struct Call {
  std::string actor;
  std::uint32_t from = 0;
  wire::Endpoint to;
  Tls tls = Tls::off;
  enum class Worked : unsigned char { by_itself, by_hand } worked = Worked::by_itself;
};

std::string domain_of(const std::string& address);
std::string laptop_in(const std::string& domain);  // whose: "alice" or "bob"

class Cast {
 public:
  using Over = std::function<void(wire::Conversation&, const std::string& problem)>;
  struct Hooks {
    std::function<void(const Call&, std::unique_ptr<wire::Conversation>, Over)> connect;
    std::function<void(const SftpVisit::Plan&, SftpVisit::Ended)> visit;    // by SFTP
    std::function<void(const JobResult&)> ended;                            // once for each job
    std::function<void(int line, std::string_view bytes)> heard;            // on a line that is worked by hand
    std::function<void(int line, const std::string& sentence)> line_ended;  // empty: as it should
  };
  Cast(wire::NetworkMode mode, const store::Accounts& accounts, wire::Clock& clock, Hooks hooks)
      : mode_(mode), accounts_(accounts), clock_(clock), hooks_(std::move(hooks)) {}
  void perform(const Job& job);
  void open_line(int line, const std::string& actor, const std::string& to);
  void type(int line, const std::string& text);
  void hang_up(int line);

 private:
  struct Someone {
    std::string actor;
    const wire::Host* machine = nullptr;
    wire::Account account;  // all empty: this one has none
    Call call(const wire::Endpoint& to, Tls tls) const { return {actor, machine->address, to, tls}; }
    LogIn log_in(LogIn::How how) const { return {account.user, account.password, how}; }
  };
  using Found = tl::expected<Someone, std::string>;
  void act(const SendJob& job);
  void act(const FetchJob& job);
  void act(const FtpJob& job);
  void act(const ImapJob& job);
  void act(const WebJob& job);
  void act(const SftpJob& job);
  void act(const SayJob& job);
  void act(const ScanJob& job);
  void say(const Someone& who, const wire::Endpoint& to, Tls tls, actors::RawErrand errand,
           std::function<JobResult(const actors::RawAgent&, const std::string& problem)> outcome);
  tl::expected<Person, std::string> writer_of(const SendJob& job) const;
  Found someone(const Person& person) const;
  const wire::Account* account_named(const std::string& user) const;
  // The mail server that is named, or else the person's own.
  tl::expected<wire::Endpoint, std::string> mail_server(const std::string& name, const Someone& who, wire::Service service) const;
  void keep(const std::string& actor, const std::vector<std::string>& letters);
  void fail(const std::string& actor, const std::string& sentence) { hooks_.ended({actor, false, sentence, {}, {}}); }

  wire::NetworkMode mode_;
  const store::Accounts& accounts_;
  wire::Clock& clock_;
  Hooks hooks_;
  std::map<int, actors::TypedLine*> lines_;                  // open, or being opened
  std::map<std::string, std::vector<std::string>> letters_;  // what each actor has fetched
};

}  // namespace cleartext::lab
