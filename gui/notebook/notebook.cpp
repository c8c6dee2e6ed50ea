// Eve's notebook: a list over the model, and a sentence while it is empty.
#include "gui/notebook/notebook.h"

#include <QKeyEvent>
#include <QMenu>
#include <QStackedWidget>
#include <utility>

namespace cleartext::gui {

Notebook::Notebook(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("Eve's notebook"), parent),
      theme_(theme),
      save_(new Button(theme, {}, Button::Kind::quiet, this)),
      reveal_(new Button(theme, tr("Reveal"), Button::Kind::quiet, this)),
      pages_(new QStackedWidget(this)),
      model_(new NotebookModel(selection, this)),
      delegate_(new NotebookDelegate(theme, this)) {
  reveal_->set_small(true);
  reveal_->set_key(tr("R"));
  reveal_->setToolTip(tr("Show or hide the passwords (R)"));
  save_->set_small(true);
  save_->set_picture(QStringLiteral("save"));
  save_->setAccessibleName(tr("Save the chosen letter or file"));
  save_->setToolTip(tr("Save the chosen letter or file (Ctrl+Shift+S). More with the right button."));
  add_to_title(save_);
  add_to_title(reveal_);
  empty_ = new EmptyState(theme, QStringLiteral("headphones"),
                          tr("Eve has heard nothing yet. Passwords, letters and files that cross the wire in the clear will appear here."),
                          pages_);
  view_ = new NotebookView(*delegate_, *model_, pages_);
  view_->setAccessibleName(tr("Eve's notebook"));
  pages_->addWidget(empty_);
  pages_->addWidget(view_);
  body()->addWidget(pages_, 1);
  view_->setContextMenuPolicy(Qt::CustomContextMenu);
  view_->installEventFilter(this);
  connect(view_, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) {
    const QModelIndex index = view_->indexAt(at);
    QMenu menu(this);
    fill_menu(menu, index.isValid() ? index.row() : chosen_row());
    if (!menu.isEmpty()) menu.exec(view_->viewport()->mapToGlobal(at));
  });
  connect(save_, &QPushButton::clicked, this, &Notebook::save_chosen);
  connect(view_->selectionModel(), &QItemSelectionModel::currentChanged, this, &Notebook::refresh_save);
  connect(reveal_, &QPushButton::clicked, this, &Notebook::reveal_or_mask);
  connect(view_, &QAbstractItemView::clicked, this, [this](const QModelIndex& index) {
    const int hop = delegate_->hop_at(view_->visualRect(index), index, view_->pressed());
    if (hop >= 0)
      model_->select_hop(index.row(), hop);
    else
      model_->select(index.row());
  });
  connect(&selection, &Selection::changed, this, [this] {
    if (const int row = model_->selected_row(); row >= 0) view_->scrollTo(model_->index(row));
    refresh_save();
  });
  for (const auto signal : {&QAbstractItemModel::rowsInserted, &QAbstractItemModel::rowsRemoved})
    connect(model_, signal, this, &Notebook::refresh);
  connect(&theme, &Theme::changed, this, &Notebook::dress);
  refresh();
  dress();
}

void Notebook::dress() {
  view_->measure_again();
  fit_title();
}

// Its name comes before the key of its button.
void Notebook::fit_title() {
  const bool narrow = width() < theme_.px(250);
  if (narrow != std::exchange(narrow_, narrow)) reveal_->set_key(narrow ? QString() : tr("R"));
}

void Notebook::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  fit_title();
}

void Notebook::reveal_or_mask() {
  model_->set_revealed(!model_->revealed());
  refresh();
  Q_EMIT reveal_changed();
}

void Notebook::refresh() {
  pages_->setCurrentWidget(model_->rowCount() == 0 ? static_cast<QWidget*>(empty_) : view_);
  reveal_->setVisible(model_->credentials_shown() > 0);
  reveal_->setText(model_->revealed() ? tr("Hide") : tr("Reveal"));
  reveal_->updateGeometry();
  refresh_save();
}

void Notebook::refresh_save() {
  const int row = chosen_row();
  save_->setVisible(model_->letter(row) != nullptr || model_->file(row) != nullptr);
}

bool Notebook::eventFilter(QObject* watched, QEvent* event) {
  if (watched != view_ || event->type() != QEvent::KeyPress) return Card::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) return model_->select_next(view_->currentIndex().row()), true;
  if (key->matches(QKeySequence::Copy)) return copy_row(chosen_row()), true;
  if (key->key() == Qt::Key_C && key->modifiers() == (Qt::ControlModifier | Qt::ShiftModifier)) return copy_password(chosen_row()), true;
  return Card::eventFilter(watched, event);
}

}  // namespace cleartext::gui
