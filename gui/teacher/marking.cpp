#include "gui/teacher/marking.h"

#include <QSaveFile>

#include "engine/grading/pages.h"
#include "engine/grading/records.h"

namespace cleartext::gui {
namespace {

std::string csv_of(const std::vector<grading::Result>& results) {
  std::string text = grading::csv_head();
  for (const auto& result : results) {
    for (const auto& record : grading::records(result)) text += grading::csv(record);
  }
  return text;
}

struct Wanted {
  grading::Rules rules;
  grading::Class people;
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
    auto people = grading::read_roster(roster.toStdString());
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

void Marking::tell(const wire::Problem& problem) { Q_EMIT failed(QString::fromStdString(problem.sentence), QString::fromStdString(problem.advice)); }

void Marking::judge(const QStringList& paths, const QString& class_key, const QString& roster) {
  if (busy_) return;
  busy_ = true;
  go_on_ = true;
  std::vector<std::string> given;
  for (const QString& path : paths) given.push_back(path.toStdString());
  run([this, given, class_key, roster, language = language_] {
    const auto over = [this](auto tell_it) {
      QMetaObject::invokeMethod(this, [this, tell_it] {
        busy_ = false;
        tell_it();
      }, Qt::QueuedConnection);
    };
    const auto wanted = read(class_key, roster, language);
    if (!wanted) return over([this, problem = wanted.error()] { tell(problem); });
    const auto files = grading::hand_ins_in(given);
    if (files.empty()) return over([this] { Q_EMIT failed(tr("There are no hand-ins there."), tr("A hand-in is a .pcapng file that a student saved under Your turn.")); });
    Q_EMIT began(static_cast<int>(files.size()));
    auto results = std::make_shared<const std::vector<grading::Result>>(grading::grade_all(files, wanted->rules, wanted->people, [this](std::size_t count) {
      Q_EMIT progressed(static_cast<int>(count));
      return go_on_.load();
    }));
    over([this, results, people = wanted->people] {
      if (!go_on_) return stopped();
      results_ = results;
      people_ = people;
      Q_EMIT judged(results);
    });
  });
}

void Marking::write_csv(const QString& path) {
  run([this, path, results = results_] {
    QSaveFile file(path);
    const std::string text = csv_of(*results);
    if (file.open(QIODevice::WriteOnly)) file.write(text.data(), static_cast<qint64>(text.size()));
    if (file.commit()) Q_EMIT written(path);
    else Q_EMIT failed(tr("%1 cannot be written: %2.").arg(path, file.errorString()), tr("Choose another folder."));
  });
}

void Marking::write_pages(const QString& folder) {
  run([this, folder, results = results_, people = people_] {
    if (const auto done = grading::write_pages(folder.toStdString(), *results, people); !done) return tell(done.error());
    Q_EMIT written(folder + QStringLiteral("/index.html"));
  });
}

}  // namespace cleartext::gui
