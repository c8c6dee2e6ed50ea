#include "gui/wire/packets_page.h"

#include <QKeyEvent>
#include <QResizeEvent>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/theme/card.h"

namespace cleartext::gui {
namespace {

// At scale one: list and fields side by side; one above the other; side by side once more; else one of them.
constexpr int wide = 1000, high = 300, low_and_wide = 620;

}  // namespace

PacketsPage::PacketsPage(Theme& theme, Selection& selection, PacketModel& model, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      empty_(new EmptyState(theme, QStringLiteral("wire"), {}, this)),
      splitter_(new QSplitter(this)) {
  table_ = new PacketTable(theme, selection, model, splitter_);
  auto* details = new Wash(theme, Qt::LeftEdge, splitter_);
  details->set_fill(Ink::card);
  auto* column = new QVBoxLayout(details);
  column->setContentsMargins(theme.px(6), theme.px(4), 0, theme.px(4));
  back_ = new Button(theme, tr("Back to the list"), Button::Kind::plain, details);
  back_->set_small(true);
  column->addWidget(back_, 0, Qt::AlignLeft);
  tree_ = new FieldTree(theme, selection, details);
  column->addWidget(tree_);
  splitter_->setChildrenCollapsible(false);
  splitter_->addWidget(table_);
  splitter_->addWidget(details);
  splitter_->setStretchFactor(0, 1);
  addWidget(empty_);
  addWidget(splitter_);
  for (QWidget* one : {static_cast<QWidget*>(table_), static_cast<QWidget*>(tree_)}) one->installEventFilter(this);
  connect(table_, &QAbstractItemView::doubleClicked, this, &PacketsPage::go_to_fields);
  connect(back_, &QPushButton::clicked, this, &PacketsPage::go_to_list);
  arrange();
}

void PacketsPage::show_rows(bool any, const QString& sentence) {
  empty_->set_sentence(sentence);
  setCurrentIndex(any ? 1 : 0);
}

PacketsPage::Shape PacketsPage::shape() const {
  if (width() >= theme_.px(wide)) return Shape::beside;
  if (height() >= theme_.px(high)) return Shape::beneath;
  if (width() >= theme_.px(low_and_wide)) return Shape::beside;
  return fields_wanted_ ? Shape::fields_alone : Shape::list_alone;
}

void PacketsPage::arrange() {
  const Shape wanted = shape();
  splitter_->widget(0)->setVisible(wanted != Shape::fields_alone);
  splitter_->widget(1)->setVisible(wanted != Shape::list_alone);
  back_->setVisible(wanted == Shape::fields_alone);
  const Qt::Orientation orientation = wanted == Shape::beside ? Qt::Horizontal : Qt::Vertical;
  if (splitter_->orientation() == orientation && splitter_->sizes().value(1) > 0 && splitter_->sizes().value(0) > 0) return;
  splitter_->setOrientation(orientation);
  const int room = orientation == Qt::Horizontal ? width() : height();
  const int details = orientation == Qt::Horizontal ? std::clamp(room * 2 / 5, theme_.px(220), theme_.px(300)) : room * 2 / 5;
  splitter_->setSizes({std::max(1, room - details), std::max(1, details)});
}

void PacketsPage::go_to_fields() {
  if (currentIndex() == 0) return;
  fields_wanted_ = true;
  arrange();
  tree_->setFocus(Qt::OtherFocusReason);
}

void PacketsPage::go_to_list() {
  fields_wanted_ = false;
  arrange();
  table_->setFocus(Qt::OtherFocusReason);
}

// Enter leads from a packet to its fields, Escape back.
bool PacketsPage::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return QStackedWidget::eventFilter(watched, event);
  const auto& key = *static_cast<QKeyEvent*>(event);
  const bool enter = key.key() == Qt::Key_Return || key.key() == Qt::Key_Enter;
  const bool there = watched == table_ && enter && table_->currentIndex().isValid();
  const bool back = watched == tree_ && key.key() == Qt::Key_Escape && shape() == Shape::fields_alone;
  if ((!there && !back) || key.modifiers() != Qt::NoModifier) return QStackedWidget::eventFilter(watched, event);
  event->accept();
  if (event->type() == QEvent::KeyPress) there ? go_to_fields() : go_to_list();
  return true;
}

void PacketsPage::resizeEvent(QResizeEvent* event) {
  QStackedWidget::resizeEvent(event);
  arrange();
}

}  // namespace cleartext::gui
