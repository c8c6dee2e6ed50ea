#include "gui/servers/holdings_tree.h"

#include <QHeaderView>
#include <QTreeWidgetItemIterator>

namespace cleartext::gui {

namespace {

constexpr int most_rows = 14;  // then it scrolls

}  // namespace

HoldingsTree::HoldingsTree(Theme& theme, const QString& name, QWidget* parent) : QTreeWidget(parent), theme_(theme) {
  setAccessibleName(tr("What %1 holds").arg(name));
  setColumnCount(2);
  setHeaderHidden(true);
  header()->setStretchLastSection(false);
  header()->setSectionResizeMode(0, QHeaderView::Stretch);
  header()->setSectionResizeMode(1, QHeaderView::ResizeToContents);
  header()->setMinimumSectionSize(20);
  setSelectionMode(QAbstractItemView::NoSelection);
  setFrameShape(QFrame::NoFrame);
  setUniformRowHeights(true);
  setTextElideMode(Qt::ElideRight);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(this, &QTreeWidget::itemCollapsed, this, [this](QTreeWidgetItem* item) {
    if (!closed_.contains(key(item))) closed_ << key(item);
    updateGeometry();
  });
  connect(this, &QTreeWidget::itemExpanded, this, [this](QTreeWidgetItem* item) {
    closed_.removeAll(key(item));
    updateGeometry();
  });
  connect(&theme, &Theme::changed, this, &HoldingsTree::dress);
  dress();
}

QString HoldingsTree::key(const QTreeWidgetItem* item) const {
  QString path;
  for (; item != nullptr; item = item->parent()) path = item->text(0) + QLatin1Char('\n') + path;
  return path;
}

void HoldingsTree::show_rows(const std::vector<Holding>& rows) {
  if (rows == rows_) return;
  rows_ = rows;
  const QSignalBlocker quiet(this);
  clear();
  std::vector<QTreeWidgetItem*> above;  // the last item of each depth
  for (const auto& row : rows_) {
    above.resize(std::min(above.size(), static_cast<std::size_t>(row.depth)));
    auto* item = above.empty() ? new QTreeWidgetItem(this) : new QTreeWidgetItem(above.back());
    item->setText(0, row.words);
    item->setText(1, row.detail);
    item->setToolTip(0, row.told.isEmpty() ? row.words : row.told);
    item->setForeground(1, theme_.color(Ink::soft));
    item->setTextAlignment(1, Qt::AlignRight | Qt::AlignVCenter);
    item->setFlags(Qt::ItemIsEnabled);
    item->setFirstColumnSpanned(row.detail.isEmpty());
    above.push_back(item);
  }
  for (QTreeWidgetItemIterator each(this); *each != nullptr; ++each) (*each)->setExpanded(!closed_.contains(key(*each)));
  updateGeometry();
}

int HoldingsTree::rows_shown() const {
  int rows = 0;
  for (const auto* item = topLevelItem(0); item != nullptr; item = itemBelow(item)) ++rows;
  return rows;
}

QSize HoldingsTree::sizeHint() const {
  const int row = QFontMetrics(font()).height() + theme_.px(6);
  return {theme_.px(240), std::min(most_rows, std::max(1, rows_shown())) * row + 2};
}

void HoldingsTree::dress() {
  setFont(theme_.words(Theme::Size::small));
  setIndentation(theme_.px(16));
  for (QTreeWidgetItemIterator each(this); *each != nullptr; ++each) (*each)->setForeground(1, theme_.color(Ink::soft));
  updateGeometry();
}

}  // namespace cleartext::gui
