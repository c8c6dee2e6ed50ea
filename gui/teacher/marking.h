// Judges hand-ins beside the window's thread, tells how far it is, and can be stopped; writes out what came of it.
#pragma once
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <atomic>
#include <memory>
#include <vector>

#include "engine/grading/grade.h"

namespace cleartext::gui {

using Results = std::shared_ptr<const std::vector<grading::Result>>;

class Marking : public QObject {
  Q_OBJECT
 public:
  explicit Marking(QObject* parent = nullptr);
  ~Marking() override;
  void set_language(const QString& language) { language_ = language; }
  // Files or folders; the class key's and the roster's file may be empty. Then judged(), stopped() or failed().
  void judge(const QStringList& paths, const QString& class_key, const QString& roster);
  void stop() { go_on_ = false; }
  bool busy() const { return busy_; }
  const grading::Class& people() const { return people_; }
  enum class Kind { csv, json_lines, moodle, xapi };
  void write(Kind kind, const QString& path);    // of what was judged last; then written() or failed()
  void write_gradescope(const QString& folder);  // a results file a hand-in
  void write_pages(const QString& folder);

 Q_SIGNALS:
  void began(int files);
  void progressed(int judged);
  void judged(const cleartext::gui::Results& results);
  void stopped();
  void written(const QString& path);
  void failed(const QString& sentence, const QString& advice);

 private:
  void tell(const wire::Problem& problem);
  void tell_saved(const QString& path, const QString& fault);
  void run(std::function<void()> job);
  QThreadPool pool_;
  std::atomic<bool> go_on_ = true;
  bool busy_ = false;
  QString language_ = QStringLiteral("en");
  grading::Class people_;
  Results results_ = std::make_shared<const std::vector<grading::Result>>();
};

}  // namespace cleartext::gui

Q_DECLARE_METATYPE(cleartext::gui::Results)
