#include "gui/tasks/check_row.h"

#include <QHBoxLayout>
#include <QIntValidator>
#include <QMouseEvent>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>

namespace cleartext::gui {
namespace {

QString in(const lesson::Words& words, const QString& language) {
  return QString::fromStdString(lesson::text(words, language.toStdString()));
}
constexpr double badge_side = 20;
constexpr int pause_milliseconds = 1'000;

// What a radio button says: it wraps, and a click on it counts as one on the button.
class ChoiceWords : public Text {
 public:
  ChoiceWords(Theme& theme, QRadioButton& button, const QString& words)
      : Text(theme, Theme::Size::normal, Ink::ink, false, button.parentWidget()), button_(button) {
    set_pixels(13);
    setWordWrap(true);
    set_words(words);
    button.setAccessibleName(QString(words).remove(QLatin1Char('`')));
  }

 protected:
  void mousePressEvent(QMouseEvent* event) override { event->accept(); }
  void mouseReleaseEvent(QMouseEvent* event) override {
    if (rect().contains(event->pos())) button_.click();
  }

 private:
  QRadioButton& button_;
};

}  // namespace

CheckRow::CheckRow(Theme& theme, const lesson::Check& check, const QString& language, const QString& answer, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      id_(QString::fromStdString(check.id)),
      says_(new Text(theme, Theme::Size::normal, Ink::ink, false, this)),
      note_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      points_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      evidence_(new Button(theme, {}, Button::Kind::quiet, this)),
      foot_(new QWidget(this)),
      column_(new QVBoxLayout) {
  says_->set_words(in(check.says, language));
  for (Text* wraps : {says_, note_}) wraps->setWordWrap(true);
  points_->setText(check.points == 0 ? QString() : check.points == 1 ? tr("1 point") : tr("%1 points").arg(check.points));
  evidence_->set_small(true);
  evidence_->hide();
  auto* head = new QHBoxLayout;
  head->addWidget(says_, 1);
  head->addWidget(points_, 0, Qt::AlignTop);
  column_->addLayout(head);
  using Kind = lesson::Check::Kind;
  if (check.kind == Kind::answer || check.kind == Kind::packet) build_answer(check, answer);
  if (check.kind == Kind::choice) build_choices(check, language, answer);
  auto* foot = new QBoxLayout(QBoxLayout::TopToBottom, foot_);
  foot->setContentsMargins({});
  foot->addWidget(note_, 1, Qt::AlignVCenter);
  foot->addWidget(evidence_, 0, Qt::AlignLeft | Qt::AlignVCenter);
  column_->addWidget(foot_);
  setLayout(column_);
  note_->hide();
  connect(evidence_, &QPushButton::clicked, this, [this] { Q_EMIT packet_wanted(verdict_.packet); });
  connect(&theme, &Theme::changed, this, &CheckRow::dress);
  dress();
  tell();
}

void CheckRow::build_answer(const lesson::Check& check, const QString& answer) {
  field_ = new QLineEdit(answer, this);
  field_->setAccessibleName(says_->words());
  sent_ = answer;
  auto* row = new QHBoxLayout;
  row->addWidget(field_, 1);
  if (check.kind == lesson::Check::Kind::packet) {
    field_->setPlaceholderText(tr("Packet number"));
    field_->setValidator(new QIntValidator(1, 2'000'000'000, field_));
    pick_ = new Button(theme_, tr("Pick"), Button::Kind::plain, this);
    pick_->set_small(true);
    pick_->setCheckable(true);
    pick_->setToolTip(tr("Then click the line or the packet, anywhere in the window"));
    pick_->setAccessibleName(tr("Pick the packet in the window: %1").arg(says_->words()));
    row->addWidget(pick_);
    connect(pick_, &QPushButton::clicked, this, &CheckRow::pick_wanted);
  } else {
    field_->setPlaceholderText(tr("Your answer"));
  }
  column_->addLayout(row);
  connect(field_, &QLineEdit::editingFinished, this, &CheckRow::send);
  pause_.setSingleShot(true);
  pause_.setInterval(pause_milliseconds);
  connect(&pause_, &QTimer::timeout, this, &CheckRow::send);
  connect(field_, &QLineEdit::textEdited, &pause_, qOverload<>(&QTimer::start));
}

void CheckRow::build_choices(const lesson::Check& check, const QString& language, const QString& answer) {
  for (const auto& choice : check.choices) {
    auto* button = new QRadioButton(this);
    const QString id = QString::fromStdString(choice.id);
    button->setChecked(id == answer);
    auto* row = new QHBoxLayout;
    row->addWidget(button, 0, Qt::AlignTop);
    row->addWidget(new ChoiceWords(theme_, *button, in(choice.says, language)), 1);
    column_->addLayout(row);
    choices_ += button;
    connect(button, &QRadioButton::clicked, this, [this, id] { Q_EMIT answered(id); });
  }
}

void CheckRow::send() {
  pause_.stop();
  const QString text = field_->text().simplified();
  if (text == sent_) return;
  sent_ = text;
  Q_EMIT answered(text);
}

void CheckRow::show_picked(std::uint32_t packet) {
  field_->setText(QString::number(packet));
  arm(false);
  send();
}

void CheckRow::arm(bool armed) {
  armed_ = armed;
  pick_->setChecked(armed);
  pick_->setText(armed ? tr("Click it now") : tr("Pick"));
  pick_->updateGeometry();
}

// The next check's field stays where it is, whatever is said of what was typed here: the foot never shrinks.
void CheckRow::show_verdict(const lesson::Verdict& verdict) {
  if (field_ != nullptr && foot_->isVisible()) foot_->setMinimumHeight(std::max(foot_->minimumHeight(), foot_->height()));
  verdict_ = verdict;
  // What is right is said in few words; what is missing needs the whole width.
  static_cast<QBoxLayout*>(foot_->layout())->setDirection(verdict.passed ? QBoxLayout::LeftToRight : QBoxLayout::TopToBottom);
  const bool typed = verdict.passed && field_ != nullptr;  // what is right stands in the field
  note_->setText(typed ? tr("Right.") : QString::fromStdString(verdict.note));
  note_->setVisible(!verdict.note.empty());
  evidence_->setVisible(verdict.packet != 0);
  evidence_->setText(verdict.passed ? tr("To packet %1").arg(verdict.packet) : tr("Look at packet %1").arg(verdict.packet));
  evidence_->updateGeometry();
  tell();
}

void CheckRow::tell() {
  setAccessibleName(tr("%1: %2").arg(verdict_.passed ? tr("Done") : tr("Not yet"), says_->words()));
  setAccessibleDescription(note_->text());
  says_->set_ink(verdict_.passed ? Ink::soft : Ink::ink);
  update();
}

void CheckRow::dress() {
  column_->setContentsMargins(theme_.px(badge_side + 11), theme_.px(9), 0, theme_.px(9));
  column_->setSpacing(theme_.px(5));
  foot_->setMinimumHeight(evidence_->sizeHint().height());  // room for the way to a packet before there is one
  const QFont font = theme_.words_px(13);
  if (field_ != nullptr) field_->setFont(font);
  update();
}

void CheckRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(0, 0, width(), 1), theme_.color(Ink::line));
  const double side = theme_.px(badge_side);
  const QRectF badge(0.75, theme_.px(9), side, side);
  painter.setPen(verdict_.passed ? QPen(Qt::NoPen) : QPen(theme_.color(Ink::line), 1.5));
  painter.setBrush(theme_.color(verdict_.passed ? Ink::good_wash : Ink::card));
  painter.drawEllipse(badge);
  if (!verdict_.passed) return;
  const int tick = theme_.px(11);
  painter.drawPixmap(QPointF(badge.center().x() - tick / 2.0, badge.center().y() - tick / 2.0),
                     theme_.picture(QStringLiteral("tick"), Ink::good, tick, devicePixelRatioF()));
}

}  // namespace cleartext::gui
