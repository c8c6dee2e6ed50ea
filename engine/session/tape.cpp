// The thread that captures writes, too. TLS secrets are few and come from the lab; they join the file as they come, and at its
// end once more before the packets, for whoever reads it once.
#include "engine/session/tape.h"

#include <unistd.h>

#include <mutex>
#include <optional>
#include <thread>

#include "engine/capture/live_source.h"
#include "engine/capture/pcapng_writer.h"
#include "engine/capture/set_aside.h"

namespace cleartext::session {

struct Tape::Impl {
  explicit Impl(capture::PcapngFile&& fresh) : file(std::move(fresh)) {}
  ~Impl() { stop(); }

  void run() {
    packet::RawPacket packet;
    constexpr std::chrono::milliseconds for_ever{-1}, a_while{200};
    constexpr std::int64_t longest_ns = 1'000'000'000;
    std::int64_t shown_ns = 0;
    bool fresh = true;
    for (;;) {
      const auto heard = live->wait(packet, fresh ? a_while : for_ever);
      if (heard == capture::Heard::ended) return;
      if (heard == capture::Heard::packet) {
        file.write(packet);
        fresh = true;
        if (packet.time_ns - shown_ns < longest_ns) continue;
        shown_ns = packet.time_ns;
      }
      show();
      fresh = heard == capture::Heard::packet;
    }
  }
  void show() {
    std::string news;
    {
      const std::lock_guard lock(guard);
      news.swap(untold);
    }
    if (!news.empty()) file.secrets(news);
    file.show();
  }
  void hear(const std::string& secret) {
    secrets += secret + '\n';
    const std::lock_guard lock(guard);
    untold += secret + '\n';
    live->wake();  // the wire may be silent for long
  }
  void stop() {
    QObject::disconnect(listening);
    if (!thread.joinable()) return;
    live->stop();
    thread.join();
  }

  capture::PcapngFile file;
  std::unique_ptr<capture::LiveSource> live;
  std::thread thread;
  std::string secrets;  // lines of a key log; only the lab's owner's thread
  std::string before;   // where the file lies that had its name
  std::mutex guard;
  std::string untold;  // of these, what is not in the file yet
  QMetaObject::Connection listening;
};

tl::expected<Tape, wire::Problem> Tape::start(lab::Lab& lab, const std::string& path) {
  auto file = capture::PcapngFile::create(path);
  if (!file) return tl::unexpected(file.error());
  auto impl = std::make_unique<Impl>(std::move(*file));
  std::optional<wire::Problem> refusal = wire::Problem{"The lab's network could not be entered.", ""};
  lab.in_lab([&] {
    auto live = capture::LiveSource::open("lo", wire::capture_filter(lab.mode()));
    if (!live) return void(refusal = live.error());
    refusal.reset();
    impl->live = std::move(*live);
    impl->before = capture::set_aside(path);
    impl->thread = std::thread([here = impl.get()] { here->run(); });
  });
  if (refusal) return tl::unexpected(*refusal);
  impl->listening = QObject::connect(&lab, &lab::Lab::secret, [here = impl.get()](const QString& line) { here->hear(line.toStdString()); });
  return Tape(std::move(impl));
}

Tape::Tape(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
Tape::~Tape() = default;
Tape::Tape(Tape&&) noexcept = default;
Tape& Tape::operator=(Tape&&) noexcept = default;

tl::expected<void, wire::Problem> Tape::keep() {
  impl_->stop();
  impl_->file.missed(impl_->live->dropped());
  auto kept = impl_->file.keep(impl_->secrets);
  if (kept && !impl_->before.empty()) ::unlink(impl_->before.c_str());
  return kept;
}

const std::string& Tape::before() const { return impl_->before; }

std::uint64_t Tape::missed() const { return impl_->live->dropped(); }

}  // namespace cleartext::session
