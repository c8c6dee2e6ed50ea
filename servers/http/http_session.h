// The session itself. A request is refused in one place, before the site sees it.
#pragma once
#include <optional>

#include "servers/http/request_reader.h"
#include "servers/http/session.h"

namespace cleartext::http {

class HttpSession final : public wire::Conversation {
 public:
  HttpSession(SessionSettings settings, Site& site)
      : settings_(settings), site_(site), reader_({}, [this](const Request& request) { return site_.largest_body(request); }) {}
  wire::Output turn_away(std::string_view why) override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output timed_out() override;

 private:
  enum class After : unsigned char { as_asked, close };
  void header_came(wire::Output& output);
  void request_came(wire::Output& output);
  void refuse(wire::Output& output, const Refusal& refusal, After after);
  void say(wire::Output& output, const Response& response, After after);
  std::optional<Refusal> refused() const;
  bool peer_wants_more() const;

  SessionSettings settings_;
  Site& site_;
  RequestReader reader_;
  bool answered_ = false;  // by its header alone
  bool closing_ = false;
};

}  // namespace cleartext::http
