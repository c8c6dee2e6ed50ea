// When something broke.
#include "gui/window/problem_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr int note_milliseconds = 8000;  // long enough to read it twice

}  // namespace

ProblemBar::ProblemBar(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      sign_(new QLabel(this)),
      sentence_(new Text(theme, Theme::Size::normal, Ink::ink, true, this)),
      advice_(new Text(theme, Theme::Size::normal, Ink::ink, false, this)),
      offer_(new Button(theme, {}, Button::Kind::primary, this)),
      dismiss_(new Button(theme, {}, Button::Kind::quiet, this)) {
  for (Text* text : {sentence_, advice_}) {
    text->setWordWrap(true);
    text->set_pixels(13.5);
    text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  }
  dismiss_->set_small(true);
  dismiss_->set_picture(QStringLiteral("cross"));
  dismiss_->setAccessibleName(tr("Dismiss this message"));
  dismiss_->setToolTip(tr("Dismiss"));
  auto* words = new QVBoxLayout;
  words->setSpacing(2);
  words->addWidget(sentence_);
  words->addWidget(advice_);
  auto* row = new QHBoxLayout(this);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addLayout(words, 1);
  row->addWidget(offer_, 0, Qt::AlignVCenter);
  row->addWidget(dismiss_, 0, Qt::AlignTop);
  offer_->hide();
  connect(dismiss_, &QPushButton::clicked, this, &QWidget::hide);
  connect(&theme, &Theme::changed, this, &ProblemBar::dress);
  enough_.setSingleShot(true);
  enough_.setInterval(note_milliseconds);
  connect(&enough_, &QTimer::timeout, this, &QWidget::hide);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Maximum);
  dress();
  hide();
}

void ProblemBar::lie_over(QWidget* page, QWidget* foot) {
  setParent(page);
  foot_ = foot;
  page->installEventFilter(this);
  foot->installEventFilter(this);
}

bool ProblemBar::eventFilter(QObject* watched, QEvent* event) {
  const auto type = event->type();
  if (isVisible() && (type == QEvent::Resize || type == QEvent::Move || type == QEvent::Show || type == QEvent::Hide)) place();
  return QWidget::eventFilter(watched, event);
}

void ProblemBar::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  place();
}

void ProblemBar::place() {
  if (foot_ == nullptr) return;
  const QWidget* page = parentWidget();
  const int width = std::min(page->width() - theme_.px(24), theme_.px(600));
  const int height = std::max(heightForWidth(width), minimumSizeHint().height());
  const int bottom = foot_->isVisible() ? foot_->y() : page->height();
  setGeometry(page->width() - width - theme_.px(9), bottom - height - theme_.px(4), width, height);
  raise();
}

void ProblemBar::show_problem(const QString& sentence, const QString& advice) {
  good_ = false;
  enough_.stop();
  setAccessibleName(tr("Problem"));
  show_words(sentence, advice);
}

void ProblemBar::show_note(const QString& sentence, const QString& more) {
  good_ = true;
  enough_.start();
  setAccessibleName(tr("Note"));
  show_words(sentence, more);
}

void ProblemBar::offer(const QString& words, const std::function<void()>& run) {
  offer_->setText(words);
  offer_->set_key({});
  offer_->setVisible(true);
  if (isVisible()) place();
  offer_->disconnect();
  connect(offer_, &QPushButton::clicked, this, [this, run] {
    hide();
    run();
  });
}

void ProblemBar::show_words(const QString& sentence, const QString& advice) {
  offer_->hide();
  sentence_->setText(sentence);
  advice_->setText(advice);
  advice_->setVisible(!advice.isEmpty());
  dress();
  setAccessibleDescription(sentence + QLatin1Char(' ') + advice);
  setVisible(!sentence.isEmpty());
  if (isVisible()) place();
}

void ProblemBar::dress() {
  layout()->setContentsMargins(theme_.px(19), theme_.px(11), theme_.px(12), theme_.px(15));
  layout()->setSpacing(theme_.px(10));
  sign_->setPixmap(theme_.picture(good_ ? QStringLiteral("tick") : QStringLiteral("warning"), good_ ? Ink::good : Ink::ink, theme_.px(19),
                                  devicePixelRatioF()));
  update();
}

void ProblemBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setBrush(theme_.color(Ink::card));
  painter.setPen(QPen(theme_.color(good_ ? Ink::good : Ink::ink), 1.2));
  painter.drawRoundedRect(QRectF(rect()).adjusted(3.5, 2.5, -3.5, -5.5), 12, 12);
}

}  // namespace cleartext::gui
