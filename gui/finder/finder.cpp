#include "gui/finder/finder.h"

#include <QApplication>
#include <QKeyEvent>
#include <algorithm>

#include "gui/finder/found_delegate.h"
#include "gui/theme/floating.h"

namespace cleartext::gui {

QVariant FoundModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || static_cast<std::size_t>(index.row()) >= search_.hits().size()) return {};
  const auto hit = static_cast<std::size_t>(index.row());
  const auto& where = search_.hits()[hit];
  switch (role) {
    case Qt::DisplayRole: return search_.found(hit).words;
    case detail_role: return search_.found(hit).detail;
    case heading_role: return where.first_of_source ? search_.sources()[where.source].name : QString();
    case Qt::AccessibleTextRole:
      return QStringLiteral("%1: %2, %3").arg(search_.sources()[where.source].name, search_.found(hit).words, search_.found(hit).detail);
    default: return {};
  }
}

void FoundModel::start_over() {
  beginResetModel();
  shown_ = 0;
  endResetModel();
}

void FoundModel::follow() {
  if (search_.hits().size() <= shown_) return;
  beginInsertRows({}, static_cast<int>(shown_), static_cast<int>(search_.hits().size()) - 1);
  shown_ = search_.hits().size();
  endInsertRows();
}

Finder::Finder(Theme& theme, QWidget* window)
    : Card(theme, {}, window),
      theme_(theme),
      field_(new QLineEdit(this)),
      list_(new QListView(this)),
      model_(new FoundModel(search_, this)) {
  setAccessibleName(tr("Find anything"));
  field_->setPlaceholderText(tr("Find a command, a view, or anything that was said"));
  field_->setAccessibleName(tr("What to find"));
  field_->installEventFilter(this);
  none_ = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  list_->setModel(model_);
  list_->setItemDelegate(new FoundDelegate(theme, this));
  list_->setFrameShape(QFrame::NoFrame);
  list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list_->setFocusPolicy(Qt::NoFocus);
  list_->setAccessibleName(tr("What was found"));
  body()->addWidget(field_);
  body()->addWidget(none_);
  body()->addWidget(list_, 1);
  connect(field_, &QLineEdit::textChanged, this, &Finder::look);
  connect(&search_, &Search::grew, this, &Finder::follow);
  connect(&search_, &Search::finished, this, &Finder::follow);
  connect(list_, &QListView::clicked, this, &Finder::go);
  window->installEventFilter(this);
  hide();
}

void Finder::open(Source::Of first) {
  first_ = first;
  if (!isVisible()) focus_before_ = QApplication::focusWidget();
  place();
  raise();
  show();
  field_->clear();
  field_->setFocus();
  look();
}

void Finder::look() {
  auto sources = make_sources_ ? make_sources_() : std::vector<Source>{};
  if (field_->text().trimmed().isEmpty()) std::erase_if(sources, [](const Source& one) { return one.of != Source::Of::commands; });
  std::ranges::stable_partition(sources, [this](const Source& one) { return one.of == first_; });
  model_->start_over();
  search_.begin(std::move(sources), field_->text());
}

void Finder::follow() {
  const bool began = model_->rowCount() == 0;
  model_->follow();
  if (began && model_->rowCount() > 0) list_->setCurrentIndex(model_->index(0));
  none_->setVisible(model_->rowCount() == 0);
  none_->setText(search_.running() ? tr("Looking…") : tr("Nothing is like that."));
}

void Finder::go() {
  const QModelIndex chosen = list_->currentIndex();
  if (!chosen.isValid()) return;
  const Found found = search_.found(static_cast<std::size_t>(chosen.row()));
  close_it();
  found.go();
}

void Finder::close_it() {
  search_.stop();
  hide();
  if (focus_before_ != nullptr && window()->isAncestorOf(focus_before_)) focus_before_->setFocus();
  focus_before_ = nullptr;
}

void Finder::place() {
  const int wide = std::min(theme_.px(640), parentWidget()->width() - theme_.px(40)),
            tall = std::min(theme_.px(440), parentWidget()->height() - theme_.px(120));
  setGeometry((parentWidget()->width() - wide) / 2, theme_.px(70), wide, tall);
  float_card(*this);
  field_->setFont(theme_.words(Theme::Size::body));
  field_->setMinimumHeight(theme_.px(42));
  body()->setContentsMargins(theme_.px(10), theme_.px(10), theme_.px(10), theme_.px(10));
  body()->setSpacing(theme_.px(6));
  none_->setContentsMargins(theme_.px(14), 0, 0, 0);
}

// The field keeps the focus; arrows walk through the list, Escape leaves, and what is typed is nobody's shortcut.
bool Finder::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) place();
  if (watched != field_) return Card::eventFilter(watched, event);
  if (event->type() == QEvent::FocusOut && isVisible() && !isAncestorOf(QApplication::focusWidget()) && window()->isActiveWindow())
    close_it();
  if (event->type() != QEvent::KeyPress && event->type() != QEvent::ShortcutOverride) return Card::eventFilter(watched, event);
  const int key = static_cast<QKeyEvent*>(event)->key();
  const bool ours = key == Qt::Key_Up || key == Qt::Key_Down || key == Qt::Key_PageUp || key == Qt::Key_PageDown || key == Qt::Key_Return ||
                    key == Qt::Key_Enter || key == Qt::Key_Escape;
  if (!ours) return Card::eventFilter(watched, event);
  event->accept();
  if (event->type() == QEvent::ShortcutOverride) return true;
  if (key == Qt::Key_Escape)
    close_it();
  else if (key == Qt::Key_Return || key == Qt::Key_Enter)
    go();
  else
    QApplication::sendEvent(list_, event);
  return true;
}

}  // namespace cleartext::gui
