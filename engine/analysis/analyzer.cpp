// Glue: a packet is decoded, finds its stream, the stream delivers bytes, a seat beside the stream reads
// them, and what was understood is told to the findings. Nothing of what a protocol means stands here.
#include "engine/analysis/analyzer.h"

#include <map>

#include "engine/analysis/seat.h"
#include "engine/findings/journeys.h"
#include "engine/packet/fragments.h"
#include "engine/stream/table.h"

namespace cleartext::analysis {

using packet::Protocol;
using stream::Stream;
using wire::Side;

struct Analyzer::Impl final : stream::Listener, findings::Listener, Ushers {
  Impl(Sink& s, const AnalyzerSettings& with) : sink(s), settings(with), transfers(*this, with.wanted, with.files), table(*this) {
    transfers.set_tied([this](std::uint32_t data, std::uint32_t control) { came_first(data, control); });
  }

  // A seat is taken when something is said: streams that never get so far cost little.
  Seat* seat_of(Stream& stream) {
    if (stream.companion == nullptr && settings.dialogue)
      stream.companion = std::make_unique<Seat>(stream.info, settings, sink, *this, memory, *this, settings.secrets);
    return static_cast<Seat*>(stream.companion.get());
  }

  void opened(Stream& stream) override {
    if (!settings.dialogue) return;
    if (const auto control = transfers.opened(stream.info)) return tie(stream, *control);
    if (dialogue::suggested(stream.info.server) != Protocol::unknown) return;
    transfers.wait(stream.info);
    unclaimed[stream.info.number] = &stream;
    if (unclaimed.size() > findings::Transfers::most_waiting) unclaimed.erase(unclaimed.begin());
  }

  void tie(Stream& data, std::uint32_t control) {
    data.info.control_stream = control;
    data.info.protocol = Protocol::ftp_data;
    if (auto* seat = static_cast<Seat*>(data.companion.get())) seat->file_inside = seat->closed_data;
  }

  void transfer_line(const stream::StreamInfo& control, const dialogue::Spoken& spoken) override {
    if (const auto place = transfers.hear(control, spoken)) expect_data(control, *place);
  }

  void lines_missed(const stream::StreamInfo& control, std::uint32_t packet) override { transfers.control_missed(control.number, packet); }

  void expect_data(const stream::StreamInfo& control, const dialogue::DataPlace& place) override { transfers.expect(control, place); }

  void came_first(std::uint32_t data, std::uint32_t control) {
    const auto found = unclaimed.find(data);
    if (found == unclaimed.end()) return;
    tie(*found->second, control);
    sink.stream(found->second->info);
    unclaimed.erase(found);
  }

  void data(Stream& stream, Side from, const stream::Segment& segment) override {
    if (settings.bytes) sink.bytes(stream.info.number, from, segment.bytes);
    Seat* seat = seat_of(stream);
    if (seat == nullptr) return;
    if (settings.shares) seat->measure(from, segment);
    const bool first = stream.info.bytes_client + stream.info.bytes_server == segment.bytes.size();
    if (first && stream.info.protocol == Protocol::ftp_data)
      seat->file_inside = may_be_hello(segment) && transfers.may_be_sealed(stream.info.number);
    if (is_read(stream, *seat)) {
      seat->reading.data(from, segment);
      if (seat->reading.protocol() != Protocol::unknown) recognised(stream, *seat);
    }
    if (!seat->closed_data) transfers.data(stream.info.number, from, text_of(segment), segment.packet, false);
  }

  // FTP's data is a file, whatever it says; unless it is inside TLS.
  static bool is_read(const Stream& stream, const Seat& seat) { return stream.info.protocol != Protocol::ftp_data || seat.file_inside; }
  static bool may_be_hello(const stream::Segment& segment) { return text_of(segment).starts_with('\x16'); }
  static std::string_view text_of(const stream::Segment& segment) {
    return {reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size()};
  }

  void opened(std::uint32_t stream, Side from, const stream::Segment& plain) override {
    transfers.data(stream, from, text_of(plain), plain.packet, true);
  }
  void unopened(std::uint32_t stream) override { transfers.gap(stream); }
  void inside_over(std::uint32_t stream, Side from) override { transfers.inside_over(stream, from); }

  void recognised(Stream& stream, Seat& seat) {
    const Protocol protocol = seat.reading.protocol();
    if (stream.info.protocol == protocol && seat.perhaps_file && was_answered(stream)) is_no_file(stream, seat);
    if (stream.info.protocol == protocol || seat.closed_data) return;
    if (stream.info.protocol != Protocol::ftp_data)
      stream.info.protocol = protocol;
    else
      seat.file_inside = protocol == Protocol::tls;
    // It may still turn out to be a data connection: then what was inside is the file.
    if (protocol == Protocol::tls && transfers.wants(stream.info.number)) {
      seat.closed_data = true;
      return transfers.begin_again(stream.info.number);
    }
    // A file may say anything; but it is not answered.
    seat.perhaps_file = !was_answered(stream);
    if (!seat.perhaps_file) is_no_file(stream, seat);
  }

  static bool was_answered(const Stream& stream) { return stream.info.bytes_client > 0 && stream.info.bytes_server > 0; }
  void is_no_file(Stream& stream, Seat& seat) {
    seat.perhaps_file = false;
    transfers.forget(stream.info.number);
    unclaimed.erase(stream.info.number);
  }

  void gap(Stream& stream, Side from, const stream::Segment& missing) override {
    transfers.gap(stream.info.number);
    Seat* seat = seat_of(stream);
    if (seat == nullptr || !is_read(stream, *seat)) return;
    seat->reading.gap(from, missing);
  }

  void ended(Stream& stream, Side from) override {
    auto* seat = static_cast<Seat*>(stream.companion.get());
    const stream::Flow& flow = stream.flow(from);
    const auto ending = flow.fin.has_value() ? dialogue::Ending::orderly : dialogue::Ending::broken;
    if (seat != nullptr && is_read(stream, *seat)) seat->reading.ended(from, ending);
    if (seat != nullptr) seat->end_measure(from);
    transfers.ended(stream.info.number, from, flow.certain() && flow.fin.has_value(), stream.info.last_packet);
  }

  void closed(Stream& stream) override {
    if (auto* seat = static_cast<Seat*>(stream.companion.get())) {
      seat->finish(is_read(stream, *seat));
      const Protocol guess = seat->reading.protocol();  // in the end
      if (stream.info.protocol == Protocol::tcp && guess != Protocol::unknown) stream.info.protocol = guess;
    }
    transfers.closed(stream.info);
    transfers.control_closed(stream.info);
    transfers.forget(stream.info.number);
    unclaimed.erase(stream.info.number);
    sink.stream(stream.info);
  }

  void credential(const findings::Credential& found) override { sink.credential(found); }
  void part_grew(const findings::Message& message, const findings::Part& part, std::string_view decoded) override {
    sink.part_grew(message, part, decoded);
  }
  void file_grew(const findings::FileGrowth& growth) override { sink.file_grew(growth); }
  bool stays(std::string_view bytes) const override { return sink.stays(bytes); }
  void message(findings::Message&& found) override {
    journeys.follow(found);
    sink.message(std::move(found));
  }
  void file(findings::File&& found) override { sink.file(std::move(found)); }
  void weakness(const findings::Weakness& found) override { sink.weakness(found); }

  void feed(packet::Packet& packet) {
    packet.number = ++packets;
    std::shared_ptr<const std::vector<std::byte>> datagram;  // outlives what is read from it below
    if (packet.fragment) datagram = fragments.take({packet.time_ns, packet.bytes, packet.length, packet.link}, packet);
    if (datagram) sink.keep(datagram);
    if (!packet.has_tcp) return sink.packet(packet);
    Stream& stream = table.take(packet);
    if (packet.payload_length > 0) packet.protocol = spoken_in(stream);
    sink.packet(packet);
    sink.stream(stream.info);
  }

  Protocol spoken_in(Stream& stream) {
    auto* seat = static_cast<Seat*>(stream.companion.get());
    if (seat == nullptr) return stream.info.protocol;
    // The packet that began the encryption was still readable.
    const bool was_encrypted = std::exchange(seat->encrypted, seat->reading.encrypted());
    return was_encrypted ? Protocol::tls : stream.info.protocol;
  }

  Sink& sink;
  AnalyzerSettings settings;
  findings::Transfers transfers;
  std::map<std::uint32_t, Stream*> unclaimed;  // that an FTP control connection may still claim
  packet::Fragments fragments;
  findings::Journeys journeys;
  findings::Memory memory;
  std::uint32_t packets = 0;
  stream::Table table;
};

Analyzer::Analyzer(Sink& sink, AnalyzerSettings settings) : impl_(std::make_unique<Impl>(sink, settings)) {}
Analyzer::~Analyzer() = default;
void Analyzer::feed(const packet::RawPacket& raw) {
  packet::Packet packet;
  packet::decode(raw, packet);
  impl_->feed(packet);
}
void Analyzer::feed(packet::Packet& decoded) { impl_->feed(decoded); }
void Analyzer::finish() { impl_->table.finish(); }

}  // namespace cleartext::analysis
