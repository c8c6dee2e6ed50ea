// What each part of the pipeline can do a second, one beside the other: decoding headers, putting segments in order,
// cutting lines, a whole letter with its attachment, opening a TLS record.
#include <benchmark/benchmark.h>
#include <openssl/evp.h>

#include "engine/analysis/analyzer.h"
#include "engine/dialogue/line_cutter.h"
#include "engine/findings/mime.h"
#include "engine/stream/table.h"
#include "engine/tls/opener.h"
#include "tests/support/packets.h"

namespace cleartext {
namespace {

constexpr std::size_t segment_bytes = 1448;

std::string base64_letter(std::size_t bytes) {
  std::string letter =
      "From: alice@crepes.fr\r\nSubject: a picture\r\nMIME-Version: 1.0\r\nContent-Type: image/png; name=crepe.png\r\n"
      "Content-Transfer-Encoding: base64\r\n\r\n";
  while (letter.size() < bytes) letter += "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw\r\n";
  return letter;
}

// A letter over SMTP, in segments as long as Ethernet's.
std::vector<tests::Frame> mail(std::size_t bytes) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 x ESMTP\r\n");
  talk.client("EHLO a\r\n");
  talk.server("250 x\r\n");
  talk.client("MAIL FROM:<alice@crepes.fr>\r\n");
  talk.server("250 ok\r\n");
  talk.client("RCPT TO:<bob@hamburger.edu>\r\n");
  talk.server("250 ok\r\n");
  talk.client("DATA\r\n");
  talk.server("354 go\r\n");
  const std::string letter = base64_letter(bytes);
  for (std::size_t at = 0; at < letter.size(); at += segment_bytes) talk.client(std::string_view(letter).substr(at, segment_bytes));
  talk.client("\r\n.\r\n");
  talk.server("250 queued\r\n");
  talk.close();
  return talk.frames;
}

std::int64_t size_of(const std::vector<tests::Frame>& frames) {
  std::int64_t bytes = 0;
  for (const tests::Frame& frame : frames) bytes += static_cast<std::int64_t>(frame.size());
  return bytes;
}

void count(benchmark::State& state, std::int64_t bytes, std::int64_t items) {
  state.SetBytesProcessed(state.iterations() * bytes);
  state.SetItemsProcessed(state.iterations() * items);
}

void touch_each_byte(benchmark::State& state) {  // the bound: what a loop that only looks costs
  const auto frames = mail(1 << 20);
  for (auto _ : state) {
    unsigned sum = 0;
    for (const tests::Frame& frame : frames)
      for (const std::byte each : frame) sum += std::to_integer<unsigned>(each);
    benchmark::DoNotOptimize(sum);
  }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(touch_each_byte);

void decode_headers(benchmark::State& state) {
  const auto frames = mail(1 << 20);
  for (auto _ : state)
    for (std::size_t i = 0; i < frames.size(); ++i) {
      packet::Packet packet;
      packet::decode(tests::raw_packet(frames[i], i), packet);
      benchmark::DoNotOptimize(packet);
    }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(decode_headers);

struct Nobody final : stream::Listener {
  void data(stream::Stream&, wire::Side, const stream::Segment& segment) override { bytes += segment.bytes.size(); }
  void gap(stream::Stream&, wire::Side, const stream::Segment&) override {}
  std::size_t bytes = 0;
};

void put_in_order(benchmark::State& state) {
  auto frames = mail(1 << 20);
  const auto every = static_cast<std::size_t>(state.range(0));  // so often two neighbours are swapped; 0: never
  for (std::size_t i = 20; every != 0 && i + 20 < frames.size(); i += every) std::swap(frames[i], frames[i + 1]);
  for (auto _ : state) {
    Nobody nobody;
    stream::Table table(nobody);
    for (std::size_t i = 0; i < frames.size(); ++i) {
      packet::Packet packet;
      packet::decode(tests::raw_packet(frames[i], i), packet);
      packet.number = static_cast<std::uint32_t>(i + 1);
      table.take(packet);
    }
    table.finish();
    benchmark::DoNotOptimize(nobody.bytes);
  }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(put_in_order)->Arg(0)->Arg(200)->Arg(4);

void cut_lines(benchmark::State& state) {
  const std::string letter = base64_letter(1 << 20);
  for (auto _ : state) {
    dialogue::LineCutter cutter;
    std::size_t lines = 0;
    for (std::size_t at = 0; at < letter.size(); at += segment_bytes) {
      stream::Segment segment;
      const std::string_view piece = std::string_view(letter).substr(at, segment_bytes);
      segment.bytes = std::as_bytes(std::span(piece.data(), piece.size()));
      dialogue::Heard line;
      while (cutter.next(segment, line)) ++lines;
    }
    benchmark::DoNotOptimize(lines);
  }
  count(state, static_cast<std::int64_t>(letter.size()), 1);
}
BENCHMARK(cut_lines);

void rebuild_a_letter(benchmark::State& state) {  // header, MIME, base64, SHA-256
  const std::string letter = base64_letter(1 << 20);
  for (auto _ : state) {
    findings::Message message;
    findings::MimeReader reader(message, 0);
    for (std::size_t at = 0; at < letter.size(); at += segment_bytes) reader.add(std::string_view(letter).substr(at, segment_bytes), 1);
    reader.end();
    benchmark::DoNotOptimize(message);
  }
  count(state, static_cast<std::int64_t>(letter.size()), 1);
}
BENCHMARK(rebuild_a_letter);

void whole_pipeline(benchmark::State& state) {  // 0: log-ins only; 1: the dialogue, too; 2: letters, too
  const auto frames = mail(1 << 20);
  for (auto _ : state) {
    analysis::Sink nobody;
    analysis::AnalyzerSettings settings;
    settings.data_lines = state.range(0) == 1;
    settings.messages = state.range(0) == 2;
    settings.kept = 0;
    analysis::Analyzer analyzer(nobody, settings);
    for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(tests::raw_packet(frames[i], i));
    analyzer.finish();
  }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(whole_pipeline)->Arg(0)->Arg(1)->Arg(2);

void open_a_record(benchmark::State& state) {  // TLS 1.3, AES-128-GCM; the tag is wrong, the work is the same
  const tls::CipherSuite& suite = *tls::cipher_suite(0x1301);
  const std::vector<std::byte> secret(32, std::byte{7}), body(16384 + 17, std::byte{9});
  const auto opener = tls::open_tls13(suite, secret);
  tls::Record record;
  record.type = tls::application_data;
  record.version = 0x0303;
  record.length = static_cast<std::uint16_t>(body.size());
  record.body = body;
  std::uint64_t sequence = 0;
  for (auto _ : state) benchmark::DoNotOptimize(opener->open(record, sequence++));
  count(state, static_cast<std::int64_t>(body.size()), 1);
}
BENCHMARK(open_a_record);

}  // namespace
}  // namespace cleartext
