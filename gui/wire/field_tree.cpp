// Which headers stand open is remembered from packet to packet.
#include "gui/wire/field_tree.h"

#include <QApplication>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>

namespace cleartext::gui {

FieldTree::FieldTree(Theme& theme, Selection& selection, QWidget* parent)
    : QTreeView(parent), theme_(theme), selection_(selection), model_(new FieldModel(this)) {
  setAccessibleName(tr("Details of the packet"));
  setAccessibleDescription(tr("Its fields, from the link up to what was said. The bytes of the chosen one are marked."));
  setHeaderHidden(true);
  setUniformRowHeights(true);
  setFrameShape(QFrame::NoFrame);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTextElideMode(Qt::ElideRight);
  setModel(model_);
  shut_ = {QStringLiteral("Ethernet"), QStringLiteral("Link header"), QStringLiteral("IPv4"), QStringLiteral("IPv6")};
  connect(this, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
    if (!index.parent().isValid() && !showing_) shut_.insert(kind_of(index));
  });
  connect(this, &QTreeView::expanded, this, [this](const QModelIndex& index) {
    if (!index.parent().isValid() && !showing_) shut_.remove(kind_of(index));
  });
  connect(&selection, &Selection::changed, this, &FieldTree::show_selected);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &FieldTree::show_selected);
  connect(&theme, &Theme::changed, this, &FieldTree::dress);
  dress();
  show_selected();
}

void FieldTree::dress() {
  setFont(theme_.words(Theme::Size::small));
  setIndentation(theme_.px(16));
}

// "TCP, 40112 → 25" is a TCP header.
QString FieldTree::kind_of(const QModelIndex& header) { return header.data().toString().section(QLatin1Char(','), 0, 0); }

void FieldTree::open_headers() {
  for (int row = 0; row < model_->rowCount(); ++row) {
    const QModelIndex header = model_->index(row, 0);
    setExpanded(header, !shut_.contains(kind_of(header)));
  }
}

void FieldTree::show_selected() {
  const auto packet = selection_.recording().packet(selection_.place().packet);
  const std::uint32_t number = !packet ? 0 : packet->number;
  showing_ = true;
  if (number != packet_ || !packet) {
    packet_ = number;
    model_->show_packet(packet ? &*packet : nullptr);
    open_headers();
  }
  const Marked marked = !packet ? Marked{} : marked_in(selection_, *packet);
  const packet::Field* now = model_->field(currentIndex());
  if (now == nullptr || now->offset != marked.offset || now->length != marked.length) {
    const QModelIndex index = model_->index_of(marked);
    setCurrentIndex(index);
    if (index.isValid()) scrollTo(index);
  }
  showing_ = false;
}

void FieldTree::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTreeView::currentChanged(current, previous);
  const packet::Field* field = model_->field(current);
  if (showing_ || field == nullptr || packet_ == 0) return;
  showing_ = true;
  selection_.select_field(packet_, field->offset, field->length);
  showing_ = false;
}

void FieldTree::copy() {
  if (currentIndex().isValid()) QApplication::clipboard()->setText(currentIndex().data().toString());
}

void FieldTree::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Copy)) return copy();
  if (event->key() == Qt::Key_Space) return event->ignore();  // the lesson's
  QTreeView::keyPressEvent(event);
}

void FieldTree::paintEvent(QPaintEvent* event) {
  QTreeView::paintEvent(event);
  if (model_->rowCount() > 0) return;
  QPainter painter(viewport());
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(viewport()->rect().adjusted(theme_.px(12), theme_.px(10), -theme_.px(12), 0),
                   Qt::AlignTop | Qt::AlignLeft | Qt::TextWordWrap, tr("Select a packet. Its fields will stand here."));
}

void FieldTree::contextMenuEvent(QContextMenuEvent* event) {
  QMenu menu(this);
  menu.addAction(tr("Copy field"), QKeySequence(QKeySequence::Copy), this, &FieldTree::copy)->setEnabled(currentIndex().isValid());
  menu.addAction(tr("Open all"), this, &QTreeView::expandAll);
  menu.addAction(tr("Close all"), this, &QTreeView::collapseAll);
  menu.exec(event->globalPos());
}

}  // namespace cleartext::gui
