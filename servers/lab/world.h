// Everything of a lab that lives in the lab's thread: servers, actors, gate and clock. Made and destroyed there;
// a reset destroys it and makes a new one.
#pragma once
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include "servers/actors/stepped_gate.h"
#include "servers/faults/orders.h"
#include "servers/host/door.h"
#include "servers/host/lab_clock.h"
#include "servers/host/listener.h"
#include "servers/host/middle.h"
#include "servers/host/workers.h"
#include "servers/lab/cast.h"
#include "servers/lab/lab.h"
#include "servers/lab/mail_server.h"
#include "servers/lab/onlooker.h"
#include "servers/lab/printer.h"
#include "servers/lab/web_desk.h"
#include "servers/secure/authority.h"
#include "servers/sftp/server.h"
#include "servers/store/accounts.h"
#include "servers/store/file_tree.h"

namespace cleartext::lab {

host::Reception reception_of(const faults::Orders& orders, wire::Role role, wire::Service service);

class World {
 public:
  struct Hooks {
    std::function<void(const Snapshot&)> snapshot;
    std::function<void(const JobResult&)> job_ended;
    std::function<void(const std::vector<faults::Ordered>&)> faults;  // the set of them changed
    secure::KeyLog secret;
    std::function<void(int line, std::string_view bytes)> heard;
    std::function<void(int line, const std::string& sentence)> line_ended;
    std::function<void(const std::string&)> names;  // the hosts file reads so from now on
  };
  World(Settings settings, const std::filesystem::path& data, host::LabClock& clock, actors::SteppedGate& gate, Hooks hooks);
  ~World();
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  tl::expected<std::vector<RunningService>, wire::Problem> listen();
  Cast& cast() { return cast_; }
  void break_off(const std::string& actor);
  void set_relay_tls(Tls tls) { relay_tls_ = tls; }
  void set_quotas(const Quotas& quotas);
  Snapshot look();  // waits for the disk

  // world_faults.cpp
  tl::expected<void, wire::Problem> order(const faults::Ordered& order);  // a Problem: it is not on
  tl::expected<void, wire::Problem> withdraw(int id);                     // by hand
  tl::expected<void, wire::Problem> withdraw(const faults::Fault& fault, faults::By by);
  tl::expected<void, wire::Problem> withdraw_all(faults::By by);
  const faults::Orders& faults() const { return orders_; }

 private:
  struct Entrance {
    wire::Role role;
    wire::Service service;
    host::Listener* listener;
  };
  void limit_rooms(const Quotas& quotas);
  // world_services.cpp
  tl::expected<void, wire::Problem> add_mail_services(MailServer& server, WebDesk& desk);
  tl::expected<void, wire::Problem> add_file_services();
  tl::expected<void, wire::Problem> start_sftp();
  tl::expected<void, wire::Problem> add_printer();
  tl::expected<void, wire::Problem> add_service(wire::Service service, wire::Role role, host::SessionMaker maker, bool secure = false);
  void visit(SftpVisit::Plan plan, SftpVisit::Ended ended);
  host::Security security_of(const Call& call) const;
  void connect(const Call& call, std::unique_ptr<wire::Conversation> agent, Cast::Over over);
  MailServer* server_of(const std::string& domain);
  wire::Endpoint service_at(wire::Role role, wire::Service service) const;
  wire::Endpoint way_to(const wire::Endpoint& to) const;  // where an actor comes to, who trusts the names
  // look.cpp
  void show_to(Onlooker& onlooker);
  std::function<void()> changed();
  static constexpr qint64 guests_quiet = 250;  // milliseconds: who comes and goes may be many
  void look_within(qint64 least);              // milliseconds since the last look
  void tell_all();                             // looks at once
  void complete(Snapshot& snapshot) const;
  static void keep_secret(Snapshot& snapshot, const faults::Orders& told);

  bool refuses_tls(wire::Role role, wire::Service service) const;
  tl::expected<void, wire::Problem> withdrawn();
  tl::expected<void, wire::Problem> settle_faults();  // makes the world what the orders want it to be
  tl::expected<void, wire::Problem> settle_entrances();
  void settle_rooms();
  tl::expected<void, wire::Problem> settle_wires();
  tl::expected<void, wire::Problem> settle_eve();
  void tell_names() const;

  Settings settings_;
  host::LabClock& clock_;
  actors::SteppedGate& gate_;
  Hooks hooks_;
  faults::Orders orders_;
  store::Accounts accounts_;
  store::FileTree files_;
  std::optional<secure::Authority> authority_;  // once listening
  std::filesystem::path data_;
  std::vector<std::unique_ptr<MailServer>> mail_servers_;
  std::vector<std::unique_ptr<WebDesk>> web_desks_;  // one a mail server
  host::Door door_{clock_};
  std::unique_ptr<sftp::Server> sftp_;
  Printer printer_;
  std::vector<RunningService> services_;
  std::vector<Entrance> entrances_;
  std::map<int, std::shared_ptr<host::Bucket>> wires_;  // slow ones, by the number of their fault
  std::optional<wire::Role> stripped_;                  // the mail server that Eve stands before
  std::vector<std::unique_ptr<host::Middle>> eve_;
  Cast cast_;
  Tls relay_tls_;
  QTimer look_soon_, look_last_;
  QElapsedTimer looked_;
  qint64 quiet_ = 0;  // milliseconds to pass since then
  bool looking_ = false, look_again_ = false;
  Onlooker onlooker_{files_};
  std::unique_ptr<host::Workers> lookers_ = std::make_unique<host::Workers>(1);
  std::unique_ptr<host::Workers> workers_;  // who wait for the disk; nullptr: nothing is kept for good
  QObject sockets_;                         // parent of listeners and connections: destroyed first
};

}  // namespace cleartext::lab
