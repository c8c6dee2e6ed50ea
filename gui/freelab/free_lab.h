// The free lab: log in with your own hands and see what the wire gave away. What is typed here is recorded, and says so.
#pragma once
#include <QScrollArea>

#include "gui/freelab/ftp_box.h"
#include "gui/freelab/own_programs.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class FreeLab : public Card {
  Q_OBJECT
 public:
  explicit FreeLab(Theme& theme, QWidget* parent = nullptr);
  FtpBox* ftp() { return ftp_; }
  OwnPrograms* own_programs() { return own_; }
  void show_settings(wire::NetworkMode mode, const QString& authority_file);  // for programs from elsewhere
  QString answer() const { return answer_->text(); }
  QString result() const { return result_->toPlainText(); }
  bool busy() const { return busy_; }
  void set_unavailable(const QString& reason);     // no lab to log in to: says why, and what to do

 public Q_SLOTS:
  void job_ended(const cleartext::lab::JobResult& result);
  void was_reset();

 Q_SIGNALS:
  void transfer_wanted(const cleartext::lab::FtpJob& job);

 private:
  void build_words();
  void build_result();
  void build_own_programs();
  void dress();
  void start(const lab::FtpJob& job);
  void say(const QString& sentence, const QString& sign, Ink ink);
  void save();
  Theme& theme_;
  QScrollArea* scroll_;
  QWidget* page_;
  FtpBox* ftp_;
  QWidget* own_part_;
  OwnPrograms* own_;
  QWidget* answer_row_;
  QLabel* sign_;
  Text* answer_;
  QWidget* result_part_;
  QPlainTextEdit* result_;
  Wash* standing_;
  QByteArray content_;
  QString sign_name_, content_name_;
  Ink sign_ink_ = Ink::soft;
  bool busy_ = false;
};

}  // namespace cleartext::gui
