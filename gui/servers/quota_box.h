// How much each mailbox and each disk of the lab may hold: chosen here, until the lab begins anew.
#pragma once
#include <QComboBox>
#include <QGridLayout>

#include "gui/theme/text.h"
#include "servers/lab/lab.h"

namespace cleartext::gui {

class QuotaBox : public QWidget {
  Q_OBJECT
 public:
  explicit QuotaBox(Theme& theme, QWidget* parent = nullptr);
  void show_state(const lab::Snapshot& snapshot);  // says nothing to anybody
  QComboBox& mailbox() { return *mailbox_; }
  QComboBox& disk() { return *disk_; }

 Q_SIGNALS:
  void quotas_wanted(const cleartext::lab::Quotas& quotas);

 private:
  QComboBox* add_choice(const QString& words, std::initializer_list<std::uint64_t> sizes);
  void ask();
  void dress();
  Theme& theme_;
  QGridLayout* grid_;
  QComboBox *mailbox_, *disk_;
};

}  // namespace cleartext::gui
