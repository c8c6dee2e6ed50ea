// A browser as far as these pages need one: cookies, forms, and what it was answered.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "servers/http/form.h"
#include "tests/servers/webmail/desk.h"

namespace cleartext::webmail {

struct Answer {
  int status = 0;
  std::string head, body;
  std::string field(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == head.npos) return {};
    const auto start = at + name.size() + 4;
    return head.substr(start, head.find("\r\n", start) - start);
  }
  bool says(std::string_view text) const { return body.find(text) != body.npos; }
};

using Filled = std::vector<std::pair<std::string, std::string>>;

class Browser {
 public:
  explicit Browser(http::Site& site) : session_(http::make_session({{0, 40000}}, site)) {}

  Answer get(const std::string& path) { return ask("GET", path, more); }
  Answer post(const std::string& path, const Filled& fields) {
    std::string body;
    for (const auto& [name, value] : fields) body += (body.empty() ? "" : "&") + name + "=" + http::percent_encoded(value);
    return ask("POST", path, fmt::format("{}Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n", more, body.size()),
               body);
  }
  Answer post_parts(const std::string& path, const Filled& fields, const std::vector<http::SentFile>& files) {
    std::string body;
    for (const auto& [name, value] : fields)
      body += fmt::format("--cut\r\nContent-Disposition: form-data; name=\"{}\"\r\n\r\n{}\r\n", name, value);
    for (const auto& file : files) {
      std::string name;
      for (const char c : file.name)
        name += c == '"' ? std::string("%22") : std::string(1, c);  // as browsers do (https://html.spec.whatwg.org)
      body += fmt::format("--cut\r\nContent-Disposition: form-data; name=\"file\"; filename=\"{}\"\r\nContent-Type: {}\r\n\r\n", name,
                          file.type) +
              file.bytes + "\r\n";
    }
    body += "--cut--\r\n";
    return ask("POST", path, fmt::format("{}Content-Type: multipart/form-data; boundary=cut\r\nContent-Length: {}\r\n", more, body.size()),
               body);
  }
  Answer ask(const std::string& method, const std::string& path, const std::string& header, const std::string& body = {}) {
    std::string cookie;
    for (const auto& [name, value] : cookies) cookie += (cookie.empty() ? "Cookie: " : "; ") + name + "=" + value;
    if (!cookie.empty()) cookie += "\r\n";
    const auto said =
        session_->receive(fmt::format("{} {} HTTP/1.1\r\nHost: mail.hamburger.edu\r\n{}{}\r\n{}", method, path, cookie, header, body))
            .bytes;
    Answer answer;
    const auto end = said.find("\r\n\r\n");
    answer.head = said.substr(0, end + 2);
    answer.body = said.substr(end + 4);
    answer.status = std::stoi(said.substr(9, 3));
    keep_cookies(answer);
    return answer;
  }
  // The token of a page's forms.
  static std::string token(const Answer& answer) {
    constexpr std::string_view mark = "name=\"token\" value=\"";
    const auto at = answer.body.find(mark);
    if (at == answer.body.npos) return {};
    const auto start = at + mark.size();
    return answer.body.substr(start, answer.body.find('"', start) - start);
  }
  Answer log_in(const std::string& user = "bob", const std::string& password = "hungry") {
    return post("/login", {{"token", token(get("/login"))}, {"user", user}, {"password", password}});
  }

  std::map<std::string, std::string> cookies;
  std::string more;  // header lines for every request

 private:
  void keep_cookies(const Answer& answer) {
    constexpr std::string_view mark = "\r\nSet-Cookie: ";
    for (auto at = answer.head.find(mark); at != answer.head.npos; at = answer.head.find(mark, at + 1)) {
      const auto line = answer.head.substr(at + mark.size(), answer.head.find("\r\n", at + 2) - at - mark.size());
      const auto equals = line.find('='), end = line.find(';');
      const auto value = line.substr(equals + 1, end - equals - 1);
      if (value.empty())
        cookies.erase(line.substr(0, equals));
      else
        cookies[line.substr(0, equals)] = value;
    }
  }
  std::unique_ptr<wire::Conversation> session_;
};

}  // namespace cleartext::webmail
