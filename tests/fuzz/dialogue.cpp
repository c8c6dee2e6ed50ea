// Invariants: a stream reads the same whatever its cuts, lines lie inside it and do not overlap, nothing
// crashes. The first byte chooses port and cut; then who speaks changes at each NUL.
#include <cstdlib>

#include "engine/dialogue/reading.h"
#include "engine/findings/logins.h"
#include "engine/findings/mails.h"

using namespace cleartext;

namespace {

struct Quiet final : findings::Listener {
  void credential(const findings::Credential&) override {}
  void message(findings::Message&&) override {}
  void file(findings::File&&) override {}
  void weakness(const findings::Weakness&) override {}
};

struct Notes final : dialogue::Audience {
  explicit Notes(const stream::StreamInfo& info) : logins(info, quiet), mails(quiet, 4096) {}
  void spoken(const dialogue::Spoken& spoken) override {
    std::uint64_t& end = ends[spoken.line.from == wire::Side::client ? 0 : 1];
    if (spoken.line.position < end || spoken.line.text.size() > spoken.line.length) std::abort();
    end = spoken.line.position + spoken.line.length;
    text += std::string(spoken.line.text) + '\n';
    logins.hear(spoken);
    mails.hear(spoken);
  }
  void content(const dialogue::Content& piece) override { mails.content(piece); }
  void content_ended(const dialogue::Content& end, bool complete) override { mails.content_ended(end, complete); }
  void content_damaged(wire::Side) override { mails.damaged(); }
  Quiet quiet;
  findings::Logins logins;
  findings::Mails mails;
  std::uint64_t ends[2] = {0, 0};
  std::string text;
};

std::string read(std::span<const std::byte> bytes, std::uint16_t port, std::size_t cut) {
  stream::StreamInfo info;
  info.server.port = port;
  Notes notes(info);
  dialogue::Reading reading(info, notes);
  wire::Side from = wire::Side::server;
  std::uint64_t said[2] = {0, 0};
  while (!bytes.empty()) {
    std::size_t end = 0;
    while (end < bytes.size() && bytes[end] != std::byte{0}) ++end;
    for (std::span<const std::byte> turn = bytes.first(end); !turn.empty();) {
      stream::Segment segment;
      segment.bytes = turn.first(std::min(cut, turn.size()));
      segment.length = segment.bytes.size();
      segment.position = said[from == wire::Side::client ? 0 : 1];
      said[from == wire::Side::client ? 0 : 1] += segment.length;
      reading.data(from, segment);
      turn = turn.subspan(segment.bytes.size());
    }
    bytes = bytes.subspan(std::min(end + 1, bytes.size()));
    from = from == wire::Side::client ? wire::Side::server : wire::Side::client;
  }
  reading.ended(wire::Side::client);
  reading.ended(wire::Side::server);
  notes.mails.finish();
  return notes.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  constexpr std::uint16_t ports[] = {25, 110,
                                     21};  // a port without a hint may give up on the first piece it sees
  const auto bytes = std::as_bytes(std::span(data + 1, size - 1));
  const std::uint16_t port = ports[data[0] % 3];
  if (read(bytes, port, 1 << 20) != read(bytes, port, 1 + data[0] / 3 % 16)) std::abort();
  return 0;
}
