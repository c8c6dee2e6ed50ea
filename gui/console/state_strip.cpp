#include "gui/console/state_strip.h"

namespace cleartext::gui {

StateStrip::StateStrip(Theme& theme, Selection& selection, QWidget* parent) : Wash(theme, Qt::TopEdge, parent), selection_(selection) {
  picture_ = new StatePicture(theme, this);
  none_ = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  none_->setText(tr("Select a line of SMTP, POP3, IMAP or FTP: here stands the state that it leads to."));
  none_->setWordWrap(true);
  none_->setAlignment(Qt::AlignCenter);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(8, 8, 8, 4);
  column->addWidget(picture_);
  column->addWidget(none_);
  connect(&selection, &Selection::changed, this, &StateStrip::follow);
  connect(&selection, &Selection::shown_until_changed, this, &StateStrip::follow);
  connect(&selection.recording(), &analysis::Recording::grew, this, &StateStrip::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    follower_.forget();
    follow();
  });
}

void StateStrip::showEvent(QShowEvent* event) {
  Wash::showEvent(event);
  follow();
}

std::size_t StateStrip::line_now() const {
  const auto& lines = selection_.recording().lines();
  if (const int chosen = selection_.line(); chosen >= 0) return static_cast<std::size_t>(chosen);
  std::size_t at = lines.size();
  while (at > 0 && !selection_.shows(lines.view(at - 1).packet)) --at;
  return at == 0 ? lines.size() : at - 1;
}

void StateStrip::follow() {
  if (!isVisible()) return;
  const talk::Standing* standing = follower_.after(selection_.recording().lines(), line_now());
  none_->setVisible(standing == nullptr);
  if (standing == nullptr)
    picture_->hide();
  else
    picture_->show_standing(*standing, true);
}

}  // namespace cleartext::gui
