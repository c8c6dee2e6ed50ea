// What to type into a mail program, a file program and a shell to use the lab with them. All of it follows from
// servers/wire/client_settings.h; what is shown can be copied.
#pragma once
#include <QComboBox>
#include <QVBoxLayout>

#include "gui/theme/button.h"
#include "gui/theme/segmented.h"
#include "gui/theme/text.h"
#include "servers/wire/client_settings.h"

namespace cleartext::gui {

class OwnPrograms : public QWidget {
  Q_OBJECT
 public:
  enum Program { mail, files, curl };
  enum Wire { secret, clear };
  OwnPrograms(Theme& theme, QWidget* parent = nullptr);
  void show_lab(wire::NetworkMode mode, const QString& authority_file);
  Segmented& program() { return *program_; }
  Segmented& wire_kind() { return *wire_; }
  QComboBox& account() { return *account_; }
  QStringList lines() const { return lines_; }  // what is shown, as it is copied

 private:
  void refresh();
  void show_start(const QString& command);
  void show_settings(const std::vector<wire::ServerSetting>& settings);
  void show_curl(const wire::Account& account);
  void show_mail(const wire::Account& account);
  void show_files(const wire::Account& account);
  void add_words(const QString& words);
  void add_line(const QString& label, const QString& line, const QString& copied = {});  // copied: where it is not the line
  bool is_wanted(wire::Security security) const;
  void dress();
  Theme& theme_;
  wire::NetworkMode mode_ = wire::NetworkMode::private_network;
  QString authority_;
  Segmented *program_, *wire_;
  QComboBox* account_;
  QWidget* rows_ = nullptr;
  QStringList lines_;
};

}  // namespace cleartext::gui
