#include "gui/teacher/marking.h"

#include <QDir>
#include <QFileInfo>

#include "engine/analysis/save_bytes.h"
#include "engine/grading/pages.h"
#include "engine/grading/records.h"
#include "gui/language/sentences.h"

namespace cleartext::gui {
namespace {

std::string lines_of(const std::vector<grading::Result>& results, std::string (*line)(const grading::Record&)) {
  std::string text;
  for (const auto& result : results) {
    for (const auto& record : grading::records(result)) text += line(record);
  }
  return text;
}

std::string text_of(Marking::Kind kind, const std::vector<grading::Result>& results, const grading::Class& people) {
  switch (kind) {
    case Marking::Kind::csv: return grading::csv_head() + lines_of(results, grading::csv);
    case Marking::Kind::json_lines: return lines_of(results, grading::jsonl);
    case Marking::Kind::moodle: return grading::moodle_csv(results, people);
    case Marking::Kind::xapi: return grading::xapi_statements(results, people);
  }
  return {};
}

struct Wanted {
  grading::Rules rules;
  grading::Class people;
  std::vector<std::string> doubts;  // about the roster
};

tl::expected<Wanted, wire::Problem> read(const QString& class_key, const QString& roster, const QString& language) {
  Wanted wanted;
  wanted.rules.language = language.toStdString();
  if (!class_key.isEmpty()) {
    auto key = lesson::read_class_key(class_key.toStdString());
    if (!key) return tl::unexpected(key.error());
    wanted.rules.class_key = std::move(*key);
  }
  if (!roster.isEmpty()) {
    auto people = grading::read_roster(roster.toStdString(), &wanted.doubts);
    if (!people) return tl::unexpected(people.error());
    wanted.people.roster = std::move(*people);
  }
  return wanted;
}

}  // namespace

Marking::Marking(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

Marking::~Marking() {
  stop();
  pool_.waitForDone();
}

void Marking::run(std::function<void()> job) { pool_.start(std::move(job)); }

void Marking::tell(const wire::Problem& problem) {
  Q_EMIT failed(QString::fromStdString(problem.sentence), QString::fromStdString(problem.advice));
}

void Marking::judge(const QStringList& paths, const QString& class_key, const QString& roster) {
  if (busy_) return;
  busy_ = true;
  go_on_ = true;
  std::vector<std::string> given;
  for (const QString& path : paths) given.push_back(path.toStdString());
  run([this, given, class_key, roster, language = language_] {
    const auto over = [this](auto tell_it) {
      QMetaObject::invokeMethod(
          this,
          [this, tell_it] {
            busy_ = false;
            tell_it();
          },
          Qt::QueuedConnection);
    };
    const auto wanted = read(class_key, roster, language);
    if (!wanted) return over([this, problem = wanted.error()] { tell(problem); });
    const auto files = grading::hand_ins_in(given);
    if (files.empty())
      return over([this] {
        Q_EMIT failed(tr("There are no hand-ins there."), tr("A hand-in is a .pcapng file that a student saved under Your turn."));
      });
    Q_EMIT began(static_cast<int>(files.size()));
    auto results = std::make_shared<const std::vector<grading::Result>>(
        grading::grade_all(files, wanted->rules, wanted->people, [this](std::size_t count) {
          Q_EMIT progressed(static_cast<int>(count));
          return go_on_.load();
        }));
    over([this, results, people = wanted->people, doubts = wanted->doubts] {
      if (!go_on_) return stopped();
      results_ = results;
      people_ = people;
      Q_EMIT judged(results);
      QStringList words;
      for (const auto& doubt : doubts) words.append(in_our_words(doubt));
      if (!words.isEmpty()) Q_EMIT failed(words.join(QLatin1Char(' ')), {});  // one bar: the last would hide the first
    });
  });
}

void Marking::tell_saved(const QString& path, const QString& fault) {
  if (fault.isEmpty())
    Q_EMIT written(path);
  else
    Q_EMIT failed(tr("%1 cannot be written: %2.").arg(path, fault), tr("Choose another folder."));
}

void Marking::write(Kind kind, const QString& path) {
  run([this, kind, path, results = results_, people = people_] {
    tell_saved(path, analysis::save_bytes(path, QByteArray::fromStdString(text_of(kind, *results, people))));
  });
}

void Marking::write_gradescope(const QString& folder) {
  run([this, folder, results = results_] {
    QString path = folder, fault;
    for (const auto& result : *results) {
      path = QDir(folder).filePath(QFileInfo(QString::fromStdString(result.file)).completeBaseName() + QStringLiteral(".results.json"));
      if (fault = analysis::save_bytes(path, QByteArray::fromStdString(grading::gradescope_results({result}))); !fault.isEmpty()) break;
    }
    tell_saved(fault.isEmpty() ? folder : path, fault);
  });
}

void Marking::write_pages(const QString& folder) {
  run([this, folder, results = results_, people = people_] {
    if (const auto done = grading::write_pages(folder.toStdString(), *results, people); !done) return tell(done.error());
    Q_EMIT written(folder + QStringLiteral("/index.html"));
  });
}

}  // namespace cleartext::gui
