#include "servers/actors/browser.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/http/form.h"
#include "servers/http/session.h"
#include "servers/mime/value.h"
#include "servers/sasl/exchange.h"
#include "servers/wire/pattern.h"

namespace cleartext::actors {
namespace {

using What = WebDeed::What;

constexpr int most_pictures = 100;

bool is_page(const http::Response& response) {
  const auto* type = response.fields.find("Content-Type");
  return type != nullptr && mime::parse_value(*type).value == "text/html";
}

bool sends_elsewhere(int status) { return status == 301 || status == 302 || status == 303 || status == 307; }

// "http://mail.hamburger.edu/mail" and "/mail" are the same place here.
std::string path_of(std::string_view location) {
  if (const auto front = location.find("://"); front != location.npos) {
    location.remove_prefix(front + 3);
    location.remove_prefix(std::min(location.find('/'), location.size()));
  }
  return location.empty() ? "/" : std::string(location);
}

}  // namespace

Browser::Browser(WebErrand errand) : host_(std::move(errand.host)), deeds_(errand.deeds.begin(), errand.deeds.end()) {}

wire::Output Browser::receive(std::string_view bytes) {
  wire::Output first;
  auto* last = &first;
  while (auto response = reader_.next(bytes)) {
    if (response->status < 200) continue;       // RFC 9110, 15.2: more follows
    if (finished_ || !why_not_.empty()) break;  // nobody asked
    auto output = answered(std::move(*response));
    if (last != &first || !first.bytes.empty()) {  // a body may end in the middle of a piece
      last->then = std::make_shared<wire::Output>();
      last = last->then.get();
    }
    *last = std::move(output);
  }
  if (!reader_.broken() || !why_not_.empty() || finished_) return first;
  auto end = give_up("What the server said is not HTTP.");
  if (first.bytes.empty()) return end;
  last->then = std::make_shared<wire::Output>(std::move(end));  // what was whole before is answered first
  return first;
}

void Browser::closed() {
  if (auto response = reader_.ended()) visits_.push_back({asked_ + " " + asked_for_, std::move(*response)});
  if (!finished_ && why_not_.empty()) why_not_ = "The server closed the connection before everything was done.";
}

wire::Output Browser::give_up(std::string why) {
  why_not_ = std::move(why);
  deeds_.clear();
  return {{}, {wire::Close{}}, {}, nullptr};
}

wire::Output Browser::answered(http::Response response) {
  visits_.push_back({asked_ + " " + asked_for_, response});
  keep_cookies(response);
  if (fetching_picture_) return next_picture();
  if (const auto* location = response.fields.find("Location"); location != nullptr && sends_elsewhere(response.status))
    return get(path_of(*location));
  const auto& deed = deeds_.front();
  const bool asks_who = response.status == 401 && deed.what == What::go && !deed.user.empty() && authorization_.empty();
  if (asks_who) {
    authorization_ = "Basic " + sasl::to_base64(deed.user + ":" + deed.password);
    return get(asked_for_);
  }
  if (response.status >= 400)
    return give_up(fmt::format("The server answered {} {} to {} {}.", response.status, http::reason(response.status), asked_, asked_for_));
  return arrived(response);
}

// The page is shown, and its pictures are fetched: their names stand in it.
wire::Output Browser::arrived(const http::Response& response) {
  if (is_page(response)) {
    page_ = read_page(response.body);
    place_ = asked_for_;
    pictures_.assign(page_.pictures.begin(), page_.pictures.end());
    for (const auto& link : page_.links) {
      if (link.place.find("/part/") != std::string::npos && std::ranges::find(pictures_, link.place) == pictures_.end())
        pictures_.push_back(link.place);
    }
    if (pictures_.size() > most_pictures) pictures_.resize(most_pictures);
  }
  return next_picture();
}

wire::Output Browser::next_picture() {
  fetching_picture_ = !pictures_.empty();
  if (!fetching_picture_) {
    if (half_ == Half::second) return go_on(deeds_.front());
    deeds_.pop_front();
    return next_deed();
  }
  const auto place = pictures_.front();
  pictures_.pop_front();
  return get(place.starts_with('/') ? place : place_.substr(0, place_.rfind('/') + 1) + place);
}

wire::Output Browser::next_deed() {
  authorization_.clear();
  if (!deeds_.empty()) return begin(deeds_.front());
  finished_ = true;
  return {{}, {wire::Close{}}, {}, nullptr};
}

// Where a form or a list is needed that is not on the screen, it is fetched first.
wire::Output Browser::begin(const WebDeed& deed) {
  half_ = Half::first;
  switch (deed.what) {
    case What::go: return get(deed.place);
    case What::source: return follow("/mail/", "/source");
    case What::remove: return submit("/delete", {});
    case What::log_out: return submit("/logout", {});
    case What::log_in:
      if (page_.form_to("/login") != nullptr) return go_on(deed);
      half_ = Half::second;
      return get("/login");
    case What::open:
      if (place_ == "/mail") return go_on(deed);
      half_ = Half::second;
      return get("/mail");
    case What::answer: half_ = Half::second; return follow("/write?reply=", {});
    case What::write: half_ = Half::second; return get("/write");
  }
  return {};
}

wire::Output Browser::go_on(const WebDeed& deed) {
  half_ = Half::first;
  if (deed.what == What::log_in) return submit("/login", {{"user", deed.user}, {"password", deed.password}});
  if (deed.what == What::open) return open_letter(deed);
  Filled filled{{"text", deed.text}};
  if (const auto* form = page_.form_to("/write"); form != nullptr && deed.what == What::answer) {
    const auto quoted = std::ranges::find(form->fields, "text", &std::pair<std::string, std::string>::first);
    if (quoted != form->fields.end()) filled[0].second += quoted->second;
  }
  for (const auto& [name, value] : {std::pair("to", deed.to), {"cc", deed.cc}, {"bcc", deed.bcc}, {"subject", deed.subject}}) {
    if (!value.empty()) filled.emplace_back(name, value);
  }
  return submit("/write", filled);
}

wire::Output Browser::open_letter(const WebDeed& deed) {
  for (const auto& link : page_.links) {
    if (link.place.starts_with("/mail/") && wire::fits("*" + deed.subject + "*", link.text)) return get(link.place);
  }
  return give_up(fmt::format("There is no letter about {} in the list.", deed.subject));
}

wire::Output Browser::follow(std::string_view front, std::string_view ending) {
  for (const auto& link : page_.links) {
    if (link.place.starts_with(front) && link.place.ends_with(ending)) return get(link.place);
  }
  return give_up("No letter is open in the browser.");
}

// What stands in the form goes along, its token too: so the server knows that the form is its own.
wire::Output Browser::submit(std::string_view ending, const Filled& filled) {
  const auto* form = page_.form_to(ending);
  if (form == nullptr) return give_up(fmt::format("The page has no form for {}.", ending));
  auto fields = form->fields;
  for (const auto& [name, value] : filled) {
    const auto field = std::ranges::find(fields, name, &std::pair<std::string, std::string>::first);
    if (field != fields.end()) field->second = value;
  }
  std::string body;
  for (const auto& [name, value] : fields)
    body += fmt::format("{}{}={}", body.empty() ? "" : "&", http::percent_encoded(name), http::percent_encoded(value));
  return ask("POST", form->place, body);
}

wire::Output Browser::ask(const std::string& method, std::string place, const std::string& body) {
  asked_ = method;
  asked_for_ = std::move(place);
  wire::Output output;
  output.verb = method;
  output.bytes = fmt::format("{} {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: Cleartext\r\nAccept: {}\r\n", method, asked_for_, host_,
                             fetching_picture_ ? "image/*, */*;q=0.8" : "text/html, */*;q=0.8");
  if (!authorization_.empty()) output.bytes += "Authorization: " + authorization_ + "\r\n";
  if (const auto cookies = cookies_for(asked_for_); !cookies.empty()) output.bytes += "Cookie: " + cookies + "\r\n";
  if (method == "POST") {
    output.bytes +=
        fmt::format("Origin: http://{}\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", host_, body.size());
  }
  output.bytes += "\r\n" + body;
  return output;
}

// RFC 6265, 5.2: "webmail=key; Path=/; HttpOnly"
void Browser::keep_cookies(const http::Response& response) {
  for (const auto& field : response.fields) {
    if (mime::lower(field.name) != "set-cookie") continue;
    const auto equals = field.value.find('='), end = std::min(field.value.find(';'), field.value.size());
    if (equals == std::string::npos || equals > end) continue;
    const auto more = mime::parse_value(field.value);
    const auto name = field.value.substr(0, equals);
    if (more.parameter("max-age") == "0")
      cookies_.erase(name);
    else
      cookies_[name] = {field.value.substr(equals + 1, end - equals - 1), more.parameters.contains("path") ? more.parameter("path") : "/"};
  }
}

std::string Browser::cookies_for(std::string_view place) const {
  std::string out;
  for (const auto& [name, cookie] : cookies_) {
    if (place.starts_with(cookie.path)) out += fmt::format("{}{}={}", out.empty() ? "" : "; ", name, cookie.value);
  }
  return out;
}

}  // namespace cleartext::actors
