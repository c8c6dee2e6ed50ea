#include "servers/webmail/page.h"

#include <fmt/format.h>

#include <array>

#include "servers/http/escape.h"
#include "servers/http/form.h"
#include "servers/mime/address.h"
#include "servers/mime/date.h"
#include "servers/webmail/style.h"

namespace cleartext::webmail {

namespace {

using http::escaped;

// https://www.w3.org/TR/CSP3: no script from anywhere, this one style, pictures and forms of this server only.
std::string policy() {
  return fmt::format(
      "default-src 'none'; style-src 'sha256-{}'; img-src 'self' data:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
      style_digest());
}

std::string top(const Page& page, std::string_view host_name) {
  auto out = fmt::format("<header>\n<a class=\"home\" href=\"/mail\">{}</a>\n", escaped(host_name));
  if (page.visitor != nullptr) {
    out += fmt::format("<span>{}</span>\n<form method=\"post\" action=\"/logout\">{}<button>Log out</button></form>\n",
                       escaped(page.visitor->address), hidden_field("token", page.visitor->token));
  }
  return out + "</header>\n";
}

}  // namespace

http::Response show(const Page& page, std::string_view host_name, int status) {
  auto html = fmt::format(
      "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{} \xc2\xb7 {}</title>\n"
      "<link rel=\"icon\" href=\"data:,\">\n<style>{}</style>\n</head>\n<body>\n{}<main>\n{}</main>\n</body>\n</html>\n",
      escaped(page.title), escaped(host_name), style_sheet(), top(page, host_name), page.body);
  return {status, {{"Content-Type", "text/html; charset=utf-8"}, {"Content-Security-Policy", policy()}}, std::move(html)};
}

http::Response go_to(int status, std::string place) { return {status, {{"Location", std::move(place)}}, {}}; }

http::Response stranger(std::string type, std::string bytes) {
  return {200, {{"Content-Type", std::move(type)}, {"Content-Security-Policy", "default-src 'none'; sandbox"}}, std::move(bytes)};
}

std::string hidden_field(std::string_view name, std::string_view value) {
  return fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escaped(name), escaped(value));
}

std::string letter_name(std::string_view id) {
  std::string name;
  for (const char c : id) name += c == ',' || c == '=' ? std::string(1, c) : http::percent_encoded({&c, 1});  // RFC 3986, 3.3
  return name;
}

std::string place_of(std::string_view id, std::string_view more) { return fmt::format("/mail/{}{}", letter_name(id), more); }

std::string shown(std::string_view text) { return "<bdi>" + escaped(text) + "</bdi>"; }

std::string size_text(std::uint64_t bytes) {
  if (bytes < 1000) return fmt::format("{} bytes", bytes);
  if (bytes < 1'000'000) return fmt::format("{:.1f} kB", static_cast<double>(bytes) / 1000);
  return fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1'000'000);
}

std::string date_shown(const mime::Header& header) {
  static constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                           "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const auto written = header.text("Date");
  const auto date = mime::parse_date(written);
  if (!date) return escaped(std::string_view(written).substr(0, 40));
  return fmt::format("{} {} {}, {:02}:{:02}", date->day, months[static_cast<std::size_t>(date->month - 1)], date->year, date->hour,
                     date->minute);
}

std::string sender_shown(const mime::Header& header) {
  const auto* from = header.find("From");
  const auto people = from == nullptr ? std::vector<mime::Address>() : mime::parse_addresses(*from);
  if (people.empty()) return "<span class=\"faint\">nobody</span>";
  return shown(people.front().name.empty() ? people.front().address : people.front().name);
}

}  // namespace cleartext::webmail
