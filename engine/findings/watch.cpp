// One rule a function. A sentence names who, what and what it means; the packet is the one that shows it.
#include "engine/findings/watch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

#include "engine/dialogue/ftp.h"
#include "engine/findings/cookies.h"
#include "engine/findings/header.h"
#include "engine/findings/senders.h"
#include "engine/tls/cipher_suites.h"
#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::lower;
using dialogue::printable;
using dialogue::Spoken;
using packet::Protocol;

namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
  return out;
}

std::string who(const Credential& credential) { return credential.user.empty() ? "a user" : printable(credential.user); }

// As good as a password, until it expires (RFC 6750, 5.2).
bool is_token(const Credential& credential) {
  return credential.mechanism == "Bearer" || credential.mechanism == "XOAUTH2" || credential.mechanism == "OAUTHBEARER";
}

// Though the capture has not all of it.
bool is_spelled_out(const Credential& credential) {
  static constexpr std::array mechanisms = {"USER/PASS", "LOGIN", "PLAIN", "Basic", "form"};
  return std::find(mechanisms.begin(), mechanisms.end(), credential.mechanism) != mechanisms.end();
}

bool anonymous(const Credential& credential) {
  const std::string user = lower(credential.user);
  if (credential.mechanism == "ANONYMOUS") return true;  // RFC 4505
  return credential.protocol == Protocol::ftp && (user == "anonymous" || user == "ftp");
}

const wire::Host* lab_host(const packet::Endpoint& place) {
  if (place.is_v6) return nullptr;
  const std::uint32_t address = static_cast<std::uint32_t>(place.address[0]) << 24 | static_cast<std::uint32_t>(place.address[1]) << 16 |
                                static_cast<std::uint32_t>(place.address[2]) << 8 | place.address[3];
  return wire::host_at(address);
}

// What the extension to begin encryption is called in each protocol.
bool names_encryption(Protocol protocol, std::string_view line) {
  const std::string text = upper(line);
  switch (protocol) {
    case Protocol::smtp:
    case Protocol::imap: return text.find("STARTTLS") != std::string::npos;
    case Protocol::pop3: return text == "STLS";
    case Protocol::ftp: return text.find("AUTH TLS") != std::string::npos || text.find("AUTH SSL") != std::string::npos;
    default: return false;
  }
}

bool asks_to_encrypt(const dialogue::Asked& asked) {
  return asked.verb == "STARTTLS" || asked.verb == "STLS" ||
         (asked.verb == "AUTH" && (upper(asked.argument) == "TLS" || upper(asked.argument) == "SSL"));
}

// Some firewalls write X over what they do not want to be seen: "250-XXXXXXXA".
bool crossed_out(std::string_view line) {
  return line.size() >= 12 && line.substr(4, 7) == "XXXXXXX" && line.substr(4).find_first_not_of("XABCD") == std::string_view::npos;
}

// "* CAPABILITY IMAP4rev1 XXXXXXXX", and POP3's "XXXX" where STLS stood.
bool crossed_out_word(Protocol protocol, std::string_view line) {
  const std::size_t shortest = protocol == Protocol::imap ? 7 : 4;
  while (!line.empty()) {
    const std::string_view word = line.substr(0, line.find(' '));
    if (word.size() >= shortest && word.find_first_not_of('X') == std::string_view::npos) return true;
    line.remove_prefix(std::min(line.size(), word.size() + 1));
  }
  return false;
}

bool lists_abilities(const Spoken& spoken) {
  if (spoken.line.kind == LineKind::greeting) return spoken.line.protocol == Protocol::imap;
  if (spoken.line.protocol == Protocol::imap && spoken.line.text.find("CAPABILITY") != std::string_view::npos) return true;
  if (spoken.answers == nullptr) return false;
  const std::string& verb = spoken.answers->verb;
  return verb == "EHLO" || verb == "CAPA" || verb == "FEAT" || verb == "CAPABILITY";
}

}  // namespace

void Watch::tell(std::uint32_t packet, std::string rule, std::string severity, std::string text) {
  listener_.weakness({stream_.number, packet, std::move(rule), std::move(severity), std::move(text)});
}

void Watch::hear(const Spoken& spoken) {
  if (spoken.line.decrypted) return;  // nobody on the way could read it
  if (spoken.line.protocol == Protocol::http) return cookie(spoken);
  if (spoken.line.from == wire::Side::server) {
    if (lists_abilities(spoken)) offers(spoken);
    if (spoken.line.kind == LineKind::reply) reply(spoken);
    return;
  }
  if (spoken.line.kind == LineKind::command) command(spoken);
}

// Who has the cookie of a session is that user, without any password (RFC 6265, 8.3).
void Watch::cookie(const Spoken& spoken) {
  if (spoken.line.kind != LineKind::continuation) return;
  const std::string line = lower(spoken.line.text);
  if (!line.starts_with("cookie:") && !line.starts_with("set-cookie:")) return;
  if (line.starts_with("set-") && takes_back(spoken.line.text.substr(line.find(':') + 1))) return;
  const std::string names = line.substr(line.find(':') + 1);
  if (names_a_session(names, line.starts_with("set-") ? Cookies::set : Cookies::sent) && told_.insert("session-cookie-in-clear").second)
    return tell(spoken.line.packet, "session-cookie-in-clear", "medium",
                "The cookie of a session crossed the network in the clear: who repeats it is that user, without any password.");
}

void Watch::command(const Spoken& spoken) {
  const dialogue::Asked& asked = *spoken.answers;
  const std::uint32_t packet = spoken.line.packet;
  if (asks_to_encrypt(asked)) {
    wish_ = Wish::said;
    return early_.reset();
  }
  tell_port(false);
  if (wish_ == Wish::said && !early_) early_ = Early{packet, std::string(spoken.line.verb)};
  if (spoken.line.protocol == Protocol::ftp && (asked.verb == "PORT" || asked.verb == "EPRT")) judge_port(spoken);
  if (spoken.line.protocol != Protocol::smtp) return;
  if (asked.verb == "EHLO" || asked.verb == "HELO") host_name_ = lower(asked.argument);
  if (asked.verb != "MAIL") return;
  went_on_in_clear(packet);
  sender_ = lower(envelope_address(asked.argument));
  if (!sender_.empty()) judge_sender(sender_, packet);
}

void Watch::reply(const Spoken& spoken) {
  if (spoken.answers == nullptr) return;
  if (spoken.last && (spoken.answers->verb == "PORT" || spoken.answers->verb == "EPRT"))
    tell_port(spoken.line.code.starts_with('5') || spoken.line.code.starts_with('4'));
  if (spoken.last && (spoken.answers->verb == "EHLO" || spoken.answers->verb == "CAPA" || spoken.answers->verb == "FEAT"))
    offer_over(spoken);
  if (!spoken.last || !asks_to_encrypt(*spoken.answers)) return;
  wish_ = Wish::none;
  const std::string_view code = spoken.line.code;
  const bool agreed = code == "+OK" || code == "OK" || code.starts_with('2');
  (agreed ? agreed_ : refused_) = spoken.line.packet;
  agreed ? spoke_too_early() : early_.reset();
}

// A client that was refused rightly goes on in the clear: so only a yes, or encryption itself, shows that it was too early.
void Watch::spoke_too_early() {
  const std::optional<Early> early = std::exchange(early_, {});
  if (!early || !told_.insert("command-before-encryption").second) return;
  tell(early->packet, "command-before-encryption", "high",
       fmt::format("{} was said after the wish to encrypt and before encryption began: a server that carries it over "
                   "takes an attacker's words for its client's (RFC 3207, 6).",
                   printable(early->verb)));
}

// The answer to the wish may be missing, or another wish.
void Watch::missed() {
  early_.reset();
  if (wish_ == Wish::said) wish_ = Wish::unclear;
}

void Watch::offers(const Spoken& spoken) {
  std::string_view text = spoken.line.text;
  if (spoken.line.protocol == Protocol::smtp && text.size() > 4) text.remove_prefix(4);
  if (spoken.line.protocol == Protocol::smtp && spoken.answers != nullptr && last_list_ != spoken.answers->position) {
    last_list_ = spoken.answers->position;
    if (!spoken.last) return;  // the first line greets; what the server can do follows (RFC 5321, 4.1.1.1)
  }
  if (names_encryption(spoken.line.protocol, text)) offered_ = spoken.line.packet;
  const Protocol protocol = spoken.line.protocol;
  const bool crossed =
      protocol == Protocol::smtp ? crossed_out(spoken.line.text) : protocol != Protocol::ftp && crossed_out_word(protocol, text);
  if (crossed && told_.insert("starttls-stripped").second)
    tell(spoken.line.packet, "starttls-stripped", "high",
         "Someone on the way crossed out a line of what the server can do; where STARTTLS stood, everything now stays in the clear.");
}

// What this server offered elsewhere in the capture, it should offer here: else someone took it out.
void Watch::offer_over(const Spoken& spoken) {
  if (spoken.line.code.starts_with('5') || spoken.line.code == "-ERR") return;
  if (offered_ == 0 && spoken.cut) return;  // it may be what was cut
  if (memory_.offers.size() > Memory::most) return;
  Memory::Offer& offer = memory_.offers[stream_.server];
  const Memory::Use here{spoken.line.protocol, stream_.number, spoken.line.packet};
  const auto stripped = [&](const Memory::Use& use) {
    if (use.stream == stream_.number && !told_.insert("starttls-stripped").second) return;
    listener_.weakness({use.stream, use.packet, "starttls-stripped", "high",
                        "This server offers encryption in another conversation, but not in this one: someone between the two may have "
                        "taken the offer out, and everything stays in the clear."});
  };
  if (offered_ != 0) {
    for (const Memory::Use& use : std::exchange(offer.missed, {})) stripped(use);
    offer.seen = true;
    offer.offered = here;
  } else if (!offer.seen) {
    if (offer.missed.size() < Memory::most_missed) offer.missed.push_back(here);
  } else if (offer.offered.stream != stream_.number) {
    stripped(here);
  }
}

// A password or a letter follows, and nothing is encrypted.
void Watch::went_on_in_clear(std::uint32_t packet) {
  if (wish_ != Wish::none || began_) return;  // it was said too soon, or inside
  if (refused_ != 0 && told_.insert("starttls-stripped").second)
    tell(packet, "starttls-stripped", "high",
         "The client asked for encryption, was refused, and went on in the clear: whoever can forge that refusal can read everything.");
  else if (agreed_ != 0 && refused_ == 0 && told_.insert("starttls-not-used").second)
    tell(packet, "starttls-not-used", "medium",
         fmt::format("In packet {} the server agreed to encrypt, and all the same everything went on in the clear.", agreed_));
  else if (offered_ != 0 && refused_ == 0 && told_.insert("starttls-not-used").second)
    tell(packet, "starttls-not-used", "medium",
         fmt::format("The server offered encryption in packet {}, and the client went on in the clear.", offered_));
}

void Watch::judge_port(const Spoken& spoken) {
  const dialogue::Asked& asked = *spoken.answers;
  port_ = {};
  const auto place = asked.verb == "PORT" ? dialogue::parse_host_port(asked.argument) : dialogue::parse_eprt(asked.argument);
  if (!place || is_client(*place)) return;
  port_ = {spoken.line.packet, packet::text(*place)};
}

// "::ffff:127.0.1.10" is a machine of IPv4 (RFC 4291, 2.5.5.2).
bool Watch::is_client(const packet::Endpoint& place) const {
  if (place.is_v6 == stream_.client.is_v6) return place.address == stream_.client.address;
  const packet::Endpoint& v6 = place.is_v6 ? place : stream_.client;
  const packet::Endpoint& v4 = place.is_v6 ? stream_.client : place;
  constexpr std::array<std::uint8_t, 12> mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  return std::equal(mapped.begin(), mapped.end(), v6.address.begin()) &&
         std::equal(v4.address.begin(), v4.address.begin() + 4, v6.address.begin() + 12);
}

// Told when it is answered, or when no answer was heard.
void Watch::tell_port(bool refused) {
  const Port port = std::exchange(port_, {});
  if (port.packet == 0) return;
  const std::string client = packet::address_text(stream_.client);
  tell(port.packet, "port-to-third-machine", refused ? "low" : "high",
       refused ? fmt::format("{} asked the server to open a data connection to {}, a third machine, and was refused.", client, port.place)
               : fmt::format("{} asks the server to open a data connection to {}, a third machine: so a server is made to knock on "
                             "doors that the client cannot reach (RFC 2577, 3).",
                             client, port.place));
}

// RFC 5322, 3.6.2: a letter may have several authors.
bool Watch::is_among_the_writers(std::string_view from) const {
  for (std::string_view rest = from; !rest.empty();) {
    const std::string_view one = rest.substr(0, rest.find(','));
    rest.remove_prefix(std::min(rest.size(), one.size() + 1));
    if (rest.empty() && one.size() == from.size()) return false;  // the only one: judged as such
    if (writes_as_himself(logged_in_, address_of(one))) return true;
  }
  return false;
}

void Watch::judge_sender(const std::string& address, std::uint32_t packet) {
  const std::string domain = domain_of(address);
  if (!logged_in_.empty()) {
    if (!writes_as_himself(logged_in_, address) && told_.insert("spoofed-sender " + address).second)
      tell(packet, "spoofed-sender", "high", fmt::format("{} is logged in, and writes as {}.", printable(logged_in_), printable(address)));
    return;
  }
  if (domain.empty()) return;
  if (const wire::Host* host = lab_host(stream_.client)) {
    const bool owned =
        std::any_of(wire::hosts().begin(), wire::hosts().end(), [&](const wire::Host& each) { return same_house(each.host_name, domain); });
    if (owned && !same_house(host->host_name, domain) && told_.insert("spoofed-sender " + address).second)
      tell(packet, "spoofed-sender", "high",
           fmt::format("{} ({}) delivers a letter that claims to come from {}.", host->name, packet::address_text(stream_.client),
                       printable(address)));
    return;
  }
  if (host_name_.find('.') == std::string::npos || host_name_.front() == '[') return;
  if (house_of(host_name_) != house_of(domain) && told_.insert("spoofed-sender " + address).second)
    tell(packet, "spoofed-sender", "low",
         fmt::format("{} ({}) delivers a letter that claims to come from {}; nothing here shows that it may.", printable(host_name_),
                     packet::address_text(stream_.client), printable(address)));
}

void Watch::reused(const Credential& credential) {
  if (credential.secret.empty() || memory_.passwords.size() > Memory::most || size_of(credential) > Memory::longest) return;
  auto& uses = memory_.passwords[local_part(credential.user) + '\n' + credential.secret];
  const bool known = std::any_of(uses.begin(), uses.end(), [&](const Memory::Use& use) { return use.protocol == credential.protocol; });
  if (known) return;
  uses.push_back({credential.protocol, stream_.number, credential.packet});
  const Memory::Use first = uses.front();
  if (first.protocol == credential.protocol) return;
  tell(credential.packet, "password-reused", "medium",
       fmt::format("{} uses one password for {} and, in packet {}, for {}: who hears one has both.", who(credential),
                   packet::name(credential.protocol), first.packet, packet::name(first.protocol)));
}

void Watch::credential(const Credential& credential) {
  const bool let_in = credential.answer_packet != 0 && credential.accepted.value_or(false);
  if (let_in && credential.protocol == Protocol::smtp) logged_in_ = credential.user;
  if (credential.decrypted) return;
  if (let_in && anonymous(credential))
    tell(credential.packet, "anonymous-guest", "low",
         credential.mechanism == "ANONYMOUS"
             ? fmt::format("Anyone may come in without a name; this one calls himself {}.", printable(credential.user))
             : fmt::format("Anyone may come in as {}, and calls himself {}.", who(credential), printable(credential.secret)));
  const bool perhaps_guest = credential.protocol == Protocol::ftp && !credential.names_user;  // whose USER is missing
  const bool readable =
      !perhaps_guest && credential.response.empty() && (credential.shows_secret || is_spelled_out(credential)) && !anonymous(credential);
  if (credential.answer_packet != 0) {
    if (readable && !is_token(credential) && credential.accepted != false) reused(credential);  // a wrong one is nobody's
    return;
  }
  went_on_in_clear(credential.packet);
  if (!readable) return;
  const bool base64 =
      credential.mechanism == "PLAIN" || credential.mechanism == "Basic" || (credential.mechanism == "LOGIN" && credential.encoded);
  tell(credential.packet, "password-in-clear", "high",
       is_token(credential)
           ? "A token of " + who(credential) + " crossed the network in the clear: who repeats it is that user, without any password."
           : "The password of " + who(credential) + " crossed the network in a form that every listener can read.");
  if (base64)
    tell(credential.packet, "base64-is-no-secret", "medium",
         "The password of " + who(credential) + " is written in base64. That is a spelling, not a secret: anyone reads it back.");
}

void Watch::message(const Message& message) {
  if (message.decrypted || message.protocol == Protocol::http) return;
  const auto lying = std::find_if(message.parts.begin(), message.parts.end(), [](const Part& part) { return part.eight_bit; });
  const bool unannounced = message.protocol == Protocol::smtp && message.knows_sender && message.eight_bit && !message.promised_eight;
  if (lying != message.parts.end() || unannounced)
    tell(message.packet, "eight-bit-where-seven-was-promised", "low",
         lying != message.parts.end()
             ? fmt::format("A part of type {} says that seven bits are enough, and has bytes of eight.", printable(lying->type))
             : "The letter has bytes of eight bits, and its envelope did not say BODY=8BITMIME: a server may take the eighth bit away (RFC "
               "6152).");
  if (message.protocol != Protocol::smtp || !message.header_whole) return;  // or who sent it for another is not known
  const std::string from = address_of(message.from);
  if (from.find('@') == std::string::npos) return;
  const std::string sender = sent_by(Header(message.header), from);
  if (!logged_in_.empty()) return is_among_the_writers(message.from) ? void() : judge_sender(sender, message.packet);
  if (!message.envelope_from.empty() && domain_of(sender) != domain_of(message.envelope_from) &&
      told_.insert("spoofed-sender " + from).second)
    tell(message.packet, "spoofed-sender", "low",
         fmt::format("The letter says it is from {}, its envelope from {}.", printable(from), printable(message.envelope_from)));
}

void Watch::bare_line_ends(std::uint32_t packet) {
  if (!told_.insert("bare-lf-smuggling").second) return;
  tell(packet, "bare-lf-smuggling", "high",
       "A single dot stands between line ends that are not CR LF. One server takes it for the end of the letter, the next one does not: "
       "so a second letter can be smuggled in (RFC 5321, 4.1.1.4).");
}

void Watch::agreed(const dialogue::Agreed& agreed) {
  began_ = true;
  spoke_too_early();
  if (const tls::CipherSuite* suite = tls::cipher_suite(agreed.suite);
      suite != nullptr && !suite->seals() && told_.insert("null-cipher").second)
    tell(agreed.packet, "null-cipher", "high",
         fmt::format("The two agreed on {}: it signs what is said, and hides nothing of it.", suite->name));
  if (agreed.version > 0x0302 || agreed.version < 0x0300 || !told_.insert("old-tls").second) return;
  tell(agreed.packet, "old-tls", "medium",
       fmt::format("The two agreed on {}, which is no longer held to be safe (RFC 8996).", tls::version_text(agreed.version)));
}

void Watch::presented(const dialogue::Presented& presented) {
  const tls::Certificate& certificate = presented.certificate;
  const std::string subject = printable(certificate.subject);
  if (certificate.self_signed && told_.insert("self-signed-certificate").second)
    tell(presented.packet, "self-signed-certificate", "medium",
         fmt::format("The certificate of {} is signed by itself: nobody vouches for it, and whoever stands between the two can show one "
                     "just like it.",
                     subject));
  const std::int64_t now = presented.time_ns / 1'000'000'000;
  if (certificate.until_s != 0 && now > certificate.until_s && told_.insert("expired-certificate").second)
    tell(presented.packet, "expired-certificate", "medium",
         fmt::format("The certificate of {} was valid until {} only: a client that goes on does not look.", subject, certificate.until));
}

}  // namespace cleartext::findings
