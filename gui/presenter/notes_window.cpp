#include "gui/presenter/notes_window.h"

#include <QPainter>
#include <QVBoxLayout>

namespace cleartext::gui {

NotesWindow::NotesWindow(const Theme& audience) : QWidget(nullptr, Qt::Window), audience_(audience) {
  setWindowTitle(tr("Notes · Cleartext"));
  const auto text = [this](Theme::Size size, Ink ink, bool bold) {
    auto* made = new Text(theme_, size, ink, bold, this);
    made->setWordWrap(true);
    return made;
  };
  clock_ = text(Theme::Size::title, Ink::soft, true);
  clock_->set_mono(true);
  clock_->setAccessibleName(tr("Since the beginning"));
  now_ = text(Theme::Size::title, Ink::ink, true);
  notes_ = new QTextBrowser(this);
  notes_->setFrameShape(QFrame::NoFrame);
  notes_->setOpenLinks(false);
  notes_->setAccessibleName(tr("Notes for this step"));
  next_label_ = text(Theme::Size::small, Ink::soft, true);
  next_label_->setText(tr("Next"));
  next_ = text(Theme::Size::body, Ink::client, false);
  keys_ = text(Theme::Size::small, Ink::soft, false);
  keys_->setText(tr("Page Down, Page Up: on and back. B: blank. R: passwords. Digits: another view. Esc: the end."));
  auto* column = new QVBoxLayout(this);
  column->addWidget(clock_);
  column->addWidget(now_);
  column->addWidget(notes_, 1);
  for (QWidget* part : {static_cast<QWidget*>(next_label_), static_cast<QWidget*>(next_), static_cast<QWidget*>(keys_)})
    column->addWidget(part);
  connect(&second_, &QTimer::timeout, this, &NotesWindow::tick);
  resize(760, 560);
  dress();
}

void NotesWindow::start_clock() {
  since_.start();
  tick();
}

void NotesWindow::tell(const Told& told) {
  now_->setText(told.now);
  notes_->setMarkdown(told.notes);
  next_->setText(told.next);
  next_label_->setVisible(!told.next.isEmpty());
}

void NotesWindow::tick() {
  const qint64 seconds = since_.isValid() ? since_.elapsed() / 1000 : 0;
  clock_->setText(QStringLiteral("%1:%2:%3")
                      .arg(seconds / 3600, 2, 10, QLatin1Char('0'))
                      .arg(seconds / 60 % 60, 2, 10, QLatin1Char('0'))
                      .arg(seconds % 60, 2, 10, QLatin1Char('0')));
}

// Nobody looks, nothing ticks.
void NotesWindow::showEvent(QShowEvent*) {
  dress();
  tick();
  second_.start(1000);
}
void NotesWindow::hideEvent(QHideEvent*) { second_.stop(); }

void NotesWindow::dress() {
  theme_.set_dark(audience_.dark());
  theme_.set_scale(1.2);
  setPalette(theme_.palette());
  notes_->setFont(theme_.words(Theme::Size::body));
  notes_->setStyleSheet(
      QStringLiteral("QTextBrowser { background: transparent; border: none; color: %1; }").arg(theme_.color(Ink::ink).name()));
  layout()->setContentsMargins(theme_.px(24), theme_.px(18), theme_.px(24), theme_.px(18));
  layout()->setSpacing(theme_.px(10));
}

void NotesWindow::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme_.color(Ink::card)); }

}  // namespace cleartext::gui
