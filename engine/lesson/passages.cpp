#include "engine/lesson/passages.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/analysis/file_secrets.h"
#include "engine/capture/packet_source.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

using analysis::Batch;
using dialogue::LineKind;

// FTP's data connections follow from a command, and pass with it.
bool is_called_by_an_actor(const stream::StreamInfo& stream) { return stream.control_stream == packet::no_stream; }

std::string place_of(const packet::Endpoint& server) {
  const auto& a = server.address;
  const auto* host = server.is_v6 ? nullptr : wire::host_at(static_cast<std::uint32_t>(a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3]));
  return fmt::format("{}:{}", host == nullptr ? "port" : host->host_name, server.port);
}

void add_connections(const Batch& batch, std::map<std::uint32_t, std::string>& passages) {
  for (const auto& stream : batch.streams) {
    if (!stream.from_start || !is_called_by_an_actor(stream)) continue;
    passages.try_emplace(stream.first_packet, "connect to " + place_of(stream.server));
  }
}

void add_lines(const Batch& batch, std::map<std::uint32_t, std::string>& passages) {
  std::map<std::uint32_t, bool> in_letter;  // by stream
  for (const auto& line : batch.lines) {
    if (line.from != wire::Side::client || line.stream >= batch.streams.size() || !is_called_by_an_actor(batch.streams[line.stream]))
      continue;
    const bool is_data = line.kind == LineKind::data, is_dot = is_data && line.text == ".";
    const bool goes_on = is_data && in_letter[line.stream] && !is_dot;
    in_letter[line.stream] = is_data && !is_dot;
    if (!goes_on) passages.try_emplace(line.packet, line.text);
  }
}

wire::Problem missing(const Lesson& lesson) {
  return {fmt::format("The lesson {} has no recording, and without a network it cannot be played.", lesson.id),
          "Where there is a network, `cleartext lessons --record` makes one; `cleartext doctor` says what this machine allows."};
}

}  // namespace

tl::expected<RecordedLesson, wire::Problem> read_recording(const Lesson& lesson) {
  RecordedLesson made;
  made.path = recording_path(lesson.folder);
  std::error_code error;
  if (!std::filesystem::exists(made.path, error)) return tl::unexpected(missing(lesson));
  auto source = capture::open_file(made.path);
  if (!source) return tl::unexpected(source.error());
  analysis::BatchSink sink;
  tls::Secrets secrets;
  analysis::listen_for_secrets(**source, made.path, secrets);
  analysis::AnalyzerSettings settings;
  settings.secrets = &secrets;
  analysis::Analyzer analyzer(sink, settings);
  for (packet::RawPacket raw; (*source)->next(raw); ++made.packets) analyzer.feed(raw);
  secrets.expect_more(false);
  analyzer.finish();
  const auto note = note_from((*source)->facts().comment);
  if (!note || note->steps.size() != lesson.steps.size())
    return tl::unexpected(wire::Problem{fmt::format("{} is no recording of this lesson.", made.path),
                                        "The command `cleartext lessons --record` makes a new one."});
  made.note = *note;
  auto batch = sink.take();
  std::ranges::sort(batch.streams, {}, &stream::StreamInfo::number);
  std::map<std::uint32_t, std::string> passages;
  add_connections(batch, passages);
  add_lines(batch, passages);
  for (auto& [packet, line] : passages) made.passages.push_back({packet, std::move(line)});
  return made;
}

}  // namespace cleartext::lesson
