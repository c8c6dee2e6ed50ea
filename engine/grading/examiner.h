// Judges a run while it goes on, in a thread of its own: it takes what the window's recording takes, judges whenever that
// grew or an answer changed, keeps the student's progress as it goes, and the best run so far as a hand-in.
#pragma once
#include <QObject>
#include <QStringList>
#include <QThread>
#include <memory>
#include <vector>

#include "engine/grading/hand_in.h"
#include "engine/grading/report.h"
#include "engine/lesson/progress.h"

namespace cleartext::grading {

struct Assignment {
  lesson::Lesson lesson;
  lesson::Student student;
  lesson::Progress progress;    // as it was when the run began
  std::string progress_folder;  // empty: nothing is kept
  std::string language = "en", program;
};

// How all checks stand, a list a task.
struct Standing {
  std::vector<std::vector<lesson::Verdict>> tasks;
  lesson::Tally tally;
};

class Examiner : public QObject {
  Q_OBJECT
 public:
  explicit Examiner(QObject* parent = nullptr);
  ~Examiner() override;  // what is to be kept is kept

  void begin(const Assignment& assignment);  // nothing captured yet
  void take(const std::shared_ptr<const analysis::Batch>& batch);
  void learn(const std::vector<findings::Cracked>& cracked);  // what came of digests that were tried: no packet tells it
  void note_order(const std::string& fault);                  // a reply that was ordered by hand: a server will not say its own
  void start_over();                                          // the same assignment, nothing captured
  void keep(const lesson::Progress& progress);                // answers, steps, hints: judged anew and saved
  enum class Run { now, kept };                               // this one, or the best of before, from the disk
  void tell_contents(Run run);                                // then contents_told()
  void hand_in(const QString& path, Run run);                 // then handed_in(), or failed()
  void write_report(const QString& path, const std::vector<Picture>& pictures = {});  // HTML; then reported(), or failed()
  void tell_report(const std::vector<Picture>& pictures = {});                        // then report_told(): for who prints it otherwise
  void wait();                                                                        // until all of that is done

 Q_SIGNALS:
  void judged(const cleartext::grading::Standing& standing);
  void kept(const QString& time);  // progress is on the disk
  void contents_told(const QStringList& sentences);
  void handed_in(const QString& path, qint64 bytes);
  void reported(const QString& path);
  void report_told(const QString& html);
  void failed(const QString& sentence, const QString& advice);

 private:
  class Bench;
  template <typename Call>
  void ask(Call call);
  QThread thread_;
  Bench* bench_;  // lives and dies in that thread
};

}  // namespace cleartext::grading

Q_DECLARE_METATYPE(cleartext::grading::Standing)
