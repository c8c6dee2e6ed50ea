// Eve's notebook: a list over the model, and a sentence while it is empty.
#include "gui/notebook/notebook.h"

#include <QEvent>
#include <QScrollBar>
#include <QStackedWidget>

namespace cleartext::gui {

Notebook::Notebook(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("Eve's notebook"), parent), theme_(theme), reveal_(new Button(theme, tr("Reveal"), Button::Kind::quiet, this)),
      pages_(new QStackedWidget(this)), model_(new NotebookModel(selection, this)), delegate_(new NotebookDelegate(theme, this)) {
  reveal_->set_small(true);
  reveal_->set_key(tr("R"));
  reveal_->setToolTip(tr("Show or hide the passwords (R)"));
  add_to_title(reveal_);
  empty_ = new EmptyState(theme, QStringLiteral("headphones"),
                          tr("Eve has heard nothing yet. Passwords, letters and files that cross the wire in the clear will appear here."), pages_);
  view_ = new QListView(pages_);
  view_->setModel(model_);
  view_->setItemDelegate(delegate_);
  view_->setFrameShape(QFrame::NoFrame);
  view_->setSelectionMode(QAbstractItemView::SingleSelection);
  view_->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
  view_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  view_->setResizeMode(QListView::Adjust);
  view_->setMouseTracking(true);
  view_->setAccessibleName(tr("Eve's notebook"));
  view_->viewport()->installEventFilter(this);
  pages_->addWidget(empty_);
  pages_->addWidget(view_);
  body()->addWidget(pages_, 1);
  connect(reveal_, &QPushButton::clicked, this, &Notebook::reveal_or_mask);
  connect(view_, &QListView::clicked, this, [this](const QModelIndex& index) { model_->select(index.row()); });
  connect(view_, &QListView::activated, this, [this](const QModelIndex& index) { model_->select(index.row()); });
  connect(&selection, &Selection::changed, this, [this] {
    if (const int row = model_->selected_row(); row >= 0) view_->scrollTo(model_->index(row));
  });
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) connect(model_, signal, this, &Notebook::refresh);
  connect(&theme, &Theme::changed, this, &Notebook::dress);
  refresh();
  dress();
}

void Notebook::dress() { view_->doItemsLayout(); }

void Notebook::reveal_or_mask() {
  model_->set_revealed(!model_->revealed());
  refresh();
}

void Notebook::refresh() {
  pages_->setCurrentWidget(model_->rowCount() == 0 ? static_cast<QWidget*>(empty_) : view_);
  reveal_->setVisible(model_->credentials_shown() > 0);
  reveal_->setText(model_->revealed() ? tr("Hide") : tr("Reveal"));
  reveal_->updateGeometry();
}

bool Notebook::eventFilter(QObject* watched, QEvent* event) {
  if (watched == view_->viewport() && event->type() == QEvent::Resize) {
    delegate_->set_width(view_->viewport()->width());
    QMetaObject::invokeMethod(view_, [this] { view_->doItemsLayout(); }, Qt::QueuedConnection);
  }
  return Card::eventFilter(watched, event);
}

}  // namespace cleartext::gui
