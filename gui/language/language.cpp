#include "gui/language/language.h"

#include <QCoreApplication>
#include <QLibraryInfo>
#include <QLocale>
#include <QTranslator>
#include <cstring>

// A static library's resources are linked only where somebody asks for them.
static void take_texts() { Q_INIT_RESOURCE(translations); }

namespace cleartext::gui {
namespace {

// Qt asks with a class's whole name, cleartext::gui::StartPage; lupdate, which does not see through nested namespaces, writes
// down its last part; and now and then the name of the struct Words by which a file speaks in another's name.
class Texts : public QTranslator {
 public:
  using QTranslator::QTranslator;
  QString translate(const char* context, const char* source, const char* disambiguation, int n) const override {
    const char* colon = std::strrchr(context, ':');
    const auto said = QTranslator::translate(colon == nullptr ? context : colon + 1, source, disambiguation, n);
    return said.isNull() ? QTranslator::translate("Words", source, disambiguation, n) : said;
  }
};

}  // namespace

QString speak(QCoreApplication& application, const QString& wanted) {
  take_texts();
  if (!wanted.isEmpty()) QLocale::setDefault(QLocale(wanted));
  QString language = QLocale().name().section(QLatin1Char('_'), 0, 0);
  if (language == QLatin1String("en")) return language;
  // Qt's own words first: those of ours are asked before them.
  auto* qt = new QTranslator(&application);
  if (qt->load(QLocale(), QStringLiteral("qtbase"), QStringLiteral("_"), QLibraryInfo::path(QLibraryInfo::TranslationsPath)))
    QCoreApplication::installTranslator(qt);
  auto* ours = new Texts(&application);
  if (!ours->load(QStringLiteral(":/translations/%1.qm").arg(language)))
    return language == QLatin1String("C") ? QStringLiteral("en") : language;
  QCoreApplication::installTranslator(ours);
  return language;
}

}  // namespace cleartext::gui
