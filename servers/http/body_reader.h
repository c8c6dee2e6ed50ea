// Reads the body of a request: so many bytes, or chunks with their sizes before them (RFC 9112, 6.2 and 7.1).
// Never keeps more than the most that is allowed.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "servers/http/grammar.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::http {

class BodyReader {
 public:
  enum class State : unsigned char { open, whole, refused };
  BodyReader(const Framing& framing, std::size_t most);  // of a length that is allowed
  State take(std::string_view& bytes);                   // takes bytes off the front
  std::string& body() { return body_; }
  const Refusal& refusal() const { return refusal_; }

 private:
  enum class Place : unsigned char { content, chunk_size, chunk_end, trailer, over };
  bool content(std::string_view& bytes);
  bool line(std::string_view& bytes);
  void chunk_size(std::string_view line);
  void trailer(std::string_view line);
  void refuse(int status, std::string sentence);

  bool chunked_;
  std::size_t most_, trailers_ = 0;
  std::uint64_t left_;  // of the body or of this chunk
  Place place_;
  State state_ = State::open;
  wire::LineSplitter lines_{1024};
  std::string body_;
  Refusal refusal_{};
};

}  // namespace cleartext::http
