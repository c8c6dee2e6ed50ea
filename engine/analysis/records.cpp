// The records of packets, streams and lines; those of findings stand in finding_records.cpp.
#include "engine/analysis/records.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/json_line.h"
#include "engine/dialogue/printable.h"

namespace cleartext::analysis {

using packet::append_number;
using packet::append_padded;
using packet::Pad;

void append_time(std::string& out, std::int64_t time_ns, int digits) {
  constexpr std::uint64_t second = 1'000'000'000;
  const bool negative = time_ns < 0;
  const auto magnitude = negative ? 0 - static_cast<std::uint64_t>(time_ns) : static_cast<std::uint64_t>(time_ns);
  if (negative) out += '-';
  append_number(out, magnitude / second);
  if (digits <= 0) return;
  out += '.';
  std::uint64_t scale = second / 10;
  for (int i = 0; i < std::min(digits, 9); ++i, scale /= 10) out += static_cast<char>('0' + magnitude / scale % 10);
}

std::string protocol_text(packet::Protocol protocol) {
  std::string text(packet::name(protocol));
  std::transform(text.begin(), text.end(), text.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

namespace {

// ICMP and fragments have no ports, ARP not even addresses.
bool has_place(const packet::Packet& packet) { return packet.transport_offset != 0; }

void append_place(std::string& out, const packet::Packet& packet, const packet::Endpoint& endpoint) {
  if (packet.protocol == packet::Protocol::icmp || packet.protocol == packet::Protocol::unknown)
    packet::append_address(out, endpoint);
  else
    packet::append_text(out, endpoint);
}

void packet_text(std::string& out, const packet::Packet& packet, int digits) {
  append_number(out, packet.number, 6);
  append_time(out += "  ", packet.time_ns, digits);
  out += "  ";
  has_place(packet) ? append_place(out, packet, packet.source) : void(out += '-');
  out += " → ";
  has_place(packet) ? append_place(out, packet, packet.destination) : void(out += '-');
  (out += "  ") += packet::name(packet.protocol);
  append_number(out += "  ", packet.length);
  dialogue::append_visible(out += "  ", packet::info(packet));
}

}  // namespace

void record(std::string& out, const packet::Packet& packet, int digits, Format format) {
  if (format == Format::text) return packet_text(out, packet, digits);
  JsonLine json(out);
  append_time(json.number("packet", packet.number).begin("time"), packet.time_ns, digits);
  if (!has_place(packet)) {
    json.null("source").null("destination");
  } else {
    append_place(json.begin("source") += '"', packet, packet.source);
    out += '"';
    append_place(json.begin("destination") += '"', packet, packet.destination);
    out += '"';
  }
  json.text("protocol", protocol_text(packet.protocol)).number("length", packet.length);
  if (packet.stream == packet::no_stream)
    json.null("stream");
  else
    json.number("stream", packet.stream);
  json.text("info", packet::info(packet)).done();
}

void record(std::string& out, const stream::StreamInfo& info, Digests* digests, Format format) {
  const std::string client = packet::text(info.client), server = packet::text(info.server);
  std::string sums[2];
  if (digests != nullptr) {
    sums[0] = digests->hex(info.number, wire::Side::client);
    sums[1] = digests->hex(info.number, wire::Side::server);
  }
  if (format == Format::text) {
    out += fmt::format("stream {}  {} → {}  {}  {} packets, {} bytes from the client, {} from the server, {}", info.number, client, server,
                       packet::name(info.protocol), info.packets, info.bytes_client, info.bytes_server,
                       info.complete    ? "complete"
                       : info.gaps == 0 ? "not complete"
                                        : fmt::format("{} gaps", info.gaps));
    if (digests != nullptr) out += fmt::format("  {} {}", sums[0], sums[1]);
    return;
  }
  JsonLine json(out);
  json.number("stream", info.number).text("client", client).text("server", server).text("protocol", protocol_text(info.protocol));
  json.number("packets", info.packets).number("bytes_client", info.bytes_client).number("bytes_server", info.bytes_server);
  json.truth("complete", info.complete).number("gaps", info.gaps);
  if (info.control_stream != packet::no_stream) json.number("control_stream", info.control_stream);
  if (digests != nullptr) json.text("sha256_client", sums[0]).text("sha256_server", sums[1]);
  json.done();
}

void record(std::string& out, const dialogue::LineView& line, int digits, Format format) {
  const bool client = line.from == wire::Side::client;
  if (format == Format::text) {
    append_number(out, line.stream, 4);
    append_number(out += " #", line.packet, 6, Pad::right);
    out += client ? " C: " : " S: ";
    return dialogue::append_visible(out, line.text);
  }
  JsonLine json(out);
  json.number("stream", line.stream)
      .text("protocol", protocol_text(line.protocol))
      .text("from", client ? "client" : "server")
      .number("packet", line.packet);
  append_time(json.begin("time"), line.time_ns, digits);
  json.text("kind", dialogue::name(line.kind));
  if (!line.verb.empty()) json.text("verb", line.verb);
  if (!line.code.empty()) json.text("code", line.code);
  json.text("text", line.text).mark("decrypted", line.decrypted).done();
}

}  // namespace cleartext::analysis
