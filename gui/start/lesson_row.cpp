#include "gui/start/lesson_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QResizeEvent>
#include <QVBoxLayout>

namespace cleartext::gui {
namespace {

constexpr double badge_side = 26;

}  // namespace

QString progress_words(const lesson::Title& title) {
  const auto& progress = title.progress;
  if (!progress.handed_in.empty()) return LessonRow::tr("handed in · %1 of %2 checks").arg(progress.tally.passed).arg(title.checks);
  if (progress.steps.empty() && progress.tally.passed == 0) return {};
  const QString steps = LessonRow::tr("%1 of %2 steps").arg(progress.steps.size()).arg(title.steps);
  return progress.tally.passed == 0 ? steps : LessonRow::tr("%1 · %2 of %3 checks").arg(steps).arg(progress.tally.passed).arg(title.checks);
}

bool is_done(const lesson::Title& title) {
  return static_cast<int>(title.progress.steps.size()) >= title.steps && title.progress.tally.passed >= title.checks;
}

LessonRow::LessonRow(Theme& theme, int number, const lesson::Title& title, const QString& language, QWidget* parent)
    : QAbstractButton(parent),
      theme_(theme),
      number_(number),
      done_(title.fault.empty() && is_done(title)),
      begun_(!progress_words(title).isEmpty()),
      playable_(title.fault.empty()),
      folder_(QString::fromStdString(title.folder)) {
  const auto words = [&](const lesson::Words& all) { return QString::fromStdString(lesson::text(all, language.toStdString())); };
  const auto text = [&](Theme::Size size, Ink ink, bool bold, const QString& says) {
    auto* made = new Text(theme, size, ink, bold, this);
    made->setText(says);
    made->setAttribute(Qt::WA_TransparentForMouseEvents);
    return made;
  };
  title_ = text(Theme::Size::body, Ink::ink, true, words(title.title));
  summary_ = text(Theme::Size::normal, Ink::soft, false,
                  playable_ ? words(title.summary) : tr("This lesson cannot be played. %1").arg(QString::fromStdString(title.fault)));
  minutes_ = text(Theme::Size::small, Ink::soft, false, title.minutes > 0 ? tr("%1 min").arg(title.minutes) : QString());
  progress_ = text(Theme::Size::small, done_ ? Ink::good : Ink::ink, false, progress_words(title));
  first_ = text(Theme::Size::small, Ink::soft, false, {});
  first_->hide();
  for (Text* wraps : {title_, summary_, first_}) wraps->setWordWrap(true);
  summary_->set_pixels(13.5);
  auto* column = new QVBoxLayout;
  column->setSpacing(2);
  column->addWidget(title_);
  column->addWidget(summary_);
  column->addWidget(first_);
  auto* right = new QVBoxLayout;
  right->setSpacing(2);
  right->addWidget(minutes_, 0, Qt::AlignRight | Qt::AlignTop);
  right->addWidget(progress_, 0, Qt::AlignRight | Qt::AlignTop);
  right->addStretch(1);
  auto* row = new QHBoxLayout(this);
  row->addLayout(column, 1);
  row->addLayout(right);
  setFocusPolicy(Qt::StrongFocus);
  setCursor(Qt::PointingHandCursor);
  setEnabled(playable_);
  setText(title_->text());
  setAccessibleName(tr("Lesson %1: %2").arg(number).arg(title_->text()));
  setAccessibleDescription(
      QStringList({summary_->text(), minutes_->text(), begun_ ? progress_->text() : tr("not begun")}).join(QStringLiteral(". ")));
  connect(&theme, &Theme::changed, this, &LessonRow::dress);
  dress();
}

void LessonRow::show_first(const QString& lessons) {
  first_->setText(tr("Builds on %1").arg(lessons));
  first_->show();
  setAccessibleDescription(accessibleDescription() + QStringLiteral(". ") + first_->text());
  updateGeometry();
}

void LessonRow::dress() {
  layout()->setContentsMargins(theme_.px(16 + badge_side + 13), theme_.px(10), theme_.px(16), theme_.px(11));
  layout()->setSpacing(theme_.px(14));
  updateGeometry();
  update();
}

QSize LessonRow::sizeHint() const { return {theme_.px(420), heightForWidth(std::max(width(), theme_.px(420)))}; }

int LessonRow::heightForWidth(int width) const { return std::max(layout()->totalHeightForWidth(width), theme_.px(56)); }

void LessonRow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Up || event->key() == Qt::Key_Down)
    Q_EMIT step_wanted(event->key() == Qt::Key_Down ? 1 : -1);
  else
    QAbstractButton::keyPressEvent(event);
}

// How high it must be depends on how wide it is.
void LessonRow::resizeEvent(QResizeEvent* event) {
  if (event->size().width() != event->oldSize().width()) updateGeometry();
}

void LessonRow::enterEvent(QEnterEvent*) { update(); }
void LessonRow::leaveEvent(QEvent*) { update(); }

void LessonRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (isEnabled() && (underMouse() || hasFocus())) {
    painter.setPen(hasFocus() ? QPen(theme_.color(Ink::ink), 1) : QPen(Qt::NoPen));
    painter.setBrush(theme_.color(Ink::wash));
    painter.drawRoundedRect(QRectF(rect()).adjusted(4.5, 1.5, -4.5, -1.5), 9, 9);
  }
  paint_badge(painter);
}

void LessonRow::paint_badge(QPainter& painter) const {
  const double side = theme_.px(badge_side);
  const QRectF badge(theme_.px(16), theme_.px(10), side, side);
  painter.setPen(done_ ? QPen(Qt::NoPen) : QPen(theme_.color(begun_ ? Ink::ink : Ink::line), 1.5));
  painter.setBrush(theme_.color(done_ ? Ink::good_wash : Ink::card));
  painter.drawRoundedRect(badge, theme_.px(9), theme_.px(9));
  if (done_ || !playable_) {
    const int height = theme_.px(14);
    const QPixmap sign = theme_.picture(done_ ? QStringLiteral("tick") : QStringLiteral("warning"), done_ ? Ink::good : Ink::ink, height,
                                        devicePixelRatioF());
    painter.drawPixmap(QPointF(badge.center().x() - height / 2.0, badge.center().y() - height / 2.0), sign);
    return;
  }
  painter.setPen(theme_.color(begun_ ? Ink::ink : Ink::soft));
  painter.setFont(theme_.words_px(12, begun_));
  painter.drawText(badge, Qt::AlignCenter, QString::number(number_));
}

}  // namespace cleartext::gui
