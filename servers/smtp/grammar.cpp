// Paths and domains as RFC 5321, 4.1.2 writes them, kinder in two places: spaces after the colon, as people
// type them into telnet, and '_' in names, as machines have them.
#include "servers/smtp/grammar.h"

#include <charconv>

#include "servers/wire/command.h"

namespace cleartext::smtp {

namespace {

using wire::Parsed;
using wire::Scanner;

constexpr std::size_t longest_local_part = 64;  // RFC 5321, 4.5.3.1.1
constexpr std::size_t longest_domain = 255;     // 4.5.3.1.2

bool is_name_sign(char c) { return wire::is_letter_or_digit(c) || c == '-' || c == '_'; }

// RFC 6531, 3.3: whatever UTF-8 spells beyond ASCII; that it is UTF-8 was looked at before.
bool is_beyond_ascii(char c) { return static_cast<unsigned char>(c) >= 0x80; }

bool is_international_name_sign(char c) { return is_name_sign(c) || is_beyond_ascii(c); }

bool is_atom_sign(char c) {
  return wire::is_letter_or_digit(c) || is_beyond_ascii(c) || std::string_view("!#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

// Domain / address-literal
Parsed<std::string_view> domain(Scanner& text, bool (*is_sign)(char) = is_international_name_sign) {
  const auto from = text.offset();
  if (text.take('[')) {
    const auto inside = text.take_while([](char c) { return wire::is_letter_or_digit(c) || c == '.' || c == ':'; });
    if (inside.empty()) return text.expected("an address");
    if (!text.take(']')) return text.expected("']'");
    return text.since(from);
  }
  do {
    if (text.take_while(is_sign).empty()) return text.expected("a domain name");
  } while (text.take('.'));
  if (text.offset() - from > longest_domain) {
    return tl::unexpected(wire::SyntaxError{from + longest_domain, "a shorter domain name"});
  }
  return text.since(from);
}

// Local-part = Dot-string / Quoted-string
Parsed<std::string_view> local_part(Scanner& text) {
  const auto from = text.offset();
  if (text.take('"')) {
    while (!text.at_end() && text.peek() != '"') {
      if (text.take('\\') && text.at_end()) break;
      text.skip();
    }
    if (!text.take('"')) return text.expected("'\"'");
  } else {
    do {
      if (text.take_while(is_atom_sign).empty()) return text.expected("a mailbox name");
    } while (text.take('.'));
  }
  if (text.offset() - from > longest_local_part) {
    return tl::unexpected(wire::SyntaxError{from + longest_local_part, "a shorter mailbox name"});
  }
  return text.since(from);
}

// RFC 5321, 4.1.2: quotes and backslashes that are not needed change nothing; "bob" is bob.
std::string without_needless_quotes(std::string_view local) {
  if (!local.starts_with('"')) return std::string(local);
  std::string plain;
  for (auto rest = local.substr(1, local.size() - 2); !rest.empty(); rest.remove_prefix(1)) {
    if (rest.front() == '\\' && rest.size() > 1) rest.remove_prefix(1);
    plain += rest.front();
  }
  Scanner text(plain);
  return local_part(text) && text.at_end() && !plain.starts_with('"') ? plain : std::string(local);
}

// A-d-l: "@one,@two:", a route that RFC 5321, 3.6.1 wants taken and ignored.
Parsed<void> source_route(Scanner& text) {
  while (text.take('@')) {
    if (auto name = domain(text); !name) return tl::unexpected(name.error());
    if (text.take(':')) return {};
    if (!text.take(',')) return text.expected("':'");
  }
  return text.expected("'@'");
}

enum class Direction { sender, recipient };

// The part between '<' and '>'.
Parsed<std::string> mailbox(Scanner& text, Direction direction) {
  if (text.peek() == '@') {
    if (auto route = source_route(text); !route) return tl::unexpected(route.error());
  }
  const auto quoted = local_part(text);
  if (!quoted) return tl::unexpected(quoted.error());
  const auto local = without_needless_quotes(*quoted);
  const bool postmaster = direction == Direction::recipient && wire::same_word(local, "postmaster");
  if (text.peek() == '>' && postmaster) return local;  // RFC 5321, 4.5.1: needs no domain
  if (!text.take('@')) return text.expected("'@'");
  const auto name = domain(text);
  if (!name) return tl::unexpected(name.error());
  return local + "@" + std::string(*name);
}

Parsed<std::string> path(Scanner& text, Direction direction) {
  text.skip_spaces();
  if (!text.take('<')) return text.expected("'<'");
  if (direction == Direction::sender && text.take('>')) return std::string();
  auto address = mailbox(text, direction);
  if (address && !text.take('>')) return text.expected("'>'");
  return address;
}

// " SIZE=1000 BODY=8BITMIME"
Parsed<void> parameters(Scanner& text, Direction direction, MailArgument& mail) {
  for (text.skip_spaces(); !text.at_end(); text.skip_spaces()) {
    mail.has_parameters = true;
    const auto key = text.take_while(is_name_sign);
    if (key.empty()) return text.expected("a parameter such as SIZE=1000");
    const auto from = text.offset();
    const auto value = text.take('=') ? text.take_while([](char c) { return c > ' ' && c < 127 && c != '='; }) : "";
    const bool sender = direction == Direction::sender;
    if (sender && wire::same_word(key, "SIZE")) {
      std::uint64_t size = 0;
      const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), size);
      if (error != std::errc{} || end != value.data() + value.size()) {
        return tl::unexpected(wire::SyntaxError{from, "'=' and a number"});
      }
      mail.size = size;
    } else if (sender && wire::same_word(key, "BODY")) {
      if (!wire::same_word(value, "7BIT") && !wire::same_word(value, "8BITMIME")) {
        return tl::unexpected(wire::SyntaxError{from, "=7BIT or =8BITMIME"});
      }
    } else if (sender && wire::same_word(key, "AUTH")) {
      if (value.empty())
        return tl::unexpected(wire::SyntaxError{from, "=<> or =a name"});  // RFC 4954, 5: said by relays, believed by nobody
    } else if (sender && wire::same_word(key, "SMTPUTF8")) {
      if (text.offset() != from) return tl::unexpected(wire::SyntaxError{from, "nothing behind SMTPUTF8"});
      mail.utf8 = true;
    } else if (mail.unknown_parameter.empty()) {
      mail.unknown_parameter = key;
    }
  }
  return {};
}

Parsed<MailArgument> parse(std::string_view argument, std::string_view word, Direction direction) {
  Scanner text(argument);
  const auto named = text.take_while(wire::is_letter_or_digit);
  text.skip_spaces();
  if (!wire::same_word(named, word) || !text.take(':')) {
    return tl::unexpected(wire::SyntaxError{0, std::string(word) + ":"});
  }
  MailArgument mail;
  auto address = path(text, direction);
  if (!address) return tl::unexpected(address.error());
  mail.address = std::move(*address);
  if (!text.at_end() && text.peek() != ' ') return text.expected("a space or the end of the line");
  if (auto known = parameters(text, direction, mail); !known) return tl::unexpected(known.error());
  return mail;
}

}  // namespace

Parsed<std::string> parse_domain(std::string_view argument) {
  Scanner text(argument);
  const auto name = domain(text, is_name_sign);
  if (!name) return tl::unexpected(name.error());
  text.skip_spaces();
  if (!text.at_end()) return text.expected("nothing after the name");
  return std::string(*name);
}

Parsed<MailArgument> parse_mail(std::string_view argument) { return parse(argument, "FROM", Direction::sender); }
Parsed<MailArgument> parse_rcpt(std::string_view argument) { return parse(argument, "TO", Direction::recipient); }

}  // namespace cleartext::smtp
