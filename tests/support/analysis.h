// Runs frames through the whole pipeline and keeps everything that was found.
#pragma once
#include "engine/analysis/analyzer.h"
#include "tests/support/packets.h"

namespace cleartext::tests {

struct Found : analysis::Sink {
  void packet(const packet::Packet& each) override { packets.push_back(each); }
  void stream(const stream::StreamInfo& info) override {
    if (info.number >= streams.size()) streams.resize(info.number + 1);
    streams[info.number] = info;
  }
  void line(const dialogue::LineView& line) override { lines.push_back(dialogue::keep(line)); }
  void credential(const findings::Credential& found) override { credentials.push_back(found); }
  void message(findings::Message&& found) override { messages.push_back(std::move(found)); }
  void file(findings::File&& found) override { files.push_back(std::move(found)); }
  void weakness(const findings::Weakness& found) override { weaknesses.push_back(found); }

  std::vector<packet::Packet> packets;
  std::vector<stream::StreamInfo> streams;
  std::vector<dialogue::Line> lines;
  std::vector<findings::Credential> credentials;  // each time it was told
  std::vector<findings::Message> messages;
  std::vector<findings::File> files;
  std::vector<findings::Weakness> weaknesses;
};

inline Found analyze(const std::vector<Frame>& frames, analysis::AnalyzerSettings settings = {}) {
  Found found;
  analysis::Analyzer analyzer(found, settings);
  for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(raw_packet(frames[i], i));
  analyzer.finish();
  return found;
}

inline std::string letter_of(std::string_view lines_with_lf) {  // CR LF line ends
  std::string out;
  for (const char c : lines_with_lf) {
    if (c == '\n') out += '\r';
    out += c;
  }
  return out;
}

}  // namespace cleartext::tests
