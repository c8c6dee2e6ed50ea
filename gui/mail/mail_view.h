// The user agents of Alice and Bob: their letters at the left, the one that is read or written at the right.
#pragma once
#include <QListView>
#include <QSplitter>
#include <QStackedWidget>
#include <array>

#include "gui/bench/answer_row.h"
#include "gui/bench/kept_focus.h"
#include "gui/mail/letter_page.h"
#include "gui/mail/mail_settings.h"
#include "gui/mail/write_page.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"
#include "gui/theme/segmented.h"
#include "servers/lab/lab.h"

namespace cleartext::gui {

class MailView : public Card {
  Q_OBJECT
 public:
  enum class Who { alice, bob };
  explicit MailView(Theme& theme, QWidget* parent = nullptr);
  void set_unavailable(const QString& reason);
  void show_person(Who who) { person_->set_current(static_cast<int>(who)); }
  void write();
  void fetch();
  void refuse(const QString& sentence);  // the job cannot be done now, and why
  QListView& list() { return *list_; }
  LetterPage& letter_page() { return *letter_; }
  WritePage& write_page() { return *write_; }
  AnswerRow& answer() { return *answer_; }
  MailSettings& settings() { return *settings_; }
  LetterModel& letters() { return *now().letters; }
  Segmented& person() { return *person_; }
  Button& write_button() { return *write_button_; }
  Button& fetch_button() { return *fetch_button_; }
  Button& reply_button() { return *reply_; }
  Button& forward_button() { return *forward_; }
  bool busy() const { return busy_; }

 public Q_SLOTS:
  void job_ended(const cleartext::lab::JobResult& result);
  void was_reset();

 Q_SIGNALS:
  void job_wanted(const cleartext::lab::Job& job);
  void cancel_wanted(const QString& actor);  // what this one does
  void save_wanted(const QString& name, const QByteArray& content);
  void can_be_undone(const QString& sentence, const std::function<bool()>& take_back);

 private:
  struct Box {
    std::string actor;
    QString address;
    LetterModel* letters = nullptr;
  };
  enum Page { nothing, reading, writing };
  Box& now() { return boxes_[static_cast<std::size_t>(person_->current())]; }
  const Box& other() { return boxes_[static_cast<std::size_t>(1 - person_->current())]; }
  void build_bar();
  void build_pages();
  void show_box();
  void read_current();
  void answer_current();
  void pass_on_current();
  void save_current();
  void put_away();
  bool take_up(int person, const WritePage::Draft& draft);
  void start(const lab::Job& job, const QString& words);
  void say(const QString& sentence, AnswerRow::Kind kind) { answer_->say(sentence, kind); }
  void refresh();
  void dress();
  Theme& theme_;
  std::array<Box, 2> boxes_;
  QWidget* bar_;
  Segmented* person_;
  Button *write_button_, *fetch_button_, *settings_button_, *reply_, *forward_, *save_;
  MailSettings* settings_;
  AnswerRow* answer_;
  QSplitter* splitter_;
  QListView* list_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  LetterPage* letter_;
  WritePage* write_;
  QString unavailable_;
  std::string asked_;  // the actor whose job is under way
  KeptFocus focus_{*this};
  int writer_ = 0;  // whose letter is being written
  bool busy_ = false, sending_ = false, cancelled_ = false;
};

}  // namespace cleartext::gui
