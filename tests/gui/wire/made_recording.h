// A recording made by hand: real frames (Ethernet, IPv4, TCP with timestamps) and the lines in them, as an analyzer
// would report them. Nothing is captured and nobody serves.
#pragma once
#include <algorithm>
#include <chrono>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "engine/analysis/recording.h"
#include "servers/wire/hosts.h"

namespace cleartext::made {

using dialogue::LineKind;
using wire::Role;
using wire::Side;

inline packet::Endpoint endpoint(std::uint32_t address, std::uint16_t port) {
  packet::Endpoint out;
  for (std::size_t i = 0; i < 4; ++i) out.address[i] = static_cast<std::uint8_t>(address >> (24 - 8 * i));
  out.port = port;
  return out;
}

class Wire {
 public:
  explicit Wire(analysis::Recording& recording) : recording_(recording) {}

  // SYN, SYN-ACK, ACK. Returns the stream's number.
  std::uint32_t open(Role client, std::uint16_t client_port, Role server, std::uint16_t server_port, packet::Protocol protocol) {
    return open(endpoint(wire::host(client).address, client_port), endpoint(wire::host(server).address, server_port), protocol);
  }
  std::uint32_t open(const packet::Endpoint& client, const packet::Endpoint& server, packet::Protocol protocol) {
    stream::StreamInfo info;
    info.number = static_cast<std::uint32_t>(streams_.size());
    info.client = client;
    info.server = server;
    info.protocol = protocol;
    streams_.push_back({info, {0, 0}});
    send(info.number, Side::client, {}, packet::syn);
    send(info.number, Side::server, {}, packet::syn | packet::ack);
    send(info.number, Side::client, {}, packet::ack);
    streams_[info.number].info.from_start = true;
    streams_[info.number].info.established_packet = streams_[info.number].info.first_packet + 1;
    set_state(info.number, stream::StreamState::open);
    return info.number;
  }

  // One packet with one line, and the other side's ACK unless the answer is said at once.
  std::uint32_t say(std::uint32_t stream, Side from, const std::string& text, LineKind kind, const std::string& word = {}) {
    const std::uint64_t position = streams_[stream].sent[static_cast<std::size_t>(from)];
    const std::uint32_t number = send(stream, from, text + "\r\n", packet::psh | packet::ack);
    add_line(stream, from, text, kind, word, position, number);
    return number;
  }
  std::uint32_t client(std::uint32_t stream, const std::string& text) {
    return say(stream, Side::client, text, LineKind::command, text.substr(0, std::min(text.find(' '), text.size())));
  }
  std::uint32_t server(std::uint32_t stream, const std::string& text) {
    return say(stream, Side::server, text, streams_[stream].sent[1] == 0 ? LineKind::greeting : LineKind::reply, text.substr(0, 3));
  }
  // All lines in one packet, the dot as well.
  std::uint32_t letter(std::uint32_t stream, Side from, const std::vector<std::string>& lines) {
    std::string bytes;
    for (const std::string& line : lines) bytes += line + "\r\n";
    std::uint64_t position = streams_[stream].sent[static_cast<std::size_t>(from)];
    const std::uint32_t number = send(stream, from, bytes, packet::psh | packet::ack);
    for (const std::string& line : lines) {
      add_line(stream, from, line, LineKind::data, {}, position, number);
      position += line.size() + 2;
    }
    return number;
  }
  std::uint32_t raw(std::uint32_t stream, Side from, const std::string& bytes) {
    return send(stream, from, bytes, packet::psh | packet::ack);
  }
  std::uint32_t acknowledge(std::uint32_t stream, Side from) { return send(stream, from, {}, packet::ack); }
  void add_line(std::uint32_t stream, Side from, const std::string& text, LineKind kind, const std::string& word, std::uint64_t position,
                std::uint32_t packet) {
    dialogue::Line line;
    line.stream = stream;
    line.protocol = streams_[stream].info.protocol;
    line.from = from;
    line.packet = packet;
    line.kind = kind;
    line.text = text;
    (kind == LineKind::command ? line.verb : line.code) = word;
    line.position = position;
    line.length = static_cast<std::uint32_t>(text.size()) + 2;
    batch_.lines.push_back(line);
  }
  void close(std::uint32_t stream) {
    send(stream, Side::client, {}, packet::fin | packet::ack);
    send(stream, Side::server, {}, packet::fin | packet::ack);
    set_state(stream, stream::StreamState::closed);
  }
  void credential(std::uint32_t stream, std::uint32_t packet, const std::string& user, const std::string& secret, std::uint32_t length) {
    findings::Credential one;
    one.stream = stream;
    one.packet = packet;
    one.user = user;
    one.secret = secret;
    one.mechanism = "USER/PASS";
    one.protocol = streams_[stream].info.protocol;
    one.position = streams_[stream].sent[0] - length;
    one.length = length;
    batch_.credentials.push_back(one);
  }
  // What APOP and CRAM-MD5 leave to Eve.
  void digest(std::uint32_t stream, std::uint32_t packet, const std::string& user, const std::string& challenge) {
    findings::Credential one;
    one.stream = stream;
    one.packet = packet;
    one.user = user;
    one.mechanism = "APOP";
    one.challenge = challenge;
    one.response = "c4c9334bac560ecc979e58001b3e22fb";
    one.protocol = streams_[stream].info.protocol;
    batch_.credentials.push_back(one);
  }
  void hangs_on(std::uint32_t data, std::uint32_t control) {
    streams_[data].info.control_stream = control;
    batch_.streams.push_back(streams_[data].info);
  }
  void pass(std::chrono::nanoseconds time) { passed_ += time; }  // before the next packet
  // Hands over what was made since, as one frame of the window would.
  void flush() { recording_.apply(std::exchange(batch_, {})); }

 private:
  struct Stream {
    stream::StreamInfo info;
    std::uint64_t sent[2];
  };

  void set_state(std::uint32_t stream, stream::StreamState state) {
    streams_[stream].info.state = state;
    batch_.streams.push_back(streams_[stream].info);
  }

  static void put(std::string& out, std::uint64_t value, int bytes) {
    for (int i = bytes - 1; i >= 0; --i) out.push_back(static_cast<char>(value >> (8 * i)));
  }

  std::uint32_t send(std::uint32_t number, Side from, const std::string& payload, int flags) {
    Stream& stream = streams_[number];
    const bool client = from == Side::client;
    const packet::Endpoint& source = client ? stream.info.client : stream.info.server;
    const packet::Endpoint& destination = client ? stream.info.server : stream.info.client;
    const std::uint64_t mine = stream.sent[client ? 0 : 1], other = stream.sent[client ? 1 : 0];
    const std::uint32_t syn = (flags & packet::syn) != 0 ? 0 : 1;
    const auto sequence = static_cast<std::uint32_t>((client ? 1000 : 5000) + mine + syn);
    const auto acknowledgment = static_cast<std::uint32_t>((flags & packet::ack) == 0 ? 0 : (client ? 5001 : 1001) + other);
    std::string frame(12, '\0');
    put(frame, 0x0800, 2);
    put(frame, 0x4500, 2);
    put(frame, 20 + 32 + payload.size(), 2);
    put(frame, 0x1c464000, 4);
    put(frame, 0x40060000, 4);
    for (const packet::Endpoint* end : {&source, &destination})
      for (std::size_t i = 0; i < 4; ++i) frame.push_back(static_cast<char>(end->address[i]));
    put(frame, source.port, 2);
    put(frame, destination.port, 2);
    put(frame, sequence, 4);
    put(frame, acknowledgment, 4);
    put(frame, 0x8000u | static_cast<unsigned>(flags), 2);
    put(frame, 0x0200351c0000, 6);
    put(frame, 0x0101080a, 4);
    put(frame, 0x2f4a11c02f4a11bf, 8);
    frame += payload;
    return keep(stream, source, destination, client, frame, payload.size(), sequence, acknowledgment, flags);
  }

  std::uint32_t keep(Stream& stream, const packet::Endpoint& source, const packet::Endpoint& destination, bool client,
                     const std::string& frame, std::size_t payload, std::uint32_t sequence, std::uint32_t acknowledgment, int flags) {
    auto bytes = std::make_shared<std::string>(frame);
    packet::Packet packet;
    packet.number = ++packets_;
    packet.time_ns = 1'000'000'000LL * 1'700'000'000 + packets_ * 200'000LL + passed_.count();
    packet.bytes = std::as_bytes(std::span(*bytes));
    packet.length = static_cast<std::uint32_t>(frame.size());
    packet.protocol = stream.info.protocol;
    packet.source = source;
    packet.destination = destination;
    packet.stream = stream.info.number;
    packet.from_client = client;
    packet.network_offset = 14;
    packet.transport_offset = 34;
    packet.payload_offset = 66;
    packet.payload_length = static_cast<std::uint32_t>(payload);
    packet.segment_length = packet.payload_length;
    packet.sequence = sequence;
    packet.acknowledgment = acknowledgment;
    packet.flags = static_cast<std::uint8_t>(flags);
    packet.position = stream.sent[client ? 0 : 1];
    stream.sent[client ? 0 : 1] += payload;
    ++stream.info.packets;
    if (stream.info.first_packet == 0) stream.info.first_packet = packet.number;
    stream.info.last_packet = packet.number;
    (client ? stream.info.bytes_client : stream.info.bytes_server) += payload;
    batch_.packets.push_back(packet);
    batch_.bytes.push_back(std::shared_ptr<const void>(bytes));
    batch_.streams.push_back(stream.info);
    return packet.number;
  }

  analysis::Recording& recording_;
  analysis::Batch batch_;
  std::vector<Stream> streams_;
  std::uint32_t packets_ = 0;
  std::chrono::nanoseconds passed_{0};
};

// The lecture's dialogue: Alice hands her letter over, the relay is in the middle of its talk.
struct Talk {
  std::uint32_t submission = 0, relay = 0, recipient_packet = 0;
};

inline Talk half_a_relay(Wire& wire) {
  Talk talk;
  const auto smtp = packet::Protocol::smtp;
  talk.submission = wire.open(Role::alice, 40112, Role::crepes, 25, smtp);
  wire.server(talk.submission, "220 mail.crepes.fr ready");
  wire.client(talk.submission, "HELO laptop.crepes.fr");
  wire.server(talk.submission, "250 Hello laptop.crepes.fr, pleased to meet you");
  wire.client(talk.submission, "MAIL FROM:<alice@crepes.fr>");
  wire.server(talk.submission, "250 Sender ok");
  wire.client(talk.submission, "RCPT TO:<bob@hamburger.edu>");
  wire.server(talk.submission, "250 Recipient ok");
  wire.client(talk.submission, "DATA");
  wire.server(talk.submission, "354 Enter mail, end with \".\" on a line by itself");
  wire.letter(talk.submission, Side::client,
              {"From: alice@crepes.fr", "To: bob@hamburger.edu", "Subject: Do you like ketchup?", "", "Do you like ketchup?",
               "How about pickles?", "."});
  wire.server(talk.submission, "250 Message accepted for delivery");
  wire.client(talk.submission, "QUIT");
  wire.server(talk.submission, "221 mail.crepes.fr closing connection");
  wire.close(talk.submission);
  talk.relay = wire.open(Role::crepes, 41022, Role::hamburger, 25, smtp);
  wire.server(talk.relay, "220 mail.hamburger.edu ready");
  wire.acknowledge(talk.relay, Side::client);
  wire.client(talk.relay, "HELO mail.crepes.fr");
  wire.server(talk.relay, "250 Hello mail.crepes.fr, pleased to meet you");
  wire.client(talk.relay, "MAIL FROM:<alice@crepes.fr>");
  wire.server(talk.relay, "250 Sender ok");
  talk.recipient_packet = wire.client(talk.relay, "RCPT TO:<bob@hamburger.edu>");
  wire.server(talk.relay, "250 Recipient ok");
  return talk;
}

// You fetch a file: control connection, one data connection, a password in the clear. Returns the control stream.
inline std::uint32_t ftp_session(Wire& wire) {
  const std::uint32_t control = wire.open(Role::you, 51000, Role::ftp, 21, packet::Protocol::ftp);
  wire.server(control, "220 ftp.hamburger.edu ready");
  wire.client(control, "USER bob");
  wire.server(control, "331 Password please");
  const std::uint32_t pass = wire.client(control, "PASS hungry");
  wire.credential(control, pass, "bob", "hungry", 13);
  wire.server(control, "230 Logged in");
  wire.client(control, "PASV");
  wire.server(control, "227 Entering Passive Mode (127,0,2,21,156,64)");
  const std::uint32_t data = wire.open(Role::you, 51001, Role::ftp, 40000, packet::Protocol::ftp_data);
  wire.hangs_on(data, control);
  wire.client(control, "RETR menu.txt");
  wire.server(control, "150 Opening data connection");
  wire.raw(data, Side::server, std::string(1234, 'x'));
  wire.close(data);
  wire.server(control, "226 Transfer complete");
  return control;
}

}  // namespace cleartext::made
