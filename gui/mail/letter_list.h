// The list of letters: who, what about, two lines each; bold until it was read.
#pragma once
#include <QListView>
#include <QStyledItemDelegate>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class LetterDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  LetterDelegate(Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  Theme& theme_;
};

QListView* make_letter_list(Theme& theme, QWidget* parent);

}  // namespace cleartext::gui
