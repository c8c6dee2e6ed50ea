#include "gui/course/open_capture.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <chrono>

namespace cleartext::gui {
namespace {

using std::chrono::seconds;

constexpr std::uint64_t largest = std::uint64_t{1} << 30;  // bytes: an hour of a busy class, and no full disk

}  // namespace

struct OpenCapture::File {
  QString path;
  std::optional<capture::PcapngFile> file;
  std::uint64_t written = 0;
  bool refused = false;

  // Without a place to write, there is only nothing to find at the next start.
  void append(const std::vector<packet::Packet>& packets, const std::string& secrets) {
    if (refused || written > largest) return;
    if (!file) {
      QDir().mkpath(QFileInfo(path).path());
      auto created = capture::PcapngFile::create(path.toStdString());
      refused = !created;
      if (refused) return;
      file.emplace(std::move(*created));
    }
    if (!secrets.empty()) file->secrets(secrets);
    for (const packet::Packet& packet : packets) {
      file->write(packet);
      written += packet.bytes.size();
    }
    file->show();
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    refused = file->failed();
  }
  void remove() {
    file.reset();
    QFile::remove(path);
    written = 0;
  }
};

OpenCapture::OpenCapture(const analysis::Recording& recording, const QString& path, QObject* parent)
    : QObject(parent), recording_(recording), file_(std::make_shared<File>(File{path, {}, 0, false})) {
  pool_.setMaxThreadCount(1);
  second_.setSingleShot(true);
  connect(&second_, &QTimer::timeout, this, &OpenCapture::write_news);
  connect(&recording, &analysis::Recording::grew, this, [this] {
    if (!second_.isActive()) second_.start(seconds(1));
  });
  connect(&recording, &analysis::Recording::cleared, this, &OpenCapture::begin_anew);
}

OpenCapture::~OpenCapture() {
  pool_.clear();
  pool_.waitForDone();
  file_->remove();
}

// A packet is small beside its bytes, which stay where they are: they are kept alive until they are written.
void OpenCapture::write_news() {
  const auto& all = recording_.packets();
  const auto& bytes = recording_.bytes();
  std::vector<packet::Packet> packets;
  packets.reserve(all.size() - packets_);
  for (; packets_ < all.size(); ++packets_) packets.push_back(all[packets_]);
  std::string secrets = recording_.key_log().substr(secrets_);
  secrets_ += secrets.size();
  std::vector<std::shared_ptr<const void>> kept(bytes.begin() + static_cast<std::ptrdiff_t>(bytes_), bytes.end());
  bytes_ = bytes.empty() ? 0 : bytes.size() - 1;  // the last may hold what comes next, too
  if (packets.empty() && secrets.empty()) return;
  pool_.start([file = file_, packets = std::move(packets), secrets = std::move(secrets), kept = std::move(kept)] {
    file->append(packets, secrets);
  });
}

void OpenCapture::begin_anew() {
  second_.stop();
  packets_ = secrets_ = bytes_ = 0;
  pool_.start([file = file_] { file->remove(); });
}

}  // namespace cleartext::gui
