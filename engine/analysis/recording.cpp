// Appends what batches bring and answers "which line is here": the lines of one direction are sorted by
// position, so a place in a stream is found by bisection.
#include "engine/analysis/recording.h"

#include <algorithm>

namespace cleartext::analysis {

namespace {

template <typename To, typename From>
void append(To& to, From& from) {
  to.insert(to.end(), std::make_move_iterator(from.begin()), std::make_move_iterator(from.end()));
}

}  // namespace

bool Batch::empty() const {
  return packets.empty() && streams.empty() && lines.empty() && credentials.empty() && messages.empty() && files.empty() &&
         weaknesses.empty() && shares.empty() && growth.empty() && !file;
}

Recording::Recording(QObject* parent) : QObject(parent) {}

void Recording::apply(Batch&& batch) {
  packets_.append(batch.packets);
  for (const stream::StreamInfo& info : batch.streams) {
    if (info.number >= streams_.size()) streams_.resize(info.number + 1);
    streams_[info.number] = info;
  }
  note_places(batch.lines);
  lines_.append(std::move(batch.lines));
  for (findings::Credential& credential : batch.credentials) take(std::move(credential));
  for (Growth& growth : batch.growth) grow(std::move(growth));
  for (const findings::Message& message : batch.messages)
    std::erase_if(growing_, [&](const Growth& each) {
      return each.of == Growth::Of::message && each.stream == message.stream && each.position == message.position;
    });
  for (const findings::File& file : batch.files)
    std::erase_if(growing_, [&](const Growth& each) { return each.of == Growth::Of::file && each.stream == file.data_stream; });
  append(messages_, batch.messages);
  append(files_, batch.files);
  append(weaknesses_, batch.weaknesses);
  for (const StreamShare& share : batch.shares) {
    if (share.stream >= shares_.size()) shares_.resize(share.stream + 1);
    shares_[share.stream].push_back(share);
  }
  for (std::shared_ptr<const void>& bytes : batch.bytes)
    if (bytes_.empty() || bytes_.back() != bytes) bytes_.push_back(std::move(bytes));
  dropped_ = std::max(dropped_, batch.dropped);
  key_log_ += batch.key_log;
  from_file_ = from_file_ || batch.from_file;
  if (batch.file) file_ = std::move(batch.file);
  for (auto& [host, name] : batch.names) names_.try_emplace(host, std::move(name));
  Q_EMIT grew();
}

void Recording::take(findings::Credential&& credential) {
  const std::tuple place(credential.stream, credential.packet, credential.position);
  const auto [known, is_new] = credential_places_.try_emplace(place, credentials_.size());
  if (is_new)
    credentials_.push_back(std::move(credential));
  else
    credentials_[known->second] = std::move(credential);
}

void Recording::take(const std::vector<findings::Cracked>& results) {
  for (const auto& result : results) {
    const auto same = [&](const findings::Cracked& each) { return each.packet == result.packet && each.user == result.user; };
    const auto known = std::find_if(cracked_.begin(), cracked_.end(), same);
    if (known == cracked_.end())
      cracked_.push_back(result);
    else
      *known = result;
  }
  Q_EMIT grew();
}

void Recording::grow(Growth&& growth) {
  const auto same = std::find_if(growing_.begin(), growing_.end(), [&](const Growth& each) { return each.same_as(growth); });
  if (same == growing_.end()) return growing_.push_back(std::move(growth));
  same->content += growth.content;
  same->packet = growth.packet;
}

const std::vector<StreamShare>& Recording::shares(std::uint32_t stream) const {
  static const std::vector<StreamShare> none;
  return stream < shares_.size() ? shares_[stream] : none;
}

void Recording::clear() {
  packets_.clear();
  streams_.clear();
  lines_.clear();
  credentials_.clear();
  credential_places_.clear();
  messages_.clear();
  files_.clear();
  weaknesses_.clear();
  cracked_.clear();
  shares_.clear();
  growing_.clear();
  places_.clear();
  bytes_.clear();
  dropped_ = 0;
  key_log_.clear();
  from_file_ = false;
  file_.reset();
  names_.clear();
  Q_EMIT cleared();
}

std::string_view Recording::host_name(const packet::Endpoint& host) const {
  if (names_.empty()) return {};
  packet::Endpoint without_port = host;
  without_port.port = 0;
  const auto found = names_.find(without_port);
  return found == names_.end() ? std::string_view() : std::string_view(found->second);
}

std::optional<packet::Packet> Recording::packet(std::uint32_t number) const {
  if (number == 0 || number > packets_.size()) return {};
  return packets_[number - 1];
}

void Recording::note_places(const dialogue::LineStore& fresh) {
  auto index = static_cast<std::uint32_t>(lines_.size());
  for (auto at = fresh.begin(); at != fresh.end(); ++at, ++index) {
    const dialogue::LineView line = at.view();
    if (line.stream >= places_.size()) places_.resize(line.stream + 1);
    std::vector<LineRun>& runs = places_[line.stream][line.from == wire::Side::client ? 0 : 1];
    if (!runs.empty() && runs.back().end == index)
      ++runs.back().end;
    else
      runs.push_back({index, index + 1});
  }
}

// The first line whose end lies beyond `position`; -1 where it begins at `end` or later.
int Recording::line_between(std::uint32_t stream, wire::Side from, std::uint64_t position, std::uint64_t end) const {
  if (stream >= places_.size()) return -1;
  const auto is_before = [&](std::uint32_t index) {
    const dialogue::LineView line = lines_.view(index);
    return line.position + line.length <= position;
  };
  const std::vector<LineRun>& runs = places_[stream][from == wire::Side::client ? 0 : 1];
  const auto run = std::partition_point(runs.begin(), runs.end(), [&](const LineRun& each) { return is_before(each.end - 1); });
  if (run == runs.end()) return -1;
  std::uint32_t found = run->first;
  for (std::uint32_t last = run->end - 1; found < last;) {
    const std::uint32_t middle = found + (last - found) / 2;
    if (is_before(middle))
      found = middle + 1;
    else
      last = middle;
  }
  return lines_.view(found).position >= end ? -1 : static_cast<int>(found);
}

int Recording::line_of_packet(std::uint32_t number) const {
  const auto here = packet(number);
  if (!here || here->stream == packet::no_stream || here->payload_length == 0) return -1;
  return line_between(here->stream, here->from_client ? wire::Side::client : wire::Side::server, here->position,
                      here->position + here->payload_length);
}

int Recording::line_at(std::uint32_t stream, wire::Side from, std::uint64_t position) const {
  return line_between(stream, from, position, position + 1);
}

std::vector<LineRun> Recording::lines_of(const std::vector<std::uint32_t>& streams) const {
  std::vector<LineRun> all;
  for (const std::uint32_t stream : streams)
    if (stream < places_.size())
      for (const auto& side : places_[stream]) all.insert(all.end(), side.begin(), side.end());
  std::ranges::sort(all, {}, &LineRun::first);
  return all;
}

std::vector<std::uint32_t> Recording::conversation(std::uint32_t stream) const {
  if (stream >= streams_.size()) return {};
  const std::uint32_t control = streams_[stream].control_stream != packet::no_stream ? streams_[stream].control_stream : stream;
  std::vector<std::uint32_t> together;
  for (const stream::StreamInfo& each : streams_)
    if (each.number == control || each.control_stream == control) together.push_back(each.number);
  return together;
}

}  // namespace cleartext::analysis
