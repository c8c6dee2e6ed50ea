// The manual in a window of its own.
#include "gui/manual/manual_window.h"

#include <QKeyEvent>
#include <QLocale>
#include <QPainter>
#include <QSplitter>
#include <QUrl>
#include <QVBoxLayout>

#include "gui/theme/card.h"

namespace cleartext::gui {
namespace {

enum Role { page_role = Qt::UserRole, position_role, length_role };

}  // namespace

ManualWindow::ManualWindow(Theme& theme, const QString& language, QWidget* owner)
    : QWidget(owner, Qt::Window), theme_(theme), book_(language) {
  setWindowTitle(tr("Manual · Cleartext"));
  build();
  list_contents();
  show_place({});
  resize(theme.px(1000), theme.px(720));
  connect(&theme, &Theme::changed, this, &ManualWindow::dress);
  dress();
}

ManualWindow* ManualWindow::open(Theme& theme, QWidget* owner) {
  auto* manual = owner->findChild<ManualWindow*>(QString(), Qt::FindDirectChildrenOnly);
  if (manual == nullptr) manual = new ManualWindow(theme, QLocale().name().section(QLatin1Char('_'), 0, 0), owner);
  manual->show();
  manual->raise();
  manual->activateWindow();
  return manual;
}

void ManualWindow::build() {
  back_ = new Button(theme_, tr("Back"), Button::Kind::plain, this);
  back_->set_picture(QStringLiteral("back"));
  back_->setEnabled(false);
  search_ = new QLineEdit(this);
  search_->setPlaceholderText(tr("Search the manual"));
  search_->setAccessibleName(tr("Search the manual"));
  search_->setClearButtonEnabled(true);
  contents_ = new QTreeWidget(this);
  contents_->setHeaderHidden(true);
  contents_->setAccessibleName(tr("Contents"));
  contents_->setIndentation(theme_.px(14));
  contents_->setTextElideMode(Qt::ElideRight);
  auto* left = new Card(theme_, {}, this);
  left->body()->setContentsMargins(theme_.px(8), theme_.px(10), theme_.px(4), theme_.px(10));
  left->body()->addWidget(contents_);
  view_ = new PageView(theme_, this);
  auto* right = new Card(theme_, {}, this);
  right->body()->addWidget(view_);
  auto* halves = new QSplitter(this);
  halves->addWidget(left);
  halves->addWidget(right);
  halves->setStretchFactor(1, 1);
  halves->setChildrenCollapsible(false);
  halves->setSizes({theme_.px(270), theme_.px(700)});
  auto* top = new QHBoxLayout;
  top->addWidget(back_);
  top->addWidget(search_, 1);
  auto* column = new QVBoxLayout(this);
  column->addLayout(top);
  column->addWidget(halves, 1);
  setTabOrder(search_, contents_);
  setTabOrder(contents_, view_);
  connect(back_, &QPushButton::clicked, this, &ManualWindow::back);
  connect(search_, &QLineEdit::textChanged, this, &ManualWindow::list_found);
  connect(search_, &QLineEdit::returnPressed, this, &ManualWindow::next_found);
  connect(view_, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) { follow(link.toString()); });
  const auto open_row = [this](QTreeWidgetItem* row) {
    if (row != nullptr && row->data(0, page_role).isValid())
      go({row->data(0, page_role).toInt(), row->data(0, position_role).toInt(), row->data(0, length_role).toInt()});
  };
  connect(contents_, &QTreeWidget::currentItemChanged, this, open_row);
  connect(contents_, &QTreeWidget::itemClicked, this, open_row);
}

void ManualWindow::follow(const QString& link) {
  const int page = link.startsWith(QLatin1Char('#')) ? place_.page : book_.page_of(link);
  if (page < 0) return;
  go({page, Book::position_of(*Book::document(book_.pages()[static_cast<std::size_t>(page)]), book_.section_of(link)), 0});
}

void ManualWindow::go(const Place& place) {
  if (place.page == place_.page && place.position == place_.position && place.length == place_.length) return;
  before_.push_back(place_);
  back_->setEnabled(true);
  show_place(place);
}

void ManualWindow::back() {
  if (before_.empty()) return;
  const Place place = before_.back();
  before_.pop_back();
  back_->setEnabled(!before_.empty());
  show_place(place);
}

void ManualWindow::show_place(const Place& place) {
  if (place.page != place_.page || view_->document()->isEmpty()) view_->show_page(book_.pages()[static_cast<std::size_t>(place.page)]);
  place_ = place;
  if (search_->text().isEmpty()) {  // the contents show where one is
    const QSignalBlocker quiet(contents_);
    QTreeWidgetItem* row = contents_->topLevelItem(place.page);
    row->setExpanded(true);
    for (int i = 0; i < contents_->topLevelItem(place.page)->childCount(); ++i)
      if (place.position > 0 && contents_->topLevelItem(place.page)->child(i)->data(0, position_role).toInt() <= place.position)
        row = contents_->topLevelItem(place.page)->child(i);
    contents_->setCurrentItem(row);
  }
  view_->show_position(place.position, place.length);
}

void ManualWindow::add_row(QTreeWidgetItem* row, const Place& place) {
  row->setData(0, page_role, place.page);
  row->setData(0, position_role, place.position);
  row->setData(0, length_role, place.length);
  row->setToolTip(0, row->text(0));
}

void ManualWindow::list_contents() {
  const QSignalBlocker quiet(contents_);
  contents_->clear();
  for (std::size_t page = 0; page < book_.pages().size(); ++page) {
    auto* chapter = new QTreeWidgetItem(contents_, {book_.pages()[page].title});
    add_row(chapter, {static_cast<int>(page), 0, 0});
    for (const Heading& heading : Book::headings(*Book::document(book_.pages()[page])))
      if (heading.level == 2) add_row(new QTreeWidgetItem(chapter, {heading.words}), {static_cast<int>(page), heading.position, 0});
  }
}

void ManualWindow::list_found(const QString& words) {
  if (words.trimmed().isEmpty()) return list_contents();
  const QSignalBlocker quiet(contents_);
  contents_->clear();
  QTreeWidgetItem* chapter = nullptr;
  int page = -1;
  for (const Found& found : book_.find(words)) {
    if (found.page != page) {
      page = found.page;
      chapter = new QTreeWidgetItem(contents_, {book_.pages()[static_cast<std::size_t>(page)].title});
      add_row(chapter, {page, 0, 0});
    }
    add_row(new QTreeWidgetItem(chapter, {found.line}), {page, found.position, found.length});
  }
  contents_->expandAll();
  if (chapter == nullptr) new QTreeWidgetItem(contents_, {tr("Nothing in the manual says that.")});
}

// Enter walks from one to the next.
void ManualWindow::next_found() {
  QTreeWidgetItem* row = contents_->currentItem() == nullptr ? contents_->topLevelItem(0) : contents_->itemBelow(contents_->currentItem());
  while (row != nullptr && row->data(0, length_role).toInt() == 0) row = contents_->itemBelow(row);
  if (row != nullptr) contents_->setCurrentItem(row);
}

void ManualWindow::keyPressEvent(QKeyEvent* event) {
  if (event->matches(QKeySequence::Find)) {
    search_->setFocus();
    search_->selectAll();
  } else if (event->matches(QKeySequence::Back) || (event->key() == Qt::Key_Backspace && !search_->hasFocus())) {
    back();
  } else if (event->key() == Qt::Key_Escape && !search_->text().isEmpty()) {
    search_->clear();
  } else if (event->key() == Qt::Key_Escape || event->matches(QKeySequence::Close)) {
    close();
  } else {
    QWidget::keyPressEvent(event);
  }
}

void ManualWindow::dress() {
  layout()->setContentsMargins(theme_.px(14), theme_.px(12), theme_.px(14), theme_.px(14));
  layout()->setSpacing(theme_.px(10));
  for (QWidget* part : {static_cast<QWidget*>(search_), static_cast<QWidget*>(contents_)}) part->setFont(theme_.words(Theme::Size::normal));
}

void ManualWindow::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme_.color(Ink::ground)); }

}  // namespace cleartext::gui
