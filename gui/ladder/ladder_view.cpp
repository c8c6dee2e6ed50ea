// Read anew when the wire grew, at most a few times a second, and only for eyes.
#include "gui/ladder/ladder_view.h"

#include <QHBoxLayout>
#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "gui/ladder/ladder_export.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int pause_milliseconds = 60, long_pause_milliseconds = 500;
constexpr std::size_t long_recording = 50'000;  // lines
constexpr std::size_t short_recording = 2'000;  // lines: read at once
constexpr qint64 slice_milliseconds = 6;
constexpr std::size_t most_hosts = 8;

}  // namespace

LadderView::LadderView(Theme& theme, Selection& selection, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      selection_(selection),
      empty_(new EmptyState(theme, QStringLiteral("wire"),
                            tr("Who says what to whom will be drawn here, arrow by arrow, as it crosses the wire."), this)),
      page_(new QWidget(this)),
      scope_(new Segmented(theme, {tr("Selected"), tr("All")}, tr("What the ladder shows"), page_)),
      note_(new Text(theme, Theme::Size::small, Ink::soft, false, page_)),
      smaller_(new Button(theme, QStringLiteral("−"), Button::Kind::plain, page_)),
      larger_(new Button(theme, QStringLiteral("+"), Button::Kind::plain, page_)),
      export_(new Button(theme, tr("Export"), Button::Kind::plain, page_)),
      area_(new LadderArea(theme, selection, page_)) {
  scope_->set_current(1);
  scope_->setToolTip(tr("The selected conversation with its data connections, or all that was said"));
  note_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  note_->setTextFormat(Qt::PlainText);
  smaller_->setAccessibleName(tr("Smaller ladder"));
  smaller_->setToolTip(tr("Smaller (Ctrl and the wheel)"));
  larger_->setAccessibleName(tr("Larger ladder"));
  larger_->setToolTip(tr("Larger (Ctrl and the wheel)"));
  export_->setToolTip(tr("Export the ladder as SVG, PNG or PDF"));
  auto* top = new QHBoxLayout;
  top->addWidget(scope_);
  top->addWidget(note_, 1);
  for (Button* button : {smaller_, larger_, export_}) {
    button->set_small(true);
    top->addWidget(button);
  }
  top->setContentsMargins(0, 0, theme.px(12), 0);
  auto* column = new QVBoxLayout(page_);
  column->addLayout(top);
  column->addWidget(area_, 1);
  addWidget(empty_);
  addWidget(page_);
  soon_.setSingleShot(true);
  slice_.setSingleShot(true);
  slice_.setInterval(0);
  connect(&soon_, &QTimer::timeout, this, &LadderView::refresh);
  connect(&slice_, &QTimer::timeout, this, &LadderView::read_on);
  connect(scope_, &Segmented::chosen, this, [this] {
    chosen_ = true;
    refresh();
  });
  connect(smaller_, &QPushButton::clicked, this, [this] { area_->set_zoom(area_->zoom() - 0.1); });
  connect(larger_, &QPushButton::clicked, this, [this] { area_->set_zoom(area_->zoom() + 0.1); });
  connect(export_, &QPushButton::clicked, this, &LadderView::export_wanted);
  connect(&selection, &Selection::changed, this, &LadderView::follow_selection);
  connect(&selection, &Selection::shown_until_changed, this, &LadderView::refresh);
  connect(&selection, &Selection::mask_changed, this, &LadderView::refresh);
  connect(&selection.recording(), &analysis::Recording::grew, this, &LadderView::refresh_soon);
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    chosen_ = false;
    reading_.reset();
    refresh();
  });
  connect(&theme, &Theme::changed, this, &LadderView::dress);
  dress();
}

void LadderView::dress() {
  page_->layout()->setContentsMargins(theme_.px(12), theme_.px(8), 0, 0);
  page_->layout()->setSpacing(theme_.px(6));
}

void LadderView::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  refresh();
}

void LadderView::refresh_soon() {
  if (!isVisible() || soon_.isActive()) return;
  soon_.start(selection_.recording().lines().size() > long_recording ? long_pause_milliseconds : pause_milliseconds);
}

// Nothing selected: the conversation that speaks first.
std::vector<std::uint32_t> LadderView::streams() const {
  const auto& recording = selection_.recording();
  if (scope_->current() == 0) {
    const bool selected = selection_.place().packet != 0 && selection_.place().stream < recording.streams().size();
    if (selected) return recording.conversation(selection_.place().stream);
    return recording.lines().empty() ? std::vector<std::uint32_t>() : recording.conversation(recording.lines().front().stream);
  }
  std::vector<std::uint32_t> all(recording.streams().size());
  std::iota(all.begin(), all.end(), 0U);
  return all;
}

void LadderView::follow_selection() {
  if (isVisible() && scope_->current() == 0 && streams() != shown_) refresh();
}

bool LadderView::has_many_hosts() const {
  std::vector<packet::Endpoint> hosts;
  for (const stream::StreamInfo& stream : selection_.recording().streams()) {
    if (stream.packets == 0 || !selection_.shows(stream.first_packet)) continue;
    for (packet::Endpoint host : {stream.client, stream.server}) {
      host.port = 0;
      if (std::find(hosts.begin(), hosts.end(), host) == hosts.end()) hosts.push_back(host);
    }
    if (hosts.size() > most_hosts) return true;
  }
  return false;
}

// Of many hosts one conversation is shown, until the reader wants all of them.
void LadderView::refresh() {
  if (!isVisible()) return;
  if (!chosen_ && scope_->current() == 1 && has_many_hosts()) {
    const QSignalBlocker quiet(scope_);
    scope_->set_current(0);
  }
  shown_ = streams();
  reading_.emplace(selection_, shown_);
  read_on();
}

// What is long is read in slices; what was shown before stays meanwhile.
void LadderView::read_on() {
  if (!reading_ || !isVisible()) return reading_.reset();
  const bool at_once = selection_.recording().lines().size() <= short_recording;
  if (!reading_->go_on(at_once ? LadderReading::without_end : slice_milliseconds)) return slice_.start();
  Ladder ladder = reading_->take();
  reading_.reset();
  setCurrentWidget(ladder.rows.empty() ? static_cast<QWidget*>(empty_) : page_);
  const QString arrows = counted(ladder.rows.size(), tr("1 arrow"), tr("%1 arrows"));
  note_->setText(ladder.cut ? tr("the first %1; select a conversation to see all of it").arg(arrows) : arrows);
  area_->show_ladder(std::move(ladder));
}

void LadderView::export_to(const QString& path) {
  if (const auto written = write_ladder(area_->ladder(), path); !written)
    Q_EMIT failed(QString::fromStdString(written.error().sentence), QString::fromStdString(written.error().advice));
  else
    Q_EMIT exported(path);
}

}  // namespace cleartext::gui
