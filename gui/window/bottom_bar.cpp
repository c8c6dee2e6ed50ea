// The bar at the bottom.
#include "gui/window/bottom_bar.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cleartext::gui {
namespace {

// "00:01.284": minutes, seconds and thousandths since the first packet.
QString since(std::int64_t nanoseconds) {
  const std::int64_t milliseconds = std::max<std::int64_t>(0, nanoseconds / 1'000'000);
  return QStringLiteral("%1:%2.%3")
      .arg(milliseconds / 60000, 2, 10, QLatin1Char('0'))
      .arg(milliseconds / 1000 % 60, 2, 10, QLatin1Char('0'))
      .arg(milliseconds % 1000, 3, 10, QLatin1Char('0'));
}

}  // namespace

BottomBar::BottomBar(Theme& theme, Selection& selection, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      selection_(selection),
      time_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      timeline_(new Timeline(theme, selection, this)),
      state_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      freeze_(new Button(theme, {}, Button::Kind::plain, this)),
      stride_(new Segmented(theme, {tr("Act"), tr("Command"), tr("Packet")}, tr("Next goes by"), this)),
      pace_(new QComboBox(this)) {
  time_->set_mono(true);
  time_->setToolTip(tr("Time since the first packet"));
  for (const int milliseconds : {0, 300, 800, 1500, 3000})
    pace_->addItem(milliseconds == 0 ? tr("No pause") : tr("Pace %1 s").arg(QLocale().toString(milliseconds / 1000.0, 'f', 1)),
                   milliseconds);
  pace_->setCurrentIndex(2);
  pace_->setAccessibleName(tr("Pace of Play"));
  pace_->setToolTip(tr("How long Play waits before each line"));
  stride_->setToolTip(tr("What Next lets through: a whole act, one command, or one packet"));
  freeze_->set_small(true);
  connect(freeze_, &QPushButton::clicked, this, &BottomBar::freeze_or_go_on);
  auto* row = new QHBoxLayout(this);
  row->addWidget(time_);
  row->addWidget(timeline_, 1);
  for (QWidget* part :
       {static_cast<QWidget*>(state_), static_cast<QWidget*>(freeze_), static_cast<QWidget*>(stride_), static_cast<QWidget*>(pace_)})
    row->addWidget(part);
  connect(&selection.recording(), &analysis::Recording::grew, this, &BottomBar::refresh);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &BottomBar::refresh);
  connect(&selection, &Selection::shown_until_changed, this, &BottomBar::refresh);
  connect(&selection, &Selection::hold_changed, this, &BottomBar::refresh);
  connect(&theme, &Theme::changed, this, &BottomBar::dress);
  dress();
  refresh();
}

void BottomBar::set_live(bool live) {
  live_ = live;
  part_ = false;
  refresh();
}

void BottomBar::set_part() {
  part_ = true;
  refresh();
}

void BottomBar::show_stepping(bool shown) {
  stride_->setVisible(shown);
  pace_->setVisible(shown);
}

void BottomBar::show_acts(bool shown) {
  if (!shown && stride_->current() == 0) stride_->set_current(1);
  stride_->segment(0)->setVisible(shown);
}

// The capture goes on; only what is shown stays.
void BottomBar::freeze_or_go_on() {
  if (selection_.held() || selection_.looks_back())
    selection_.go_live();
  else
    selection_.hold(selection_.packets_shown());
}

void BottomBar::dress() {
  setFixedHeight(theme_.px(46));
  layout()->setContentsMargins(theme_.px(18), 1, theme_.px(18), 0);
  layout()->setSpacing(theme_.px(12));
  pace_->setFont(theme_.words(Theme::Size::small));
  time_->setMinimumWidth(QFontMetrics(time_->font()).horizontalAdvance(QStringLiteral("00:00.000")) + 2);
  update();
}

void BottomBar::refresh() {
  const auto& recording = selection_.recording();
  const std::uint32_t last = selection_.packets_shown();
  const auto packet = recording.packet(last);
  time_->setText(since(!packet ? 0 : packet->time_ns - recording.packets().front().time_ns));
  const bool held = selection_.held() || selection_.looks_back();
  state_->setText(held ? tr("As it was at packet %1").arg(last) : live_ ? tr("Live") : part_ ? tr("Part of a file") : tr("From a file"));
  freeze_->setText(held ? tr("Go on") : tr("Freeze"));
  freeze_->setToolTip(held ? tr("Show everything again that was captured (Ctrl+Space)")
                           : tr("The view stays as it is, while the capture goes on (Ctrl+Space)"));
  freeze_->setVisible(live_ || held);
  freeze_->updateGeometry();
  state_->setToolTip(part_ ? tr("Reading was stopped before the end of the file.") : QString());
}

void BottomBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.color(Ink::card));
  painter.fillRect(0, 0, width(), 1, theme_.color(Ink::line));
}

}  // namespace cleartext::gui
