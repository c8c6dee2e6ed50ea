// The window in German: nothing is left out of the file, nothing is lost on the way, and what nobody translated stays English.
#include "gui/language/language.h"

#include <gtest/gtest.h>

#include <QCoreApplication>
#include <QDirIterator>
#include <QFile>
#include <QLibraryInfo>
#include <QLocale>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTranslator>
#include <QXmlStreamReader>

#include "engine/talk/table_texts.h"
#include "gui/language/sentences.h"
#include "gui/language/table_words.h"
#include "gui/start/start_page.h"
#include "gui/wire/fault_meaning.h"
#include "servers/faults/fault_text.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

struct Message {
  QString source, translation;
  bool unfinished = false;
};

const QString german = QStringLiteral(SOURCE_DIR "/assets/translations/de.ts");

QList<Message> messages(const QString& path) {
  QFile file(path);
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
  const auto all = messages(german);
  EXPECT_GT(all.size(), 800);
  for (const Message& message : all) {
    EXPECT_FALSE(message.unfinished || message.translation.isEmpty()) << message.source.toStdString();
    EXPECT_EQ(places(message.source), places(message.translation)) << message.source.toStdString();
  }
}

// What lupdate would add to the file is a text of the window that nobody brought into it yet.
TEST(Language, no_text_of_the_window_is_missing_in_the_file) {
  const QTemporaryDir folder;
  const QString fresh = folder.filePath(QStringLiteral("de.ts"));
  ASSERT_TRUE(QFile::copy(german, fresh));
  QProcess lupdate;
  lupdate.start(QStringLiteral(LUPDATE),
                {QStringLiteral("-silent"), QStringLiteral("-locations"), QStringLiteral("none"), QStringLiteral(SOURCE_DIR "/gui"),
                 QStringLiteral(SOURCE_DIR "/engine"), QStringLiteral("-ts"), fresh});
  ASSERT_TRUE(lupdate.waitForFinished(120'000)) << lupdate.errorString().toStdString();
  ASSERT_EQ(lupdate.exitCode(), 0) << lupdate.readAllStandardError().toStdString();
  const auto all = messages(fresh);
  EXPECT_GE(all.size(), messages(german).size());
  for (const Message& message : all)
    EXPECT_FALSE(message.unfinished && message.translation.isEmpty())
        << "ninja translations_update, then translate: " << message.source.toStdString();
}

TEST(Language, what_the_servers_tables_say_is_german_too) {
  QTranslator translator;
  ASSERT_TRUE(translator.load(QStringLiteral(":/translations/de.qm")));
  const auto texts = talk::table_texts();
  EXPECT_GT(texts.size(), 300U);
  for (const std::string_view text : texts)
    EXPECT_FALSE(translator.translate("Tables", std::string(text).c_str()).isEmpty())
        << "ninja translations_update, then translate: " << text;
  speak(*QCoreApplication::instance(), QStringLiteral("de"));
  EXPECT_EQ(table_words("has envelope"), QStringLiteral("hat Umschlag"));
  EXPECT_EQ(table_words("Nothing of the sort."), QStringLiteral("Nothing of the sort."));
}

// A form that nobody says any more is noise; what is said and has no form stays English.
TEST(Language, what_the_lab_says_in_a_sentence_is_said_in_german) {
  speak(*QCoreApplication::instance(), QStringLiteral("de"));
  EXPECT_EQ(in_our_words(std::string("1 letter fetched.")), QStringLiteral("1 Brief geholt."));
  EXPECT_EQ(in_our_words(std::string("The folder a %1 b is on the server.")), QStringLiteral("Der Ordner a %1 b liegt auf dem Server."));
  EXPECT_EQ(in_our_words(std::string("a.txt is called b.txt now.")), QStringLiteral("a.txt heißt jetzt b.txt."));
  EXPECT_EQ(in_our_words(std::string("bob uses one password for IMAP and, in packet 7, for %1: who hears one has both.")),
            QStringLiteral("bob benutzt ein Passwort für IMAP und, in Paket 7, für %1: Wer eines hört, hat beide."));
  EXPECT_EQ(in_our_words(std::string("The roster r.csv has the id s1 twice, for \"Ann\" and for \"Ben\". The first one counts.")),
            QStringLiteral("In der Liste r.csv steht die Kennung s1 zweimal, für „Ann“ und für „Ben“. Die erste gilt."));
  EXPECT_EQ(in_our_words(std::string("Something else.")), QStringLiteral("Something else."));
  QString said;
  QDirIterator files(QStringLiteral(SOURCE_DIR), {QStringLiteral("*.cpp")}, QDir::Files, QDirIterator::Subdirectories);
  while (files.hasNext()) {
    const QString path = files.next();
    if (!path.startsWith(QStringLiteral(SOURCE_DIR "/servers/")) && !path.startsWith(QStringLiteral(SOURCE_DIR "/engine/"))) continue;
    QFile file(path);
    if (file.open(QIODevice::ReadOnly)) said += QString::fromUtf8(file.readAll());
  }
  said.replace(QStringLiteral("\\\""), QStringLiteral("\""));
  said.remove(QRegularExpression(QStringLiteral("\"\\s*\n\\s*\"")));  // a text over two lines
  for (const QString& form : sentence_forms())
    for (const QString& part : form.split(QRegularExpression(QStringLiteral("%[0-9]"))))
      EXPECT_TRUE(part.size() < 8 || part.contains(QStringLiteral("letter")) || said.contains(part)) << form.toStdString();
}

TEST(Language, the_start_page_is_german_where_german_is_asked_for) {
  EXPECT_EQ(speak(*QCoreApplication::instance(), QStringLiteral("de")), QStringLiteral("de"));
  Theme theme;
  StartPage page(theme, wire::NetworkMode::private_network, QStringLiteral("de"));
  EXPECT_EQ(page.windowTitle(), QStringLiteral("Start"));
  EXPECT_EQ(page.free_lab()->text(), QStringLiteral("Ins freie Labor"));
  EXPECT_EQ(QCoreApplication::translate("ModeWords", "Private"), QStringLiteral("Privat"));
}

TEST(Language, what_a_file_says_in_another_s_name_is_german_too) {
  speak(*QCoreApplication::instance(), QStringLiteral("de"));
  for (const auto* room : {"Ladder", "SideBySide", "Traffic"}) {
    EXPECT_EQ(QCoreApplication::translate(room, "1 byte"), QStringLiteral("1 Byte")) << room;
    EXPECT_EQ(QCoreApplication::translate(room, "%1 bytes"), QStringLiteral("%1 Bytes")) << room;
  }
  EXPECT_EQ(QCoreApplication::translate("Ladder", "%1 lines"), QStringLiteral("%1 Zeilen"));
}

TEST(Language, what_qt_itself_says_is_german_too) {
  if (!QFile::exists(QLibraryInfo::path(QLibraryInfo::TranslationsPath) + QStringLiteral("/qtbase_de.qm")))
    GTEST_SKIP() << "qt6-translations-l10n is not installed";
  speak(*QCoreApplication::instance(), QStringLiteral("de"));
  EXPECT_EQ(QCoreApplication::translate("QFileDialog", "File &name:"), QStringLiteral("Datei&name:"));
}

TEST(Language, what_a_fault_means_is_german_where_german_is_asked_for) {
  speak(*QCoreApplication::instance(), QStringLiteral("de"));
  EXPECT_EQ(meaning_of(*faults::parse("cut smtp@mail.hamburger.edu after DATA")),
            QStringLiteral("smtp auf mail.hamburger.edu bricht die Verbindung ab: nach der Antwort auf DATA."));
  EXPECT_EQ(meaning_of(*faults::parse("silent pop3")),
            QStringLiteral("Jeder pop3-Server ist stumm: Wer sich verbindet, wartet vergebens."));
}

TEST(Language, a_language_without_a_file_leaves_the_window_english_and_lessons_to_themselves) {
  EXPECT_EQ(speak(*QCoreApplication::instance(), QStringLiteral("cy")), QStringLiteral("cy"));
  EXPECT_EQ(QCoreApplication::translate("StartPage", "No such text"), QStringLiteral("No such text"));
}
