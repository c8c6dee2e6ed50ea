// Cuts one direction of a stream into TLS records (RFC 8446, 5.1). A record that lies in one segment is told
// without a copy; one that nobody wants to open passes by uncopied.
#pragma once
#include <string>

#include "engine/stream/flow.h"
#include "engine/tls/octets.h"

namespace cleartext::tls {

enum RecordType : std::uint8_t { change_cipher_spec = 20, alert = 21, handshake = 22, application_data = 23 };

struct Record {
  std::uint8_t type = 0;
  std::uint16_t version = 0, length = 0;  // of its body
  Bytes body;                             // whole, or empty: passed by, or damaged
  bool damaged = false;                   // bytes of it are missing
  bool after_gap = false;                 // nobody knows how many records are missing before it
  std::uint64_t missing = 0;              // bytes between it and the record before, where that is so
  std::uint64_t position = 0;             // of its body, in its direction's stream
  std::uint32_t packet = 0;               // completed it
  std::int64_t time_ns = 0;
};

bool plausible_header(Bytes five);  // could these be a record's first five bytes?

class RecordCutter {
 public:
  static constexpr std::size_t longest = 16384 + 2048;  // RFC 5246, 6.2.3
  enum class Result { more, record, nonsense };         // nonsense: what comes is no record
  // Takes from the front of `left`. `keep`: whether application data is wanted. The body lives until the next call.
  Result next(stream::Segment& left, Record& record, bool keep);
  void gap(const stream::Segment& missing, Record& record, bool& damaged);  // `damaged`: the record that was cut is over
  void lost() { searching_ = true; }                                        // where the next record begins is not known
  void let_changes_be_sealed() { sealed_changes_ = true; }                  // a second ChangeCipherSpec is encrypted, and longer
  std::string_view nonsense() const { return header_; }                     // what was taken of it
  std::size_t held() const { return body_.capacity(); }
  bool between_records() const { return header_.empty() && remaining_ == 0; }

 private:
  bool take_header(stream::Segment& left);
  bool search(stream::Segment& left);
  void begin(const stream::Segment& at);

  std::string header_, body_;
  Record open_;
  std::size_t remaining_ = 0;  // of the body
  std::uint64_t missing_ = 0;
  bool searching_ = false, after_gap_ = false, in_body_ = false, keeping_ = false, sealed_changes_ = false;
};

}  // namespace cleartext::tls
