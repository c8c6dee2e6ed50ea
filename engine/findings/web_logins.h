// Overhears log-ins in HTTP: Basic and Digest authentication (RFC 7617, RFC 7616) and forms with a password.
#pragma once
#include <list>

#include "engine/findings/listener.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

class WebLogins {
 public:
  WebLogins(const stream::StreamInfo& stream, Listener& listener) : stream_(stream), listener_(listener) {}
  void hear(const dialogue::Spoken& spoken);
  void content(const dialogue::Content& piece);
  void content_ended(const dialogue::Content& end);

 private:
  struct Open {  // waits for the answer to the request at this place
    std::uint64_t request;
    bool again;  // the same was said before
    Credential credential;
  };
  void request(const dialogue::Spoken& spoken);
  void header(const dialogue::Spoken& spoken);
  void authorization(const dialogue::LineView& line, std::string_view value);
  void form(std::string_view fields, const dialogue::LineView& line);
  void report(const dialogue::LineView& line, Credential credential);
  void answer(const dialogue::Spoken& spoken);

  static constexpr std::size_t longest_form = 64 * 1024, most_open = 1000;
  stream::StreamInfo stream_;
  Listener& listener_;
  std::list<Open> open_;
  Credential last_;            // what was said last, so that it is told once
  std::uint64_t request_ = 0;  // where the request stands that is being said
  dialogue::LineView form_line_;
  std::string form_;
  bool is_form_ = false, in_header_ = false, sets_cookie_ = false;
  std::string status_;
  std::optional<bool> last_accepted_;
};

}  // namespace cleartext::findings
