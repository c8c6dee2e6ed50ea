// Reads the two files in which desktops keep "no animations"; silence means that motion is welcome.
#include "gui/theme/rest.h"

#include <QSettings>
#include <QStandardPaths>
#include <QString>

namespace cleartext::gui {
namespace {

QString setting(const QString& file, const QString& key) {
  const QString path = QStandardPaths::locate(QStandardPaths::GenericConfigLocation, file);
  if (path.isEmpty()) return {};
  return QSettings(path, QSettings::IniFormat).value(key).toString().trimmed().toLower();
}

}  // namespace

bool system_asks_for_rest() {
  for (const auto& file : {QStringLiteral("gtk-4.0/settings.ini"), QStringLiteral("gtk-3.0/settings.ini")}) {
    const QString motion = setting(file, QStringLiteral("Settings/gtk-enable-animations"));
    if (motion == QStringLiteral("0") || motion == QStringLiteral("false")) return true;
  }
  const QString factor = setting(QStringLiteral("kdeglobals"), QStringLiteral("KDE/AnimationDurationFactor"));
  bool is_number = false;
  return factor.toDouble(&is_number) <= 0.0 && is_number;
}

bool system_asks_for_contrast() {
  for (const auto& file : {QStringLiteral("gtk-4.0/settings.ini"), QStringLiteral("gtk-3.0/settings.ini")})
    if (setting(file, QStringLiteral("Settings/gtk-theme-name")).startsWith(QStringLiteral("highcontrast"))) return true;
  return setting(QStringLiteral("kdeglobals"), QStringLiteral("General/ColorScheme")).contains(QStringLiteral("highcontrast"));
}

}  // namespace cleartext::gui
