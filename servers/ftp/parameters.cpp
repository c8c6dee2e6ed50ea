// How the next transfer is to go: where the data connection comes from, and in what form the file passes.
// PORT to OPTS, in the rows' order.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "servers/ftp/addresses.h"
#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

namespace {

constexpr std::uint16_t first_high_port = 1024;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::any_of(words.begin(), words.end(), [word](auto each) { return wire::same_word(each, word); });
}

}  // namespace

// RFC 959, 4.1.2: the server is to call the client.
FtpSession::Answer FtpSession::port(std::string_view argument) {
  const auto to = parse_port(argument);
  if (!to) return tl::unexpected(to.error());
  return call(*to);
}

// RFC 2428, 2
FtpSession::Answer FtpSession::eprt(std::string_view argument) {
  const auto to = parse_extended(argument);
  if (!to) return tl::unexpected(to.error());
  if (to->protocol != 1) return "522 I know network protocol (1) only";
  return call(to->endpoint);
}

// RFC 2577, 3: else the server could be sent to knock at anybody's door.
FtpSession::Answer FtpSession::call(const wire::Endpoint& to) {
  if (epsv_only_) return "501 After EPSV ALL only EPSV opens a port";
  if (stands(Guard::own_address) && to.address != settings_.peer.address)
    return fmt::format("504 I call {} alone, where you are", wire::address_text(settings_.peer.address));
  if (stands(Guard::high_ports) && to.port < first_high_port) return fmt::format("504 Ports below {} belong to servers", first_high_port);
  if (data_ != Data::none) effects_.emplace_back(wire::CloseData{});
  data_ = Data::named;
  callee_ = to;
  return fmt::format("200 I shall call {}", wire::text(to));
}

// RFC 959, 4.1.2
FtpSession::Answer FtpSession::pasv(std::string_view) {
  if (epsv_only_) return "501 After EPSV ALL only EPSV opens a port";
  return open_passive(Passive::pasv);
}

// RFC 2428, 3; protocol 1 is IPv4
FtpSession::Answer FtpSession::epsv(std::string_view argument) {
  if (wire::same_word(argument, "ALL")) {
    epsv_only_ = true;
    return "200 EPSV only from now on";
  }
  if (!argument.empty() && argument != "1") return "522 I know network protocol (1) only";
  return open_passive(Passive::epsv);
}

FtpSession::Answer FtpSession::open_passive(Passive kind) {
  if (data_ != Data::none) effects_.emplace_back(wire::CloseData{});
  effects_.emplace_back(wire::ListenForData{!stands(Guard::own_callers)});
  data_ = Data::opening;
  passive_ = kind;
  return std::string();
}

wire::Output FtpSession::data_listening(wire::Endpoint at) {
  if (data_ != Data::opening) return {};
  data_ = Data::listening;
  if (passive_ == Passive::epsv) return work(fmt::format("229 Entering extended passive mode (|||{}|)", at.port));
  return work(fmt::format("227 Entering passive mode ({},{},{},{},{},{})", at.address >> 24, (at.address >> 16) & 0xff,
                          (at.address >> 8) & 0xff, at.address & 0xff, at.port >> 8, at.port & 0xff));
}

// RFC 959, 3.1.1; "A N" and "L 8" are longer names of the same two.
FtpSession::Answer FtpSession::type(std::string_view argument) {
  const bool text = is_one_of(argument, {"A", "A N"});
  if (!text && !is_one_of(argument, {"I", "L 8"})) return "504 I know TYPE A and TYPE I only";
  ascii_ = text;
  return text ? "200 Files are sent as text" : "200 Files are sent as they are";
}

FtpSession::Answer FtpSession::stru(std::string_view argument) {
  return wire::same_word(argument, "F") ? "200 Plain files" : "504 I know STRU F only";
}

FtpSession::Answer FtpSession::mode(std::string_view argument) {
  return wire::same_word(argument, "S") ? "200 As a stream" : "504 I know MODE S only";
}

// RFC 959, 4.1.3: "ALLO 1000", or "ALLO 1000 R 80" for files of records. Nothing is kept free for who asks.
FtpSession::Answer FtpSession::allo(std::string_view argument) {
  wire::Scanner scanner(argument);
  const auto digits = scanner.take_while(wire::is_digit);
  if (digits.empty()) return scanner.expected("a number");
  scanner.skip_spaces();
  if (!scanner.at_end()) {
    if (!scanner.take('R') && !scanner.take('r')) return scanner.expected("'R'");
    scanner.skip_spaces();
    if (scanner.take_while(wire::is_digit).empty()) return scanner.expected("a number");
    if (!scanner.at_end()) return scanner.expected("nothing more");
  }
  std::uint64_t bytes = UINT64_MAX;  // what is more than that counts as much
  std::from_chars(digits.data(), digits.data() + digits.size(), bytes);
  auto& room = files_.room();
  if (room.has(bytes)) return "202 Room need not be asked for here";
  if (!room.closed() && bytes > room.most()) return fmt::format("552 The disk may hold {} bytes, never so many", room.most());
  return room.has(1) ? fmt::format("452 The disk has no room for {} bytes now", digits) : std::string(disk_full);
}

// RFC 3659, 5.3: a number of bytes
FtpSession::Answer FtpSession::rest(std::string_view argument) {
  std::uint64_t from = 0;
  const auto* last = argument.data() + argument.size();
  const auto [end, error] = std::from_chars(argument.data(), last, from);
  if (error != std::errc{} || end != last)
    return tl::unexpected(wire::SyntaxError{static_cast<std::size_t>(end - argument.data()), "a number of bytes"});
  restart_ = from;
  return fmt::format("350 The next file is sent from byte {} on", from);
}

// RFC 2389, 4. File names are always UTF-8 (RFC 2640); MLST: RFC 3659, 7.9
FtpSession::Answer FtpSession::opts(std::string_view argument) {
  const auto words = wire::split_command(argument);
  if (words.verb == "UTF8" || words.verb == "UTF-8") {
    if (wire::same_word(words.argument, "OFF")) return "504 Names are always in UTF-8";
    return "200 Names are in UTF-8";
  }
  if (words.verb != "MLST") return "501 I know OPTS UTF8 and OPTS MLST only";
  facts_ = read_facts(words.argument);
  return fmt::format("200 MLST OPTS{}{}", facts_.empty() ? "" : " ", fact_names(facts_));
}

}  // namespace cleartext::ftp
