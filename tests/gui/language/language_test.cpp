// The window in German: nothing is left out of the file, nothing is lost on the way, and what nobody translated stays English.
#include "gui/language/language.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QFile>
#include <QLocale>
#include <QRegularExpression>
#include <QXmlStreamReader>

#include "gui/start/start_page.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Message {
  QString source, translation;
  bool unfinished = false;
};

QList<Message> messages() {
  QFile file(QStringLiteral(SOURCE_DIR "/assets/translations/de.ts"));
  EXPECT_TRUE(file.open(QIODevice::ReadOnly));
  QXmlStreamReader reader(&file);
  QList<Message> all;
  while (!reader.atEnd()) {
    if (reader.readNext() != QXmlStreamReader::StartElement) continue;
    if (reader.name() == QLatin1String("source")) all.append({reader.readElementText(), {}, false});
    if (reader.name() == QLatin1String("translation")) {
      all.last().unfinished = reader.attributes().hasAttribute(QStringLiteral("type"));
      all.last().translation = reader.readElementText(QXmlStreamReader::IncludeChildElements);
    }
  }
  EXPECT_FALSE(reader.hasError()) << reader.errorString().toStdString();
  return all;
}

QStringList places(const QString& text) {
  static const QRegularExpression place(QStringLiteral("%[0-9]"));
  QStringList found;
  for (auto each = place.globalMatch(text); each.hasNext();) found << each.next().captured();
  found.removeDuplicates();
  found.sort();
  return found;
}

}  // namespace

TEST(Language, every_text_in_the_file_is_translated_and_keeps_its_places) {
  const auto all = messages();
  EXPECT_GT(all.size(), 800);
  for (const Message& message : all) {
    EXPECT_FALSE(message.unfinished || message.translation.isEmpty()) << message.source.toStdString();
    EXPECT_EQ(places(message.source), places(message.translation)) << message.source.toStdString();
  }
}

TEST(Language, the_start_page_is_german_where_german_is_asked_for) {
  EXPECT_EQ(speak(*QCoreApplication::instance(), QStringLiteral("de")), QStringLiteral("de"));
  Theme theme;
  StartPage page(theme, wire::NetworkMode::private_network, QStringLiteral("de"));
  EXPECT_EQ(page.windowTitle(), QStringLiteral("Start"));
  EXPECT_EQ(page.free_lab()->text(), QStringLiteral("Ins freie Labor"));
  EXPECT_EQ(QCoreApplication::translate("ModeWords", "Private"), QStringLiteral("Privat"));
}

TEST(Language, a_language_without_a_file_leaves_the_window_english_and_lessons_to_themselves) {
  EXPECT_EQ(speak(*QCoreApplication::instance(), QStringLiteral("cy")), QStringLiteral("cy"));
  EXPECT_EQ(QCoreApplication::translate("StartPage", "No such text"), QStringLiteral("No such text"));
}
