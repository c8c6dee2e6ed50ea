// Captures come into the window by key, by button, from the list of recent ones and by being dropped on it. The window
// asks for them; who reads them is not its business.
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QSettings>

#include "gui/window/bottom_bar.h"
#include "gui/window/drop_veil.h"
#include "gui/window/loading_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/window/recent_files.h"
#include "gui/window/top_bar.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

// The file that is held over the window; empty: none.
QString held_file(const QMimeData* data) {
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) return url.toLocalFile();
  return {};
}

QString folder_setting() { return QStringLiteral("captures/folder"); }

}  // namespace

void MainWindow::build_opening() {
  setAcceptDrops(true);
  veil_ = new DropVeil(theme_, this);
  open_menu_ = new QMenu(this);
  connect(open_menu_, &QMenu::aboutToShow, this, &MainWindow::fill_open_menu);
  connect(top_->open(), &QPushButton::clicked, this,
          [this] { open_menu_->popup(top_->open()->mapToGlobal(QPoint(0, top_->open()->height()))); });
  connect(loading_, &LoadingBar::cancel_wanted, this, &MainWindow::cancel_wanted);
  add_action(tr("Open capture"), {QKeySequence::Open}, [this] { ask_what_to_open(); });
  add_action(tr("Open key log"), {Qt::CTRL | Qt::SHIFT | Qt::Key_K}, [this] { ask_for_key_log(); });
  cancel_ = add_action(tr("Stop reading"), {Qt::Key_Escape}, [this] { Q_EMIT cancel_wanted(); });
  cancel_->setEnabled(false);
}

void MainWindow::fill_open_menu() {
  open_menu_->clear();
  open_menu_->addAction(tr("Open a capture…"), QKeySequence(QKeySequence::Open), this, &MainWindow::ask_what_to_open);
  if (lab_ == nullptr)
    open_menu_->addAction(tr("Open TLS with a key log…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_K), this,
                          &MainWindow::ask_for_key_log);
  open_menu_->addSeparator();
  const QStringList files = recent_files();
  for (const QString& path : files) {
    const QFileInfo file(path);
    QString words =
        QFontMetrics(open_menu_->font()).elidedText(tr("%1   in %2").arg(file.fileName(), file.path()), Qt::ElideMiddle, theme_.px(420));
    QAction* action =
        open_menu_->addAction(words.replace(QLatin1Char('&'), QStringLiteral("&&")), this, [this, path] { open_capture(path); });
    action->setToolTip(path);
  }
  if (files.isEmpty()) {
    open_menu_->addAction(tr("Captures that you open are listed here"))->setEnabled(false);
  } else {
    open_menu_->addSeparator();
    open_menu_->addAction(tr("Forget this list"), &forget_recent_files);
  }
}

void MainWindow::ask_what_to_open() {
  QSettings settings;
  const QString path =
      QFileDialog::getOpenFileName(this, tr("Open a capture"), settings.value(folder_setting()).toString(),
                                   tr("Captures (*.pcap *.pcapng *.cap *.dmp *.pcap.gz *.pcapng.gz *.cap.gz);;All files (*)"));
  if (path.isEmpty()) return;
  settings.setValue(folder_setting(), QFileInfo(path).absolutePath());
  open_capture(path);
}

// The lab knows its own secrets; a capture from elsewhere needs those that an endpoint wrote down.
void MainWindow::ask_for_key_log() {
  if (lab_ != nullptr) return;
  QSettings settings;
  const QString path = QFileDialog::getOpenFileName(this, tr("Open TLS with a key log"), settings.value(folder_setting()).toString(),
                                                    tr("Key logs (*.log *.txt *.keylog *.keys);;All files (*)"));
  if (!path.isEmpty()) Q_EMIT key_log_wanted(path);
}

void MainWindow::open_capture(const QString& path) { Q_EMIT open_wanted(path); }

void MainWindow::show_reading(const QString& name, qint64 bytes) {
  loading_->begin(name, bytes);
  cancel_->setEnabled(true);
}

void MainWindow::show_progress(double share) { loading_->show_progress(share, recording_.packets().size()); }

void MainWindow::show_read(bool whole) {
  const double share = loading_->share();
  loading_->end();
  cancel_->setEnabled(false);
  if (whole) return;
  bottom_->set_part();
  const QString packets = counted(recording_.packets().size(), tr("the first packet"), tr("the first %1 packets"));
  show_problem(share < 0 ? tr("Reading was stopped. This is only a part of the capture: %1.").arg(packets)
                         : tr("Reading was stopped at %1. This is only a part of the capture: %2.").arg(percent(share), packets),
               tr("Open it again to see all of it."));
}

void MainWindow::dragEnterEvent(QDragEnterEvent* event) {
  if (held_file(event->mimeData()).isEmpty()) return;
  event->acceptProposedAction();
  veil_->cover();
}

void MainWindow::dragLeaveEvent(QDragLeaveEvent*) { veil_->hide(); }

void MainWindow::dropEvent(QDropEvent* event) {
  veil_->hide();
  const QString path = held_file(event->mimeData());
  if (path.isEmpty()) return;
  event->acceptProposedAction();
  open_capture(path);
}

}  // namespace cleartext::gui
