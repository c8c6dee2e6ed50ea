// What the teacher's page is given, by dialog or by drop: hand-ins, class key, roster; and where its results go.
#include <QDragEnterEvent>
#include <QFileDialog>
#include <QFileInfo>
#include <QMenu>
#include <QMimeData>
#include <QSettings>

#include "gui/teacher/teacher_page.h"
#include "gui/window/file_dialog.h"

namespace cleartext::gui {
namespace {

QString folder_setting() { return QStringLiteral("teacher/folder"); }

QStringList held_files(const QMimeData* data) {
  QStringList files;
  for (const QUrl& url : data->urls())
    if (url.isLocalFile()) files << url.toLocalFile();
  return files;
}

}  // namespace

void TeacherPage::ask_for_files() {
  QSettings settings;
  const QStringList files = QFileDialog::getOpenFileNames(this, tr("Open hand-ins"), settings.value(folder_setting()).toString(),
                                                          tr("Hand-ins (*.pcapng);;All files (*)"));
  if (files.isEmpty()) return;
  settings.setValue(folder_setting(), QFileInfo(files.front()).absolutePath());
  judge(files);
}

void TeacherPage::ask_for_folder_of_hand_ins() {
  QSettings settings;
  const QString folder =
      QFileDialog::getExistingDirectory(this, tr("Open a folder of hand-ins"), settings.value(folder_setting()).toString());
  if (folder.isEmpty()) return;
  settings.setValue(folder_setting(), folder);
  judge({folder});
}

// Nothing chosen: it is done without from now on.
void TeacherPage::ask_for_setting(const QString& key, const QString& title) {
  const QString path = QFileDialog::getOpenFileName(this, title, QSettings().value(folder_setting()).toString());
  if (key == QLatin1String("teacher/roster"))
    set_roster(path);
  else
    set_class_key(path);
}

void TeacherPage::set_class_key(const QString& path) {
  QSettings().setValue(QStringLiteral("teacher/class_key"), path);
  tell_settings();
  judge(paths_);
}

void TeacherPage::set_roster(const QString& path) {
  QSettings().setValue(QStringLiteral("teacher/roster"), path);
  tell_settings();
  judge(paths_);
}

void TeacherPage::tell_settings() {
  const QSettings settings;
  const QString key = settings.value(QStringLiteral("teacher/class_key")).toString(),
                roster = settings.value(QStringLiteral("teacher/roster")).toString();
  key_->setText(key.isEmpty() ? tr("Class key…") : tr("Class key: %1").arg(QFileInfo(key).fileName()));
  roster_->setText(roster.isEmpty() ? tr("Roster…") : tr("Roster: %1").arg(QFileInfo(roster).fileName()));
  for (Button* button : {key_, roster_}) button->updateGeometry();
}

void TeacherPage::fill_exports(QMenu& menu) {
  using Kind = Marking::Kind;
  const auto add_file = [this, &menu](const QString& words, Kind kind, const QString& name, const QString& kinds) {
    connect(menu.addAction(words), &QAction::triggered, this, [this, kind, name, kinds] {
      const QString path = ask_for_new_file(this, tr("Export the results"), name, kinds);
      if (!path.isEmpty()) marking_.write(kind, path);
    });
  };
  const auto add_folder = [this, &menu](const QString& words, const QString& title, void (Marking::*write)(const QString&)) {
    connect(menu.addAction(words), &QAction::triggered, this, [this, title, write] {
      const QString folder = ask_for_folder(this, title);
      if (!folder.isEmpty()) (marking_.*write)(folder);
    });
  };
  add_file(tr("A table: a line a check (CSV)…"), Kind::csv, QStringLiteral("results.csv"), tr("Tables (*.csv)"));
  add_folder(tr("Pages with the evidence (HTML)…"), tr("A folder for the pages"), &Marking::write_pages);
  menu.addSection(tr("For learning platforms"));
  add_file(tr("Moodle's grade import (CSV)…"), Kind::moodle, QStringLiteral("moodle.csv"), tr("Tables (*.csv)"));
  add_file(tr("xAPI statements (JSON)…"), Kind::xapi, QStringLiteral("statements.json"), tr("JSON (*.json)"));
  add_folder(tr("Gradescope's results, a file a hand-in (JSON)…"), tr("A folder for the results"), &Marking::write_gradescope);
  add_file(tr("JSON lines, for programs…"), Kind::json_lines, QStringLiteral("results.jsonl"), tr("JSON lines (*.jsonl)"));
}

void TeacherPage::dragEnterEvent(QDragEnterEvent* event) {
  if (!held_files(event->mimeData()).isEmpty()) event->acceptProposedAction();
}

void TeacherPage::dropEvent(QDropEvent* event) {
  const QStringList files = held_files(event->mimeData());
  if (files.isEmpty()) return;
  event->acceptProposedAction();
  judge(files);
}

}  // namespace cleartext::gui
