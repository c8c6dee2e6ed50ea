// Coming and going: the form, HTTP's own way, and the way out.
#include <fmt/format.h>

#include "servers/http/escape.h"
#include "servers/sasl/exchange.h"
#include "servers/webmail/webmail.h"

namespace cleartext::webmail {

namespace {

constexpr std::string_view form_cookie = "form";
constexpr std::size_t most_rows = 100;  // of the list behind Basic

// RFC 6265, 4.1: kept from scripts, and sent with nothing that another site starts, but for a plain link to us.
// It is not Secure: this server speaks in the clear, and Eve reads the cookie.
std::string key_cookie(std::string_view key) { return fmt::format("webmail={}; Path=/; HttpOnly; SameSite=Lax", key); }

}  // namespace

http::Response Webmail::home(const Visit&) { return go_to(302, "/mail"); }

http::Response Webmail::log_in_page(const Visit& visit) {
  if (visitor(visit.request) != nullptr) return go_to(302, "/mail");
  return log_in_form(200, {}, {});
}

// The form carries a token and the browser a cookie, and both must be the same: so no other site can log a visitor
// in, as somebody else, without his knowing.
http::Response Webmail::log_in_form(int status, std::string_view problem, std::string_view user) {
  const auto token = settings_.token();
  auto body = std::string("<h1>Log in</h1>\n");
  if (!problem.empty()) body += fmt::format("<p class=\"note bad\" role=\"alert\">{}</p>\n", http::escaped(problem));
  body += fmt::format(
      "<form method=\"post\" action=\"/login\">\n{}\n<label for=\"user\">Name</label>\n"
      "<input id=\"user\" name=\"user\" value=\"{}\" autocomplete=\"username\" autocapitalize=\"none\" required autofocus>\n"
      "<label for=\"password\">Password</label>\n"
      "<input id=\"password\" name=\"password\" type=\"password\" autocomplete=\"current-password\" required>\n"
      "<div class=\"row\"><button class=\"main\">Log in</button></div>\n</form>\n",
      hidden_field("token", token), http::escaped(user));
  auto response = page({"Log in", std::move(body), nullptr}, status);
  response.fields.add("Set-Cookie", fmt::format("{}={}; Path=/login; HttpOnly; SameSite=Strict", form_cookie, token));
  return response;
}

http::Response Webmail::log_in(const Visit& visit) {
  const auto user = visit.form.value("user");
  const auto kept = http::cookie(visit.request, form_cookie);
  if (kept && !sasl::same_secret(visit.form.value("token"), *kept))
    return log_in_form(403, "This form was too old. Please try again.", user);
  const auto address = desk_.check(user, visit.form.value("password"));
  if (!address) {
    // RFC 9110, 15.5.2 wants a way to log in named; no browser knows this one, and so it shows the form
    // (draft-broyer-http-cookie-auth-00, 3).
    auto response = log_in_form(401, "The name or the password is wrong.", user);
    response.fields.add("WWW-Authenticate",
                        fmt::format("Cookie realm=\"Mail at {}\", form-action=\"/login\", cookie-name=\"webmail\"", settings_.host_name));
    return response;
  }
  if (const auto before = http::cookie(visit.request, "webmail")) visitors_.dismiss(*before);
  auto key = settings_.token();
  auto token = settings_.token();
  auto response = go_to(303, "/mail");
  response.fields.add("Set-Cookie", key_cookie(key));
  visitors_.admit(std::move(key), std::move(token), *address, desk_.now());
  return response;
}

http::Response Webmail::log_out(const Visit& visit) {
  visitors_.dismiss(visit.visitor->key);
  auto response = go_to(303, "/login");
  response.fields.add("Set-Cookie", key_cookie("") + "; Max-Age=0");
  return response;
}

// RFC 7617
http::Response Webmail::basic(const Visit& visit) {
  const auto said = http::basic_credentials(visit.request);
  const auto address = said ? desk_.check(said->user, said->password) : std::nullopt;
  if (!address) {
    auto response = sorry(401, said ? "The name or the password is wrong." : "Say who you are: your browser asks for name and password.");
    response.fields.add("WWW-Authenticate", fmt::format("Basic realm=\"Mail at {}\", charset=\"UTF-8\"", settings_.host_name));
    return response;
  }
  const auto mailbox = desk_.mailbox(*address);
  auto entries = mailbox->letters();
  if (entries.size() > most_rows) entries.erase(entries.begin(), entries.end() - most_rows);
  return page(
      {"Mail of " + *address,
       fmt::format("<h1>Mail of {}</h1>\n<p class=\"note\">You logged in by HTTP's own means, Basic. Your browser now says your name and "
                   "password with every request, in base64.</p>\n{}",
                   http::escaped(*address), rows(*mailbox, entries, false)),
       nullptr});
}

}  // namespace cleartext::webmail
