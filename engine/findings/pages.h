// What crosses the wire as bodies of HTTP: pages, pictures, forms and uploads, each a message whose parts are
// decoded (RFC 9110, 8; RFC 7578 for forms of many parts).
#pragma once
#include <array>
#include <optional>

#include "engine/findings/listener.h"
#include "engine/findings/unpacker.h"

namespace cleartext::findings {

class Pages {
 public:
  Pages(Listener& listener, const Wanted& wanted) : listener_(listener), wanted_(wanted) {}
  void hear(const dialogue::Spoken& spoken);
  void content(const dialogue::Content& piece);
  void content_ended(const dialogue::Content& end, bool complete);
  void damaged(wire::Side from) { (of(from).message ? of(from).damaged : of(from).damaged_before) = true; }
  std::size_t held() const;
  void finish();

 private:
  struct Direction {
    std::string type, disposition, encoding, date, target, packed;  // of the header heard last
    bool in_header = false, damaged = false;
    bool damaged_before = false;  // its first bytes are missing
    bool partial = false;         // one range of it (RFC 9110, 14.4)
    std::optional<Message> message;
    std::unique_ptr<MimeReader> reader;
    std::unique_ptr<Unpacker> unpacker;
    std::string form;  // a form's fields, as long as they are few
  };
  Direction& of(wire::Side side) { return directions_[side == wire::Side::client ? 0 : 1]; }
  void begin(const dialogue::Content& piece, Direction& here);
  void end(Direction& here, std::uint32_t packet, bool complete);

  static constexpr std::size_t longest_form = 256 * 1024, longest_raw = 256 * 1024 * 1024;
  Listener& listener_;
  Wanted wanted_;
  std::array<Direction, 2> directions_;
};

}  // namespace cleartext::findings
