// The bar at the top.
#include "gui/window/top_bar.h"

#include <QHBoxLayout>
#include <QPainter>
#include <algorithm>
#include <functional>
#include <vector>

#include "gui/window/mode_words.h"

namespace cleartext::gui {

Logo::Logo(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAccessibleName(tr("Cleartext"));
  setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
}

static QFont logo_font(const Theme& theme) {
  QFont font = theme.words_px(16, true);
  font.setWeight(QFont::Bold);
  font.setLetterSpacing(QFont::PercentageSpacing, 98);
  return font;
}

QSize Logo::sizeHint() const {
  const QFontMetrics metrics(logo_font(theme_));
  return {metrics.horizontalAdvance(QStringLiteral("cleartext")) + 2, metrics.height()};
}

void Logo::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QFont font = logo_font(theme_);
  painter.setFont(font);
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("clear"));
  painter.setPen(theme_.color(Ink::eve));
  painter.drawText(rect().adjusted(QFontMetrics(font).horizontalAdvance(QStringLiteral("clear")), 0, 0, 0),
                   Qt::AlignLeft | Qt::AlignVCenter, QStringLiteral("text"));
}

Crumb::Crumb(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
}

void Crumb::set_words(const QString& shelf, const QString& title) {
  shelf_ = shelf.isEmpty() ? shelf : shelf + QStringLiteral("  ›  ");
  title_ = title;
  setAccessibleName(shelf_ + title_);
  setToolTip(title);
  updateGeometry();
  update();
}

void Crumb::set_bare(bool bare) {
  if (bare == bare_) return;
  bare_ = bare;
  updateGeometry();
  update();
}

QSize Crumb::sizeHint() const {
  const QFontMetrics plain(theme_.words(Theme::Size::normal)), bold(theme_.words(Theme::Size::normal, true));
  return {(bare_ ? 0 : plain.horizontalAdvance(shelf_)) + bold.horizontalAdvance(title_) + 2, plain.height()};
}

QSize Crumb::minimumSizeHint() const { return {theme_.px(40), sizeHint().height()}; }

void Crumb::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  const QFont plain = theme_.words(Theme::Size::normal), bold = theme_.words(Theme::Size::normal, true);
  const bool has_room = !bare_ && width() >= sizeHint().width() - 2;
  const int shelf = has_room ? QFontMetrics(plain).horizontalAdvance(shelf_) : 0;
  painter.setFont(plain);
  painter.setPen(theme_.color(Ink::soft));
  if (has_room) painter.drawText(rect(), Qt::AlignLeft | Qt::AlignVCenter, shelf_);
  painter.setFont(bold);
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(rect().adjusted(shelf, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(bold).elidedText(title_, Qt::ElideRight, width() - shelf));
}

TopBar::TopBar(Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), crumb_(new Crumb(theme, this)), pill_(new Pill(theme, {}, this)) {
  place_ = new Segmented(theme, {tr("Lesson"), tr("Your turn"), tr("Free lab")}, tr("Left side"), this);
  place_->segment(your_turn)->hide();
  const auto tool = [this, &theme](const QString& icon, const QString& hint) {
    auto* button = new Button(theme, {}, Button::Kind::plain, this);
    button->set_small(true);
    button->set_picture(icon);
    button->setToolTip(hint);
    button->setAccessibleName(hint);
    return button;
  };
  home_ = tool(QStringLiteral("home"), tr("To the start page: all lessons (Alt+Home)"));
  home_->hide();
  glasses_ = tool(QStringLiteral("glasses"), tr("Eve's glasses: see what she sees, who has no keys (G)"));
  glasses_->setCheckable(true);
  find_ = tool(QStringLiteral("search"), tr("Find anything: a command, a line, a letter (Ctrl+K)"));
  present_ = tool(QStringLiteral("present"), tr("Present: full screen, in large type (F5)"));
  open_ = tool(QStringLiteral("open"), tr("Open a capture, or one of the last ones (Ctrl+O)"));
  save_ = tool(QStringLiteral("save"), tr("Save the capture as a file (Ctrl+S)"));
  reset_ = tool(QStringLiteral("reset"), tr("Reset the lab: empty boxes, fresh servers (Ctrl+R)"));
  look_ = tool(QStringLiteral("moon"), tr("Light or dark (Ctrl+D)"));
  help_ = tool(QStringLiteral("help"), tr("Manual, with all keys (F1)"));
  more_ = tool(QStringLiteral("more"), tr("More: what has no room here"));
  more_menu_ = new QMenu(this);
  more_menu_->addAction(tr("Find"), find_, &QPushButton::click);
  more_menu_->addAction(tr("Present"), present_, &QPushButton::click);
  more_menu_->addAction(tr("Save capture"), save_, &QPushButton::click);
  connect(more_, &QPushButton::clicked, this, [this] { more_menu_->popup(more_->mapToGlobal(QPoint(0, more_->height()))); });
  auto* row = new QHBoxLayout(this);
  row->addWidget(new Logo(theme, this));
  row->addWidget(home_);
  row->addWidget(crumb_, 1);
  for (QWidget* part :
       {static_cast<QWidget*>(pill_), static_cast<QWidget*>(place_), static_cast<QWidget*>(glasses_), static_cast<QWidget*>(find_),
        static_cast<QWidget*>(present_), static_cast<QWidget*>(more_), static_cast<QWidget*>(open_), static_cast<QWidget*>(save_),
        static_cast<QWidget*>(reset_), static_cast<QWidget*>(look_), static_cast<QWidget*>(help_)})
    row->addWidget(part);
  pill_->setFocusPolicy(Qt::TabFocus);
  connect(&theme, &Theme::changed, this, &TopBar::dress);
  dress();
}

void TopBar::dress() {
  setFixedHeight(theme_.px(52));
  layout()->setContentsMargins(theme_.px(18), 0, theme_.px(18), 1);
  layout()->setSpacing(theme_.px(11));
  look_->set_picture(theme_.dark() ? QStringLiteral("sun") : QStringLiteral("moon"));
  fit();
  update();
}

// Words go first where there is little room, the least needed before the others; what they say stays in icons, tool tips and
// accessible names.
void TopBar::fit() {
  const std::vector<std::function<void(bool)>> words{
      [this](bool said) { reset_->setText(said ? tr("Reset lab") : QString()); },
      [this](bool said) { save_->setText(said ? tr("Save capture") : QString()); },
      [this](bool said) { pill_->set_words(said ? mode_words_ : mode_short_); },
      [this](bool said) { find_->setText(said ? tr("Find") : QString()); },
      [this](bool said) { open_->setText(said ? tr("Open") : QString()); },
      [this](bool said) { crumb_->set_bare(!said); },
      [this](bool said) { glasses_->setText(said ? tr("Eve's eyes") : QString()); },
      [this](bool said) { present_->setText(said ? tr("Present") : QString()); },
      [this](bool said) {
        for (Button* button : {find_, present_, save_}) button->setVisible(said && desk_);
        more_->setVisible(!said && desk_);
      },
  };
  for (const auto& say : words) say(false);
  least_ = needed() - crumb_->sizeHint().width() + crumb_->minimumSizeHint().width();
  for (const auto& say : words) say(true);
  const auto fits = [&](bool last) {  // a title is cut before a button goes
    return needed() - (last ? std::max(0, crumb_->sizeHint().width() - theme_.px(140)) : 0) <= width();
  };
  for (auto say = words.begin(); say != words.end() && !fits(say + 1 == words.end()); ++say) (*say)(false);
  for (QWidget* part :
       {static_cast<QWidget*>(pill_), static_cast<QWidget*>(open_), static_cast<QWidget*>(save_), static_cast<QWidget*>(reset_),
        static_cast<QWidget*>(glasses_), static_cast<QWidget*>(find_), static_cast<QWidget*>(present_)})
    part->updateGeometry();
}

// With the title in full.
int TopBar::needed() const {
  const QMargins margins = layout()->contentsMargins();
  int sum = margins.left() + margins.right() - layout()->spacing();
  for (int i = 0; i < layout()->count(); ++i) {
    const QWidget* part = layout()->itemAt(i)->widget();
    if (part != nullptr && !part->isHidden()) sum += part->sizeHint().width() + layout()->spacing();
  }
  return sum;
}

void TopBar::resizeEvent(QResizeEvent*) { fit(); }

void TopBar::show_mode(wire::NetworkMode mode) {
  const ModeWords words = words_of(mode);
  mode_words_ = words.name;
  mode_short_ = words.brief;
  pill_->setToolTip(words.meaning);
  pill_->set_dot(words.dot);
  fit();
  pill_->setAccessibleName(tr("Network: %1").arg(mode_words_));
  pill_->setAccessibleDescription(pill_->toolTip());
}

void TopBar::show_eyes(Eyes eyes) {
  glasses_->setChecked(eyes == Eyes::eve);
  glasses_->set_kind(eyes == Eyes::eve ? Button::Kind::primary : Button::Kind::plain);
}

void TopBar::show_desk(bool shown) {
  desk_ = shown;
  for (QWidget* part :
       {static_cast<QWidget*>(place_), static_cast<QWidget*>(save_), static_cast<QWidget*>(reset_), static_cast<QWidget*>(glasses_)})
    part->setVisible(shown);
  fit();
}

void TopBar::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.color(Ink::card));
  painter.fillRect(0, height() - 1, width(), 1, theme_.color(Ink::line));
}

}  // namespace cleartext::gui
