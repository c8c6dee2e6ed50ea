// Overhears log-ins in HTTP: Basic, Digest, Bearer, NTLM and Negotiate (RFC 7617, RFC 7616, RFC 6750, RFC 4559), to
// servers and to proxies, and forms with a password, in each of their spellings.
#pragma once
#include <list>

#include "engine/findings/forms.h"
#include "engine/findings/listener.h"
#include "engine/findings/unpacker.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

class WebLogins final : Grower {
 public:
  WebLogins(const stream::StreamInfo& stream, Listener& listener) : stream_(stream), listener_(listener) {}
  void hear(const dialogue::Spoken& spoken);
  void content(const dialogue::Content& piece);
  void content_ended(const dialogue::Content& end);
  void damaged(wire::Side from);  // bytes of what it says are missing
  std::size_t held() const;

 private:
  enum class FormKind : std::uint8_t { none, url, json, parts };
  enum class Door : std::uint8_t { server, proxy, form };  // that opens, or not
  struct Open {                                            // waits for the answer to the request at this place
    std::uint64_t request;
    Door door;
    bool again;                   // the same was said before
    std::string page, came_from;  // that was asked for, or the form was sent to; and the one before it
    Credential credential;
  };
  struct Last {  // what was said last, so that it is told once
    Credential credential;
    std::optional<bool> accepted;
    std::string page;  // where it was answered so
  };
  // A form that is being said.
  struct Form {
    dialogue::LineView line;
    std::string text;   // url, json
    FormFields fields;  // parts
    std::uint64_t part = 0;
    Message message;
    std::unique_ptr<MimeReader> reader;
    std::unique_ptr<Unpacker> unpacker;
  };
  void request(const dialogue::Spoken& spoken);
  void header(const dialogue::Spoken& spoken);
  void cut_header(const dialogue::Spoken& spoken);
  void user_in(std::string_view target, const dialogue::LineView& line);
  void unfold(const dialogue::LineView& line, const std::string& before);
  void answer_header(const dialogue::Spoken& spoken);
  void authorization(const dialogue::LineView& line, Door door, std::string_view value);
  bool read_scheme(const std::string& scheme, std::string_view value, Credential& found) const;
  bool ntlm(std::string_view value, Credential& found) const;
  void begin_form(const dialogue::Content& piece);
  void grow_form(std::string_view bytes, std::uint32_t packet);
  void part_grew(const Message& message, const Part& part, std::string_view decoded) override;
  void form(const FormFields& fields, const dialogue::LineView& line);
  void report(const dialogue::LineView& line, Door door, Credential credential);
  static bool said_before(const Credential& credential, const Credential& last);
  void answer(const dialogue::Spoken& spoken);
  std::optional<bool> accepted(const Open& open) const;
  bool leads_on(std::string_view page, std::string_view came_from) const;
  void answered(Open&& open, std::uint32_t packet);

  static constexpr std::size_t longest_form = 64 * 1024, most_open = 1000, most_fields = 1000, longest_field = 1024;
  stream::StreamInfo stream_;
  Listener& listener_;
  std::list<Open> open_;
  Last last_[3];                 // by door
  std::uint64_t request_ = 0;    // where the request stands that is being said
  std::string type_, encoding_;  // of its body
  std::string folded_;           // a log-in's field that may go on in the next line
  FormKind kind_ = FormKind::none;
  std::unique_ptr<Form> form_;
  bool in_header_ = false, sets_cookie_ = false;
  bool damaged_ = false;                   // bytes of the request's body are missing
  std::string page_, came_from_;           // that the request names, and its Referer
  std::string status_, leads_to_, asked_;  // asked_: a challenge of NTLM's
};

}  // namespace cleartext::findings
