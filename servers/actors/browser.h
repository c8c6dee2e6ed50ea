// A web browser as far as mail needs one (RFC 9110): asks for pages and then for the pictures in them, fills forms in,
// keeps cookies, goes where it is sent; all on one connection, one request after the other, each past the gate.
#pragma once
#include <deque>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "servers/actors/response_reader.h"
#include "servers/actors/web_errand.h"
#include "servers/actors/web_page.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct Visit {
  std::string request;  // "GET /three"
  http::Response response;
};

class Browser final : public wire::Conversation {
 public:
  explicit Browser(WebErrand errand);
  wire::Output greet() override { return next_deed(); }
  wire::Output receive(std::string_view bytes) override;
  void closed() override;

  bool finished() const { return finished_; }  // everything was done
  const std::vector<Visit>& visits() const { return visits_; }
  const std::string& why_not() const { return why_not_; }  // what ended it early

 private:
  using Filled = std::vector<std::pair<std::string, std::string>>;
  enum class Half { first, second };  // of a deed: fetching the form or list, then using it
  wire::Output answered(http::Response response);
  wire::Output arrived(const http::Response& response);
  wire::Output next_picture();
  wire::Output next_deed();
  wire::Output begin(const WebDeed& deed);
  wire::Output go_on(const WebDeed& deed);
  wire::Output open_letter(const WebDeed& deed);
  wire::Output follow(std::string_view front, std::string_view ending);
  wire::Output submit(std::string_view ending, const Filled& filled);
  wire::Output get(std::string place) { return ask("GET", std::move(place), {}); }
  wire::Output ask(const std::string& method, std::string place, const std::string& body);
  wire::Output give_up(std::string why);
  void keep_cookies(const http::Response& response);
  std::string cookies_for(std::string_view place) const;

  std::string host_;
  std::deque<WebDeed> deeds_;  // the first is being done
  ResponseReader reader_;
  WebPage page_;
  std::string place_;              // where page_ is from
  std::string asked_, asked_for_;  // method and place of the request that is out
  std::string authorization_;
  std::deque<std::string> pictures_;  // still to be fetched for this page
  struct Cookie {
    std::string value, path;
  };
  std::map<std::string, Cookie> cookies_;
  std::vector<Visit> visits_;
  std::string why_not_;
  Half half_ = Half::first;
  bool fetching_picture_ = false, finished_ = false;
};

}  // namespace cleartext::actors
