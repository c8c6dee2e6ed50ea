// One letter, as its reader sees it: who, when, the words, pictures, and what hangs on it.
#pragma once
#include <QPlainTextEdit>
#include <QScrollArea>

#include "gui/mail/mailbox.h"
#include "gui/mail/opened_letter.h"
#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class LetterPage : public QWidget {
  Q_OBJECT
 public:
  explicit LetterPage(Theme& theme, QWidget* parent = nullptr);
  void show_letter(const FetchedLetter& letter);
  QString words() const { return words_->toPlainText(); }
  QString subject() const { return subject_->text(); }
  const std::vector<AttachedFile>& attached() const { return attached_; }

 Q_SIGNALS:
  void save_wanted(const QString& name, const QByteArray& content);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void show_opened(OpenedLetter opened);
  void show_attached();
  void show_picture();
  void dress();
  Theme& theme_;
  Text *subject_, *people_, *date_;
  QPlainTextEdit* words_;
  QLabel* picture_;
  QWidget* files_;
  std::vector<AttachedFile> attached_;
  QPixmap whole_;
  int asked_ = 0;  // the letter that is shown, by number: one that is taken apart too late is not
};

}  // namespace cleartext::gui
