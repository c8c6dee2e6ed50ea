#include "servers/http/grammar.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::http {

namespace {

using wire::Scanner;

constexpr std::size_t most_length_digits = 18;  // of a number that 64 bits hold

tl::unexpected<Refusal> bad(std::string sentence) { return tl::unexpected(Refusal{400, std::move(sentence)}); }

tl::unexpected<Refusal> expected(const Scanner& text, std::string_view what, std::string_view where) {
  return bad(fmt::format("Expected {} at character {} of the {}.", what, text.offset() + 1, where));
}

bool is_host_sign(char c) {
  return wire::is_letter_or_digit(c) || std::string_view("-._~%!$&'()*+,;=:[]").find(c) != std::string_view::npos;
}

// RFC 9112, 3.2: a path; a whole address, which proxies are asked for and everybody must understand; "*"; or,
// of CONNECT alone, a host and a port.
bool take_target_apart(Request& request) {
  std::string_view target = request.target;
  if (target == "*") {
    request.path = target;
    return request.method == "OPTIONS";
  }
  if (request.method == "CONNECT") return true;
  constexpr std::string_view scheme = "http://";
  if (wire::same_word(target.substr(0, scheme.size()), scheme)) {
    target.remove_prefix(scheme.size());
    const auto authority = target.substr(0, target.find_first_of("/?"));
    if (authority.empty() || !std::all_of(authority.begin(), authority.end(), is_host_sign)) return false;
    target.remove_prefix(authority.size());
    if (target.empty() || target.front() == '?') request.path = "/";
  } else if (!target.starts_with('/')) {
    return false;
  }
  if (target.find('#') != target.npos) return false;
  const auto question = std::min(target.find('?'), target.size());
  request.path += target.substr(0, question);
  request.query = target.substr(std::min(question + 1, target.size()));
  return true;
}

tl::expected<Framing, Refusal> by_transfer_encoding(const Request& request) {
  // 6.1: both together are how a request is hidden inside another; HTTP/1.0 knows no chunks.
  if (request.fields.count("Content-Length") > 0) return bad("The body has two lengths: Content-Length and Transfer-Encoding.");
  if (request.minor_version == 0) return bad("HTTP/1.0 has no Transfer-Encoding.");
  const auto codings = request.fields.list("Transfer-Encoding");
  const auto is_chunked = [](std::string_view word) { return wire::same_word(word, "chunked"); };
  if (codings.empty() || !is_chunked(codings.back()))
    return bad("Where the body ends cannot be known: the last Transfer-Encoding must be chunked.");
  if (std::count_if(codings.begin(), codings.end(), is_chunked) > 1) return bad("A body is cut into chunks once, not twice.");
  if (codings.size() > 1)
    return tl::unexpected(Refusal{501, fmt::format("This server does not know the Transfer-Encoding {}.", codings.front())});
  return Framing{true, 0, true};
}

}  // namespace

bool is_token_sign(char c) {
  return wire::is_letter_or_digit(c) || (c != '\0' && std::string_view("!#$%&'*+-.^_`|~").find(c) != std::string_view::npos);
}

// 3: three words and two single spaces.
tl::expected<Request, Refusal> parse_request_line(std::string_view line) {
  constexpr std::string_view where = "request line";
  Scanner text(line);
  Request request;
  request.method = text.take_while(is_token_sign);
  if (request.method.empty()) return expected(text, "a method such as GET", where);
  if (!text.take(' ')) return expected(text, "a space after the method", where);
  request.target = text.take_while([](char c) { return c > ' ' && c <= '~'; });
  if (request.target.empty()) return expected(text, "a path such as /", where);
  if (!text.take(' ')) return expected(text, "a space and HTTP/1.1", where);
  const auto version_at = text.offset();
  const auto version = line.substr(version_at);
  const bool known_form =
      version.size() == 8 && version.starts_with("HTTP/") && wire::is_digit(version[5]) && version[6] == '.' && wire::is_digit(version[7]);
  if (!known_form) return expected(text, "HTTP/1.1 and the end of the line", where);
  if (version[5] != '1') return tl::unexpected(Refusal{505, fmt::format("This server speaks HTTP/1.1, not {}.", version)});
  request.minor_version = version[7] - '0';
  if (!take_target_apart(request)) return bad("The second word of the request line must be a path such as / or a whole http address.");
  return request;
}

// 5: no space before the colon (5.1), no line that goes on (5.2), no sign that is not text.
tl::expected<Field, Refusal> parse_field(std::string_view line) {
  constexpr std::string_view where = "header line";
  Scanner text(line);
  if (text.peek() == ' ' || text.peek() == '\t')
    return bad("A header line must not begin with a space: lines that go on are no longer allowed.");
  const auto name = text.take_while(is_token_sign);
  if (name.empty()) return expected(text, "a name", where);
  if (!text.take(':')) return expected(text, "a colon right after the name", where);
  text.take_while([](char c) { return c == ' ' || c == '\t'; });
  const auto value = text.take_while([](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != 127); });
  if (!text.at_end()) return expected(text, "text", where);
  return Field{std::string(name), std::string(value.substr(0, value.find_last_not_of(" \t") + 1))};
}

tl::expected<Framing, Refusal> framing(const Request& request) {
  // 3.2: one Host, and in HTTP/1.1 always one.
  const auto hosts = request.fields.count("Host");
  if (hosts > 1) return bad("There must be one Host line, not two.");
  if (hosts == 0 && request.minor_version > 0) return bad("HTTP/1.1 wants a Host line, because one machine may have many names.");
  if (hosts == 1 && !std::all_of(request.fields.find("Host")->begin(), request.fields.find("Host")->end(), is_host_sign))
    return bad("The Host line must have a name and perhaps a port.");
  if (request.fields.count("Transfer-Encoding") > 0) return by_transfer_encoding(request);
  if (request.fields.count("Content-Length") == 0) return Framing{};
  if (request.fields.count("Content-Length") > 1) return bad("The body has two lengths: Content-Length is there twice.");
  const auto& digits = *request.fields.find("Content-Length");
  Framing known{false, 0, true};
  if (digits.empty() || !std::all_of(digits.begin(), digits.end(), wire::is_digit))
    return bad("Content-Length must be a number and nothing else.");
  if (digits.size() > most_length_digits) return tl::unexpected(Refusal{413, "The body is too long for this server."});
  std::from_chars(digits.data(), digits.data() + digits.size(), known.length);
  return known;
}

}  // namespace cleartext::http
