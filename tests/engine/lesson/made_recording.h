// Recordings made by hand: streams and what was said, found or fetched in them.
#pragma once
#include <string>

#include "engine/analysis/recording.h"

namespace cleartext::lesson {

class MadeRecording {
 public:
  // The stream's number. The handshake's answer is in packet `established`.
  std::uint32_t connect(std::uint8_t client_third, std::uint8_t client_fourth, std::uint8_t server_third, std::uint8_t server_fourth,
                        std::uint16_t port, packet::Protocol protocol, std::uint32_t established) {
    stream::StreamInfo stream;
    stream.number = static_cast<std::uint32_t>(streams_++);
    stream.client = endpoint(client_third, client_fourth, static_cast<std::uint16_t>(40000 + stream.number));
    stream.server = endpoint(server_third, server_fourth, port);
    stream.protocol = protocol;
    stream.established_packet = established;
    batch_.streams.push_back(stream);
    protocol_ = protocol;
    return stream.number;
  }
  MadeRecording& command(std::uint32_t stream, std::uint32_t packet, const std::string& verb, const std::string& text,
                         bool decrypted = false) {
    return line(stream, packet, wire::Side::client, dialogue::LineKind::command, verb, {}, text, decrypted);
  }
  MadeRecording& reply(std::uint32_t stream, std::uint32_t packet, const std::string& code, const std::string& text) {
    return line(stream, packet, wire::Side::server, dialogue::LineKind::reply, {}, code, text, false);
  }
  MadeRecording& log_in(std::uint32_t stream, std::uint32_t packet, const std::string& user, const std::string& secret) {
    findings::Credential found;
    found.stream = stream;
    found.packet = packet;
    found.user = user;
    found.secret = secret;
    found.mechanism = "USER/PASS";
    found.accepted = true;
    batch_.credentials.push_back(found);
    return *this;
  }
  analysis::Batch& batch() { return batch_; }
  analysis::Recording& recording() {
    batch_.packets.resize(100);
    recording_.apply(std::move(batch_));
    batch_ = {};
    return recording_;
  }

 private:
  static packet::Endpoint endpoint(std::uint8_t third, std::uint8_t fourth, std::uint16_t port) {
    packet::Endpoint made;
    made.address = {127, 0, third, fourth};
    made.port = port;
    return made;
  }
  MadeRecording& line(std::uint32_t stream, std::uint32_t packet, wire::Side from, dialogue::LineKind kind, const std::string& verb,
                      const std::string& code, const std::string& text, bool decrypted) {
    dialogue::Line made;
    made.stream = stream;
    made.packet = packet;
    made.protocol = protocol_;
    made.from = from;
    made.kind = kind;
    made.verb = verb;
    made.code = code;
    made.text = text;
    made.decrypted = decrypted;
    batch_.lines.push_back(made);
    return *this;
  }
  analysis::Batch batch_;
  analysis::Recording recording_;
  std::size_t streams_ = 0;
  packet::Protocol protocol_ = packet::Protocol::smtp;
};

}  // namespace cleartext::lesson
