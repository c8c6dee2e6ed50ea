// What each part of the pipeline can do a second, one beside the other: reading a file, decoding headers, finding the
// stream, putting segments in order, cutting lines, undoing encodings, fingerprints, a whole letter with its attachment,
// opening a TLS record, and writing the records.
#include <benchmark/benchmark.h>
#include <openssl/evp.h>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/records.h"
#include "engine/capture/read_ahead.h"
#include "engine/capture/readers.h"
#include "engine/dialogue/line_cutter.h"
#include "engine/findings/content_decoder.h"
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
  for ([[maybe_unused]] auto _ : state) {
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
  for ([[maybe_unused]] auto _ : state)
    for (std::size_t i = 0; i < frames.size(); ++i) {
      packet::Packet packet;
      packet::decode(tests::raw_packet(frames[i], i), packet);
      benchmark::DoNotOptimize(packet);
    }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(decode_headers);

// A pcap file in memory.
class InMemory final : public capture::FileBytes {
 public:
  explicit InMemory(std::span<const std::byte> bytes) : bytes_(bytes) {}
  std::span<const std::byte> bytes() const override { return bytes_; }

 private:
  std::span<const std::byte> bytes_;
};

std::vector<std::byte> pcap_of(const std::vector<tests::Frame>& frames) {
  std::vector<std::byte> file;
  const auto u32 = [&](std::uint32_t value) {
    for (int shift = 0; shift < 32; shift += 8) file.push_back(static_cast<std::byte>(value >> shift));
  };
  for (const std::uint32_t value : {0xa1b2c3d4u, 0x00040002u, 0u, 0u, 65535u, 1u}) u32(value);
  for (const tests::Frame& frame : frames) {
    const auto size = static_cast<std::uint32_t>(frame.size());
    for (const std::uint32_t value : {1u, 0u, size, size}) u32(value);
    file.insert(file.end(), frame.begin(), frame.end());
  }
  return file;
}

void read_file(benchmark::State& state) {
  const auto frames = mail(1 << 20);
  const std::vector<std::byte> file = pcap_of(frames);
  for ([[maybe_unused]] auto _ : state) {
    const auto source = capture::read_capture(std::make_unique<InMemory>(file));
    for (packet::RawPacket packet; source->next(packet);) benchmark::DoNotOptimize(packet);
  }
  count(state, static_cast<std::int64_t>(file.size()), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(read_file);

void read_ahead(benchmark::State& state) {  // the same by a second thread, and decoded there
  const auto frames = mail(16 << 20);
  const std::vector<std::byte> file = pcap_of(frames);
  for ([[maybe_unused]] auto _ : state) {
    const auto source = capture::read_capture(std::make_unique<InMemory>(file));
    capture::ReadAhead ahead(*source);
    while (packet::Packet* packet = ahead.next()) benchmark::DoNotOptimize(packet);
  }
  count(state, static_cast<std::int64_t>(file.size()), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(read_ahead)->UseRealTime();

struct Nobody final : stream::Listener {
  void data(stream::Stream&, wire::Side, const stream::Segment& segment) override { bytes += segment.bytes.size(); }
  void gap(stream::Stream&, wire::Side, const stream::Segment&) override {}
  std::size_t bytes = 0;
};

void put_in_order(benchmark::State& state) {
  auto frames = mail(1 << 20);
  const auto every = static_cast<std::size_t>(state.range(0));  // so often two neighbours are swapped; 0: never
  for (std::size_t i = 20; every != 0 && i + 20 < frames.size(); i += every) std::swap(frames[i], frames[i + 1]);
  for ([[maybe_unused]] auto _ : state) {
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

void find_streams(benchmark::State& state) {  // so many at once, a segment of each in turn
  const auto streams = static_cast<std::uint16_t>(state.range(0));
  std::vector<packet::Packet> packets;
  const tests::Frame frame =
      tests::ethernet({tests::endpoint(127, 0, 1, 10, 0), tests::endpoint(127, 0, 1, 25, 25), 1, 1, packet::ack, ""});
  for (std::uint16_t i = 0; i < streams; ++i) {
    packet::Packet& packet = packets.emplace_back();
    packet::decode(tests::raw_packet(frame), packet);
    packet.source.port = static_cast<std::uint16_t>(20000 + i);
  }
  Nobody nobody;
  stream::Table table(nobody);
  for ([[maybe_unused]] auto _ : state)
    for (packet::Packet& packet : packets) benchmark::DoNotOptimize(table.take(packet));
  state.SetItemsProcessed(state.iterations() * streams);
}
BENCHMARK(find_streams)->Arg(1)->Arg(1000)->Arg(40'000);

void cut_lines(benchmark::State& state) {
  const std::string letter = base64_letter(1 << 20);
  for ([[maybe_unused]] auto _ : state) {
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

void undo_encoding(benchmark::State& state) {  // 0: base64; 1: quoted-printable
  std::string text;
  while (text.size() < 1 << 20)
    text += state.range(0) == 0 ? "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw\r\n"
                                : "Cr=C3=AApes are thin, and made of wheat; galettes of buckwheat, which is =\r\nno wheat.\r\n";
  for ([[maybe_unused]] auto _ : state) {
    findings::ContentDecoder decoder(state.range(0) == 0 ? "base64" : "quoted-printable");
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += segment_bytes) {
      out.clear();
      decoder.add(std::string_view(text).substr(at, segment_bytes), out);
    }
    benchmark::DoNotOptimize(out);
  }
  count(state, static_cast<std::int64_t>(text.size()), 1);
}
BENCHMARK(undo_encoding)->Arg(0)->Arg(1);

void fingerprint(benchmark::State& state) {  // SHA-256, so many bytes at a time
  const std::string bytes(1 << 20, 'x');
  const auto piece = static_cast<std::size_t>(state.range(0));
  for ([[maybe_unused]] auto _ : state) {
    findings::Sha256 sum;
    for (std::size_t at = 0; at < bytes.size(); at += piece) sum.add(std::string_view(bytes).substr(at, piece));
    benchmark::DoNotOptimize(sum.hex());
  }
  count(state, static_cast<std::int64_t>(bytes.size()), 1);
}
BENCHMARK(fingerprint)->Arg(segment_bytes)->Arg(1 << 20);

void rebuild_a_letter(benchmark::State& state) {  // header, MIME, base64, SHA-256
  const std::string letter = base64_letter(1 << 20);
  for ([[maybe_unused]] auto _ : state) {
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
  for ([[maybe_unused]] auto _ : state) {
    analysis::Sink nobody;
    analysis::AnalyzerSettings settings;
    settings.data_lines = state.range(0) == 1;
    settings.messages = state.range(0) == 2;
    settings.wanted.kept = 0;
    analysis::Analyzer analyzer(nobody, settings);
    for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(tests::raw_packet(frames[i], i));
    analyzer.finish();
  }
  count(state, size_of(frames), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(whole_pipeline)->Arg(0)->Arg(1)->Arg(2);

void write_lines(benchmark::State& state) {  // 0: for people; 1: JSON
  dialogue::LineView line;
  line.protocol = packet::Protocol::smtp;
  line.time_ns = 1'700'000'000'123'456'789;
  line.kind = dialogue::LineKind::data;
  line.text = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9aw";
  std::string out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    for (line.packet = 0; line.packet < 1000; ++line.packet)
      analysis::record(out, line, 6, state.range(0) == 0 ? analysis::Format::text : analysis::Format::jsonl);
    benchmark::DoNotOptimize(out);
  }
  count(state, static_cast<std::int64_t>(out.size()), 1000);
}
BENCHMARK(write_lines)->Arg(0)->Arg(1);

void write_packets(benchmark::State& state) {  // 0: for people; 1: JSON
  const auto frames = mail(1 << 20);
  std::vector<packet::Packet> packets(frames.size());
  for (std::size_t i = 0; i < frames.size(); ++i) packet::decode(tests::raw_packet(frames[i], i), packets[i]);
  std::string out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    for (const packet::Packet& packet : packets)
      analysis::record(out, packet, 6, state.range(0) == 0 ? analysis::Format::text : analysis::Format::jsonl);
    benchmark::DoNotOptimize(out);
  }
  count(state, static_cast<std::int64_t>(out.size()), static_cast<std::int64_t>(frames.size()));
}
BENCHMARK(write_packets)->Arg(0)->Arg(1);

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
  for ([[maybe_unused]] auto _ : state) benchmark::DoNotOptimize(opener->open(record, sequence++));
  count(state, static_cast<std::int64_t>(body.size()), 1);
}
BENCHMARK(open_a_record);

}  // namespace
}  // namespace cleartext
