// One of a few, side by side.
#include "gui/theme/segmented.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>

namespace cleartext::gui {
namespace {

class Segment : public QAbstractButton {
 public:
  Segment(Theme& theme, const QString& words, QWidget* parent) : QAbstractButton(parent), theme_(theme) {
    setText(words);
    setCheckable(true);
    setCursor(Qt::PointingHandCursor);
    setFocusPolicy(Qt::TabFocus);
    setAttribute(Qt::WA_Hover);
    setSizePolicy(QSizePolicy::Minimum, QSizePolicy::Fixed);
  }
  QSize sizeHint() const override {
    const QFontMetrics metrics(theme_.words(Theme::Size::small));
    return {metrics.horizontalAdvance(text()) + theme_.px(26), theme_.px(30)};
  }
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setPen(theme_.color(!isEnabled() ? Ink::faint : isChecked() ? Ink::accent_text : underMouse() ? Ink::ink : Ink::soft));
    painter.setFont(theme_.words(Theme::Size::small));
    painter.drawText(rect(), Qt::AlignCenter, text());
    if (!hasFocus()) return;
    painter.setRenderHint(QPainter::Antialiasing);
    painter.drawRoundedRect(QRectF(rect()).adjusted(3.5, 3.5, -3.5, -3.5), 5, 5);
  }

 private:
  Theme& theme_;
};

}  // namespace

Segmented::Segmented(Theme& theme, const QStringList& words, const QString& accessible_name, QWidget* parent)
    : QWidget(parent), theme_(theme), group_(new QButtonGroup(this)) {
  setAccessibleName(accessible_name);
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  for (const QString& word : words) {
    auto* segment = new Segment(theme, word, this);
    segment->setAccessibleName(QStringLiteral("%1: %2").arg(accessible_name, word));
    group_->addButton(segment, static_cast<int>(group_->buttons().size()));
    row->addWidget(segment);
  }
  if (!words.isEmpty()) group_->button(0)->setChecked(true);
  connect(group_, &QButtonGroup::idToggled, this, [this](int id, bool on) {
    update();
    if (on) Q_EMIT chosen(id);
  });
  connect(&theme, &Theme::changed, this, [this] {
    for (QAbstractButton* segment : group_->buttons()) segment->updateGeometry();
    updateGeometry();
    update();
  });
}

void Segmented::set_current(int index) {
  if (QAbstractButton* segment = group_->button(index)) segment->setChecked(true);
}

void Segmented::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath shape;
  shape.addRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8);
  painter.fillPath(shape, theme_.color(Ink::card));
  painter.setClipPath(shape);
  if (const QAbstractButton* on = group_->checkedButton())
    painter.fillRect(on->geometry(), theme_.color(isEnabled() ? Ink::accent : Ink::line));
  painter.setClipping(false);
  painter.setPen(QPen(theme_.color(Ink::line), 1));
  painter.drawPath(shape);
}

}  // namespace cleartext::gui
