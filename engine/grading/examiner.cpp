#include "engine/grading/examiner.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QLocale>
#include <QLockFile>
#include <QSaveFile>
#include <QTimer>
#include <algorithm>

#include "engine/grading/opened.h"

namespace cleartext::grading {
namespace {

constexpr int between_judgings = 150;  // milliseconds
constexpr int before_saving = 400;
constexpr int longest_wait = 2000;  // for another window that saves

QString q(const std::string& text) { return QString::fromStdString(text); }

wire::Problem not_written(const QString& path, const QString& why) {
  return {(path + q(" cannot be written: ") + why + q(".")).toStdString(), "Choose another folder."};
}

}  // namespace

// Everything of it that lives in the thread.
class Examiner::Bench : public QObject {
 public:
  explicit Bench(Examiner& owner) : owner_(owner) {
    for (QTimer* timer : {&judge_soon_, &save_soon_}) timer->setSingleShot(true);
    connect(&judge_soon_, &QTimer::timeout, this, [this] { judge(); });
    connect(&save_soon_, &QTimer::timeout, this, [this] { save(); });
  }

  void begin(const Assignment& assignment) {
    if (save_soon_.isActive()) save();
    save_soon_.stop();
    now_ = assignment;
    standing_ = {};
    answers_kept_ = now_.progress.answers;
    orders_.clear();
    recording_.clear();
    judge();
  }
  void start_over() {
    orders_.clear();
    recording_.clear();
    judge();
  }
  void take(const analysis::Batch& batch) {
    recording_.apply(analysis::Batch(batch));
    if (!judge_soon_.isActive()) judge_soon_.start(between_judgings);
  }
  void learn(const std::vector<findings::Cracked>& cracked) {
    recording_.take(cracked);
    if (!judge_soon_.isActive()) judge_soon_.start(between_judgings);
  }
  void note_order(const std::string& fault) {
    if (std::ranges::find(orders_, fault) == orders_.end()) orders_.push_back(fault);
  }
  void keep(const lesson::Progress& progress) {
    now_.progress = progress;
    judge();
    if (!save_soon_.isActive()) save_soon_.start(before_saving);
  }
  void tell_contents(Run run) {
    std::vector<std::string> all;
    if (run == Run::now) {
      all = contents(made(), now_.lesson, recording_, now_.language);
    } else {
      const auto kept = open(kept_run());
      if (!kept.hand_in) return tell({"The run that was kept cannot be read any more.", "Do the tasks again, and hand in that run."});
      all = contents(*kept.hand_in, now_.lesson, *kept.recording, now_.language);
    }
    QStringList sentences;
    for (const auto& sentence : all) sentences << q(sentence);
    Q_EMIT owner_.contents_told(sentences);
  }
  void hand_in(const QString& path, Run run) {
    if (auto written = run == Run::now ? write_hand_in(path.toStdString(), made(), recording_, {}) : copy_kept(path); !written)
      return tell(written.error());
    now_.progress.handed_in = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
    save();
    Q_EMIT owner_.handed_in(path, QFileInfo(path).size());
  }
  QString report_now(const std::vector<Picture>& pictures) const {
    const auto time = QLocale().toString(QDateTime::currentDateTime(), QLocale::ShortFormat).toStdString();
    return q(report({now_.lesson, now_.progress, standing_.tasks, recording_, now_.student.id, now_.language, time, pictures}));
  }
  void write_report(const QString& path, const std::vector<Picture>& pictures) {
    QSaveFile file(path);
    const auto html = report_now(pictures).toUtf8();
    if (file.open(QIODevice::WriteOnly) && file.write(html) == html.size() && file.commit()) {
      Q_EMIT owner_.reported(path);
    } else {
      tell(not_written(path, file.errorString()));
    }
  }
  void tell_report(const std::vector<Picture>& pictures) { Q_EMIT owner_.report_told(report_now(pictures)); }
  void finish() {
    if (judge_soon_.isActive()) judge();
    if (save_soon_.isActive()) save();
    for (QTimer* timer : {&judge_soon_, &save_soon_}) timer->stop();
  }

 private:
  HandIn made() const {
    auto made = hand_in_of(now_.lesson, now_.student, now_.progress.answers, now_.program);
    made.faults = orders_;
    return made;
  }
  std::string kept_run() const { return lesson::ProgressBook(now_.progress_folder, now_.student.id).run_of(now_.lesson.id); }
  tl::expected<void, wire::Problem> copy_kept(const QString& path) const {
    QFile kept(q(kept_run()));
    QSaveFile file(path);
    if (kept.open(QIODevice::ReadOnly) && file.open(QIODevice::WriteOnly)) {
      const auto bytes = kept.readAll();
      if (file.write(bytes) == bytes.size() && file.commit()) return {};
    }
    return tl::unexpected(not_written(path, file.errorString()));
  }
  void tell(const wire::Problem& problem) { Q_EMIT owner_.failed(q(problem.sentence), q(problem.advice)); }

  void judge() {
    Standing standing;
    std::vector<lesson::Verdict> all;
    for (const auto& task : now_.lesson.tasks) {
      standing.tasks.push_back(lesson::judge(task, recording_, now_.progress.answers, now_.language));
      all.insert(all.end(), standing.tasks.back().begin(), standing.tasks.back().end());
    }
    standing.tally = lesson::tally(all);
    const bool same = standing.tally.passed == standing_.tally.passed && standing.tally.points == standing_.tally.points;
    standing_ = standing;
    if (!same && !save_soon_.isActive()) save_soon_.start(before_saving);
    Q_EMIT owner_.judged(standing_);
  }

  // The best run stays: a new one that has fewer points yet does not push it out, nor one of another window on the same lesson.
  void save() {
    save_soon_.stop();
    if (now_.progress_folder.empty() || now_.lesson.id.empty()) return;
    const lesson::ProgressBook book(now_.progress_folder, now_.student.id);
    const auto run = book.run_of(now_.lesson.id);
    QDir().mkpath(QFileInfo(q(run)).path());
    QLockFile alone(q(run) + q(".lock"));
    alone.tryLock(longest_wait);  // who holds it longer hangs, and must not keep this window from saving
    const auto theirs = book.read(now_.lesson.id);
    auto mine = now_.progress;
    mine.lesson = now_.lesson.id;
    mine.version = now_.lesson.version;
    mine.tally = standing_.tally;
    mine.changed = QDateTime::currentDateTime().toString(Qt::ISODate).toStdString();
    const bool better = lesson::at_least_as_good(mine.tally, theirs.tally);
    if (better && mine.tally.passed > 0 && !now_.student.id.empty()) {  // before the tally that speaks of it
      if (auto written = write_hand_in(run, made(), recording_, {}); !written) {
        tell(written.error());
        mine.tally = theirs.tally;
      }
    }
    const auto both = lesson::merged(theirs, mine, answers_kept_);
    if (auto written = book.write(both); !written) return tell(written.error());
    answers_kept_ = now_.progress.answers;
    now_.progress.tally = both.tally;
    now_.progress.changed = both.changed;
    Q_EMIT owner_.kept(q(both.changed));
  }

  Examiner& owner_;
  Assignment now_;
  std::vector<std::string> orders_;  // replies, by hand, in this run
  analysis::Recording recording_;
  Standing standing_;
  lesson::Answers answers_kept_;  // this window's own, as they were when they were last saved
  QTimer judge_soon_{this}, save_soon_{this};
};

Examiner::Examiner(QObject* parent) : QObject(parent), bench_(new Bench(*this)) {
  qRegisterMetaType<Standing>();
  bench_->moveToThread(&thread_);
  connect(&thread_, &QThread::finished, bench_, &QObject::deleteLater);
  thread_.start();
}

Examiner::~Examiner() {
  wait();
  thread_.quit();
  thread_.wait();
}

template <typename Call>
void Examiner::ask(Call call) {
  QMetaObject::invokeMethod(bench_, std::move(call), Qt::QueuedConnection);
}

void Examiner::begin(const Assignment& assignment) {
  ask([bench = bench_, assignment] { bench->begin(assignment); });
}
void Examiner::take(const std::shared_ptr<const analysis::Batch>& batch) {
  ask([bench = bench_, batch] { bench->take(*batch); });
}
void Examiner::learn(const std::vector<findings::Cracked>& cracked) {
  ask([bench = bench_, cracked] { bench->learn(cracked); });
}
void Examiner::note_order(const std::string& fault) {
  ask([bench = bench_, fault] { bench->note_order(fault); });
}
void Examiner::start_over() {
  ask([bench = bench_] { bench->start_over(); });
}
void Examiner::keep(const lesson::Progress& progress) {
  ask([bench = bench_, progress] { bench->keep(progress); });
}
void Examiner::tell_contents(Run run) {
  ask([bench = bench_, run] { bench->tell_contents(run); });
}
void Examiner::hand_in(const QString& path, Run run) {
  ask([bench = bench_, path, run] { bench->hand_in(path, run); });
}
void Examiner::write_report(const QString& path, const std::vector<Picture>& pictures) {
  ask([bench = bench_, path, pictures] { bench->write_report(path, pictures); });
}
void Examiner::tell_report(const std::vector<Picture>& pictures) {
  ask([bench = bench_, pictures] { bench->tell_report(pictures); });
}
void Examiner::wait() {
  QMetaObject::invokeMethod(
      bench_, [bench = bench_] { bench->finish(); }, Qt::BlockingQueuedConnection);
}

}  // namespace cleartext::grading
