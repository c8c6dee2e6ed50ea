// The records of what a listener takes home, and of the whole file.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <iterator>

#include "engine/analysis/json_line.h"
#include "engine/analysis/records.h"
#include "engine/dialogue/printable.h"

namespace cleartext::analysis {

using dialogue::visible;

namespace {

void part_json(std::string& out, const findings::Part& part) {
  JsonLine(out)
      .text("type", part.type)
      .text("filename", part.filename)
      .text("encoding", part.encoding)
      .number("bytes", part.bytes)
      .text("sha256", part.sha256)
      .raw("packets", fmt::format("[{},{}]", part.first_packet, part.last_packet))
      .done();
}

template <typename... Values>
void write(std::string& out, fmt::format_string<Values...> form, Values&&... values) {
  fmt::format_to(std::back_inserter(out), form, std::forward<Values>(values)...);
}

// Who is named: by the header, or else by the envelope.
std::string named(const std::string& in_header, const std::string& in_envelope) {
  if (!in_header.empty()) return visible(in_header);
  return in_envelope.empty() ? "nobody named" : visible(in_envelope) + " (envelope)";
}

std::string ends_of(const findings::Message& message) {
  if (message.protocol == packet::Protocol::http && message.from.empty() && message.to.empty())
    return message.from_client ? "from the client" : "from the server";
  return fmt::format("from {}, to {}", named(message.from, message.envelope_from),
                     named(message.to, fmt::format("{}", fmt::join(message.envelope_to, ", "))));
}

// A client puts it into a folder (APPEND): nobody fetched it.
bool is_appended(const findings::Message& message) { return message.protocol == packet::Protocol::imap && message.from_client; }

void message_text(std::string& out, const findings::Message& message) {
  write(out, "stream {}  #{}  {}  {}: \"{}\", {} bytes{}{}", message.stream, message.packet, packet::name(message.protocol),
        ends_of(message), visible(message.subject), message.bytes, is_appended(message) ? ", put into a folder" : "",
        message.complete ? "" : ", not complete");
  for (const findings::Part& part : message.parts)
    write(out, "\n    {}{}, {} bytes, sha256 {}", visible(part.type), part.filename.empty() ? "" : " " + visible(part.filename), part.bytes,
          part.sha256);
}

void credential_text(std::string& out, const findings::Credential& credential) {
  const bool digest = !credential.response.empty();
  const std::string user = credential.names_user ? "user " + visible(credential.user) : "no user named";
  const std::string secret = digest                    ? "response " + visible(credential.response)
                             : credential.shows_secret ? "password " + visible(credential.secret)
                                                       : "no secret shown";
  write(out, "stream {}  #{}  {}  {} → {}  {}  {}, {}, {}", credential.stream, credential.packet, packet::name(credential.protocol),
        packet::text(credential.client), packet::text(credential.server), visible(credential.mechanism), user, secret,
        !credential.accepted   ? "not answered"
        : *credential.accepted ? "accepted"
                               : "refused");
}

}  // namespace

void record(std::string& out, const findings::Message& message, Format format) {
  if (format == Format::text) return message_text(out, message);
  JsonLine json(out);
  json.number("stream", message.stream).text("protocol", protocol_text(message.protocol)).number("packet", message.packet);
  message.knows_sender ? json.text("envelope_from", message.envelope_from) : json.null("envelope_from");
  const bool nobody = message.envelope_to.empty() && !message.knows_recipients;
  nobody ? json.null("envelope_to") : json.list("envelope_to", message.envelope_to, append_json);
  if (!message.knows_recipients) json.truth("envelope_complete", false);
  const auto field = [&](std::string_view name, const std::string& value) {
    value.empty() && !message.header_whole ? json.null(name) : json.text(name, value);
  };
  field("from", message.from);
  field("to", message.to);
  field("subject", message.subject);
  field("date", message.date);
  json.number("bytes", message.bytes).truth("complete", message.complete);
  field("message_id", message.message_id);
  json.text("queue_id", message.queue_id)
      .number("journey", message.journey)
      .number("hop", message.hop)
      .list("added", message.added, append_json)
      .list("parts", message.parts, part_json)
      .mark("appended", is_appended(message))
      .mark("decrypted", message.decrypted)
      .done();
}

void record(std::string& out, const findings::File& file, Format format) {
  const bool named = !file.command.empty();
  if (format == Format::text)
    return write(out, "stream {} (data {})  {}, {} bytes{}, sha256 {}", file.stream, file.data_stream,
                 named ? visible(file.command) + " " + visible(file.name) : "the command is missing", file.bytes,
                 file.complete ? "" : ", not complete", file.sha256);
  JsonLine json(out);
  json.number("stream", file.stream).number("data_stream", file.data_stream);
  named ? json.text("command", file.command).text("name", file.name) : json.null("command").null("name");
  json.number("bytes", file.bytes).text("sha256", file.sha256).truth("complete", file.complete);
  if (file.offset > 0) json.number("offset", file.offset);
  json.mark("decrypted", file.decrypted).done();
}

void record(std::string& out, const findings::Credential& credential, Format format) {
  if (format == Format::text) return credential_text(out, credential);
  const bool digest = !credential.response.empty();
  JsonLine json(out);
  json.number("stream", credential.stream).text("protocol", protocol_text(credential.protocol)).number("packet", credential.packet);
  json.text("client", packet::text(credential.client)).text("server", packet::text(credential.server));
  json.text("mechanism", credential.mechanism);
  credential.names_user ? json.text("user", credential.user) : json.null("user");
  digest || !credential.shows_secret ? json.null("secret") : json.text("secret", credential.secret);
  if (digest) json.text("challenge", credential.challenge).text("response", credential.response);
  json.truth("accepted", credential.accepted).mark("decrypted", credential.decrypted).done();
}

void record(std::string& out, const findings::Weakness& weakness, Format format) {
  if (format == Format::text)
    return write(out, "stream {}  #{}  {}  {}: {}", weakness.stream, weakness.packet, weakness.severity, weakness.rule,
                 visible(weakness.text));
  JsonLine(out)
      .number("stream", weakness.stream)
      .number("packet", weakness.packet)
      .text("rule", weakness.rule)
      .text("severity", weakness.severity)
      .text("text", weakness.text)
      .done();
}

void record(std::string& out, const Summary& summary, Format format) {
  if (format == Format::text) {
    write(out, "{} packets, {} bytes, {} streams, {} messages, {} files, {} credentials{}", summary.packets, summary.bytes, summary.streams,
          summary.messages, summary.files, summary.credentials, summary.damaged ? ", the file is damaged" : "");
    for (const auto& [name, count] : summary.protocols) write(out, "\n    {}: {} packets", name, count);
    return;
  }
  JsonLine json(out);
  json.number("packets", summary.packets).number("bytes", summary.bytes).number("streams", summary.streams);
  JsonLine protocols(json.begin("protocols"));
  for (const auto& [name, count] : summary.protocols) protocols.number(name, count);
  protocols.done();
  json.number("messages", summary.messages)
      .number("files", summary.files)
      .number("credentials", summary.credentials)
      .truth("damaged", summary.damaged)
      .done();
}

}  // namespace cleartext::analysis
