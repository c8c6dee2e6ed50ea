#include "servers/webmail/webmail.h"

#include <fmt/format.h>

#include "servers/http/escape.h"
#include "servers/sasl/exchange.h"
#include "servers/wire/command.h"

namespace cleartext::webmail {

namespace {

// What every answer has: nothing is kept by a cache or a browser, no type is guessed, no other site learns of it.
http::Response guarded(http::Response response) {
  response.fields.add("Cache-Control", "no-store");
  response.fields.add("X-Content-Type-Options", "nosniff");
  response.fields.add("Referrer-Policy", "same-origin");
  return response;
}

}  // namespace

std::unique_ptr<http::Site> make_site(Settings settings, Desk& desk) { return std::make_unique<Webmail>(std::move(settings), desk); }

std::string Webmail::methods(std::string_view path) const {
  std::string known;
  for (const auto& row : all_rows()) {
    if (!matched(row.pattern, path)) continue;
    if (!known.empty()) known += ", ";
    known += row.info.verb == "GET" ? "GET, HEAD" : row.info.verb;
  }
  return known;
}

// Who is logged in may send files, which become a third larger in the letter (SIZE is 25 MiB).
std::size_t Webmail::largest_body(const http::Request& request) {
  constexpr std::size_t with_files = 16 * 1024 * 1024;
  return request.path == "/write" && visitor(request) != nullptr ? with_files : Site::largest_body(request);
}

http::Response Webmail::answer(const http::Request& request) { return guarded(dispatch(request)); }

http::Response Webmail::refusal(int status, std::string_view sentence) const { return guarded(sorry(status, sentence)); }

http::Response Webmail::sorry(int status, std::string_view sentence) const {
  const auto title = fmt::format("{} {}", status, http::reason(status));
  return page({title, fmt::format("<h1>{}</h1>\n<p>{}</p>\n", title, http::escaped(sentence)), nullptr}, status);
}

http::Response Webmail::dispatch(const http::Request& request) {
  const std::string_view method = request.method == "HEAD" ? std::string_view("GET") : request.method;
  for (const auto& row : all_rows()) {
    auto places = row.info.verb == method ? matched(row.pattern, request.path) : std::nullopt;
    if (!places) continue;
    const bool sends = method == "POST";
    if (sends && !http::is_form(request)) return sorry(415, "Only forms are taken here.");
    if (sends && from_elsewhere(request)) return sorry(403, "This form was sent from another site.");
    Visit visit{request, std::move(*places), sends ? http::Form(request) : http::Form(std::string_view()), nullptr};
    if (row.access == Access::visitor) {
      visit.visitor = visitor(request);
      if (visit.visitor == nullptr) return go_to(sends ? 303 : 302, "/login");
      // A form of another site would have the cookie, but cannot know what stands in our forms.
      if (sends && !sasl::same_secret(visit.form.value("token"), visit.visitor->token))
        return sorry(403, "This form is not from your own pages. Go back, reload the page, and send it again.");
    }
    return (this->*row.handler)(visit);
  }
  return sorry(404, "There is nothing at this address.");
}

// Browsers say where a form was sent from (RFC 6454, 7.3); a person at a keyboard need not.
bool Webmail::from_elsewhere(const http::Request& request) const {
  const auto* origin = request.fields.find("Origin");
  const auto* host = request.fields.find("Host");
  if (origin == nullptr) return false;
  constexpr std::string_view front = "://";
  const auto at = origin->find(front);
  return at == std::string::npos || host == nullptr || !wire::same_word(std::string_view(*origin).substr(at + front.size()), *host);
}

Visitor* Webmail::visitor(const http::Request& request) {
  const auto key = http::cookie(request, "webmail");
  return key ? visitors_.find(*key, desk_.now()) : nullptr;
}

}  // namespace cleartext::webmail
