// The box "Log in to FTP": what a student types here goes over the wire, password and all.
#pragma once
#include <QLineEdit>
#include <QPlainTextEdit>

#include "gui/theme/button.h"
#include "gui/theme/segmented.h"
#include "gui/theme/text.h"
#include "servers/lab/lab.h"

class QGridLayout;

namespace cleartext::gui {

class FtpBox : public QWidget {
  Q_OBJECT
 public:
  explicit FtpBox(Theme& theme, QWidget* parent = nullptr);
  lab::FtpJob job() const;
  void set_busy(const QString& reason);            // empty: ready again
  Segmented* what() { return what_; }
  QLineEdit *server() { return server_; }
  QLineEdit *user() { return user_; }
  QLineEdit *password() { return password_; }
  QLineEdit *file() { return file_; }
  QPlainTextEdit* content() { return content_; }
  Button* go() { return go_; }

 Q_SIGNALS:
  void wanted(const cleartext::lab::FtpJob& job);
  void complaint(const QString& sentence);         // something to mend before it can start

 private:
  QLineEdit* add_field(const QString& label, const QString& accessible);
  void build_content();
  void choose_file();
  void refresh();
  void dress();
  void start();
  Theme& theme_;
  QGridLayout* grid_;
  Segmented* what_;
  QLineEdit *server_, *user_, *password_, *file_;
  Text* file_label_ = nullptr;
  QWidget* content_part_;
  QPlainTextEdit* content_;
  Text* content_name_;
  Button *choose_, *go_;
  QByteArray chosen_;                              // a file's bytes, when one was chosen
  bool from_file_ = false;
};

}  // namespace cleartext::gui
