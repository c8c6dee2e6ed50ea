// The address that one types, with the password in it. Before an audience its letters are dots, also while they are typed.
#pragma once
#include <QLineEdit>

namespace cleartext::gui {

class AddressEdit : public QLineEdit {
  Q_OBJECT
 public:
  explicit AddressEdit(const QString& address, QWidget* parent = nullptr);
  QString address() const;  // as it was typed, whatever is shown
  void set_address(const QString& address);
  void mask(bool masked);

 private:
  void take_typed(const QString& shown);
  void show_address(const QString& address, qsizetype cursor);
  QString password_;  // of what is shown as dots
  bool masked_ = false;
};

}  // namespace cleartext::gui
