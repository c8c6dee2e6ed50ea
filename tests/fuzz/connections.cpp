// Invariants: several connections at once, an FTP control connection with data connections to either side among them,
// tell the same findings however their bytes are cut into packets; nothing crashes. Each turn is a byte for the
// connection, the side and whether the side ends, a byte for the length, and the bytes. The first byte is the cut.
#include <cstdio>
#include <cstdlib>
#include <optional>

#include "engine/analysis/analyzer.h"
#include "tests/support/packets.h"

using namespace cleartext;

namespace {

struct Turn {
  std::size_t connection;
  wire::Side from;
  bool ends;
  std::string_view bytes;
};

struct Notes final : analysis::Sink {
  void credential(const findings::Credential& found) override {
    text += "credential " + found.mechanism + ' ' + found.user + ' ' + found.secret + '\n';
  }
  void message(findings::Message&& found) override {
    text += "message " + found.subject + ' ' + std::to_string(found.bytes) + ' ' + std::to_string(found.complete) + '\n';
    for (const findings::Part& part : found.parts) text += part.filename + ' ' + part.sha256 + '\n';
  }
  void file(findings::File&& found) override {
    text += "file " + found.command + ' ' + found.name + ' ' + std::to_string(found.bytes) + ' ' + found.sha256 + ' ' +
            std::to_string(found.complete) + '\n';
  }
  void weakness(const findings::Weakness& found) override { text += found.rule + '\n'; }
  std::string text;
};

tests::Talk connection(std::size_t number) {
  const auto client = [](std::uint16_t port) { return tests::endpoint(127, 0, 1, 10, port); };
  const auto server = [](std::uint16_t port) { return tests::endpoint(127, 0, 2, 21, port); };
  switch (number) {
    case 0: return {client(40000), server(21)};
    case 1: return {client(40001), server(20000)};  // 227 (127,0,2,21,78,32)
    case 2: return {server(20), client(30000)};     // PORT 127,0,1,10,117,48
    default: return {client(40002), server(25)};
  }
}

std::string told(const std::vector<Turn>& turns, std::size_t cut) {
  Notes notes;
  analysis::Analyzer analyzer(notes);
  std::array<std::optional<tests::Talk>, 4> talks;
  std::size_t packets = 0;
  for (const Turn& turn : turns) {
    auto& talk = talks[turn.connection];
    if (!talk) talk.emplace(connection(turn.connection)).open();
    for (std::size_t at = 0; at < turn.bytes.size(); at += cut) talk->say(turn.from, turn.bytes.substr(at, cut));
    if (turn.ends) talk->close();
    for (const tests::Frame& frame : talk->frames) analyzer.feed(tests::raw_packet(frame, ++packets));
    talk->frames.clear();
    if (turn.ends) talk.reset();
  }
  analyzer.finish();
  return notes.text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::size_t cut = 1 + data[0] % 16u;
  std::vector<Turn> turns;
  for (std::size_t at = 1; at + 2 <= size && turns.size() < 200;) {
    const std::uint8_t choice = data[at];
    const std::size_t length = std::min<std::size_t>(data[at + 1], size - at - 2);
    turns.push_back({choice % 4u,
                     (choice & 4) != 0 ? wire::Side::server : wire::Side::client,
                     (choice & 8) != 0,
                     {reinterpret_cast<const char*>(data + at + 2), length}});
    at += 2 + length;
  }
  const std::string whole = told(turns, 1 << 16), pieces = told(turns, cut);
  if (whole == pieces) return 0;
  std::fprintf(stderr, "--- whole\n%s\n--- cut\n%s\n", whole.c_str(), pieces.c_str());
  std::abort();
}
