#include "servers/http/body_reader.h"

#include <algorithm>
#include <charconv>

#include "servers/mime/decode.h"

namespace cleartext::http {

namespace {

constexpr std::size_t most_size_digits = 8;  // 4 GiB: beyond any bound of ours
constexpr std::size_t most_trailers = 100;

}  // namespace

BodyReader::BodyReader(const Framing& framing, std::size_t most)
    : chunked_(framing.chunked),
      most_(most),
      left_(framing.length),
      place_(framing.chunked      ? Place::chunk_size
             : framing.length > 0 ? Place::content
                                  : Place::over) {}

BodyReader::State BodyReader::take(std::string_view& bytes) {
  while (state_ == State::open && place_ != Place::over) {
    if (!(place_ == Place::content ? content(bytes) : line(bytes))) break;
  }
  if (state_ == State::open && place_ == Place::over) state_ = State::whole;
  return state_;
}

// False: more bytes are needed.
bool BodyReader::content(std::string_view& bytes) {
  const auto piece = bytes.substr(0, static_cast<std::size_t>(std::min<std::uint64_t>(left_, bytes.size())));
  body_ += piece;
  bytes.remove_prefix(piece.size());
  left_ -= piece.size();
  if (left_ > 0) return false;
  place_ = chunked_ ? Place::chunk_end : Place::over;
  return true;
}

// 7.1: a size line, the bytes, an empty line; at the end the size 0 and perhaps more header fields.
bool BodyReader::line(std::string_view& bytes) {
  wire::Line next;
  if (!lines_.next(bytes, next)) {
    if (lines_.unfinished().size() >= 1026) refuse(400, "A line between the chunks of the body is too long.");
    return false;
  }
  if (next.too_long) {
    refuse(400, "A line between the chunks of the body is too long.");
  } else if (next.bare_lf) {
    refuse(400, "A line ends in CR LF, one between the chunks of the body ended in LF alone.");
  } else if (place_ == Place::chunk_size) {
    chunk_size(next.text);
  } else if (place_ == Place::trailer) {
    trailer(next.text);
  } else if (!next.text.empty()) {
    refuse(400, "A chunk of the body is longer than it was said to be.");
  } else {
    place_ = Place::chunk_size;
  }
  return true;
}

// 7.1.1: what follows a semicolon is for nobody here, but it must be text.
void BodyReader::chunk_size(std::string_view line) {
  const auto digits = line.substr(0, std::min(line.find_first_of("; \t"), line.size()));
  const auto rest = line.substr(digits.size());
  const auto after = rest.find_first_not_of(" \t");
  const bool hexadecimal = !digits.empty() && std::all_of(digits.begin(), digits.end(), [](char c) { return mime::hex_value(c) >= 0; });
  const bool extended = after == rest.npos ? rest.empty() : rest[after] == ';';
  const bool text =
      std::all_of(rest.begin(), rest.end(), [](char c) { return c == '\t' || (static_cast<unsigned char>(c) >= ' ' && c != 127); });
  if (!hexadecimal || !extended || !text) return refuse(400, "The size of a chunk must be a hexadecimal number.");
  std::uint64_t size = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), size, 16);
  if (digits.size() > most_size_digits || body_.size() + size > most_) return refuse(413, "The body is too long for this server.");
  left_ = size;
  place_ = size == 0 ? Place::trailer : Place::content;
}

// 7.1.2: read to the letter like any field, then dropped.
void BodyReader::trailer(std::string_view line) {
  if (line.empty()) {
    place_ = Place::over;
    return;
  }
  if (++trailers_ > most_trailers) return refuse(431, "There are too many lines after the body.");
  if (const auto field = parse_field(line); !field) refuse(field.error().status, field.error().sentence);
}

void BodyReader::refuse(int status, std::string sentence) {
  state_ = State::refused;
  refusal_ = {status, std::move(sentence)};
}

}  // namespace cleartext::http
