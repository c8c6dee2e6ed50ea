// One thread captures (or reads) and analyzes. It posts a batch at once when 16 ms have passed since the last
// one, so the first packet after a silence is on the screen in the next frame, and a flood comes in one batch
// a frame.
#include "engine/analysis/feed.h"

#include <QMetaObject>
#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/analysis/file_secrets.h"
#include "engine/analysis/packet_bytes.h"
#include "engine/capture/live_source.h"
#include "engine/capture/read_ahead.h"

namespace cleartext::analysis {

namespace {

using Milliseconds = std::chrono::milliseconds;
using SteadyClock = std::chrono::steady_clock;

constexpr Milliseconds frame{16};
// A file is read no faster than it is shown: so many packets at first, later more, so that a long file is shown in a
// few hundred frames.
constexpr std::size_t first_file_batch = 8'000, largest_file_batch = 24'000;
constexpr std::uint32_t every_packet = 0xffffffff;
constexpr std::size_t most_names = 100'000;  // of hosts, in one batch

// A file that is wrong from its first byte on needs no place.
QString sentence_of(const capture::Damage& damage) {
  const QString sentence = QString::fromStdString(damage.sentence);
  return damage.byte == 0 ? sentence : QStringLiteral("%1 (at byte %2)").arg(sentence).arg(damage.byte);
}

std::int64_t wall_ns() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

}  // namespace

struct Session;

struct Feed::Impl {
  explicit Impl(Feed& owner) : feed(owner) {}

  Feed& feed;
  std::unique_ptr<capture::LiveSource> live;
  std::thread thread;
  std::atomic<bool> stopping = false;
  std::atomic<std::uint64_t> run = 0;  // restart() begins a new one
  std::atomic<std::int64_t> run_began_ns = 0;
  std::atomic<std::uint32_t> released = every_packet;  // of a file
  std::mutex mutex;
  std::condition_variable shown;
  bool waiting = false;  // a batch is on its way; guarded by mutex
  std::string secrets;   // that came and were not looked at yet; guarded by mutex

  // Only the thread below.
  SteadyClock::time_point last_post;

  void stop() {
    stopping = true;
    if (live) live->stop();
    shown.notify_all();
  }
  void join() {
    if (!thread.joinable()) return;
    stop();
    thread.join();
    live.reset();
    stopping = false;
    waiting = false;
  }

  bool is_waiting() {
    const std::lock_guard lock(mutex);
    return waiting;
  }
  bool may_post() { return SteadyClock::now() - last_post >= frame && !is_waiting(); }

  void post(Batch&& batch, std::uint64_t of_run, double progress = -1) {
    last_post = SteadyClock::now();
    {
      const std::lock_guard lock(mutex);
      waiting = true;
    }
    auto shared = std::make_shared<Batch>(std::move(batch));
    QMetaObject::invokeMethod(
        &feed,
        [this, shared, of_run, progress] {
          {
            const std::lock_guard lock(mutex);
            waiting = false;
          }
          shown.notify_all();
          if (of_run != run) return;
          if (!live) Q_EMIT feed.progressed(progress);
          Q_EMIT feed.batch(shared);
        },
        Qt::QueuedConnection);
  }

  void end(std::uint64_t of_run, const QString& damage, const QString& advice = {}) {
    QMetaObject::invokeMethod(
        &feed,
        [this, of_run, damage, advice] {
          if (live || of_run == run) Q_EMIT feed.finished(damage, advice);
        },
        Qt::QueuedConnection);
  }

  void run_live();
  void hand_over(Session& session, double progress);
  void await_release(Session& session, double progress);
  void take_secrets(Session& session);
  void start(const std::string& path, const std::string& key_log);
  void read(const std::string& path, const std::string& key_log);
  void run_file(std::shared_ptr<capture::PacketSource> source, const std::string& path, const std::string& key_log);
};

// One analyzer from its first packet to its last.
struct Session {
  enum class Pace : std::uint8_t { live, held, full };  // of a file: act by act, or as fast as it can be read
  Session(std::uint64_t number, Pace pace) : run(number), analyzer(sink, settings(pace)) { secrets.expect_more(pace == Pace::live); }
  std::uint64_t run;
  BatchSink sink;
  tls::Secrets secrets;
  Analyzer analyzer;
  PacketBytes bytes;
  std::shared_ptr<const void> source;  // a file's: holds its bytes
  std::uint32_t packets = 0;           // of a file, fed so far

  // Nobody sees a letter grow that is whole in a moment, and only lessons ask for the sums of parts and files.
  AnalyzerSettings settings(Pace pace) {
    AnalyzerSettings with;
    with.secrets = &secrets;
    with.wanted.growing = pace != Pace::full;
    with.wanted.sums = pace != Pace::full ? findings::Sums::all : findings::Sums::letters;
    with.shares = true;
    return with;
  }

  void finish() {
    sink.expect({});
    analyzer.finish();
  }
  void take(packet::RawPacket raw) {
    raw.bytes = bytes.keep(raw.bytes);
    sink.expect(raw.bytes);
    analyzer.feed(raw);
    bytes.hold(sink.batch().bytes);
  }
};

void Feed::Impl::run_live() {
  auto session = std::make_unique<Session>(run, Session::Pace::live);
  packet::RawPacket raw;
  for (;;) {
    const bool full = session->sink.batch().packets.size() > 5'000;
    const bool due = !session->sink.batch().empty();
    const capture::Heard heard = live->wait(raw, due ? (may_post() ? Milliseconds(0) : Milliseconds(4)) : Milliseconds(-1));
    if (session->run != run) session = std::make_unique<Session>(run, Session::Pace::live);
    take_secrets(*session);
    if (heard == capture::Heard::packet && raw.time_ns >= run_began_ns) session->take(raw);
    const bool last = heard == capture::Heard::ended;
    if (last) session->secrets.expect_more(false);
    if (last) session->finish();
    if (last || ((heard == capture::Heard::nothing || full) && !session->sink.batch().empty() && may_post())) {
      session->sink.batch().dropped = live->dropped();
      post(session->sink.take(), session->run);
    }
    if (last) return end(session->run, {});
  }
}

// Opening may take its time, too: a disk may have to wake up first.
void Feed::Impl::take_secrets(Session& session) {
  std::string lines;
  {
    const std::lock_guard lock(mutex);
    lines.swap(secrets);
  }
  if (lines.empty()) return;
  session.sink.batch().key_log += lines;
  session.secrets.add(lines);
}

// Of a file: once the last batch was taken.
void Feed::Impl::hand_over(Session& session, double progress) {
  std::unique_lock lock(mutex);
  shown.wait(lock, [&] { return !waiting || stopping; });
  lock.unlock();
  session.sink.batch().bytes.push_back(session.source);
  post(session.sink.take(), session.run, progress);
}

// Shows what is there, and waits until the next packet may come.
void Feed::Impl::await_release(Session& session, double progress) {
  const std::uint32_t next = session.packets + 1;
  if (next <= released) return;
  if (!session.sink.batch().empty()) hand_over(session, progress);
  std::unique_lock lock(mutex);
  shown.wait(lock, [&] { return next <= released || stopping; });
}

void Feed::Impl::read(const std::string& path, const std::string& key_log) {
  auto source = capture::open_file(path);
  if (source) return run_file(std::move(*source), path, key_log);
  end(run, QString::fromStdString(source.error().sentence), QString::fromStdString(source.error().advice));
}

void Feed::Impl::run_file(std::shared_ptr<capture::PacketSource> source, const std::string& path, const std::string& key_log) {
  Session session(run, released == every_packet ? Session::Pace::full : Session::Pace::held);
  session.source = source;
  session.secrets.set_listener([&session](std::string_view line) { (session.sink.batch().key_log += line) += '\n'; });
  session.sink.batch().from_file = true;
  capture::ReadAhead ahead(*source);
  ahead.tell_names([&session](const packet::Endpoint& host, std::string_view name) {
    auto& names = session.sink.batch().names;
    if (names.size() < most_names) names.emplace_back(host, name);
  });
  listen_for_secrets(ahead, path, session.secrets);
  if (!key_log.empty())
    if (const auto known = read_key_log(key_log, session.secrets); !known)
      return end(session.run, QString::fromStdString(known.error().sentence), QString::fromStdString(known.error().advice));
  while (packet::Packet* packet = stopping ? nullptr : ahead.next()) {
    await_release(session, ahead.progress());
    if (stopping) break;
    session.sink.expect(packet->bytes);
    session.analyzer.feed(*packet);
    ++session.packets;
    const std::size_t packets = session.sink.batch().packets.size();
    const std::size_t enough = std::clamp<std::size_t>(session.packets / 16, first_file_batch, largest_file_batch);
    if (packets % 64 != 0 || (packets < enough && !may_post())) continue;
    hand_over(session, ahead.progress());
  }
  const bool stopped = !ahead.ended();
  session.finish();
  session.sink.batch().bytes.push_back(source);
  session.sink.batch().file = source;
  post(session.sink.take(), session.run, stopped ? ahead.progress() : 1);
  const auto damage = stopped ? std::nullopt : source->damage();
  end(session.run, damage ? sentence_of(*damage) : QString());
}

Feed::Feed(QObject* parent) : QObject(parent), impl_(std::make_unique<Impl>(*this)) {
  qRegisterMetaType<std::shared_ptr<cleartext::analysis::Batch>>();
}

Feed::~Feed() { impl_->join(); }

tl::expected<void, wire::Problem> Feed::start_live(const std::string& interface, const std::string& filter,
                                                   const std::function<void(std::function<void()>)>& in_lab) {
  impl_->join();
  tl::expected<void, wire::Problem> result = tl::unexpected(wire::Problem{"The lab's network could not be entered.", ""});
  in_lab([&] {
    auto live = capture::LiveSource::open(interface, filter);
    if (!live) {
      result = tl::unexpected(live.error());
      return;
    }
    impl_->live = std::move(*live);
    impl_->thread = std::thread([impl = impl_.get()] { impl->run_live(); });
    result = {};
  });
  return result;
}

void Feed::start_held(const std::string& path) {
  impl_->join();
  impl_->released = 0;
  impl_->start(path, {});
}

void Feed::release(std::uint32_t packet) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->released = std::max(impl_->released.load(), packet);
  }
  impl_->shown.notify_all();
}

void Feed::start_file(const std::string& path, const std::string& key_log) {
  impl_->join();
  impl_->released = every_packet;
  impl_->start(path, key_log);
}

void Feed::Impl::start(const std::string& path, const std::string& key_log) {
  stopping = false;
  ++run;
  thread = std::thread([this, path, key_log] { read(path, key_log); });
}

void Feed::add_secrets(const std::string& lines) {
  {
    const std::lock_guard lock(impl_->mutex);
    impl_->secrets += lines;
  }
  if (impl_->live) impl_->live->wake();
}

void Feed::stop() { impl_->stop(); }

void Feed::restart() {
  impl_->run_began_ns = wall_ns();
  ++impl_->run;
  if (impl_->live) impl_->live->wake();
}

}  // namespace cleartext::analysis
