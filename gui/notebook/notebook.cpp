// Eve's notebook: a list over the model, and a sentence while it is empty.
#include "gui/notebook/notebook.h"

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
  view_ = new NotebookView(*delegate_, *model_, pages_);
  view_->setAccessibleName(tr("Eve's notebook"));
  pages_->addWidget(empty_);
  pages_->addWidget(view_);
  body()->addWidget(pages_, 1);
  connect(reveal_, &QPushButton::clicked, this, &Notebook::reveal_or_mask);
  connect(view_, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) { model_->select(index.row()); });
  connect(view_, &QAbstractItemView::activated, this, [this](const QModelIndex& index) { model_->select(index.row()); });
  connect(&selection, &Selection::changed, this, [this] {
    if (const int row = model_->selected_row(); row >= 0) view_->scrollTo(model_->index(row));
  });
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved}) connect(model_, signal, this, &Notebook::refresh);
  connect(&theme, &Theme::changed, this, &Notebook::dress);
  refresh();
  dress();
}

void Notebook::dress() { view_->measure_again(); }

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

}  // namespace cleartext::gui
