#include "gui/wire/readable_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int pause_milliseconds = 200;  // between two looks while packets pour in

}  // namespace

ReadableView::ReadableView(Theme& theme, Selection& selection, QWidget* parent)
    : QStackedWidget(parent), theme_(theme), selection_(selection), page_(new QWidget(this)) {
  empty_ = new EmptyState(theme, QStringLiteral("eye"),
                          tr("How much of what is said can be read, and how even its bytes are, will appear here over time."), this);
  title_ = new Text(theme, Theme::Size::small, Ink::soft, false, page_);
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  title_->setTextFormat(Qt::PlainText);
  verdict_ = new Text(theme, Theme::Size::normal, Ink::ink, true, page_);
  verdict_->setWordWrap(true);
  scope_ = new Segmented(theme, {tr("Selected"), tr("All")}, tr("What the picture shows"), page_);
  scope_->set_current(1);
  scope_->setToolTip(tr("The selected conversation, or all that was said"));
  copy_ = new Button(theme, {}, Button::Kind::plain, page_);
  copy_->set_small(true);
  copy_->set_picture(QStringLiteral("copy"));
  copy_->setAccessibleName(tr("Copy this picture"));
  copy_->setToolTip(tr("Copy this picture to the clipboard (Ctrl+C)"));
  plot_ = new ReadablePlot(theme, page_);
  auto* head = new QHBoxLayout;
  auto* words = new QVBoxLayout;
  words->setSpacing(1);
  words->addWidget(verdict_);
  words->addWidget(title_);
  head->addLayout(words, 1);
  head->addWidget(scope_);
  head->addWidget(copy_);
  auto* column = new QVBoxLayout(page_);
  column->addLayout(head);
  column->addWidget(plot_, 1);
  addWidget(empty_);
  addWidget(page_);
  soon_.setSingleShot(true);
  soon_.setInterval(pause_milliseconds);
  connect(&soon_, &QTimer::timeout, this, &ReadableView::refresh);
  connect(scope_, &Segmented::chosen, this, &ReadableView::refresh);
  connect(copy_, &QPushButton::clicked, plot_, &ReadablePlot::copy);
  connect(plot_, &ReadablePlot::time_chosen, this, &ReadableView::select_at);
  connect(&selection, &Selection::changed, this, &ReadableView::refresh);
  connect(&selection, &Selection::shown_until_changed, this, &ReadableView::refresh);
  connect(&selection.recording(), &analysis::Recording::grew, this, &ReadableView::refresh_soon);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &ReadableView::refresh);
  connect(&theme, &Theme::changed, this, &ReadableView::dress);
  dress();
  refresh();
}

void ReadableView::dress() {
  page_->layout()->setContentsMargins(theme_.px(16), theme_.px(10), theme_.px(12), theme_.px(8));
  page_->layout()->setSpacing(theme_.px(4));
}

void ReadableView::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  refresh();
}

void ReadableView::refresh_soon() {
  if (isVisible() && !soon_.isActive()) soon_.start();
}

std::vector<std::uint32_t> ReadableView::streams() const {
  const auto& recording = selection_.recording();
  if (scope_->current() == 0 && selection_.place().packet != 0) return recording.conversation(selection_.place().stream);
  std::vector<std::uint32_t> all(recording.streams().size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

// Costs as much as there are streams, so it is done only for eyes.
void ReadableView::refresh() {
  if (!isVisible()) return;
  const auto& recording = selection_.recording();
  const Place place = selection_.place();
  const bool conversation = place.packet != 0 && place.stream < recording.streams().size();
  scope_->segment(0)->setEnabled(conversation);
  if (!conversation && scope_->current() == 0) return scope_->set_current(1);
  const Readable readable = readable_of(selection_, streams());
  const QString title = scope_->current() == 0 ? parties_of(recording, recording.streams()[place.stream])
                                               : counted(recording.streams().size(), tr("1 conversation"), tr("%1 conversations"));
  title_->setText(title);
  title_->setToolTip(title);
  verdict_->setText(verdict_of(readable));
  plot_->show_readable(readable, title);
  setCurrentWidget(selection_.packets_shown() == 0 || recording.streams().empty() ? static_cast<QWidget*>(empty_) : page_);
}

// The first packet of what is shown that carries something at that time or later.
void ReadableView::select_at(qint64 time_ns) {
  const auto& packets = selection_.recording().packets();
  const std::vector<std::uint32_t> shown = streams();
  const auto last = packets.begin() + selection_.packets_shown();
  auto at = std::partition_point(packets.begin(), last, [time_ns](const packet::Packet& packet) { return packet.time_ns < time_ns; });
  at = std::find_if(at, last, [&](const packet::Packet& packet) {
    return packet.payload_length > 0 && std::binary_search(shown.begin(), shown.end(), packet.stream);
  });
  if (at != last) selection_.select_packet(at->number);
}

}  // namespace cleartext::gui
