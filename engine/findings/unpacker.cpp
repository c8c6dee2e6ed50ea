// zlib does the work. "deflate" means zlib's format, and some servers send the bare one (RFC 9110, 8.4.1.2).
#include "engine/findings/unpacker.h"

#include <zlib.h>

#include <algorithm>
#include <array>

namespace cleartext::findings {

struct Unpacker::State {
  z_stream zlib{};
  std::uint64_t unpacked = 0;
  bool bare = false, gzip = false, begun = false, broken = false, over = false, padding = false;
  // Another member may follow (RFC 1952, 2.2); what is none is padding, and so is all behind it.
  void begin_member(char first) {
    padding = padding || !gzip || first != '\x1f';
    if (padding) return;
    over = false;
    inflateReset(&zlib);
  }
  ~State() { inflateEnd(&zlib); }
};

std::unique_ptr<Unpacker> Unpacker::of(std::string_view encoding) {
  constexpr int most_layers = 4;
  if (const std::size_t comma = encoding.rfind(','); comma != std::string_view::npos) {
    std::string_view last = encoding.substr(comma + 1), before = encoding.substr(0, comma);
    while (!last.empty() && last.front() == ' ') last.remove_prefix(1);
    while (!before.empty() && before.back() == ' ') before.remove_suffix(1);
    if (std::count(encoding.begin(), encoding.end(), ',') >= most_layers) return nullptr;
    auto outer = of(last), inner = of(before);
    if (outer == nullptr || inner == nullptr) return nullptr;
    outer->inner_ = std::move(inner);
    return outer;
  }
  const bool gzip = encoding == "gzip" || encoding == "x-gzip";
  if (!gzip && encoding != "deflate") return nullptr;
  auto state = std::make_unique<State>();
  if (inflateInit2(&state->zlib, gzip ? 16 + MAX_WBITS : MAX_WBITS) != Z_OK) return nullptr;
  state->bare = !gzip;
  state->gzip = gzip;
  return std::unique_ptr<Unpacker>(new Unpacker(std::move(state)));
}

Unpacker::Unpacker(std::unique_ptr<State> state) : state_(std::move(state)) {}
Unpacker::~Unpacker() = default;

bool Unpacker::add(std::string_view packed, const std::function<void(std::string_view)>& out) {
  State& state = *state_;
  if (!packed.empty() && state.over) state.begin_member(packed.front());
  if (state.broken || state.over || packed.empty()) return !state.broken;
  // zlib's first byte says method 8; without it the stream is bare.
  if (!state.begun && state.bare && (packed.front() & 0x0f) != 8) {
    inflateEnd(&state.zlib);
    state.zlib = {};
    inflateInit2(&state.zlib, -MAX_WBITS);
  }
  state.begun = true;
  std::array<char, 32 * 1024> room{};
  state.zlib.next_in = reinterpret_cast<unsigned char*>(const_cast<char*>(packed.data()));
  state.zlib.avail_in = static_cast<unsigned>(packed.size());
  do {
    state.zlib.next_out = reinterpret_cast<unsigned char*>(room.data());
    state.zlib.avail_out = static_cast<unsigned>(room.size());
    const int status = inflate(&state.zlib, Z_NO_FLUSH);
    const std::size_t count = room.size() - state.zlib.avail_out;
    state.unpacked += count;
    if (count > 0 && inner_ != nullptr)
      state.broken = !inner_->add({room.data(), count}, out);
    else if (count > 0)
      out({room.data(), count});
    state.over = status == Z_STREAM_END;
    if (state.over && state.zlib.avail_in > 0) state.begin_member(static_cast<char>(*state.zlib.next_in));
    state.broken = state.broken || (status != Z_OK && status != Z_STREAM_END && status != Z_BUF_ERROR) || state.unpacked > most;
    if (status == Z_BUF_ERROR) break;
  } while (!state.over && !state.broken && (state.zlib.avail_in > 0 || state.zlib.avail_out == 0));
  return !state.broken;
}

bool Unpacker::finished() const { return (state_->over || !state_->begun) && (inner_ == nullptr || inner_->finished()); }

}  // namespace cleartext::findings
