// A site of four addresses whose clock stands still: what HTTP itself does can be read from its answers.
#pragma once
#include <string>
#include <vector>

#include "servers/http/session.h"

namespace cleartext::http {

class SmallSite final : public Site {
 public:
  std::chrono::system_clock::time_point now() const override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(1'758'722'587));
  }
  std::string methods(std::string_view path) const override {
    if (path == "/echo") return "GET, HEAD, POST";
    if (path == "/" || path == "/nothing") return "GET, HEAD";
    return {};
  }
  Response answer(const Request& request) override {
    asked.push_back(request);
    if (request.path == "/nothing") return {204, {}, {}};
    return {200, {{"Content-Type", "text/plain"}}, request.method == "POST" ? "[" + request.body + "]\r\n" : "hello\r\n"};
  }
  Response refusal(int status, std::string_view sentence) const override {
    return {status, {{"Content-Type", "text/plain"}}, std::string(sentence) + "\r\n"};
  }

  std::vector<Request> asked;
};

}  // namespace cleartext::http
