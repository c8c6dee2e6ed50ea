// A check question.
#include "gui/lesson/question_box.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <QVBoxLayout>
#include <algorithm>
#include <array>
#include <string_view>

#include "engine/lesson/judge.h"

namespace cleartext::gui {

QuestionBox::QuestionBox(Theme& theme, Selection& selection, lesson::Question question, const QString& language, Answer answer,
                         QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      selection_(selection),
      question_(std::move(question)),
      language_(language),
      answer_(std::move(answer)) {
  auto* ask = new Text(theme, Theme::Size::normal, Ink::ink, true, this);
  ask->set_pixels(13.5);
  ask->setWordWrap(true);
  ask->set_words(QString::fromStdString(lesson::text(question_.ask, language.toStdString())));
  field_ = new QLineEdit(this);
  field_->setPlaceholderText(placeholder());
  field_->setAccessibleName(ask->words());
  field_->installEventFilter(this);
  verdict_ = new QWidget(this);
  sign_ = new QLabel(verdict_);
  sentence_ = new Text(theme, Theme::Size::normal, Ink::ink, false, verdict_);
  sentence_->set_pixels(13);
  sentence_->setWordWrap(true);
  auto* row = new QHBoxLayout(verdict_);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addWidget(sentence_, 1);
  reveal_ = new Button(theme, tr("Show the answer"), Button::Kind::quiet, this);
  reveal_->set_small(true);
  auto* column = new QVBoxLayout(this);
  for (QWidget* part : {static_cast<QWidget*>(ask), static_cast<QWidget*>(field_), verdict_}) column->addWidget(part);
  column->addWidget(reveal_, 0, Qt::AlignLeft);
  verdict_->hide();
  reveal_->hide();
  connect(field_, &QLineEdit::returnPressed, this, &QuestionBox::check);
  connect(reveal_, &QPushButton::clicked, this, [this] { show_right(QString::fromStdString(answer_(question_))); });
  connect(&theme, &Theme::changed, this, &QuestionBox::dress);
  dress();
}

// A click is taken only where the field was entered before: it says so first.
QString QuestionBox::placeholder() const {
  const std::string& field = question_.answer.field;
  if (armed_) return field == "packet" ? tr("Now click it, or type its number") : tr("Now click its line, or type");
  if (field == "packet") return tr("Type its number, or click here, then it");
  if (question_.answer.kind == lesson::Value::Kind::packets || question_.answer.kind == lesson::Value::Kind::count)
    return tr("Type a number");
  if (by_click()) return tr("Type it, or click here, then its line");
  return tr("Type the answer");
}

bool QuestionBox::by_click() const {
  static constexpr std::array<std::string_view, 7> fields{"code", "verb", "text", "packet", "client_port", "client_address", "subject"};
  return std::find(fields.begin(), fields.end(), question_.answer.field) != fields.end();
}

void QuestionBox::dress() {
  layout()->setContentsMargins(theme_.px(12), theme_.px(10), theme_.px(12), theme_.px(12));
  layout()->setSpacing(theme_.px(6));
  verdict_->layout()->setContentsMargins(0, theme_.px(2), 0, 0);
  verdict_->layout()->setSpacing(theme_.px(7));
  field_->setFont(theme_.words_px(12.8));
  sign_->setPixmap(theme_.picture(answered_ ? QStringLiteral("tick") : QStringLiteral("cross"), answered_ ? Ink::good : Ink::ink,
                                  theme_.px(15), devicePixelRatioF()));
  update();
}

void QuestionBox::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(theme_.color(answered_ ? Ink::good : armed_ ? Ink::accent : Ink::line), armed_ && !answered_ ? 1.5 : 1));
  painter.setBrush(theme_.color(answered_ ? Ink::good_wash : Ink::wash));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 10, 10);
}

bool QuestionBox::eventFilter(QObject* watched, QEvent* event) {
  if (watched == field_ && event->type() == QEvent::FocusIn) Q_EMIT focused();
  return QWidget::eventFilter(watched, event);
}

bool QuestionBox::take(int line, std::uint32_t packet) {
  if (answered_) return false;
  const std::string& field = question_.answer.field;
  const QString value =
      line >= 0 ? value_of_line(selection_.recording(), line, field) : value_of_packet(selection_.recording(), packet, field);
  if (value.isEmpty()) return false;
  field_->setText(value);
  check();
  return true;
}

void QuestionBox::show_armed(bool armed) {
  armed_ = armed && by_click();
  field_->setPlaceholderText(placeholder());
  update();
}

void QuestionBox::check() {
  const QString given = field_->text().simplified();
  if (given.isEmpty() || answered_) return;
  const QString answer = QString::fromStdString(answer_(question_)).simplified();
  if (answer.isEmpty()) return show_wrong(tr("The answer was not on the wire yet. Go on, and answer then."), false);
  if (says(given, answer)) return show_right(answer);
  show_wrong(tr("Not this one. Look once more at the wire."), true);
}

// Two digits behind the point will do.
bool QuestionBox::says(const QString& given, const QString& answer) const {
  const double within = question_.answer.kind == lesson::Value::Kind::ratio ? 1 : 0;
  return lesson::is_same(given.toStdString(), answer.toStdString(), within, question_.answer.letters);
}

void QuestionBox::show_right(const QString& answer) {
  const bool by_hand = says(field_->text(), answer), calculated = question_.answer.kind == lesson::Value::Kind::ratio;
  const QString why = QString::fromStdString(lesson::text(question_.why, language_.toStdString()));
  answered_ = true;
  if (!by_hand) field_->setText(calculated ? QLocale().toString(answer.toDouble(), 'g', 4) : answer);
  field_->setReadOnly(true);
  field_->setCursorPosition(0);
  sentence_->set_words(by_hand ? tr("Right. %1").arg(why) : why);
  reveal_->hide();
  verdict_->show();
  dress();
  Q_EMIT right();
  Q_EMIT judged();
}

void QuestionBox::show_wrong(const QString& sentence, bool may_reveal) {
  sentence_->set_words(sentence);
  reveal_->setVisible(may_reveal);
  verdict_->show();
  field_->selectAll();
  dress();
  Q_EMIT judged();
}

static QString of_client(const analysis::Recording& recording, std::uint32_t stream, const std::string& field) {
  if (stream >= recording.streams().size()) return {};
  const packet::Endpoint& client = recording.streams()[stream].client;
  if (field == "client_port") return QString::number(client.port);
  if (field == "client_address") return QString::fromStdString(packet::address_text(client));
  return {};
}

QString value_of_packet(const analysis::Recording& recording, std::uint32_t number, const std::string& field) {
  const auto packet = recording.packet(number);
  if (!packet) return {};
  return field == "packet" ? QString::number(number) : of_client(recording, packet->stream, field);
}

QString value_of_line(const analysis::Recording& recording, int index, const std::string& field) {
  if (index < 0 || static_cast<std::size_t>(index) >= recording.lines().size()) return {};
  const dialogue::Line& line = recording.lines()[static_cast<std::size_t>(index)];
  if (field == "code") return QString::fromStdString(line.code);
  if (field == "verb") return QString::fromStdString(line.verb);
  if (field == "text") return QString::fromStdString(dialogue::printable(line.text));
  if (field == "packet") return QString::number(line.packet);
  if (field == "subject")
    for (const auto& message : recording.messages())
      if (message.stream == line.stream) return QString::fromStdString(message.subject);
  return of_client(recording, line.stream, field);
}

}  // namespace cleartext::gui
