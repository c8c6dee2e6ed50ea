#include "gui/window/loading_bar.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPainter>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int steps = 1000;

QString size_of(double bytes) { return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat); }

}  // namespace

QString percent(double share) { return LoadingBar::tr("%1 %").arg(static_cast<int>(std::clamp(share, 0.0, 1.0) * 100)); }

LoadingBar::LoadingBar(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      name_(new Text(theme, Theme::Size::small, Ink::ink, true, this)),
      words_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      bar_(new QProgressBar(this)),
      cancel_(new Button(theme, tr("Cancel"), Button::Kind::plain, this)) {
  setAccessibleName(tr("Reading a capture"));
  bar_->setTextVisible(false);
  bar_->setAccessibleName(tr("How much of the file is read"));
  name_->setTextFormat(Qt::PlainText);
  cancel_->set_small(true);
  cancel_->set_key(tr("Esc"));
  cancel_->setToolTip(tr("Stop reading (Esc). What has been read until then stays."));
  auto* row = new QHBoxLayout(this);
  row->addWidget(name_);
  row->addWidget(bar_, 1);
  row->addWidget(words_);
  row->addWidget(cancel_);
  moment_.setSingleShot(true);
  moment_.setInterval(moment_milliseconds);
  connect(&moment_, &QTimer::timeout, this, &QWidget::show);
  connect(cancel_, &QPushButton::clicked, this, &LoadingBar::cancel_wanted);
  connect(&theme, &Theme::changed, this, &LoadingBar::dress);
  dress();
  hide();
}

void LoadingBar::begin(const QString& name, qint64 bytes) {
  reading_ = true;
  bytes_ = bytes;
  name_->setToolTip(name);
  name_->setText(QFontMetrics(name_->font()).elidedText(tr("Reading %1").arg(name), Qt::ElideMiddle, theme_.px(320)));
  cancel_->setEnabled(true);
  show_progress(0, 0);
  if (isHidden() && !moment_.isActive()) moment_.start();
}

void LoadingBar::show_progress(double share, std::size_t packets) {
  share_ = share;
  const bool known = share >= 0;
  const QString so_far = counted(packets, tr("1 packet"), tr("%1 packets"));
  bar_->setRange(0, known ? steps : 0);
  bar_->setValue(static_cast<int>(share * steps));
  words_->setText(known
                      ? tr("%1 · %2 · %3 of %4")
                            .arg(percent(share), so_far, size_of(share * static_cast<double>(bytes_)), size_of(static_cast<double>(bytes_)))
                      : tr("%1 so far").arg(so_far));
}

void LoadingBar::end() {
  reading_ = false;
  moment_.stop();
  hide();
}

void LoadingBar::dress() {
  layout()->setContentsMargins(theme_.px(18), theme_.px(5), theme_.px(18), theme_.px(5));
  layout()->setSpacing(theme_.px(14));
  bar_->setFixedHeight(theme_.px(6));
  bar_->setMinimumWidth(theme_.px(80));
  // The numbers change many times a second and must not push the bar about.
  words_->setMinimumWidth(
      QFontMetrics(words_->font()).horizontalAdvance(QStringLiteral("100 % · 10,000,000 packets · 1,000.0 MB of 1,000.0 MB")));
  update();
}

void LoadingBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.color(Ink::card));
  painter.fillRect(0, 0, width(), 1, theme_.color(Ink::line));
}

}  // namespace cleartext::gui
