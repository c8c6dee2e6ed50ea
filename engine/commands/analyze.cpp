// Records go out as they are found. Held back are only log-ins that wait for their answer, and streams, which
// are told when the file is over.
#include "engine/commands/analyze.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <deque>
#include <ostream>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/file_secrets.h"
#include "engine/analysis/saver.h"
#include "engine/capture/read_ahead.h"

namespace cleartext::commands {

namespace {

using analysis::record;

enum class Kind { packets, streams, dialogue, messages, files, credentials, weaknesses, summary };
constexpr std::array<std::string_view, 8> kinds = {"packets", "streams",     "dialogue",   "messages",
                                                   "files",   "credentials", "weaknesses", "summary"};

class Printer final : public analysis::Sink {
 public:
  Printer(const AnalyzeOptions& options, Kind kind, std::ostream& out, std::optional<analysis::Saver> saver, std::ostream& err)
      : options_(options), kind_(kind), out_(out), err_(err), saver_(std::move(saver)) {}

  void packet(const packet::Packet& packet) override {
    ++summary_.packets;
    summary_.bytes += packet.length;
    if (kind_ == Kind::summary) ++packets_of_[static_cast<std::size_t>(packet.protocol)];
    if (kind_ == Kind::packets) print(packet, digits);
  }
  void stream(const stream::StreamInfo& info) override {
    summary_.streams = std::max<std::uint64_t>(summary_.streams, info.number + 1u);
    if (kind_ != Kind::streams) return;
    if (info.number >= streams_.size()) streams_.resize(info.number + 1);
    streams_[info.number] = info;
  }
  void line(const dialogue::LineView& line) override {
    if (kind_ == Kind::dialogue) print(line, digits);
  }
  void credential(const findings::Credential& found) override {
    // Only an answered one was told before, and answers come soon.
    if (found.answer_packet == 0) {
      ++summary_.credentials;
      open_.push_back(found);
      open_bytes_ += size_of(found);
    } else if (const auto same = std::find_if(open_.rbegin(), open_.rend(),
                                              [&](const findings::Credential& each) {
                                                return each.stream == found.stream && each.packet == found.packet &&
                                                       each.position == found.position;
                                              });
               same != open_.rend()) {
      open_bytes_ += size_of(found) - size_of(*same);
      *same = found;
    }
    while (!open_.empty() && (open_.front().answer_packet != 0 || open_.size() > most_open || open_bytes_ > most_bytes)) print_credential();
  }
  void message(findings::Message&& found) override {
    ++summary_.messages;
    if (kind_ == Kind::messages) print(found);
    if (saver_) check(saver_->save(found));
  }
  void file(findings::File&& found) override {
    ++summary_.files;
    if (kind_ == Kind::files) print(found);
    if (saver_) check(saver_->save(found));
  }
  void weakness(const findings::Weakness& found) override {
    if (kind_ == Kind::weaknesses) print(found);
  }
  void bytes(std::uint32_t stream, wire::Side from, std::span<const std::byte> bytes) override { digests_.add(stream, from, bytes); }

  void end(bool damaged) {
    while (!open_.empty()) print_credential();
    for (const stream::StreamInfo& info : streams_) print(info, options_.digest ? &digests_ : nullptr);
    summary_.damaged = damaged;
    for (std::size_t i = 0; i < packets_of_.size(); ++i)
      if (packets_of_[i] > 0) summary_.protocols[analysis::protocol_text(static_cast<packet::Protocol>(i))] = packets_of_[i];
    if (kind_ == Kind::summary) print(summary_);
    hand_out();
  }
  // What was found so far reaches whoever reads it: in large pieces and now and then, of a pipe at once.
  void breathe(bool at_once) {
    if (!written_.empty() && (at_once || Clock::now() - handed_out_ > pause)) hand_out();
  }
  void hand_out() {
    handed_out_ = Clock::now();
    out_.write(written_.data(), static_cast<std::streamsize>(written_.size()));
    out_.flush();
    written_.clear();
  }

  bool failed() const { return failed_ || !out_; }
  int digits = 9;  // of the packet being read

 private:
  using Clock = std::chrono::steady_clock;
  static constexpr std::chrono::milliseconds pause{50};
  static constexpr std::size_t most_open = 10'000, most_bytes = 16 * 1024 * 1024, piece = 64 * 1024;
  template <typename... What>
  void print(const What&... what) {
    record(written_, what..., options_.format);
    written_ += '\n';
    if (written_.size() >= piece) hand_out();
  }
  void print_credential() {
    if (kind_ == Kind::credentials) print(open_.front());
    open_bytes_ -= size_of(open_.front());
    open_.pop_front();
  }
  void check(const tl::expected<void, wire::Problem>& result) {
    if (result || failed_) return;
    err_ << result.error().sentence << '\n';
    failed_ = true;
  }

  const AnalyzeOptions& options_;
  Kind kind_;
  std::ostream& out_;
  std::ostream& err_;
  std::optional<analysis::Saver> saver_;
  std::string written_;  // and not handed out yet
  Clock::time_point handed_out_ = Clock::now();
  analysis::Summary summary_;
  analysis::Digests digests_;
  std::vector<stream::StreamInfo> streams_;
  std::deque<findings::Credential> open_;
  std::size_t open_bytes_ = 0;
  std::array<std::uint64_t, 16> packets_of_{};
  bool failed_ = false;
};

analysis::AnalyzerSettings settings_for(const AnalyzeOptions& options, Kind kind) {
  const bool all = !options.save.empty() || kind == Kind::summary;
  analysis::AnalyzerSettings settings;
  settings.data_lines = kind == Kind::dialogue && !options.no_data;
  settings.messages = all || kind == Kind::messages || kind == Kind::weaknesses;
  settings.files = all || kind == Kind::files;
  settings.weaknesses = kind == Kind::weaknesses;
  settings.bytes = options.digest && kind == Kind::streams;
  settings.wanted.kept = options.save.empty() ? 0 : std::size_t{1} << 31;
  return settings;
}

void tell_closed(const tls::Secrets& secrets, std::ostream& err) {
  using tls::Closed;
  for (const Closed why : {Closed::no_secrets, Closed::too_late, Closed::cipher, Closed::version, Closed::missing, Closed::no_match})
    if (const std::uint64_t bytes = secrets.passed_over(why); bytes > 0)
      err << "cleartext: " << bytes << " bytes inside TLS stayed closed: " << tls::reason(why) << ".\n";
}

}  // namespace

int analyze(const AnalyzeOptions& options, std::ostream& out, std::ostream& err) {
  const auto kind = std::find(kinds.begin(), kinds.end(), options.show);
  if (kind == kinds.end()) {
    err << "cleartext: there is nothing called \"" << options.show
        << "\" to show. Known are packets, streams, dialogue, messages, files, credentials, weaknesses and "
           "summary.\n";
    return 2;
  }
  tls::Secrets secrets;
  if (!options.keylog.empty())
    if (const auto read = analysis::read_key_log(options.keylog, secrets); !read)
      return err << "cleartext: " << read.error().sentence << ' ' << read.error().advice << '\n', 1;
  std::optional<analysis::Saver> saver;
  if (!options.save.empty()) {
    auto made = analysis::Saver::into(options.save);
    if (!made) return err << "cleartext: " << made.error().sentence << '\n', 1;
    saver = std::move(*made);
  }
  auto source = capture::open_file(options.file);
  if (!source) return err << "cleartext: " << source.error().sentence << '\n', 1;

  const Kind shown = static_cast<Kind>(kind - kinds.begin());
  Printer printer(options, shown, out, std::move(saver), err);
  capture::ReadAhead ahead(**source, capture::Keep::recent);
  analysis::listen_for_secrets(ahead, options.file, secrets);
  analysis::AnalyzerSettings settings = settings_for(options, shown);
  settings.secrets = &secrets;
  analysis::Analyzer analyzer(printer, settings);
  while (packet::Packet* packet = printer.failed() ? nullptr : ahead.next()) {
    printer.digits = ahead.digits();
    analyzer.feed(*packet);
    if (ahead.empty() || packet->number % 1024 == 0) printer.breathe(ahead.progress() < 0);
  }
  secrets.expect_more(false);
  analyzer.finish();
  if (secrets.size() > 0 || !options.keylog.empty()) tell_closed(secrets, err);
  const std::optional<capture::Damage> damage = ahead.ended() ? (*source)->damage() : std::nullopt;
  printer.end(damage.has_value());
  if (damage) err << "cleartext: " << options.file << " is damaged at byte " << damage->byte << ": " << damage->sentence << '\n';
  const capture::PacketSource::Facts facts = (*source)->facts();
  if (facts.missed > 0)
    err << "cleartext: packets missing from " << options.file << ": " << facts.missed << ". Whoever captured it could not keep up.\n";
  for (const std::uint32_t link : facts.unread_links)
    err << "cleartext: " << options.file << " has packets of link type " << link
        << ", which is not read: they are counted, nothing more.\n";
  return damage || printer.failed() ? 1 : 0;
}

}  // namespace cleartext::commands
