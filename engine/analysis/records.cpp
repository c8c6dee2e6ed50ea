// The records of packets, streams and lines; those of findings stand in finding_records.cpp.
#include "engine/analysis/records.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/analysis/json_line.h"

namespace cleartext::analysis {

std::string time_text(std::int64_t time_ns, int digits) {
  constexpr std::int64_t second = 1'000'000'000;
  const bool negative = time_ns < 0;
  const auto magnitude =
      negative ? 0 - static_cast<std::uint64_t>(time_ns) : static_cast<std::uint64_t>(time_ns);
  std::string text = (negative ? "-" : "") + std::to_string(magnitude / second);
  if (digits > 0)
    text += fmt::format(".{:09}", magnitude % second)
                .substr(0, static_cast<std::size_t>(std::min(digits, 9)) + 1);
  return text;
}

std::string protocol_text(packet::Protocol protocol) {
  std::string text(packet::name(protocol));
  std::transform(text.begin(), text.end(), text.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  return text;
}

namespace {

// ICMP and fragments have no ports, ARP not even addresses.
std::string place_text(const packet::Packet& packet, const packet::Endpoint& endpoint) {
  if (packet.transport_offset == 0) return {};
  return packet.protocol == packet::Protocol::icmp || packet.protocol == packet::Protocol::unknown
             ? packet::address_text(endpoint)
             : packet::text(endpoint);
}

}  // namespace

std::string record(const packet::Packet& packet, int digits, Format format) {
  const std::string source = place_text(packet, packet.source),
                    destination = place_text(packet, packet.destination);
  if (format == Format::text)
    return fmt::format("{:>6}  {}  {} → {}  {}  {}  {}", packet.number, time_text(packet.time_ns, digits),
                       source.empty() ? "-" : source, destination.empty() ? "-" : destination,
                       packet::name(packet.protocol), packet.length,
                       dialogue::printable(packet::info(packet)));
  JsonLine json;
  json.number("packet", packet.number).raw("time", time_text(packet.time_ns, digits));
  if (source.empty())
    json.null("source").null("destination");
  else
    json.text("source", source).text("destination", destination);
  json.text("protocol", protocol_text(packet.protocol)).number("length", packet.length);
  if (packet.stream == packet::no_stream)
    json.null("stream");
  else
    json.number("stream", packet.stream);
  return json.text("info", packet::info(packet)).done();
}

std::string record(const stream::StreamInfo& info, Digests* digests, Format format) {
  const std::string client = packet::text(info.client), server = packet::text(info.server);
  std::string sums[2];
  if (digests != nullptr) {
    sums[0] = digests->hex(info.number, wire::Side::client);
    sums[1] = digests->hex(info.number, wire::Side::server);
  }
  if (format == Format::text) {
    std::string text = fmt::format(
        "stream {}  {} → {}  {}  {} packets, {} bytes from the client, {} from the server, {}", info.number,
        client, server, packet::name(info.protocol), info.packets, info.bytes_client, info.bytes_server,
        info.complete    ? "complete"
        : info.gaps == 0 ? "not complete"
                         : fmt::format("{} gaps", info.gaps));
    return digests == nullptr ? text : text + fmt::format("  {} {}", sums[0], sums[1]);
  }
  JsonLine json;
  json.number("stream", info.number)
      .text("client", client)
      .text("server", server)
      .text("protocol", protocol_text(info.protocol));
  json.number("packets", info.packets)
      .number("bytes_client", info.bytes_client)
      .number("bytes_server", info.bytes_server);
  json.truth("complete", info.complete).number("gaps", info.gaps);
  if (info.control_stream != packet::no_stream) json.number("control_stream", info.control_stream);
  if (digests != nullptr) json.text("sha256_client", sums[0]).text("sha256_server", sums[1]);
  return json.done();
}

std::string record(const dialogue::LineView& line, int digits, Format format) {
  const bool client = line.from == wire::Side::client;
  if (format == Format::text)
    return fmt::format("{:>4} #{:<6} {}: {}", line.stream, line.packet, client ? 'C' : 'S',
                       dialogue::printable(line.text));
  JsonLine json;
  json.number("stream", line.stream)
      .text("protocol", protocol_text(line.protocol))
      .text("from", client ? "client" : "server");
  json.number("packet", line.packet)
      .raw("time", time_text(line.time_ns, digits))
      .text("kind", dialogue::name(line.kind));
  if (!line.verb.empty()) json.text("verb", line.verb);
  if (!line.code.empty()) json.text("code", line.code);
  return json.text("text", line.text).mark("decrypted", line.decrypted).done();
}

}  // namespace cleartext::analysis
