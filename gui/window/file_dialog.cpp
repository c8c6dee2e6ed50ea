#include "gui/window/file_dialog.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>

namespace cleartext::gui {
namespace {

QString folder_setting() { return QStringLiteral("saving/folder"); }

}  // namespace

QString ask_for_new_file(QWidget* parent, const QString& title, const QString& name, const QString& kinds) {
  QSettings settings;
  QFileDialog dialog(parent, title, settings.value(folder_setting()).toString(), kinds);
  dialog.setAcceptMode(QFileDialog::AcceptSave);
  dialog.setDefaultSuffix(QFileInfo(name).suffix());
  dialog.selectFile(name);
  // Another kind has another ending.
  QObject::connect(&dialog, &QFileDialog::filterSelected, &dialog, [&dialog](const QString& kind) {
    const QString ending = kind.section(QStringLiteral("*."), 1, 1).section(QLatin1Char(')'), 0, 0).section(QLatin1Char(' '), 0, 0);
    if (!ending.isEmpty() && ending != QLatin1String("*")) dialog.setDefaultSuffix(ending);
  });
  if (dialog.exec() != QDialog::Accepted || dialog.selectedFiles().isEmpty()) return {};
  settings.setValue(folder_setting(), dialog.directory().absolutePath());
  return dialog.selectedFiles().front();
}

QString ask_for_folder(QWidget* parent, const QString& title) {
  QSettings settings;
  const QString folder = QFileDialog::getExistingDirectory(parent, title, settings.value(folder_setting()).toString());
  if (!folder.isEmpty()) settings.setValue(folder_setting(), folder);
  return folder;
}

}  // namespace cleartext::gui
