#include "gui/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>

// A static library's resources are linked only where somebody asks for them.
static void take_texts() { Q_INIT_RESOURCE(translations); }

namespace cleartext::gui {

QString speak(QCoreApplication& application, const QString& wanted) {
  take_texts();
  if (!wanted.isEmpty()) QLocale::setDefault(QLocale(wanted));
  const QString language = QLocale().name().section(QLatin1Char('_'), 0, 0);
  if (language == QLatin1String("en")) return language;
  // Qt's own words first: those of ours are asked before them.
  auto* qt = new QTranslator(&application);
  if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath))) QCoreApplication::installTranslator(qt);
  auto* ours = new QTranslator(&application);
  if (!ours->load(QStringLiteral(":/translations/%1.qm").arg(language))) return language == QLatin1String("C") ? QStringLiteral("en") : language;
  QCoreApplication::installTranslator(ours);
  return language;
}

}  // namespace cleartext::gui
