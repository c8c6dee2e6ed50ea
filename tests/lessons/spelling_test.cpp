// Every text of every lesson, in both languages, before a dictionary (hunspell) and a list of the words that the subject
// needs and no dictionary has.
#include <gtest/gtest.h>

#include <QProcess>
#include <QRegularExpression>
#include <filesystem>
#include <fstream>

#include "engine/lesson/lesson.h"

namespace cleartext {
namespace {

namespace fs = std::filesystem;

struct Language {
  const char* code;
  const char* dictionary;
};

class Text {
 public:
  explicit Text(const char* language) : language_(language) {}
  void add(const lesson::Words& words) {
    const auto found = words.find(language_);
    if (found != words.end()) all_ += QString::fromStdString(found->second) + QLatin1Char('\n');
  }
  void add(const lesson::Check& check) {
    add(check.says);
    add(check.not_yet);
    for (const auto& choice : check.choices) add(choice.says);
  }
  void add(const lesson::Step& step) {
    for (const auto* words : {&step.title, &step.narration, &step.hint}) add(*words);
    for (const auto& question : step.questions) {
      add(question.ask);
      add(question.why);
    }
  }
  void add(const lesson::Task& task) {
    add(task.title);
    add(task.says);
    for (const auto& hint : task.hints) add(hint);
    for (const auto& check : task.foundations) add(check);
    for (const auto& check : task.checks) add(check);
  }
  void add(const lesson::Lesson& lesson) {
    add(lesson.title);
    add(lesson.summary);
    for (const auto& goal : lesson.goals) add(goal);
    for (const auto& link : lesson.links) add(link.about);
    for (const auto& step : lesson.steps) add(step);
    for (const auto& claim : lesson.claims) add(claim.check);
    for (const auto& task : lesson.tasks) add(task);
    for (const auto& [id, note] : lesson.notes) add(note);
    for (const auto& [name, drawn] : lesson.draws) all_.remove(whole_word(drawn.value));
  }
  static QRegularExpression whole_word(const std::string& word) {
    return QRegularExpression(QStringLiteral("\\b") + QRegularExpression::escape(QString::fromStdString(word)) + QStringLiteral("\\b"),
                              QRegularExpression::UseUnicodePropertiesOption);
  }
  // What a machine says is no language: code, addresses, commands.
  QString plain() const {
    auto text = all_;
    for (const auto* pattern : {"`[^`]*`", "\\S*[@<>_/\\\\{}=]\\S*", "\\b[\\w-]+(\\.[\\w-]+)+\\b", "\\b\\w*[0-9]\\w*\\b",
                                "\\b[A-Z][A-Z+-]+\\b", "(?<!\\w)-+", "[*#|]"}) {
      text.replace(QRegularExpression(QString::fromUtf8(pattern), QRegularExpression::UseUnicodePropertiesOption), QStringLiteral(" "));
    }
    return text;
  }

 private:
  std::string language_;
  QString all_;
};

class Spelling : public testing::TestWithParam<Language> {};

TEST_P(Spelling, of_every_lesson) {
  const auto [language, dictionary] = GetParam();
  for (const auto& entry : fs::directory_iterator(SOURCE_DIR "/lessons")) {
    if (!fs::exists(entry.path() / "lesson.yaml")) continue;
    const auto loaded = lesson::load(entry.path().string());
    ASSERT_TRUE(loaded) << entry.path();
    Text text(language);
    text.add(*loaded);
    QProcess hunspell;
    hunspell.start(
        QStringLiteral("hunspell"),
        {QStringLiteral("-i"), QStringLiteral("utf-8"), QStringLiteral("-d"), QString::fromUtf8(dictionary), QStringLiteral("-p"),
         QString::fromUtf8(SOURCE_DIR "/lessons/spelling.%1.txt").arg(QString::fromUtf8(language)), QStringLiteral("-l")});
    hunspell.write(text.plain().toUtf8());
    hunspell.closeWriteChannel();
    ASSERT_TRUE(hunspell.waitForFinished(30'000)) << "hunspell, and its dictionaries, are in packages-test.txt";
    auto unknown = QString::fromUtf8(hunspell.readAllStandardOutput()).split(QLatin1Char('\n'), Qt::SkipEmptyParts);
    unknown.removeDuplicates();
    EXPECT_TRUE(unknown.isEmpty()) << entry.path().filename() << ": " << unknown.join(QStringLiteral(", ")).toStdString()
                                   << "\n(a word that is right goes into lessons/spelling." << language << ".txt)";
  }
}

INSTANTIATE_TEST_SUITE_P(Languages, Spelling, testing::Values(Language{"en", "en_US,en_GB"}, Language{"de", "de_DE"}),
                         [](const auto& info) { return std::string(info.param.code); });

}  // namespace
}  // namespace cleartext
