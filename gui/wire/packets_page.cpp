#include "gui/wire/packets_page.h"

#include <QResizeEvent>
#include <QVBoxLayout>

#include "gui/theme/card.h"

namespace cleartext::gui {
namespace {

constexpr int wide = 1000, high = 300;  // at scale one: side by side; one above the other; else the list alone

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
  tree_ = new FieldTree(theme, selection, details);
  column->addWidget(tree_);
  splitter_->setChildrenCollapsible(false);
  splitter_->addWidget(table_);
  splitter_->addWidget(details);
  splitter_->setStretchFactor(0, 1);
  addWidget(empty_);
  addWidget(splitter_);
  arrange();
}

void PacketsPage::show_rows(bool any, const QString& sentence) {
  empty_->set_sentence(sentence);
  setCurrentIndex(any ? 1 : 0);
}

void PacketsPage::arrange() {
  const Qt::Orientation wanted = width() >= theme_.px(wide) ? Qt::Horizontal : Qt::Vertical;
  splitter_->widget(1)->setVisible(wanted == Qt::Horizontal || height() >= theme_.px(high));
  if (splitter_->orientation() == wanted && splitter_->count() > 0 && splitter_->sizes().value(1) > 0) return;
  splitter_->setOrientation(wanted);
  const int room = wanted == Qt::Horizontal ? width() : height();
  const int details = wanted == Qt::Horizontal ? theme_.px(300) : room * 2 / 5;
  splitter_->setSizes({std::max(1, room - details), std::max(1, details)});
}

void PacketsPage::resizeEvent(QResizeEvent* event) {
  QStackedWidget::resizeEvent(event);
  arrange();
}

}  // namespace cleartext::gui
