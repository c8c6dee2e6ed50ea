#include "servers/lab/world.h"

#include <fmt/format.h>

#include <utility>

#include "servers/lab/first_files.h"
#include "servers/lab/site_folder.h"
#include "servers/wire/command.h"

namespace cleartext::lab {

namespace {

store::Keep keep_of(const Settings& settings) { return settings.data_folder.empty() ? store::Keep::for_now : store::Keep::for_good; }

constexpr std::size_t most_workers = 16;

}  // namespace

World::World(Settings settings, const std::filesystem::path& data, host::LabClock& clock, actors::SteppedGate& gate, Hooks hooks)
    : settings_(std::move(settings)),
      clock_(clock),
      gate_(gate),
      hooks_(std::move(hooks)),
      files_(site_folder_in(data), keep_of(settings_)),
      data_(data),
      cast_(settings_.mode, accounts_, clock,
            {[this](const Call& call, auto agent, auto over) { connect(call, std::move(agent), std::move(over)); },
             [this](const SftpVisit::Plan& plan, auto ended) { visit(plan, std::move(ended)); },
             [this](const JobResult& result) { hooks_.job_ended(result); },
             [this](int line, std::string_view bytes) { hooks_.heard(line, bytes); },
             [this](int line, const std::string& sentence) { hooks_.line_ended(line, sentence); }}),
      relay_tls_(settings_.relay_tls) {
  files_.sweep();
  files_.room().when_changed([this] { QMetaObject::invokeMethod(&sockets_, changed(), Qt::QueuedConnection); });
  put_first_files(files_);
  for (const auto& file : settings_.givens.files) files_.put(file.name, file.content);
  for (const auto& account : settings_.givens.accounts) accounts_.add(account);
  const auto keep = keep_of(settings_);
  if (keep == store::Keep::for_good) workers_ = std::make_unique<host::Workers>(most_workers);
  look_soon_.setSingleShot(true);
  QObject::connect(&look_soon_, &QTimer::timeout, &look_soon_, [this] { tell_all(); });
  look_last_.setSingleShot(true);
  QObject::connect(&look_last_, &QTimer::timeout, &look_last_, [this] { look_within(0); });
  for (const auto& [role, domain] : {std::pair(wire::Role::crepes, "crepes.fr"), {wire::Role::hamburger, "hamburger.edu"}}) {
    auto dial = [this, role = role](const std::string& to, std::unique_ptr<actors::SmtpAgent> agent, auto over) {
      auto* server = server_of(to);
      if (server == nullptr) return over(*agent, "No mail server is known for " + to + ".");
      agent->use_tls(relay_tls_);
      connect({"relay", wire::host(role).address, service_at(server->role(), wire::Service::smtp), relay_tls_}, std::move(agent),
              [over](wire::Conversation& done, const std::string& problem) { over(static_cast<actors::SmtpAgent&>(done), problem); });
    };
    mail_servers_.push_back(
        std::make_unique<MailServer>(MailServer::Settings{role, domain, data / domain, keep}, accounts_, clock_, dial, changed()));
    web_desks_.push_back(std::make_unique<WebDesk>(*mail_servers_.back(), accounts_, clock_));
  }
  limit_rooms(settings_.givens.quotas);
  show_to(onlooker_);
}

void World::limit_rooms(const Quotas& quotas) {
  const auto disk = quotas.disk.value_or(settings_.disk_quota);
  files_.room().limit(disk);
  for (const auto& server : mail_servers_) {
    server->disk().limit(disk);
    for (const auto& account : accounts_.all())
      if (account.domain == server->domain())
        server->room_of(account.user + "@" + account.domain).limit(quotas.mailbox.value_or(settings_.mailbox_quota));
  }
}

void World::set_quotas(const Quotas& quotas) {
  limit_rooms(quotas);
  tell_all();
}

// Sessions and connections refer to the servers: they go first.
World::~World() {
  qDeleteAll(sockets_.findChildren<QObject*>(Qt::FindDirectChildrenOnly));
  if (std::exchange(stripped_, {})) tell_names();
}

// A name of a domain is the same in either case (RFC 5321, 2.4).
MailServer* World::server_of(const std::string& domain) {
  for (const auto& server : mail_servers_) {
    if (wire::same_word(server->domain(), domain)) return server.get();
  }
  return nullptr;
}

wire::Endpoint World::service_at(wire::Role role, wire::Service service) const {
  return {wire::host(role).address, wire::port(service, settings_.mode)};
}

// A program that only takes TLS where it is offered asks nobody who he is (RFC 7435, 4.1).
host::Security World::security_of(const Call& call) const {
  if (call.tls == Tls::off) return {};
  const auto trust = call.tls == Tls::offered ? secure::Trust::anyone : secure::Trust::authority;
  const auto* host = wire::host_at(call.to.address);
  return {authority_->client(trust), call.tls == Tls::from_start, host == nullptr ? std::string() : std::string(host->host_name)};
}

// What is worked by hand has its own way to end.
void World::break_off(const std::string& actor) {
  const auto name = QString::fromStdString(actor);
  for (QObject* one : sockets_.findChildren<QObject*>(name, Qt::FindDirectChildrenOnly)) {
    if (auto* connection = dynamic_cast<host::ClientConnection*>(one)) connection->abort();
    if (auto* visit = dynamic_cast<SftpVisit*>(one)) visit->break_off();
  }
}

void World::connect(const Call& call, std::unique_ptr<wire::Conversation> agent, Cast::Over over) {
  auto* connection = new host::ClientConnection(call.actor, std::move(agent), gate_, clock_, {}, &sockets_, security_of(call));
  if (call.worked == Call::Worked::by_itself) connection->setObjectName(QString::fromStdString(call.actor));
  QObject::connect(connection, &host::ClientConnection::ended, connection, [connection, over](const QString& problem) {
    connection->deleteLater();
    over(connection->agent(), problem.toStdString());
  });
  connection->open(call.from, way_to(call.to));
}

void World::visit(SftpVisit::Plan plan, SftpVisit::Ended ended) {
  plan.host_key = data_ / "authority" / "ssh_host_ed25519_key";
  new SftpVisit(std::move(plan), gate_, std::move(ended), &sockets_);
}

}  // namespace cleartext::lab
