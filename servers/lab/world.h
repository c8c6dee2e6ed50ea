// Everything of a lab that lives in the lab's thread: servers, actors, gate and clock. Made and destroyed there;
// a reset destroys it and makes a new one.
#pragma once
#include <QObject>
#include <filesystem>
#include <functional>
#include <memory>
#include <vector>

#include "servers/actors/stepped_gate.h"
#include "servers/host/lab_clock.h"
#include "servers/host/listener.h"
#include "servers/lab/cast.h"
#include "servers/lab/lab.h"
#include "servers/lab/mail_server.h"
#include "servers/lab/web_desk.h"
#include "servers/secure/authority.h"
#include "servers/sftp/server.h"
#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"

namespace cleartext::lab {

class World {
 public:
  struct Hooks {
    std::function<void(const Snapshot&)> snapshot;
    std::function<void(const JobResult&)> job_ended;
    secure::KeyLog secret;
    std::function<void(int line, std::string_view bytes)> heard;
    std::function<void(int line, const std::string& sentence)> line_ended;
  };
  World(Settings settings, const std::filesystem::path& data, host::LabClock& clock, actors::SteppedGate& gate,
        Hooks hooks);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  tl::expected<std::vector<RunningService>, wire::Problem> listen();
  Cast& cast() { return cast_; }
  void set_relay_tls(Tls tls) { relay_tls_ = tls; }
  Snapshot look() const;

 private:
  tl::expected<void, wire::Problem> add_service(wire::Service service, wire::Role role, host::SessionMaker maker,
                                                bool secure = false, host::Limits limits = {});
  void visit(SftpVisit::Plan plan, SftpVisit::Ended ended);
  host::Security security_of(const Call& call) const;
  void connect(const Call& call, std::unique_ptr<wire::Conversation> agent, Cast::Over over);
  MailServer* server_of(const std::string& domain);
  wire::Endpoint service_at(wire::Role role, wire::Service service) const;
  std::function<void()> changed();

  Settings settings_;
  host::LabClock& clock_;
  actors::SteppedGate& gate_;
  Hooks hooks_;
  store::Accounts accounts_;
  store::FileTree files_;
  std::optional<secure::Authority> authority_;  // once listening
  std::filesystem::path data_;
  std::vector<std::unique_ptr<MailServer>> mail_servers_;
  std::vector<std::unique_ptr<WebDesk>> web_desks_;  // one a mail server
  std::unique_ptr<sftp::Server> sftp_;
  std::vector<RunningService> services_;
  Cast cast_;
  Tls relay_tls_;
  QObject sockets_;                      // parent of listeners and connections: destroyed first
};

}  // namespace cleartext::lab
