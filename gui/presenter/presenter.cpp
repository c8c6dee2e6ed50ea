// Which parts are hidden and how the window stood is written down at the beginning and put back at the end.
#include "gui/presenter/presenter.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QMouseEvent>
#include <QPlainTextEdit>
#include <QScreen>
#include <QSplitter>
#include <QVBoxLayout>
#include <algorithm>

#include "gui/theme/clicker.h"

namespace cleartext::gui {
namespace {

constexpr double lines_on_a_screen = 380;  // its height at scale one: 27 px for what was on the wire at 1280 × 800

}  // namespace

Presenter::Presenter(Theme& theme, QMainWindow& window, QWidget& page, std::vector<QWidget*> furniture, std::vector<PresentedView> views)
    : QObject(&window),
      theme_(theme),
      window_(window),
      furniture_(std::move(furniture)),
      views_(std::move(views)),
      bar_(new PresenterBar(theme, &page)),
      caption_(new Caption(theme, &page)),
      curtain_(new Curtain(&window)),
      ring_(new PointerRing(theme, &window)),
      notes_(std::make_unique<NotesWindow>(theme)) {
  auto* column = static_cast<QVBoxLayout*>(page.layout());
  column->insertWidget(0, bar_);
  column->addWidget(caption_);
}

Presenter::~Presenter() = default;

double Presenter::scale_for(const QScreen* screen) const {
  const int height = screen == nullptr ? 800 : screen->size().height();
  return std::clamp(height / lines_on_a_screen, 1.6, 2.5);
}

void Presenter::begin() {
  if (on_) return;
  on_ = true;
  scale_ = theme_.scale();
  state_ = window_.windowState();
  geometry_ = window_.geometry();
  hide_furniture();
  take_the_screen();
  bar_->show();
  caption_->show();
  show_views(shown_);
  notes_->start_clock();
  qApp->installEventFilter(this);
  Q_EMIT began();
  leave_typing();  // where the focus went from what was hidden
}

void Presenter::hide_furniture() {
  for (QSplitter* splitter : window_.findChildren<QSplitter*>()) splitters_[splitter] = splitter->saveState();
  for (const auto& view : views_)
    for (QWidget* part : view.needs) hidden_[part] = part->isHidden();
  for (QWidget* part : furniture_) {
    hidden_[part] = part->isHidden();
    part->hide();
  }
}

// The audience gets the other screen, where there are two; the speaker's notes stay where the window was.
void Presenter::take_the_screen() {
  QScreen* here = window_.screen();
  QScreen* there = here;
  for (QScreen* screen : QGuiApplication::screens())
    if (screen != here) there = screen;
  theme_.set_scale(scale_for(there));
  if (there != here) {
    window_.setGeometry(there->geometry());
    notes_->setGeometry(here->availableGeometry().adjusted(40, 40, -40, -40));
    notes_->show();
  }
  window_.setWindowState(window_.windowState() | Qt::WindowFullScreen);
}

void Presenter::end() {
  if (!on_) return;
  on_ = false;
  qApp->removeEventFilter(this);
  if (curtain_->drawn()) curtain_->draw_or_open();
  for (QWidget* part :
       {static_cast<QWidget*>(bar_), static_cast<QWidget*>(caption_), static_cast<QWidget*>(ring_), static_cast<QWidget*>(notes_.get())})
    part->hide();
  theme_.set_scale(scale_);  // first: shown as large as this, the furniture would push the window wider
  for (const auto& [part, was_hidden] : hidden_) part->setHidden(was_hidden);
  window_.setWindowState(state_);
  if (!state_.testFlag(Qt::WindowFullScreen) && !state_.testFlag(Qt::WindowMaximized)) window_.setGeometry(geometry_);
  for (const auto& [splitter, state] : splitters_) splitter->restoreState(state);
  hidden_.clear();
  splitters_.clear();
  Q_EMIT ended();
}

void Presenter::show_views(const std::vector<int>& views) {
  shown_ = views;
  if (!on_) return;
  std::set<QWidget*> needed;
  for (const int view : views) {
    const auto& one = views_[static_cast<std::size_t>(view)];
    const bool second = one.bring_beside && needed.contains(one.needs.front());
    needed.insert(one.needs.begin(), one.needs.end());
    second ? one.bring_beside() : one.bring();
  }
  for (const auto& view : views_)
    for (QWidget* part : view.needs) part->setVisible(needed.contains(part));
  leave_typing();
  Q_EMIT views_shown();
}

// Of two of the same place that cannot stand beside each other the newer one takes it.
void Presenter::add_or_remove(int view) {
  auto views = shown_;
  if (const auto at = std::ranges::find(views, view); at != views.end()) {
    if (views.size() > 1) views.erase(at);
    return show_views(views);
  }
  const auto& added = views_[static_cast<std::size_t>(view)];
  if (!added.bring_beside)
    std::erase_if(views, [&](int one) { return views_[static_cast<std::size_t>(one)].needs.front() == added.needs.front(); });
  if (views.size() > 1) views.pop_back();
  views.push_back(view);
  show_views(views);
}

void Presenter::next_view(int by) {
  const int count = static_cast<int>(views_.size());
  show_view((shown_.front() + by + count) % count);
}

void Presenter::tell(const Told& told) {
  bar_->tell(told);
  caption_->tell(told);
  notes_->tell(told);
}

void Presenter::set_masked(bool masked) { bar_->set_masked(masked); }

void Presenter::show_notes() { notes_->setVisible(notes_->isHidden()); }

// Nobody has chosen to type: the keys are the clicker's.
void Presenter::leave_typing() {
  if (QWidget* field = typed_into()) field->clearFocus();
}

// What is typed into; nullptr: nothing is.
QWidget* Presenter::typed_into() const {
  QWidget* focus = window_.focusWidget();
  const auto* box = qobject_cast<QComboBox*>(focus);
  const auto* line = qobject_cast<QLineEdit*>(focus);
  const auto* text = qobject_cast<QPlainTextEdit*>(focus);
  const bool typed =
      (line != nullptr && !line->isReadOnly()) || (text != nullptr && !text->isReadOnly()) || (box != nullptr && box->isEditable());
  return typed ? focus : nullptr;
}

// A clicker's keys are not typed: Page Down and Page Up never, B not where a field's empty line gives it away.
bool Presenter::is_clickers(const QObject* watched, const QKeyEvent& key) const {
  if (key.modifiers() != Qt::NoModifier) return false;
  if (key.key() == Qt::Key_PageDown || key.key() == Qt::Key_PageUp) return true;
  const auto* line = qobject_cast<const QLineEdit*>(watched);
  return key.key() == Qt::Key_B && line != nullptr && line->text().isEmpty() && line->property(gives_b_away).toBool();
}

bool Presenter::eventFilter(QObject* watched, QEvent* event) {
  if (watched == window_.focusWidget() && !curtain_->drawn() &&
      (event->type() == QEvent::ShortcutOverride || event->type() == QEvent::KeyPress)) {
    const auto& key = *static_cast<QKeyEvent*>(event);
    const bool shortcut = event->type() == QEvent::ShortcutOverride;
    if (shortcut && is_clickers(watched, key)) {
      event->ignore();
      return true;
    }
    if (key.key() == Qt::Key_Escape && typed_into() != nullptr) {  // it leaves the line first, and the stage next time
      event->accept();
      if (!shortcut) leave_typing();
      return true;
    }
  }
  if (event->type() == QEvent::MouseMove && watched->isWidgetType() && static_cast<QWidget*>(watched)->window() == &window_)
    ring_->follow(window_.mapFromGlobal(static_cast<QMouseEvent*>(event)->globalPosition().toPoint()));
  if (event->type() == QEvent::Resize && watched == &window_ && curtain_->drawn()) curtain_->setGeometry(window_.rect());
  return QObject::eventFilter(watched, event);
}

}  // namespace cleartext::gui
