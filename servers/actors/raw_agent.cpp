#include "servers/actors/raw_agent.h"

#include <algorithm>

#include "servers/actors/ftp_agent.h"
#include "servers/actors/text_source.h"
#include "servers/wire/command.h"

namespace cleartext::actors {

RawAgent::RawAgent(RawErrand errand)
    : lines_(errand.lines.begin(), errand.lines.end()), turn_(errand.service), upload_(std::move(errand.upload)) {}

wire::Output RawAgent::greet() { return turn_.server_begins() ? wire::Output{} : all_at_once(); }

wire::Output RawAgent::receive(std::string_view bytes) {
  wire::Line line;
  while (splitter_.next(bytes, line)) {
    auto output = heard(line.text);
    if (!output.bytes.empty() || !output.effects.empty()) return output;
  }
  return {};
}

wire::Output RawAgent::secured() {
  splitter_.clear();
  return next();
}

wire::Output RawAgent::heard(std::string_view line) {
  turns_.back().heard.emplace_back(line);
  const int code = code_of(line);
  if (data_open_ && (code == 125 || code == 150)) {
    data_open_ = false;
    return transfer();
  }
  if (!turn_.heard(line)) return {};
  if (turn_.agreed_to_tls()) return {{}, {wire::StartTls{}}, {}, nullptr};
  if (const auto at = code == 227 ? parse_passive(line) : std::nullopt) return {{}, {wire::ConnectData{*at}}, {}, nullptr};
  return next();
}

// RFC 959, 4.1.3: the command that was said last tells who sends.
wire::Output RawAgent::transfer() {
  const auto verb = wire::split_command(turns_.back().line).verb;
  if (verb != "STOR" && verb != "STOU" && verb != "APPE") return {{}, {wire::ReceiveData{}}, {}, nullptr};
  return {{}, {wire::SendData{std::make_shared<TextSource>(upload_)}}, {}, nullptr};
}

wire::Output RawAgent::data_connected() {
  data_open_ = true;
  return next();
}

wire::Output RawAgent::data_failed() { return next(); }

wire::Output RawAgent::data_received(std::string_view bytes) {
  content_ += bytes.substr(0, most_kept - std::min(most_kept, content_.size()));
  return {};
}

wire::Output RawAgent::next() {
  if (lines_.empty()) return {{}, {wire::Close{}}, {}, nullptr};
  if (turn_.wants_letter()) return letter();
  const auto line = std::move(lines_.front());
  lines_.pop_front();
  turn_.said(line);
  turns_.push_back({line, {}});
  wire::Output output;
  output.bytes = line + "\r\n";
  output.verb = wire::split_command(line).verb;
  return output;
}

// Up to a dot alone on its line; dots at the beginning of lines are the script's own affair.
wire::Output RawAgent::letter() {
  turn_.letter_said();
  wire::Output output;
  for (; !lines_.empty() && lines_.front() != "."; lines_.pop_front()) output.bytes += lines_.front() + "\r\n";
  output.verb = "letter";
  turns_.push_back({"(letter)", {}});
  if (lines_.empty()) return output;  // the server waits in vain
  lines_.pop_front();
  output.then = std::make_shared<wire::Output>(wire::Output{".\r\n", {}, "dot", nullptr});
  if (output.bytes.empty()) return *output.then;
  return output;
}

// Who waits for no greeting waits for no answer either, and hears what comes until the server closes.
wire::Output RawAgent::all_at_once() {
  wire::Output output;
  for (const auto& line : lines_) output.bytes += line + "\r\n";
  output.verb = lines_.empty() ? "" : wire::split_command(lines_.front()).verb;
  turns_.push_back({lines_.empty() ? "" : lines_.front(), {}});
  lines_.clear();
  return output;
}

}  // namespace cleartext::actors
