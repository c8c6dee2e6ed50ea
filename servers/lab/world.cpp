#include "servers/lab/world.h"

#include <fmt/format.h>

#include "servers/lab/errands.h"
#include "servers/lab/first_files.h"
#include "servers/lab/ftp_errands.h"

namespace cleartext::lab {

World::World(Settings settings, const std::filesystem::path& data, host::LabClock& clock, actors::SteppedGate& gate,
             Hooks hooks)
    : settings_(std::move(settings)), clock_(clock), gate_(gate), hooks_(std::move(hooks)), files_(data / "ftp"), data_(data) {
  files_.room().limit(settings_.disk_quota);
  put_first_files(files_);
  for (const auto& file : settings_.givens.files) files_.put(file.name, file.content);
  for (const auto& account : settings_.givens.accounts) accounts_.add(account);
  files_.room().when_changed([this] { QMetaObject::invokeMethod(&sockets_, changed(), Qt::QueuedConnection); });
  for (const auto& [role, domain] : {std::pair(wire::Role::crepes, "crepes.fr"), {wire::Role::hamburger, "hamburger.edu"}}) {
    auto dial = [this, role = role](const std::string& to, std::unique_ptr<actors::SmtpAgent> agent, auto over) {
      auto* server = server_of(to);
      if (server == nullptr) return over(*agent, "No mail server is known for " + to + ".");
      connect("relay", wire::host(role).address, service_at(server->role(), wire::Service::smtp), std::move(agent),
              [over](wire::Conversation& done, const std::string& problem) {
                over(static_cast<actors::SmtpAgent&>(done), problem);
              });
    };
    mail_servers_.push_back(std::make_unique<MailServer>(MailServer::Settings{role, domain, data / domain, settings_.mailbox_quota, settings_.disk_quota}, accounts_,
                                                         clock_, dial, changed()));
    web_desks_.push_back(std::make_unique<WebDesk>(*mail_servers_.back(), accounts_, clock_));
  }
}

// Sessions and connections refer to the servers: they go first.
World::~World() {
  qDeleteAll(sockets_.findChildren<QObject*>(Qt::FindDirectChildrenOnly));
  if (std::exchange(stripped_, {})) tell_names();
}

std::function<void()> World::changed() {
  return [this] { hooks_.snapshot(look()); };
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

void World::connect(const std::string& actor, std::uint32_t from, const wire::Endpoint& to,
                    std::unique_ptr<wire::Conversation> agent, Over over) {
  auto* connection = new host::ClientConnection(actor, std::move(agent), gate_, clock_, {}, &sockets_);
  QObject::connect(connection, &host::ClientConnection::ended, connection, [connection, over](const QString& problem) {
    connection->deleteLater();
    over(connection->agent(), problem.toStdString());
  });
  connection->open(from, way_to(to));
}

void World::send_letter(const Letter& letter) {
  const auto& domain = letter.from.substr(letter.from.find('@') + 1);
  const auto* server = server_of(domain);
  const bool is_bob = domain == "hamburger.edu";
  const auto& laptop = wire::host(is_bob ? wire::Role::bob : wire::Role::alice);
  const std::string actor = is_bob ? "bob" : "alice";
  if (server == nullptr) return hooks_.job_ended({actor, false, "Nobody in the lab writes from " + domain + ".", {}, {}});
  auto agent = std::make_unique<actors::SmtpAgent>(actors::Delivery{
      std::string(laptop.host_name), {letter.from, {letter.to}}, compose(letter, laptop, clock_.wall())});
  connect(actor, laptop.address, service_at(server->role(), wire::Service::smtp), std::move(agent),
          [this, actor](wire::Conversation& done, const std::string& problem) {
            hooks_.job_ended(sent(actor, static_cast<actors::SmtpAgent&>(done), problem));
          });
}

void World::fetch_mail(const std::string& user) {
  for (const auto& account : accounts_.all()) {
    if (account.user != user) continue;
    const auto* server = server_of(account.domain);
    const auto& laptop = wire::host(account.domain == "hamburger.edu" ? wire::Role::bob : wire::Role::alice);
    connect(user, laptop.address, service_at(server->role(), wire::Service::pop3),
            std::make_unique<actors::Pop3Agent>(account.user, account.password),
            [this, user](wire::Conversation& done, const std::string& problem) {
              hooks_.job_ended(fetched(user, static_cast<actors::Pop3Agent&>(done), problem));
            });
    return;
  }
  hooks_.job_ended({user, false, "Nobody in the lab is called " + user + ".", {}, {}});
}

void World::transfer(const FtpJob& job) {
  const auto trip = trip_for(job, settings_.mode);
  if (!trip) return hooks_.job_ended({"you", false, trip.error().sentence + " " + trip.error().advice, {}, {}});
  connect("you", wire::host(wire::Role::you).address, trip->to, std::make_unique<actors::FtpAgent>(trip->errand),
          [this, errand = trip->errand](wire::Conversation& done, const std::string& problem) {
            hooks_.job_ended(transferred("you", errand, static_cast<actors::FtpAgent&>(done), problem));
          });
}

}  // namespace cleartext::lab
