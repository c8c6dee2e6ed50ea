#include "gui/capture/capture_window.h"

#include <QFileInfo>

#include "engine/capture/memory.h"
#include "gui/window/recent_files.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

CaptureWindow::CaptureWindow(Theme& theme, QObject* parent)
    : QObject(parent),
      window_(std::make_unique<MainWindow>(theme, recording_, nullptr, wire::NetworkMode::recorded)),
      feed_(std::make_unique<analysis::Feed>()),
      room_(capture::memory_room()) {
  window_->show_capture({});
  connect(window_.get(), &MainWindow::open_wanted, this, &CaptureWindow::open);
  connect(window_.get(), &MainWindow::key_log_wanted, this, &CaptureWindow::open_tls);
  connect(window_.get(), &MainWindow::cancel_wanted, this, [this] {
    stopped_ = reading_;
    feed_->stop();
  });
  connect(feed_.get(), &analysis::Feed::batch, this, &CaptureWindow::take);
  connect(feed_.get(), &analysis::Feed::progressed, this, [this](double share) {
    if (!waiting_) window_->show_progress(share);
  });
  connect(feed_.get(), &analysis::Feed::finished, this, &CaptureWindow::end);
  connect(this, &CaptureWindow::failed, window_.get(), &MainWindow::show_problem);
}

CaptureWindow::~CaptureWindow() { feed_.reset(); }

void CaptureWindow::open(const QString& path) { read(path, {}); }

void CaptureWindow::open_tls(const QString& key_log) {
  if (!path_.isEmpty()) read(path_, key_log);
}

void CaptureWindow::read(const QString& path, const QString& key_log) {
  if (reading_ && !waiting_) window_->show_read(false);
  path_ = path;
  waiting_ = reading_ = true;
  stopped_ = full_ = false;
  window_->show_reading(QFileInfo(path).fileName(), QFileInfo(path).size());
  feed_->start_file(path.toStdString(), key_log.toStdString());
}

void CaptureWindow::take(const std::shared_ptr<analysis::Batch>& batch) {
  if (waiting_ && batch->packets.empty()) return;
  if (waiting_) begin();
  recording_.apply(std::move(*batch));
  if (stopped_ || capture::memory_taken() < room_) return;
  stopped_ = full_ = true;
  feed_->stop();
}

void CaptureWindow::begin() {
  waiting_ = false;
  recording_.clear();
  const QFileInfo file(path_);
  window_->show_capture(file.fileName());
  window_->show_reading(file.fileName(), file.size());
  remember_file(path_);
  Q_EMIT opened();
}

void CaptureWindow::end(const QString& damage, const QString& advice) {
  reading_ = false;
  if (waiting_) {
    refuse(damage, advice);
  } else {
    window_->show_read(!stopped_);
    if (!damage.isEmpty()) window_->show_problem(damage, tr("Everything before it is shown."));
    if (full_)
      window_->show_problem(tr("This capture needs more memory than this machine has to spare. What is shown is its beginning: %1.")
                                .arg(counted(recording_.packets().size(), tr("1 packet"), tr("%1 packets"))),
                            tr("`cleartext analyze` reads all of it, however large it is."));
  }
  Q_EMIT ended();
}

void CaptureWindow::refuse(const QString& damage, const QString& advice) {
  waiting_ = false;
  window_->show_read(true);
  if (stopped_) return;
  const QString name = QFileInfo(path_).fileName();
  forget_file(path_);
  if (damage.isEmpty())
    Q_EMIT failed(tr("%1 holds no packets, so there is nothing to show.").arg(name),
                  tr("Choose another capture, or record this one again while something is said."));
  else if (!advice.isEmpty())
    Q_EMIT failed(damage, advice);
  else
    Q_EMIT failed(tr("%1 cannot be shown. %2").arg(name, damage),
                  tr("Choose a .pcap or .pcapng file, as Wireshark, tcpdump and Cleartext write them. It may be compressed with gzip."));
}

}  // namespace cleartext::gui
