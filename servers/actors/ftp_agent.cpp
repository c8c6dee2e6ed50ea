#include "servers/actors/ftp_agent.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/actors/text_source.h"

namespace cleartext::actors {
namespace {

using What = FtpErrand::What;
using Mode = FtpErrand::Mode;

std::string with_cr(std::string_view text) {
  std::string said;
  for (const char c : text) {
    if (c == '\n' && !said.ends_with('\r')) said += '\r';
    said += c;
  }
  return said;
}

std::string without_cr(std::string_view heard) {
  std::string text;
  for (const char c : heard) {
    if (c == '\n' && text.ends_with('\r')) text.pop_back();
    text += c;
  }
  return text;
}

}  // namespace

FtpAgent::FtpAgent(FtpErrand errand) : errand_(std::move(errand)), secure_(errand_.tls == Tls::from_start) {
  if (errand_.tls == Tls::offered || errand_.tls == Tls::required) plan("AUTH", "TLS");
  plan("USER", errand_.user);
  plan("PASS", errand_.password);
  if (errand_.tls != Tls::off) {  // RFC 4217, 9: the first is a formality, the second is for the data
    plan("PBSZ", "0");
    plan("PROT", "P");
  }
  for (const auto& folder : errand_.folders) plan("CWD", folder);
  switch (errand_.what) {
    case What::list: plan_transfer("LIST"); break;
    case What::names: plan_transfer("NLST"); break;
    case What::get: plan_transfer("RETR"); break;
    case What::put: plan_transfer("STOR"); break;
    case What::append: plan_transfer("APPE"); break;
    case What::remove: plan("DELE", errand_.file); break;
    case What::make_folder: plan("MKD", errand_.file); break;
    case What::remove_folder: plan("RMD", errand_.file); break;
    case What::rename:
      plan("RNFR", errand_.file);
      plan("RNTO", errand_.new_name);
      break;
  }
}

void FtpAgent::plan_transfer(std::string verb) {
  plan("TYPE", errand_.type == FtpErrand::Type::text ? "A" : "I");
  switch (errand_.mode) {
    case Mode::passive: plan("PASV"); break;
    case Mode::extended_passive: plan("EPSV"); break;
    case Mode::active: plan("PORT"); break;  // what to say follows when the port is open
    case Mode::extended_active: plan("EPRT"); break;
  }
  if (errand_.restart > 0) plan("REST", std::to_string(errand_.restart));
  transfer_verb_ = verb;
  plan(std::move(verb), errand_.file);
}

wire::Output FtpAgent::receive(std::string_view bytes) {
  // 150 and 226 may come in one piece: what each asks for is done in its turn.
  wire::Output first;
  auto* last = &first;
  while (auto reply = replies_.next(bytes)) {
    auto output = answer(*reply);
    if (output.bytes.empty() && output.effects.empty()) continue;
    if (!last->bytes.empty() || !last->effects.empty()) {
      last->then = std::make_shared<wire::Output>();
      last = last->then.get();
    }
    *last = std::move(output);
  }
  return first;
}

wire::Output FtpAgent::say(const Line& line) {
  said_ = line.verb;
  wire::Output output;
  output.bytes = line.argument.empty() ? line.verb + "\r\n" : fmt::format("{} {}\r\n", line.verb, line.argument);
  output.verb = line.verb;
  return output;
}

wire::Output FtpAgent::goodbye() {
  leaving_ = true;
  return say({"QUIT", {}});
}

wire::Output FtpAgent::next() {
  if (plan_.empty()) {
    done_ = true;
    return goodbye();
  }
  const auto line = plan_.front();
  plan_.pop_front();
  if (!secure_ && (line.verb == "PBSZ" || line.verb == "PROT")) return next();
  if (line.verb != "PORT" && line.verb != "EPRT") return say(line);
  said_ = line.verb;
  return {{}, {wire::ListenForData{}}, {}, nullptr};
}

// RFC 4217, 4
wire::Output FtpAgent::tls_answered(const Reply& reply) {
  if (reply.code == 234) return {{}, {wire::StartTls{}}, {}, nullptr};
  if (errand_.tls == Tls::offered) return next();
  why_not_ = no_tls_sentence("AUTH TLS");
  return goodbye();
}

wire::Output FtpAgent::secured() {
  secure_ = true;
  replies_.clear();
  return next();
}

// RFC 959, 4.1.2; RFC 2428, 2
wire::Output FtpAgent::data_listening(wire::Endpoint at) {
  if (said_ == "EPRT") return say({said_, fmt::format("|1|{}|{}|", wire::address_text(at.address), at.port)});
  if (said_ != "PORT") return {};
  return say({said_, fmt::format("{},{},{},{},{},{}", at.address >> 24, (at.address >> 16) & 0xff, (at.address >> 8) & 0xff,
                                 at.address & 0xff, at.port >> 8, at.port & 0xff)});
}

wire::Output FtpAgent::answer(const Reply& reply) {
  if (leaving_) return {{}, {wire::Close{}}, {}, nullptr};
  if (!transfer_verb_.empty() && said_ == transfer_verb_) return transfer_answered(reply);
  if (reply.code >= 100 && reply.code < 200) return {};
  last_ = reply;
  if (said_ == "AUTH") return tls_answered(reply);
  const bool wants_account = reply.code == 332;  // nobody here has one
  if (!reply.good() || wants_account) {
    auto output = goodbye();
    output.effects.emplace_back(wire::CloseData{});
    return output;
  }
  if (said_ == "USER" && reply.code != 331) plan_.pop_front();  // in without a password
  logged_in_ = logged_in_ || said_ == "PASS" || (said_ == "USER" && reply.code != 331);
  private_data_ = private_data_ || said_ == "PROT";
  if (said_ == "PASV" || said_ == "EPSV") return connect(reply);
  return next();
}

wire::Output FtpAgent::connect(const Reply& reply) {
  auto to = parse_passive(reply.text);
  if (said_ == "EPSV") {
    const auto port = parse_extended_passive(reply.text);
    to = port ? std::optional(wire::Endpoint{errand_.server, *port}) : std::nullopt;
  }
  if (!to) return goodbye();
  return {{}, {wire::ConnectData{*to}}, {}, nullptr};
}

wire::Output FtpAgent::data_connected() {
  if (leaving_) return {};
  connected_ = true;
  return said_ == "PASV" || said_ == "EPSV" ? next() : begin_if_both();
}

wire::Output FtpAgent::transfer_answered(const Reply& reply) {
  last_ = reply;
  if (reply.code >= 100 && reply.code < 200) {
    announced_ = true;
    return begin_if_both();
  }
  replied_ = true;
  if (!reply.good()) {
    auto output = goodbye();
    output.effects.emplace_back(wire::CloseData{});
    return output;
  }
  return end_if_both();
}

// In active mode the server's call and its "150" come in either order.
wire::Output FtpAgent::begin_if_both() {
  if (!connected_ || !announced_) return {};
  if (!is_upload()) return {{}, {wire::ReceiveData{private_data_}}, {}, nullptr};
  auto content = errand_.content.substr(std::min<std::uint64_t>(errand_.restart, errand_.content.size()));
  if (errand_.type == FtpErrand::Type::text) content = with_cr(content);
  return {{}, {wire::SendData{std::make_shared<TextSource>(std::move(content)), private_data_}}, {}, nullptr};
}

// A transfer is whole when the server said 226 and the data connection is closed, in either order.
wire::Output FtpAgent::end_if_both() {
  if (leaving_ || !replied_ || !data_over_) return {};
  if (errand_.type == FtpErrand::Type::text && !is_upload()) content_ = without_cr(content_);
  return next();
}

wire::Output FtpAgent::data_received(std::string_view bytes) {
  content_ += bytes;
  return {};
}

wire::Output FtpAgent::data_finished() {
  data_over_ = true;
  return end_if_both();
}

wire::Output FtpAgent::data_sent() { return data_finished(); }

wire::Output FtpAgent::data_failed() {
  if (leaving_) return {};
  last_ = {0, "The data connection could not be opened, or it broke."};
  return goodbye();
}

}  // namespace cleartext::actors
