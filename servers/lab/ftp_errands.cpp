#include "servers/lab/ftp_errands.h"

#include <fmt/format.h>

#include "servers/actors/ftp_url.h"
#include "servers/lab/place.h"

namespace cleartext::lab {
namespace {

using actors::FtpErrand;

std::string success(const FtpErrand& errand, std::size_t bytes) {
  switch (errand.what) {
    case FtpErrand::What::list:
    case FtpErrand::What::names:
    case FtpErrand::What::get: return fmt::format("{} bytes received.", bytes);
    case FtpErrand::What::put: return fmt::format("{} is on the server.", errand.file);
    case FtpErrand::What::append: return fmt::format("It was added to {}.", errand.file);
    case FtpErrand::What::rename: return fmt::format("{} is called {} now.", errand.file, errand.new_name);
    case FtpErrand::What::remove:
    case FtpErrand::What::remove_folder: return fmt::format("{} is gone from the server.", errand.file);
    case FtpErrand::What::make_folder: return fmt::format("The folder {} is on the server.", errand.file);
  }
  return {};
}

}  // namespace

tl::expected<FtpTrip, wire::Problem> trip_for(const FtpJob& job, wire::NetworkMode mode) {
  FtpTrip trip;
  auto server = job.server;
  if (job.url.empty()) {
    trip.errand = {job.what, one_line(job.user), one_line(job.password), one_line(job.file), job.content};
    trip.errand.new_name = one_line(job.new_name);
    trip.errand.restart = job.restart;
    if (job.as_text) trip.errand.type = FtpErrand::Type::text;
  } else {
    const auto url = actors::parse_ftp_url(job.url);
    if (!url) {
      return tl::unexpected(
          wire::Problem{fmt::format("In the address, at character {}, there should be {}.", url.error().offset + 1, url.error().expected),
                        "Such as ftp://bob:hungry@ftp.hamburger.edu/recipes/crepes.txt."});
    }
    trip.errand = actors::errand_for(*url);
    server = url->port == 0 ? url->host : fmt::format("{}:{}", url->host, url->port);
  }
  const auto usual = job.tls == Tls::from_start ? wire::Service::ftps : wire::Service::ftp;
  const auto to = server_at(server, usual, mode);
  if (!to) return tl::unexpected(to.error());
  trip.to = *to;
  trip.errand.server = to->address;
  trip.errand.mode = job.mode;
  trip.errand.tls = job.tls;
  return trip;
}

JobResult transferred(const std::string& actor, const FtpErrand& errand, const actors::FtpAgent& agent, const std::string& problem) {
  if (agent.done()) return {actor, true, success(errand, agent.content().size()), {}, agent.content()};
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  if (!agent.why_not().empty()) return {actor, false, agent.why_not(), {}, {}};
  if (!agent.logged_in()) return {actor, false, "The server did not let you in: " + agent.last_reply().line(), {}, {}};
  return {actor, false, "The server said: " + agent.last_reply().line(), {}, {}};
}

}  // namespace cleartext::lab
