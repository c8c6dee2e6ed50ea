// Which service listens where, and what stands behind it.
#include <array>

#include "servers/faults/faulty_session.h"
#include "servers/ftp/session.h"
#include "servers/lab/limits.h"
#include "servers/lab/world.h"
#include "servers/network/own_sockets.h"

namespace cleartext::lab {

using Done = tl::expected<void, wire::Problem>;
using enum wire::Service;

Done World::add_service(wire::Service service, wire::Role role, host::SessionMaker maker, bool secure) {
  auto* listener =
      new host::Listener(clock_, limits_of(service), &sockets_, {workers_.get(), &door_, [this] { look_within(guests_quiet); }});
  const auto at = service_at(role, service);
  const auto faulty = [this, maker = std::move(maker), role, service](wire::Endpoint peer, wire::Endpoint self) {
    return std::make_unique<faults::FaultySession>(maker(peer, self), role, service, orders_);
  };
  if (auto listening = listener->listen(at, faulty, {authority_->server(role), secure, {}}); !listening) return listening;
  services_.push_back({service, role, at});
  entrances_.push_back({role, service, listener});
  return {};
}

tl::expected<std::vector<RunningService>, wire::Problem> World::listen() {
  const std::array machines = {wire::host(wire::Role::crepes), wire::host(wire::Role::hamburger), wire::host(wire::Role::ftp)};
  auto authority = secure::Authority::in(data_ / "authority", machines);
  if (!authority) return tl::unexpected(authority.error());
  authority_ = std::move(*authority);
  authority_->set_key_log(hooks_.secret);
  for (std::size_t at = 0; at < mail_servers_.size(); ++at) {
    if (auto added = add_mail_services(*mail_servers_[at], *web_desks_[at]); !added) return tl::unexpected(added.error());
  }
  if (auto added = add_file_services(); !added) return tl::unexpected(added.error());
  if (auto added = add_printer(); !added) return tl::unexpected(added.error());
  for (const auto& server : mail_servers_) server->start_relay();
  tell_all();
  return services_;
}

Done World::add_mail_services(MailServer& server, WebDesk& desk) {
  const auto role = server.role();
  const auto smtp_maker = [this, &server, role](wire::Service service) {
    return [this, &server, role, service](wire::Endpoint peer, wire::Endpoint) {
      smtp::SessionSettings settings{server.host_name(), peer};
      settings.challenge = sasl::fresh_challenge(server.host_name());
      settings.tls_possible = !refuses_tls(role, service);
      settings.secure = service == submissions;
      return smtp::make_session(std::move(settings), server);
    };
  };
  const auto pop3_maker = [this, &server, role](wire::Service service) {
    return [this, &server, role, service](wire::Endpoint, wire::Endpoint) {
      return pop3::make_session(
          {server.host_name(), sasl::fresh_challenge(server.host_name()), !refuses_tls(role, service), service == pop3s}, server);
    };
  };
  const auto imap_maker = [this, &server, role](wire::Service service) {
    return [this, &server, role, service](wire::Endpoint, wire::Endpoint) {
      return imap::make_session(
          {server.host_name(), sasl::fresh_challenge(server.host_name()), !refuses_tls(role, service), service == imaps}, server);
    };
  };
  const auto http_maker = [&desk](wire::Endpoint peer, wire::Endpoint) { return http::make_session({peer}, desk.site()); };
  for (const auto& [service, maker] : {std::pair<wire::Service, host::SessionMaker>{smtp, smtp_maker(smtp)},
                                       {submission, smtp_maker(submission)},
                                       {submissions, smtp_maker(submissions)},
                                       {pop3, pop3_maker(pop3)},
                                       {pop3s, pop3_maker(pop3s)},
                                       {imap, imap_maker(imap)},
                                       {imaps, imap_maker(imaps)},
                                       {http, http_maker}}) {
    const bool secure = service == submissions || service == pop3s || service == imaps;
    if (auto added = add_service(service, role, maker, secure); !added) return added;
  }
  return {};
}

Done World::add_file_services() {
  const auto ftp_maker = [this](wire::Service service) {
    return [this, service](wire::Endpoint peer, wire::Endpoint self) {
      ftp::SessionSettings settings{std::string(wire::host(wire::Role::ftp).host_name), peer};
      settings.data_port = static_cast<std::uint16_t>(self.port - 1);
      settings.tls_possible = true;
      settings.secure = service == ftps;
      settings.refuses_tls = refuses_tls(wire::Role::ftp, service);
      for (const auto& order : orders_.all())
        if (const auto* lifted = std::get_if<faults::LiftGuard>(&order.fault)) settings.guards.lift(lifted->name);
      // On plain loopback PORT must not lead to another program of this machine; only one that asks for itself is called back.
      if (settings_.mode == wire::NetworkMode::loopback)
        settings.may_call = [peer](const wire::Endpoint& to) {
          const bool asks_for_itself = to.address == peer.address && network::owner_of(peer) != network::Owner::we;
          return asks_for_itself || network::owner_of(to) != network::Owner::another;
        };
      return ftp::make_session(std::move(settings), accounts_, files_);
    };
  };
  for (const auto service : {ftp, ftps})
    if (auto added = add_service(service, wire::Role::ftp, ftp_maker(service), service == ftps); !added) return added;
  services_.push_back({sftp, wire::Role::ftp, service_at(wire::Role::ftp, sftp)});
  return start_sftp();
}

// Not among the services that are told to clients: nobody but the file server ever reaches it.
Done World::add_printer() {
  auto* listener = new host::Listener(clock_, {}, &sockets_);
  const auto at = service_at(wire::Role::printer, printer);
  constexpr std::uint32_t mask = 0xffffff00;
  listener->hear_only(at.address & mask, mask);
  entrances_.push_back({wire::Role::printer, printer, listener});
  return listener->listen(at, [this](wire::Endpoint, wire::Endpoint) { return printer_.connection(); });
}

Done World::start_sftp() {
  sftp::ServerSettings settings{service_at(wire::Role::ftp, sftp), data_ / "authority" / "ssh_host_ed25519_key"};
  settings.door = &door_;
  sftp_ = std::make_unique<sftp::Server>(settings, accounts_, files_);
  return sftp_->start();
}

}  // namespace cleartext::lab
