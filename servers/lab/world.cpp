#include "servers/lab/world.h"

#include <fmt/format.h>

#include <array>

#include "servers/ftp/session.h"
#include "servers/lab/first_files.h"

namespace cleartext::lab {

World::World(Settings settings, const std::filesystem::path& data, host::LabClock& clock, actors::SteppedGate& gate,
             Hooks hooks)
    : settings_(std::move(settings)), clock_(clock), gate_(gate), hooks_(std::move(hooks)), files_(data / "ftp"), data_(data),
      cast_(settings_.mode, accounts_, clock,
            {[this](const Call& call, auto agent, auto over) { connect(call, std::move(agent), std::move(over)); },
             [this](const SftpVisit::Plan& plan, auto ended) { visit(plan, std::move(ended)); },
             [this](const JobResult& result) { hooks_.job_ended(result); },
             [this](int line, std::string_view bytes) { hooks_.heard(line, bytes); },
             [this](int line, const std::string& sentence) { hooks_.line_ended(line, sentence); }}),
      relay_tls_(settings_.relay_tls) {
  put_first_files(files_);
  for (const auto& file : settings_.givens.files) files_.put(file.name, file.content);
  for (const auto& account : settings_.givens.accounts) accounts_.add(account);
  for (const auto& [role, domain] : {std::pair(wire::Role::crepes, "crepes.fr"), {wire::Role::hamburger, "hamburger.edu"}}) {
    auto dial = [this, role = role](const std::string& to, std::unique_ptr<actors::SmtpAgent> agent, auto over) {
      auto* server = server_of(to);
      if (server == nullptr) return over(*agent, "No mail server is known for " + to + ".");
      agent->use_tls(relay_tls_);
      connect({"relay", wire::host(role).address, service_at(server->role(), wire::Service::smtp), relay_tls_}, std::move(agent),
              [over](wire::Conversation& done, const std::string& problem) {
                over(static_cast<actors::SmtpAgent&>(done), problem);
              });
    };
    mail_servers_.push_back(std::make_unique<MailServer>(MailServer::Settings{role, domain, data / domain}, accounts_,
                                                         clock_, dial, changed()));
    web_desks_.push_back(std::make_unique<WebDesk>(*mail_servers_.back(), accounts_, clock_));
  }
}

// Sessions and connections refer to the servers: they go first.
World::~World() { qDeleteAll(sockets_.findChildren<QObject*>(Qt::FindDirectChildrenOnly)); }

std::function<void()> World::changed() {
  return [this] { hooks_.snapshot(look()); };
}

Snapshot World::look() const {
  Snapshot snapshot;
  for (const auto& server : mail_servers_) {
    const auto queue = server->queue().list();
    snapshot.queues.push_back({server->role(), static_cast<int>(queue.size()), queue.empty() ? "" : queue.front().last_answer});
    for (const auto& mail : queue)
      snapshot.queues.back().mails.push_back({mail.id, mail.envelope.from, mail.envelope.to, server->relay().state(mail.id), mail.attempts, mail.last_answer, server->relay().next_try(mail.id)});
    for (const auto& [address, mails] : server->mailboxes()) snapshot.mailboxes.push_back({address, mails});
  }
  return snapshot;
}

MailServer* World::server_of(const std::string& domain) {
  for (const auto& server : mail_servers_) {
    if (server->domain() == domain) return server.get();
  }
  return nullptr;
}

wire::Endpoint World::service_at(wire::Role role, wire::Service service) const {
  return {wire::host(role).address, wire::port(service, settings_.mode)};
}

tl::expected<void, wire::Problem> World::add_service(wire::Service service, wire::Role role, host::SessionMaker maker, bool secure, host::Limits limits) {
  auto* listener = new host::Listener(clock_, limits, &sockets_);
  const auto at = service_at(role, service);
  if (auto listening = listener->listen(at, std::move(maker), {authority_->server(role), secure, {}}); !listening) return listening;
  services_.push_back({service, role, at});
  return {};
}

tl::expected<std::vector<RunningService>, wire::Problem> World::listen() {
  const std::array machines = {wire::host(wire::Role::crepes), wire::host(wire::Role::hamburger), wire::host(wire::Role::ftp)};
  auto authority = secure::Authority::in(data_ / "authority", machines);
  if (!authority) return tl::unexpected(authority.error());
  authority_ = std::move(*authority);
  authority_->set_key_log(hooks_.secret);
  using enum wire::Service;
  host::Limits patient;  // RFC 3501, 5.4: a user agent that waits for news says nothing for half an hour
  patient.idle = std::chrono::minutes(31);
  for (std::size_t at = 0; at < mail_servers_.size(); ++at) {
    auto* server = mail_servers_[at].get();
    const auto http_maker = [desk = web_desks_[at].get()](wire::Endpoint peer, wire::Endpoint) { return http::make_session({peer}, desk->site()); };
    const auto smtp_maker = [server](bool secure) {
      return [server, secure](wire::Endpoint peer, wire::Endpoint) {
        smtp::SessionSettings settings{server->host_name(), peer};
        settings.challenge = sasl::fresh_challenge(server->host_name());
        settings.tls_possible = true;
        settings.secure = secure;
        return smtp::make_session(std::move(settings), *server);
      };
    };
    const auto pop3_maker = [server](bool secure) {
      return [server, secure](wire::Endpoint, wire::Endpoint) {
        return pop3::make_session({server->host_name(), sasl::fresh_challenge(server->host_name()), true, secure}, *server);
      };
    };
    const auto imap_maker = [server](bool secure) {
      return [server, secure](wire::Endpoint, wire::Endpoint) {
        return imap::make_session({server->host_name(), sasl::fresh_challenge(server->host_name()), true, secure}, *server);
      };
    };
    for (const auto& [service, maker, secure] :
         {std::tuple<wire::Service, host::SessionMaker, bool>{smtp, smtp_maker(false), false},
          {submission, smtp_maker(false), false},
          {submissions, smtp_maker(true), true},
          {pop3, pop3_maker(false), false},
          {pop3s, pop3_maker(true), true},
          {http, http_maker, false}}) {
      if (auto added = add_service(service, server->role(), maker, secure); !added) return tl::unexpected(added.error());
    }
    if (auto added = add_service(imap, server->role(), imap_maker(false), false, patient); !added) return tl::unexpected(added.error());
    if (auto added = add_service(imaps, server->role(), imap_maker(true), true, patient); !added) return tl::unexpected(added.error());
  }
  const auto ftp_maker = [this](bool secure) {
    return [this, secure](wire::Endpoint peer, wire::Endpoint self) {
      ftp::SessionSettings settings{std::string(wire::host(wire::Role::ftp).host_name), peer};
      settings.data_port = static_cast<std::uint16_t>(self.port - 1);
      settings.tls_possible = true;
      settings.secure = secure;
      return ftp::make_session(std::move(settings), accounts_, files_);
    };
  };
  if (auto added = add_service(ftp, wire::Role::ftp, ftp_maker(false)); !added) return tl::unexpected(added.error());
  if (auto added = add_service(ftps, wire::Role::ftp, ftp_maker(true), true); !added) return tl::unexpected(added.error());
  const auto sftp_at = service_at(wire::Role::ftp, wire::Service::sftp);
  sftp_ = std::make_unique<sftp::Server>(sftp::ServerSettings{sftp_at, data_ / "authority" / "ssh_host_ed25519_key"}, accounts_, files_);
  if (auto started = sftp_->start(); !started) return tl::unexpected(started.error());
  services_.push_back({wire::Service::sftp, wire::Role::ftp, sftp_at});
  for (const auto& server : mail_servers_) server->start_relay();
  hooks_.snapshot(look());
  return services_;
}

// A program that only takes TLS where it is offered asks nobody who he is (RFC 7435, 4.1).
host::Security World::security_of(const Call& call) const {
  if (call.tls == Tls::off) return {};
  const auto trust = call.tls == Tls::offered ? secure::Trust::anyone : secure::Trust::authority;
  const auto* host = wire::host_at(call.to.address);
  return {authority_->client(trust), call.tls == Tls::from_start, host == nullptr ? std::string() : std::string(host->host_name)};
}

void World::connect(const Call& call, std::unique_ptr<wire::Conversation> agent, Cast::Over over) {
  auto* connection = new host::ClientConnection(call.actor, std::move(agent), gate_, clock_, {}, &sockets_, security_of(call));
  QObject::connect(connection, &host::ClientConnection::ended, connection, [connection, over](const QString& problem) {
    connection->deleteLater();
    over(connection->agent(), problem.toStdString());
  });
  connection->open(call.from, call.to);
}

void World::visit(SftpVisit::Plan plan, SftpVisit::Ended ended) {
  plan.host_key = data_ / "authority" / "ssh_host_ed25519_key";
  new SftpVisit(std::move(plan), gate_, std::move(ended), &sockets_);
}

}  // namespace cleartext::lab
