// A letter that is being written. Files can be chosen, dropped and pasted.
#pragma once
#include <QLineEdit>
#include <QPlainTextEdit>

#include "gui/mail/mailbox.h"
#include "gui/theme/button.h"
#include "gui/theme/text.h"
#include "servers/lab/jobs.h"

class QGridLayout;

namespace cleartext::gui {

class WritePage : public QWidget {
  Q_OBJECT
 public:
  explicit WritePage(Theme& theme, QWidget* parent = nullptr);
  void begin(const QString& from, const QString& usual_to);
  void begin_answer(const QString& from, const FetchedLetter& letter);
  void begin_passing_on(const QString& from, const FetchedLetter& letter, const QString& usual_to);
  struct Draft {  // a letter that was not sent
    QString from, to, cc, bcc, subject, words, note;
    std::string answered, passed_on;
    std::vector<mime::Attachment> attachments = {};
  };
  Draft draft() const;
  bool is_begun() const;  // somebody wrote something
  void take_up(const Draft& draft);
  void was_sent() { blank_ = draft(); }
  void attach(const QString& path);
  lab::Letter letter() const;
  QLineEdit& to() { return *to_; }
  QLineEdit& subject() { return *subject_; }
  QPlainTextEdit& words() { return *words_; }
  Button& send_button() { return *send_; }
  Button& drop_button() { return *drop_; }
  QStringList attached() const;

 Q_SIGNALS:
  void send_wanted();
  void dropped();  // closed without sending
  void complaint(const QString& sentence);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  QLineEdit* add_field(const QString& label, int row, int column, int columns);
  void clear(const QString& from);
  void say_note(const QString& words);
  void choose_files();
  void show_attached();
  void send();
  void dress();
  Theme& theme_;
  QGridLayout* grid_;
  QLineEdit *to_, *cc_, *bcc_, *subject_;
  QPlainTextEdit* words_;
  Text* note_;
  QWidget* files_;
  Button *attach_, *send_, *drop_;
  QString from_;
  std::string answered_, passed_on_;  // the letters themselves, as they were fetched
  std::vector<mime::Attachment> attachments_;
  Draft blank_;                          // as it was before anybody wrote
  int reading_ = 0, letter_number_ = 0;  // files on their way; which letter they are for
  bool send_when_read_ = false;
};

}  // namespace cleartext::gui
