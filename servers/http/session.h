// One HTTP/1.1 connection, the server's side (RFC 9110 and 9112). Pure: bytes in, answers out; what is to be found
// at which path is asked of a Site. The connection stays open for the next request, and several may be sent at once.
#pragma once
#include <chrono>
#include <memory>
#include <span>
#include <string>
#include <string_view>

#include "servers/http/message.h"
#include "servers/wire/command.h"
#include "servers/wire/conversation.h"

namespace cleartext::http {

std::span<const wire::CommandInfo> commands();  // methods
std::span<const wire::CommandInfo> fields();    // header fields; `verb` is the name
std::span<const wire::ReplyInfo> replies();     // status codes
std::string_view reason(int status);            // "Not Found"

// What the server behind the session has to show.
class Site {
 public:
  virtual ~Site() = default;
  virtual std::chrono::system_clock::time_point now() const = 0;  // for Date:
  // What may be asked of a path: "GET, HEAD", as in Allow:. Empty: nothing is there.
  virtual std::string methods(std::string_view path) const = 0;
  // How many bytes may come with a request whose header is there.
  virtual std::size_t largest_body(const Request&) { return 1024 * 1024; }
  // Asked only what methods() allows. HEAD is asked like GET; the session leaves the body out.
  virtual Response answer(const Request& request) = 0;
  // The page that tells a person what was wrong.
  virtual Response refusal(int status, std::string_view sentence) const;
};

struct SessionSettings {
  wire::Endpoint peer;
};

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, Site& site);

}  // namespace cleartext::http
