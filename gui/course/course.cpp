#include "gui/course/course.h"

#include <QDir>
#include <QFileDialog>
#include <QFileInfo>
#include <QSettings>
#include <algorithm>
#include <utility>

#include "gui/lesson/script.h"
#include "gui/window/problem_bar.h"
#include "gui/window/recent_files.h"
#include "gui/window/top_bar.h"

namespace cleartext::gui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }
bool is_lesson(const QString& folder) { return QFileInfo::exists(folder + QStringLiteral("/lesson.yaml")); }

}  // namespace

Course::Course(Theme& theme, session::LiveLab& live, CourseSettings settings)
    : theme_(theme),
      live_(live),
      settings_(std::move(settings)),
      captures_(theme),
      window_(std::make_unique<MainWindow>(theme, live.recording(), &live.lab(), settings_.mode)),
      start_(new StartPage(theme, settings_.mode, settings_.language)),
      your_turn_(new YourTurn(theme, window_->selection(), settings_.language, settings_.mode, window_.get())),
      teacher_(new TeacherPage(theme, settings_.language)),
      last_(last_session()) {
  your_turn_->hide();
  window_->add_page(teacher_);
  printing_.setMaxThreadCount(1);
  window_->add_page(start_);
  connect_window();
  connect_start();
  connect_work();
  connect_teacher();
  settle_.setSingleShot(true);
  settle_.setInterval(250);
  connect(&watcher_, &QFileSystemWatcher::fileChanged, &settle_, qOverload<>(&QTimer::start));
  connect(&watcher_, &QFileSystemWatcher::directoryChanged, &settle_, qOverload<>(&QTimer::start));
  connect(&settle_, &QTimer::timeout, this, &Course::read_again);
  connect(&live_, &session::LiveLab::was_reset, this, &Course::world_is_new);
  connect(&live_, &session::LiveLab::capture_ended, this, [this](const QString& problem) {
    if (!problem.isEmpty()) window_->show_problem(problem, tr("Reset the lab, or open the window again."));
  });
}

Course::~Course() { window_.reset(); }

void Course::connect_window() {
  connect(window_.get(), &MainWindow::home_wanted, this, &Course::show_start);
  connect(window_.get(), &MainWindow::reset_wanted, this, [this] {
    before_reset_ = keep_what_is_own();
    live_.reset();
  });
  connect(window_.get(), &MainWindow::save_wanted, this, &Course::save);
  connect(window_.get(), &MainWindow::open_wanted, this, &Course::open);
  connect(window_.get(), &MainWindow::front_changed, this, &Course::remember_where);
  connect(this, &Course::stands, this, &Course::remember_where);
  connect(&examiner_, &grading::Examiner::failed, window_.get(), &MainWindow::show_problem);
  connect(&shelf_, &lesson::Shelf::listed, start_, &StartPage::show_lessons);
  connect(&examiner_, &grading::Examiner::kept, this, [this] {
    if (window_->page() == start_) list_lessons();  // what was just done counts already
  });
}

void Course::connect_start() {
  connect(start_, &StartPage::lesson_wanted, this, &Course::open_lesson);
  connect(start_, &StartPage::free_lab_wanted, this, &Course::open_free_lab);
  connect(start_, &StartPage::go_on_wanted, this, &Course::go_on);
  connect(start_, &StartPage::capture_wanted, window_.get(), &MainWindow::ask_what_to_open);
  connect(start_, &StartPage::lesson_folder_wanted, this, &Course::ask_for_lesson_folder);
  connect(start_, &StartPage::file_wanted, this, &Course::open);
}

lesson::Student Course::student_for(const QString& folder) const {
  lesson::Student student;
  student.id = QSettings().value(QStringLiteral("student/id")).toString().toStdString();
  if (student.id.empty() || settings_.progress_folder.isEmpty()) return student;
  const lesson::ProgressBook book(settings_.progress_folder.toStdString(), student.id);
  student.token = book.read(QFileInfo(folder).fileName().toStdString()).token;
  return student;
}

void Course::show_start() {
  list_lessons();
  if (last_) start_->show_last(last_->lesson, last_->step);
  start_->show_recent(recent_files());
  window_->show_page(start_);
}

void Course::list_lessons() { shelf_.list(settings_.progress_folder.toStdString(), student_for({}).id); }

void Course::open_lesson(const QString& id_or_folder) {
  const auto folder = lesson::find_lesson(id_or_folder.toStdString());
  if (!folder) return window_->show_problem(q(folder.error().sentence), q(folder.error().advice));
  const QString path = QDir::cleanPath(QDir(q(*folder)).absolutePath());
  const auto ours = lesson::lesson_folders();
  if (std::none_of(ours.begin(), ours.end(), [&](const auto& each) { return QFileInfo(q(each)) == QFileInfo(path); })) remember_file(path);
  if (player_ != nullptr && path == folder_) return window_->show_page(nullptr);
  load(path, student_for(path));
}

void Course::load(const QString& folder, const lesson::Student& student) {
  shelf_.load(folder.toStdString(), student, [this, folder, student](auto read) { loaded(std::move(read), folder, student, -1); });
}

void Course::offer_to_go_on(const OpenWork::Left& left, const QString& report) {
  const bool free = left.lesson.isEmpty();
  if (!free && !is_lesson(left.lesson)) return;
  if (free && left.capture.isEmpty() && report.isEmpty()) return;
  QStringList advice;
  if (!free) advice += tr("What you made is kept.");
  if (!left.capture.isEmpty()) {
    remember_file(left.capture);
    start_->show_recent(recent_files());
    advice += tr("What was captured until then is in %1.").arg(left.capture);
  }
  if (!report.isEmpty()) advice += tr("A report of the failure is in %1.").arg(report);
  window_->problem_bar().show_problem(
      free ? tr("Cleartext ended before it was closed, while the free lab was open.")
           : tr("Cleartext ended before it was closed, while the lesson %1 was open.").arg(QFileInfo(left.lesson).fileName()),
      advice.join(QLatin1Char(' ')));
  if (free && left.capture.isEmpty()) return;
  if (free) return window_->problem_bar().offer(tr("Open what was captured"), [this, left] { open(left.capture); });
  window_->problem_bar().offer(tr("Take it up again"), [this, left] {
    const auto student = student_for(left.lesson);
    shelf_.load(left.lesson.toStdString(), student,
                [this, left, student](auto read) { loaded(std::move(read), left.lesson, student, left.step); });
  });
}

// The same lesson again stays where it was: at its steps, or at the tasks.
void Course::loaded(tl::expected<lesson::Lesson, std::vector<lesson::Fault>> read, const QString& folder, const lesson::Student& student,
                    int resume_at) {
  if (!read) return refuse(read.error().front());
  live_.lab().give({read->accounts, read->files, read->quotas});
  const bool to_work = folder == folder_ && window_->top_bar().place()->current() == TopBar::your_turn;
  next_ = Next{std::move(*read), folder, student, resume_at, to_work};
  live_.reset();
}

// A world of its own, with the steps played up to where they were; what is still open is shown as it is.
void Course::go_on() {
  if (!last_) return;
  if (began_) return window_->show_page(nullptr);
  if (last_->lesson.isEmpty()) {
    open_free_lab();
    next_->front = last_->front;
    return;
  }
  shelf_.load(last_->lesson.toStdString(), student_for(last_->lesson), [this, last = *last_](auto read) {
    loaded(std::move(read), last.lesson, student_for(last.lesson), last.step);
    if (next_) next_->front = last.front;
  });
}

void Course::remember_where() {
  if (next_) return;  // what is open now is about to go
  last_ = LastSession{folder_, player_ != nullptr ? last_seen_ : -1, window_->front()};
  began_ = true;
  remember_session(*last_);
}

void Course::open_free_lab() {
  live_.lab().give({});
  next_ = Next{};
  live_.reset();
}

// Everything of before is gone: connections, boxes, packets. What was asked for begins.
void Course::world_is_new() {
  if (next_ && next_->lesson) return begin_lesson();
  if (next_) return begin_free_lab();
  examiner_.start_over();
  if (player_ != nullptr) show_work(Task::same);
  last_seen_ = resume_at_ = -1;
  if (player_ != nullptr)
    player_->restart();
  else
    live_.lab().open_gate();
  tell_what_is_kept();
}

void Course::begin_lesson() {
  const Next next = *std::exchange(next_, std::nullopt);
  window_->show_script(nullptr);
  exercises_.reset();
  player_ = std::make_unique<lesson::Player>(*next.lesson, live_.lab(), live_.recording());
  told_how_far_ = false;
  connect(player_.get(), &lesson::Player::step_seen, this, &Course::step_seen);
  folder_ = next.folder;
  progress_ = {};
  if (!settings_.progress_folder.isEmpty())
    progress_ = lesson::ProgressBook(settings_.progress_folder.toStdString(), next.student.id).read(next.lesson->id);
  progress_.token = next.student.token;
  examiner_.begin({*next.lesson, next.student, progress_, settings_.progress_folder.toStdString(), settings_.language.toStdString(),
                   settings_.program.toStdString()});
  connect(&live_, &session::LiveLab::grew, &examiner_, &grading::Examiner::take, Qt::UniqueConnection);
  watch(folder_);
  window_->show_lesson(*player_);
  show_work(Task::first);
  if (next.to_work) window_->top_bar().place()->set_current(TopBar::your_turn);
  window_->show_page(nullptr);
  if (next.front) window_->show_front(*next.front);
  last_seen_ = resume_at_ = next.resume_at;
  if (resume_at_ >= 0) player_->next_act();
  Q_EMIT stands(folder_, -1);
  const bool renamed = resume_at_ >= 0 && next.student.id != student_;
  student_ = next.student.id;
  if (renamed)
    window_->problem_bar().show_note(tr("The lesson is played again, now with your own names and words."),
                                     tr("Packets have new numbers in it."));
  Q_EMIT began();
}

void Course::begin_free_lab() {
  const Next next = *std::exchange(next_, std::nullopt);
  window_->show_script(nullptr);
  window_->show_your_turn(nullptr);
  exercises_.reset();
  player_.reset();
  folder_.clear();
  watch({});
  disconnect(&live_, &session::LiveLab::grew, &examiner_, nullptr);
  live_.lab().open_gate();
  window_->show_free_lab();
  window_->show_page(nullptr);
  if (next.front) window_->show_front(*next.front);
  Q_EMIT stands({}, -1);
  Q_EMIT began();
}

void Course::step_seen(int step) {
  progress_.steps.insert(player_->lesson().steps[static_cast<std::size_t>(step)].id);
  examiner_.keep(progress_);
  last_seen_ = std::max(step, resume_at_);  // while it is played up to there, too
  Q_EMIT stands(folder_, step);
  if (step < resume_at_) QMetaObject::invokeMethod(player_.get(), &lesson::Player::next_act, Qt::QueuedConnection);
}

// Whoever writes a lesson sees it anew whenever he saves it: it is read again, and played up to the step that was shown.
void Course::watch(const QString& folder) {
  if (!watcher_.files().isEmpty()) watcher_.removePaths(watcher_.files());
  if (!watcher_.directories().isEmpty()) watcher_.removePaths(watcher_.directories());
  if (folder.isEmpty()) return;
  watcher_.addPath(folder);
  for (const QFileInfo& file : QDir(folder).entryInfoList(QDir::Files)) watcher_.addPath(file.absoluteFilePath());
}

void Course::read_again() {
  watch(folder_);  // editors replace files: the new ones are to be watched
  if (player_ == nullptr || !is_lesson(folder_)) return;
  const int at = player_->current();
  const auto student = student_for(folder_);
  shelf_.load(folder_.toStdString(), student, [this, folder = folder_, student, at](auto read) {
    if (folder == folder_) loaded(std::move(read), folder, student, at);
  });
}

void Course::refuse(const lesson::Fault& fault) {
  const QString where = QFileInfo(q(fault.file)).fileName();
  const QString advice = player_ != nullptr ? tr("Mend it and save it: it is read again. Until then the lesson is shown as it was.")
                                            : tr("The command \"cleartext lessons --check\" lists everything that is wrong with it.");
  window_->show_problem(tr("%1, line %2: %3").arg(where).arg(fault.line).arg(q(fault.sentence)), advice);
}

void Course::open(const QString& path) {
  const QFileInfo file(path);
  const QString folder = file.isDir() ? path : file.absolutePath();
  if ((file.isDir() && is_lesson(folder)) || file.fileName() == QLatin1String("lesson.yaml"))
    return open_lesson(QDir(folder).absolutePath());
  if (!file.isDir()) return captures_.open(path, *window_);
  window_->show_page(teacher_);
  teacher_->judge({path});
}

void Course::connect_teacher() {
  connect(start_, &StartPage::hand_ins_wanted, this, [this] { window_->show_page(teacher_); });
  connect(teacher_, &TeacherPage::problem, window_.get(), &MainWindow::show_problem);
  connect(teacher_, &TeacherPage::note, this,
          [this](const QString& sentence, const QString& more) { window_->problem_bar().show_note(sentence, more); });
  connect(teacher_, &TeacherPage::evidence_wanted, this, &Course::open_evidence);
}

// In a window of its own, at the packet that decides.
void Course::open_evidence(const QString& file, std::uint32_t packet) {
  captures_.open(file, *window_);
  CaptureWindow* capture = &captures_.newest();
  connect(
      capture, &CaptureWindow::ended, capture,
      [capture, packet] {
        if (packet != 0) capture->window().selection().select_packet(packet);
      },
      Qt::SingleShotConnection);
}

void Course::ask_for_lesson_folder() {
  const QString folder = QFileDialog::getExistingDirectory(window_.get(), tr("Open a lesson's folder"));
  if (folder.isEmpty()) return;
  if (is_lesson(folder))
    open_lesson(folder);
  else
    window_->show_problem(tr("There is no lesson in %1.").arg(folder),
                          tr("A lesson's folder holds a lesson.yaml. \"cleartext lessons --new NAME\" makes one to begin with."));
}

void Course::save(const QString& path) {
  const auto comments = player_ != nullptr ? packet_comments(*player_) : std::map<std::uint32_t, std::string>();
  if (auto saved = live_.save(path.toStdString(), comments); !saved)
    window_->show_problem(q(saved.error().sentence), q(saved.error().advice));
  else
    window_->show_saved(path);
}

}  // namespace cleartext::gui
