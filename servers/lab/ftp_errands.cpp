#include "servers/lab/ftp_errands.h"

#include <fmt/format.h>

#include <charconv>

#include "servers/actors/ftp_url.h"

namespace cleartext::lab {
namespace {

using actors::FtpErrand;

// A line end inside a name would be a second command.
std::string one_line(std::string_view text) {
  std::string out(text);
  for (char& c : out) {
    if (c == '\r' || c == '\n') c = ' ';
  }
  return out;
}

// "ftp.hamburger.edu", "ftp.hamburger.edu:21", or an address of the lab.
tl::expected<wire::Endpoint, wire::Problem> endpoint_of(std::string_view server, wire::NetworkMode mode) {
  const auto colon = server.find(':');
  const auto* host = wire::host_named(server.substr(0, colon));
  if (host == nullptr) {
    return tl::unexpected(wire::Problem{fmt::format("There is no machine called {} in the lab.", server),
                                        "The file server is ftp.hamburger.edu."});
  }
  auto port = wire::port(wire::Service::ftp, mode);
  if (colon != std::string_view::npos) {
    const auto digits = server.substr(colon + 1);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), port);
    if (error != std::errc{} || end != digits.data() + digits.size() || port == 0) {
      return tl::unexpected(wire::Problem{fmt::format("{} is not a port.", digits), "A port is a number from 1 to 65535."});
    }
  }
  return wire::Endpoint{host->address, port};
}

FtpErrand::What what_of(FtpJob::What what) {
  switch (what) {
    case FtpJob::What::list: return FtpErrand::What::list;
    case FtpJob::What::get: return FtpErrand::What::get;
    case FtpJob::What::put: return FtpErrand::What::put;
    case FtpJob::What::append: return FtpErrand::What::append;
    case FtpJob::What::rename: return FtpErrand::What::rename;
    case FtpJob::What::remove: return FtpErrand::What::remove;
    case FtpJob::What::make_folder: return FtpErrand::What::make_folder;
    case FtpJob::What::remove_folder: return FtpErrand::What::remove_folder;
  }
  return FtpErrand::What::get;
}

FtpErrand::Mode mode_of(FtpJob::Mode mode) {
  switch (mode) {
    case FtpJob::Mode::passive: return FtpErrand::Mode::passive;
    case FtpJob::Mode::extended_passive: return FtpErrand::Mode::extended_passive;
    case FtpJob::Mode::active: return FtpErrand::Mode::active;
    case FtpJob::Mode::extended_active: return FtpErrand::Mode::extended_active;
  }
  return FtpErrand::Mode::passive;
}

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
    trip.errand = {what_of(job.what), one_line(job.user), one_line(job.password), one_line(job.file), job.content};
    trip.errand.new_name = one_line(job.new_name);
    trip.errand.restart = job.restart;
    if (job.as_text) trip.errand.type = FtpErrand::Type::text;
  } else {
    const auto url = actors::parse_ftp_url(job.url);
    if (!url) {
      return tl::unexpected(wire::Problem{
          fmt::format("In the address, at character {}, there should be {}.", url.error().offset + 1, url.error().expected),
          "Such as ftp://bob:hungry@ftp.hamburger.edu/recipes/crepes.txt."});
    }
    trip.errand = actors::errand_for(*url);
    server = url->port == 0 ? url->host : fmt::format("{}:{}", url->host, url->port);
  }
  const auto to = endpoint_of(server, mode);
  if (!to) return tl::unexpected(to.error());
  trip.to = *to;
  trip.errand.server = to->address;
  trip.errand.mode = mode_of(job.mode);
  return trip;
}

JobResult transferred(const std::string& actor, const FtpErrand& errand, const actors::FtpAgent& agent, const std::string& problem) {
  if (agent.done()) return {actor, true, success(errand, agent.content().size()), {}, agent.content()};
  if (!problem.empty()) return {actor, false, problem, {}, {}};
  if (!agent.logged_in()) return {actor, false, "The server did not let you in: " + agent.last_reply().line(), {}, {}};
  return {actor, false, "The server said: " + agent.last_reply().line(), {}, {}};
}

}  // namespace cleartext::lab
