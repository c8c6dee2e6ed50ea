// Says both sides of a stream to a Reading, in pieces of any size, and notes what it makes of them.
#pragma once
#include <gtest/gtest.h>

#include "engine/dialogue/reading.h"
#include "tests/support/packets.h"

namespace cleartext::tests {

class Notes final : public dialogue::Audience {
 public:
  void spoken(const dialogue::Spoken& spoken) override {
    lines.push_back(dialogue::keep(spoken.line));
    answers.push_back(spoken.answers == nullptr ? "" : spoken.answers->verb);
  }
  void content(const dialogue::Content& piece) override { contents += piece.bytes; }
  void content_ended(const dialogue::Content&, bool complete) override { contents += complete ? "<end>" : "<cut>"; }
  void content_damaged(wire::Side) override { contents += "<gap>"; }
  void expect_data(const dialogue::DataPlace& place) override { places.push_back(packet::text(place.announced)); }
  std::vector<dialogue::Line> lines;
  std::vector<std::string> answers, places;
  std::string contents;
};

struct Speaker {
  explicit Speaker(std::uint16_t port, bool from_start = true, tls::Secrets* secrets = nullptr) {
    info.client = endpoint(127, 0, 1, 10, 40000);
    info.server = endpoint(127, 0, 1, 25, port);
    info.from_start = from_start;
    reading = std::make_unique<dialogue::Reading>(info, notes, secrets);
  }
  void say(wire::Side from, std::string_view bytes, std::size_t cut = 1 << 20) {
    for (; !bytes.empty(); bytes.remove_prefix(std::min(cut, bytes.size()))) {
      stream::Segment segment;
      segment.position = said[from == wire::Side::client ? 0 : 1];
      segment.bytes = std::as_bytes(std::span(bytes.data(), std::min(cut, bytes.size())));
      segment.length = segment.bytes.size();
      segment.packet = ++packet;
      said[from == wire::Side::client ? 0 : 1] += segment.length;
      reading->data(from, segment);
    }
  }
  void client(std::string_view bytes) { say(wire::Side::client, bytes, cut); }
  void server(std::string_view bytes) { say(wire::Side::server, bytes, cut); }
  void gap(wire::Side from, std::uint64_t length) {
    stream::Segment missing;
    missing.position = said[from == wire::Side::client ? 0 : 1];
    missing.length = length;
    missing.packet = packet;
    said[from == wire::Side::client ? 0 : 1] += length;
    reading->gap(from, missing);
  }
  void end() {
    reading->ended(wire::Side::client);
    reading->ended(wire::Side::server);
    reading->closed();
  }
  stream::StreamInfo info;
  Notes notes;
  std::unique_ptr<dialogue::Reading> reading;
  std::uint64_t said[2] = {0, 0};
  std::uint32_t packet = 0;
  std::size_t cut = 1 << 20;
};

// "greeting 220", "command EHLO", "data", ...
inline std::vector<std::string> kinds(const Notes& notes) {
  std::vector<std::string> out;
  for (const dialogue::Line& line : notes.lines) {
    std::string text(dialogue::name(line.kind));
    if (!line.verb.empty() || !line.code.empty()) text += " " + line.verb + line.code;
    out.push_back(text);
  }
  return out;
}

// "C: EHLO x" a line, whole, so that a golden text can be compared at once.
inline std::string told(const Notes& notes) {
  std::string out;
  for (const dialogue::Line& line : notes.lines)
    out += (line.from == wire::Side::client ? "C " : "S ") + std::string(dialogue::name(line.kind)) + " | " + line.text + "\n";
  return out;
}

}  // namespace cleartext::tests
