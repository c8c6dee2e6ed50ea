#include "gui/start/start_page.h"

#include <QBoxLayout>
#include <QFileInfo>
#include <QKeyEvent>
#include <algorithm>

#include "gui/window/mode_words.h"

namespace cleartext::gui {

StartPage::StartPage(Theme& theme, wire::NetworkMode mode, const QString& language, QWidget* parent)
    : QWidget(parent), theme_(theme), mode_(mode), language_(language) {
  setWindowTitle(tr("Start"));
  setAccessibleName(tr("Start page"));
  setFocusPolicy(Qt::StrongFocus);
  scroll_ = new QScrollArea(this);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setFocusPolicy(Qt::NoFocus);
  page_ = new QWidget;
  scroll_->setWidget(page_);
  scroll_->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(scroll_);
  columns_ = new QWidget(page_);
  auto* columns = new QBoxLayout(QBoxLayout::LeftToRight, columns_);
  columns->setContentsMargins(0, 0, 0, 0);
  columns->addWidget(build_lessons(), 5);
  side_ = build_side();
  columns->addWidget(side_, 3);
  auto* row = new QHBoxLayout(page_);
  row->addStretch(1);
  row->addWidget(columns_, 12);
  row->addStretch(1);
  connect(&theme, &Theme::changed, this, &StartPage::dress);
  dress();
}

Card* StartPage::build_lessons() {
  auto* card = new Card(theme_, tr("Lessons"), columns_);
  list_ = new QWidget(card);
  (new QVBoxLayout(list_))->setSpacing(0);
  loading_ = new Text(theme_, Theme::Size::normal, Ink::soft, false, list_);
  loading_->setText(tr("The lessons are being read …"));
  list_->layout()->addWidget(loading_);
  padded_ += loading_;
  card->body()->addWidget(list_);
  card->body()->addStretch(1);
  return card;
}

Card* StartPage::build_card(const QString& title, const QString& says, QList<Button*> buttons) {
  auto* card = new Card(theme_, title, side_);
  auto* inside = new QWidget(card);
  auto* column = new QVBoxLayout(inside);
  auto* words = new Text(theme_, Theme::Size::normal, Ink::soft, false, inside);
  words->set_pixels(13.5);
  words->setWordWrap(true);
  words->setText(says);
  column->addWidget(words);
  for (Button* button : buttons) column->addWidget(button, 0, Qt::AlignLeft);
  card->body()->addWidget(inside);
  padded_ += inside;
  return card;
}

void StartPage::build_last() {
  go_on_ = new Button(theme_, tr("Go on"), Button::Kind::primary);
  last_card_ = build_card(tr("Where you were"), {}, {go_on_});
  auto* inside = static_cast<QVBoxLayout*>(padded_.last()->layout());
  last_title_ = new Text(theme_, Theme::Size::title, Ink::ink, true, padded_.last());
  last_title_->setWordWrap(true);
  inside->insertWidget(0, last_title_);
  last_words_ = static_cast<Text*>(inside->itemAt(1)->widget());
  last_card_->hide();
  connect(go_on_, &QPushButton::clicked, this, &StartPage::go_on_wanted);
}

QWidget* StartPage::build_side() {
  side_ = new QWidget(columns_);
  build_last();
  begin_ = new Button(theme_, tr("Begin"), Button::Kind::primary);
  free_lab_ = new Button(theme_, tr("Enter the free lab"));
  capture_ = new Button(theme_, tr("Open a capture…"));
  lesson_ = new Button(theme_, tr("Open a lesson's folder…"));
  grade_ = new Button(theme_, tr("Look at hand-ins…"));
  auto* column = new QVBoxLayout(side_);
  column->setContentsMargins(0, 0, 0, 0);
  next_card_ = build_card(tr("Next for you"), {}, {begin_});
  auto* inside = static_cast<QVBoxLayout*>(padded_.last()->layout());
  next_title_ = new Text(theme_, Theme::Size::title, Ink::ink, true, padded_.last());
  next_title_->setWordWrap(true);
  inside->insertWidget(0, next_title_);
  next_words_ = static_cast<Text*>(inside->itemAt(1)->widget());
  next_card_->hide();
  auto* captures =
      build_card(tr("Captures"), tr("A file from Wireshark, tcpdump or Cleartext, with every view. It can also be dropped on this window."),
                 {capture_});
  recent_list_ = new QWidget(captures);
  (new QVBoxLayout(recent_list_))->setContentsMargins(0, 0, 0, 0);
  padded_.last()->layout()->addWidget(recent_list_);
  const ModeWords network = words_of(mode_);
  column->addWidget(last_card_);
  column->addWidget(next_card_);
  column->addWidget(
      build_card(tr("Free lab"), tr("The whole network, without a script: your own letters and files, and Eve hears them."), {free_lab_}));
  column->addWidget(captures);
  column->addWidget(build_card(network.name, network.meaning, {}));
  column->addWidget(build_card(tr("For teachers"),
                               tr("Judge what students handed in, or try a lesson of your own: it is read again whenever you save it."),
                               {grade_, lesson_}));
  column->addStretch(1);
  connect(begin_, &QPushButton::clicked, this, [this] { Q_EMIT lesson_wanted(next_folder_); });
  connect(free_lab_, &QPushButton::clicked, this, &StartPage::free_lab_wanted);
  connect(capture_, &QPushButton::clicked, this, &StartPage::capture_wanted);
  connect(lesson_, &QPushButton::clicked, this, &StartPage::lesson_folder_wanted);
  connect(grade_, &QPushButton::clicked, this, &StartPage::hand_ins_wanted);
  return side_;
}

void StartPage::show_lessons(const std::vector<lesson::Title>& titles) {
  loading_->setVisible(titles.empty());
  loading_->setText(tr("No lessons were found. They lie in the folder lessons beside the program."));
  const auto focus = std::find_if(rows_.begin(), rows_.end(), [](const LessonRow* row) { return row->hasFocus(); }) - rows_.begin();
  const bool had_focus = focus < rows_.size();
  qDeleteAll(rows_);
  rows_.clear();
  for (const auto& title : titles) {
    auto* row = new LessonRow(theme_, static_cast<int>(rows_.size()) + 1, title, language_, list_);
    list_->layout()->addWidget(row);
    connect(row, &QAbstractButton::clicked, this, [this, row] { Q_EMIT lesson_wanted(row->folder()); });
    connect(row, &LessonRow::step_wanted, this, [this, row](int by) { walk(static_cast<int>(rows_.indexOf(row)) + by); });
    rows_ += row;
    if (const QString first = undone(title, titles); !first.isEmpty() && progress_words(title).isEmpty()) row->show_first(first);
  }
  if (had_focus && focus < rows_.size()) rows_[focus]->setFocus();
  show_next(titles);
  name_last(titles);
  fit();
}

// The lessons that this one builds on and that are not done, with their numbers on the page.
QString StartPage::undone(const lesson::Title& title, const std::vector<lesson::Title>& titles) const {
  QStringList names;
  for (std::size_t i = 0; i < titles.size(); ++i) {
    if (std::find(title.prerequisites.begin(), title.prerequisites.end(), titles[i].id) == title.prerequisites.end() || is_done(titles[i]))
      continue;
    names << QStringLiteral("%1 %2").arg(i + 1).arg(QString::fromStdString(lesson::text(titles[i].title, language_.toStdString())));
  }
  return names.join(QStringLiteral(", "));
}

// The first that is not done; who has begun nothing gets the first of all.
void StartPage::show_next(const std::vector<lesson::Title>& titles) {
  const auto next = std::find_if(titles.begin(), titles.end(), [](const auto& title) { return title.fault.empty() && !is_done(title); });
  next_card_->setVisible(next != titles.end());
  if (next == titles.end()) return;
  next_folder_ = QString::fromStdString(next->folder);
  const QString progress = progress_words(*next);
  const bool first = progress.isEmpty() && next == titles.begin();
  next_card_->set_title(first ? tr("Begin here") : tr("Next for you"));
  next_title_->setText(QString::fromStdString(lesson::text(next->title, language_.toStdString())));
  next_words_->setText(first                ? tr("The whole way of one letter, in %1 minutes. Every packet is real.").arg(next->minutes)
                       : progress.isEmpty() ? tr("%1 minutes.").arg(next->minutes)
                                            : tr("%1 minutes. You have %2.").arg(next->minutes).arg(progress));
  begin_->setText(progress.isEmpty() ? tr("Begin") : tr("Go on"));
  begin_->updateGeometry();
}

void StartPage::show_last(const QString& lesson, int step) { last_ = Last{lesson, step}; }

// One of the two is the next thing to do; where it is the same lesson, one card says so.
void StartPage::name_last(const std::vector<lesson::Title>& titles) {
  last_card_->setVisible(last_.has_value());
  begin_->set_kind(last_ ? Button::Kind::plain : Button::Kind::primary);
  if (!last_) return;
  const auto title = std::find_if(titles.begin(), titles.end(), [&](const auto& each) {
    return QFileInfo(QString::fromStdString(each.folder)) == QFileInfo(last_->lesson);
  });
  const bool free = last_->lesson.isEmpty(), known = !free && title != titles.end();
  last_title_->setText(free    ? tr("The free lab")
                       : known ? QString::fromStdString(lesson::text(title->title, language_.toStdString()))
                               : QFileInfo(last_->lesson).fileName());
  last_words_->setText(free              ? tr("The same view as before, in a fresh network.")
                       : last_->step < 0 ? tr("No step was played yet.")
                       : known           ? tr("%1 of %2 steps were played.").arg(last_->step + 1).arg(title->steps)
                                         : tr("%1 steps were played.").arg(last_->step + 1));
  go_on_->setAccessibleName(tr("Go on with %1").arg(last_title_->text()));
  if (known && QString::fromStdString(title->folder) == next_folder_) next_card_->hide();
}

void StartPage::show_recent(const QStringList& paths) {
  qDeleteAll(recent_);
  recent_.clear();
  for (const QString& path : paths.mid(0, 5)) {
    auto* button = new Button(theme_, QFileInfo(path).fileName(), Button::Kind::quiet, recent_list_);
    button->set_small(true);
    button->setToolTip(path);
    button->setAccessibleName(tr("Open %1 again").arg(QFileInfo(path).fileName()));
    recent_list_->layout()->addWidget(button);
    static_cast<QBoxLayout*>(recent_list_->layout())->setAlignment(button, Qt::AlignLeft);
    connect(button, &QPushButton::clicked, this, [this, path] { Q_EMIT file_wanted(path); });
    recent_ += button;
  }
  recent_list_->setVisible(!recent_.isEmpty());
}

void StartPage::dress() {
  page_->layout()->setContentsMargins(theme_.px(18), theme_.px(16), theme_.px(18), theme_.px(18));
  columns_->layout()->setSpacing(theme_.px(12));
  side_->layout()->setSpacing(theme_.px(12));
  recent_list_->layout()->setSpacing(theme_.px(2));
  list_->layout()->setContentsMargins(0, 0, 0, theme_.px(8));
  for (QWidget* inside : padded_) {
    if (inside->layout() == nullptr) {
      inside->setContentsMargins(theme_.px(16), theme_.px(6), theme_.px(16), theme_.px(10));
      continue;
    }
    inside->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(16), theme_.px(15));
    inside->layout()->setSpacing(theme_.px(10));
  }
  fit();
}

// Side by side where there is room for both; otherwise what can be done next comes first, then the lessons.
void StartPage::fit() {
  const bool narrow = width() < theme_.px(860);
  static_cast<QBoxLayout*>(columns_->layout())->setDirection(narrow ? QBoxLayout::TopToBottom : QBoxLayout::LeftToRight);
  columns_->setMaximumWidth(theme_.px(1180));
}

void StartPage::resizeEvent(QResizeEvent*) { fit(); }

void StartPage::focusInEvent(QFocusEvent*) {
  Button* first = last_ ? go_on_ : begin_;
  if (first->isVisible()) first->setFocus(Qt::TabFocusReason);
}

void StartPage::walk(int to) {
  LessonRow* row = rows_[std::clamp(to, 0, static_cast<int>(rows_.size()) - 1)];
  row->setFocus(Qt::TabFocusReason);
  scroll_->ensureWidgetVisible(row);
}

// Return opens what has the focus.
void StartPage::keyPressEvent(QKeyEvent* event) {
  if (event->key() != Qt::Key_Return && event->key() != Qt::Key_Enter) return QWidget::keyPressEvent(event);
  if (auto* button = qobject_cast<QAbstractButton*>(focusWidget())) button->click();
}

}  // namespace cleartext::gui
