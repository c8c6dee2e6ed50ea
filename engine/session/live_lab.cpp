#include "engine/session/live_lab.h"

#include <QMetaMethod>

#include "engine/capture/pcapng_writer.h"
#include "servers/network/private_network.h"

namespace cleartext::session {
namespace {

using wire::NetworkMode;

tl::expected<NetworkMode, wire::Problem> go_private() {
  if (auto able = network::try_private_network(); !able) return tl::unexpected(able.error());
  if (auto entered = network::enter_user_namespace(); !entered) return tl::unexpected(entered.error());
  return NetworkMode::private_network;
}

tl::expected<NetworkMode, wire::Problem> go_loopback(Need need) {
  if (need == Need::servers || network::may_capture_on_loopback()) return NetworkMode::loopback;
  return tl::unexpected(
      wire::Problem{"This user may not capture on the loopback interface.", "The command `cleartext doctor` says how to allow it."});
}

}  // namespace

tl::expected<Network, wire::Problem> choose_network(std::optional<NetworkMode> wanted, Need need) {
  const auto alone = [](NetworkMode mode) { return Network{mode, {}}; };
  if (!wanted) {
    const auto mode = go_private();
    if (mode) return alone(*mode);
    if (const auto fallback = go_loopback(need)) return alone(*fallback);
    wire::Problem lacking{mode.error().sentence + " Capturing on loopback is not allowed either.",
                          "The command `cleartext doctor` says what to do for either."};
    if (need == Need::packets) return Network{NetworkMode::recorded, std::move(lacking)};
    return tl::unexpected(std::move(lacking));
  }
  switch (*wanted) {
    case NetworkMode::private_network: return go_private().map(alone);
    case NetworkMode::loopback: return go_loopback(need).map(alone);
    case NetworkMode::recorded: break;
  }
  return alone(NetworkMode::recorded);
}

LiveLab::LiveLab(lab::Settings settings, Capture capture, QObject* parent) : QObject(parent), lab_(std::move(settings)), capture_(capture) {
  connect(&lab_, &lab::Lab::was_reset, this, [this] {
    if (feed_) feed_->restart();
    recording_.clear();
    Q_EMIT was_reset();
  });
}

LiveLab::~LiveLab() { feed_.reset(); }

tl::expected<void, wire::Problem> LiveLab::start() {
  if (auto started = lab_.start(); !started) return started;
  if (capture_ == Capture::off) return {};
  feed_ = std::make_unique<analysis::Feed>();
  connect(feed_.get(), &analysis::Feed::batch, this, [this](const std::shared_ptr<analysis::Batch>& batch) { take(batch); });
  connect(feed_.get(), &analysis::Feed::finished, this, &LiveLab::capture_ended);
  connect(&lab_, &lab::Lab::secret, feed_.get(), [this](const QString& line) { feed_->add_secrets(line.toStdString() + '\n'); });
  return feed_->start_live("lo", wire::capture_filter(lab_.mode()), [this](const std::function<void()>& call) { lab_.in_lab(call); });
}

// Copied only where somebody wants it.
void LiveLab::take(const std::shared_ptr<analysis::Batch>& batch) {
  static const auto signal = QMetaMethod::fromSignal(&LiveLab::grew);
  const auto copy = isSignalConnected(signal) ? std::make_shared<const analysis::Batch>(*batch) : nullptr;
  recording_.apply(std::move(*batch));
  if (copy) Q_EMIT grew(copy);
}

void LiveLab::stop_capture() {
  if (feed_) feed_->stop();
}

void LiveLab::end() {
  feed_.reset();
  lab_.end();
}

void LiveLab::reset() { lab_.reset(); }

tl::expected<void, wire::Problem> LiveLab::save(const std::string& path, const std::map<std::uint32_t, std::string>& comments,
                                                const std::string& section_comment) const {
  return capture::write_pcapng(path, recording_.packets(), comments, section_comment, recording_.key_log(), recording_.dropped());
}

}  // namespace cleartext::session
