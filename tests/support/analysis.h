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
  void share(std::uint32_t, wire::Side from, const findings::Share& found) override { shares.emplace_back(from, found); }

  std::vector<packet::Packet> packets;
  std::vector<stream::StreamInfo> streams;
  std::vector<dialogue::Line> lines;
  std::vector<findings::Credential> credentials;  // each time it was told
  std::vector<findings::Message> messages;
  std::vector<findings::File> files;
  std::vector<findings::Weakness> weaknesses;
  std::vector<std::pair<wire::Side, findings::Share>> shares;
};

inline Found analyze(const std::vector<Frame>& frames, analysis::AnalyzerSettings settings = {}) {
  Found found;
  analysis::Analyzer analyzer(found, settings);
  for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(raw_packet(frames[i], i));
  analyzer.finish();
  return found;
}

// What a listener takes home of one connection on which this is said, written as "C: …" and "S: …".
inline Found talk(packet::Endpoint client, packet::Endpoint server, std::string_view text, bool close = true) {
  Talk talk(client, server);
  talk.open();
  talk.transcript(wire::parse_transcript(text).value());
  if (close) talk.close();
  return analyze(talk.frames);
}

// What a listener takes home when this is said to that port, in pieces of so many bytes.
using Said = std::vector<std::pair<wire::Side, std::string>>;
inline Found overheard(std::uint16_t port, const Said& said, std::size_t cut = 1 << 20, const analysis::AnalyzerSettings& settings = {}) {
  Talk talk(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, port));
  talk.open();
  for (const auto& [side, text] : said)
    for (std::size_t at = 0; at < text.size(); at += cut) talk.say(side, std::string_view(text).substr(at, cut));
  talk.close();
  return analyze(talk.frames, settings);
}

// Every credential once, as it was told last: "PLAIN bob/hungry yes", "NTLM bob [challenge response] no", with - for
// what it keeps to itself and ? where no answer came.
inline std::string log_ins(const Found& found) {
  std::vector<const findings::Credential*> last;
  for (const findings::Credential& each : found.credentials) {
    const auto same = std::find_if(last.begin(), last.end(), [&](const findings::Credential* other) {
      return other->stream == each.stream && other->position == each.position && each.answer_packet != 0;
    });
    if (same == last.end())
      last.push_back(&each);
    else
      *same = &each;
  }
  std::string out;
  for (const findings::Credential* each : last) {
    out += out.empty() ? "" : "\n";
    out += each->mechanism + " " + (each->names_user ? each->user : "-");
    out += !each->response.empty() ? " [" + each->challenge + " " + each->response + "]" : each->shows_secret ? "/" + each->secret : "/-";
    out += !each->accepted ? " ?" : *each->accepted ? " yes" : " no";
  }
  return out;
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
