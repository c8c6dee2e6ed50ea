// Frames are built byte by byte and read by the real decoder, so that every view has something true to show.
#include "tests/gui/window/sample.h"

#include "servers/wire/hosts.h"

namespace cleartext::sample {
namespace {

using Bytes = std::vector<std::byte>;

void put(Bytes& bytes, std::uint64_t value, int width) {
  for (int shift = (width - 1) * 8; shift >= 0; shift -= 8) bytes.push_back(static_cast<std::byte>(value >> shift & 0xff));
}

packet::Endpoint endpoint(std::uint32_t address, std::uint16_t port) {
  packet::Endpoint made;
  for (std::size_t i = 0; i < 4; ++i) made.address[i] = static_cast<std::uint8_t>(address >> (24 - 8 * i));
  made.port = port;
  return made;
}

std::uint32_t number_of(const packet::Endpoint& endpoint) {
  std::uint32_t address = 0;
  for (std::size_t i = 0; i < 4; ++i) address = address << 8 | endpoint.address[i];
  return address;
}

Bytes frame(const packet::Endpoint& from, const packet::Endpoint& to, std::uint64_t position, std::uint8_t flags,
            const std::string& payload) {
  Bytes bytes(12);
  put(bytes, 0x0800, 2);
  put(bytes, 0x4500, 2);
  put(bytes, 40 + payload.size(), 2);
  put(bytes, 0x12344000, 4);
  put(bytes, 0x40060000, 4);
  put(bytes, number_of(from), 4);
  put(bytes, number_of(to), 4);
  put(bytes, from.port, 2);
  put(bytes, to.port, 2);
  put(bytes, 1000 + position, 4);
  put(bytes, 1, 4);
  put(bytes, 0x5000U | flags, 2);
  put(bytes, 0x02000000, 4);
  put(bytes, 0, 2);
  for (const char c : payload) bytes.push_back(static_cast<std::byte>(c));
  return bytes;
}

}  // namespace

void Wire::connect(const std::string& client, const std::string& server, std::uint16_t port, packet::Protocol protocol) {
  stream_ = {};
  stream_.number = streams_++;
  stream_.client = endpoint(wire::host_named(client)->address, static_cast<std::uint16_t>(41020 + stream_.number));
  stream_.server = endpoint(wire::host_named(server)->address, port);
  stream_.protocol = protocol;
  stream_.state = stream::StreamState::open;
  stream_.first_packet = packets_ + 1;
  stream_.established_packet = packets_ + 2;
  packet(wire::Side::client, {}, packet::syn);
  packet(wire::Side::server, {}, packet::syn | packet::ack);
  packet(wire::Side::client, {}, packet::ack);
}

void Wire::packet(wire::Side from, const std::string& payload, std::uint8_t flags) {
  const bool client = from == wire::Side::client;
  auto& position = client ? stream_.bytes_client : stream_.bytes_server;
  auto bytes = std::make_shared<Bytes>(
      frame(client ? stream_.client : stream_.server, client ? stream_.server : stream_.client, position, flags, payload));
  packet::Packet packet;
  packet::decode({time_ns_ += 400'000, *bytes, static_cast<std::uint32_t>(bytes->size()), packet::LinkType::ethernet}, packet);
  packet.number = ++packets_;
  packet.stream = stream_.number;
  packet.from_client = client;
  packet.position = position;
  packet.protocol = payload.empty() ? packet::Protocol::tcp : stream_.protocol;
  position += payload.size();
  ++stream_.packets;
  stream_.last_packet = packets_;
  batch_.packets.push_back(packet);
  batch_.bytes.push_back(bytes);
  batch_.streams.push_back(stream_);
}

void Wire::say(wire::Side from, const std::string& text, dialogue::LineKind kind) {
  dialogue::Line line;
  line.stream = stream_.number;
  line.protocol = stream_.protocol;
  line.from = from;
  line.kind = kind;
  line.position = from == wire::Side::client ? stream_.bytes_client : stream_.bytes_server;
  line.length = static_cast<std::uint32_t>(text.size() + 2);
  line.text = text;
  (from == wire::Side::client ? line.verb : line.code) = text.substr(0, text.find(' '));
  packet(from, text + "\r\n", packet::psh | packet::ack);
  line.packet = packets_;
  line.time_ns = time_ns_;
  batch_.lines.push_back(line);
}

void Wire::credential(const std::string& user, const std::string& secret, const std::string& mechanism, std::optional<bool> accepted) {
  const dialogue::Line& line = batch_.lines.back();
  findings::Credential made;
  made.stream = line.stream;
  made.protocol = stream_.protocol;
  made.packet = line.packet;
  made.client = stream_.client;
  made.server = stream_.server;
  made.mechanism = mechanism;
  made.user = user;
  made.secret = secret;
  made.accepted = accepted;
  made.answer_packet = line.packet + 1;
  made.position = line.position;
  made.length = line.length;
  batch_.credentials.push_back(made);
}

void Wire::letter(const std::string& subject) {
  findings::Message made;
  made.stream = stream_.number;
  made.protocol = stream_.protocol;
  made.packet = packets_;
  made.envelope_from = "alice@crepes.fr";
  made.envelope_to = {"bob@hamburger.edu"};
  made.subject = subject;
  made.bytes = 312;
  made.complete = true;
  batch_.messages.push_back(made);
}

void Wire::weakness(const std::string& text) { batch_.weaknesses.push_back({stream_.number, packets_, "cleartext-login", "high", text}); }

void Wire::send() { recording_.apply(std::exchange(batch_, {})); }

void alice_sends_bob(Wire& wire) {
  wire.connect("alice", "mail.crepes.fr", 25, packet::Protocol::smtp);
  wire.greet("220 mail.crepes.fr ready");
  wire.client("HELO laptop.crepes.fr");
  wire.server("250 Hello laptop.crepes.fr, pleased to meet you");
  wire.client("MAIL FROM:<alice@crepes.fr>");
  wire.server("250 Sender ok");
  wire.client("RCPT TO:<bob@hamburger.edu>");
  wire.server("250 Recipient ok");
  wire.client("DATA");
  wire.server("354 Enter mail, end with a dot alone on a line");
  wire.client("Subject: Do you like ketchup?");
  wire.letter("Do you like ketchup?");
  wire.server("250 Message accepted for delivery");
  wire.client("QUIT");
  wire.server("221 Goodbye");
  wire.rest(900);
  wire.connect("bob", "mail.hamburger.edu", 110, packet::Protocol::pop3);
  wire.greet("+OK POP3 server ready");
  wire.client("USER bob");
  wire.server("+OK");
  wire.client("PASS hungry");
  wire.credential("bob", "hungry", "USER/PASS", true);
  wire.weakness("Log-in in the clear: the password crossed the wire as it was typed");
  wire.server("+OK Mailbox open");
  wire.weakness("No STARTTLS: everything after this could be read, too");
  wire.rest(700);
  wire.connect("mail.crepes.fr", "mail.hamburger.edu", 25, packet::Protocol::smtp);
  wire.greet("220 mail.hamburger.edu ready");
  wire.client("HELO mail.crepes.fr");
  wire.server("250 Hello mail.crepes.fr, pleased to meet you");
  wire.client("MAIL FROM:<alice@crepes.fr>");
  wire.server("250 Sender ok");
  wire.client("RCPT TO:<bob@hamburger.edu>");
  wire.server("250 Recipient ok");
  wire.send();
}

void Part::narrate(const std::string& words) {
  lesson_.steps[static_cast<std::size_t>(current_step)].narration = {{"en", words}};
  say_changed();
}

Part::Part() {
  lesson_.title = {{"en", "Alice sends Bob a message"}};
  lesson_.summary = {{"en", "One letter, two mail servers, three connections."}};
  for (const char* title : {"Alice writes and presses Send", "Her user agent hands it to her server", "Her server calls Bob's server",
                            "The two servers talk SMTP", "Bob's server files it in his mailbox", "Bob's user agent fetches it"}) {
    lesson::Step step;
    step.id = title;
    step.title = {{"en", title}};
    step.narration = {
        {"en",
         "The connection is open. Bob's server spoke first: `220`, ready. Now Alice's server is the **client**. It says who it is, "
         "then writes the **envelope**, one line for the sender and one for each recipient.\n\n"
         "Nobody has sent the letter yet. Watch what Bob's server answers to the recipient before the letter may follow."}};
    step.evidence.emplace_back();
    step.hint = {{"en", "Read the last reply in the dialogue, then reset the lab."}};
    lesson::Question question;
    question.id = "code";
    question.ask = {{"en", "Which reply code accepted the recipient?"}};
    question.answer.kind = lesson::Value::Kind::field;
    question.answer.field = "code";
    question.why = {{"en", "Codes that begin with 2 mean done."}};
    step.questions.push_back(question);
    lesson_.steps.push_back(step);
  }
  lesson_.steps[0].evidence.clear();
  using lesson::StepState;
  states = {StepState::seen, StepState::seen, StepState::seen, StepState::running, StepState::waiting, StepState::waiting};
}

}  // namespace cleartext::sample
