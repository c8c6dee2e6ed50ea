#include "gui/plots/plots_view.h"

#include <QVBoxLayout>
#include <algorithm>
#include <numeric>

#include "gui/bench/beside.h"
#include "gui/theme/front_stack.h"
#include "gui/theme/wrap_layout.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int pause_milliseconds = 100, long_pause_milliseconds = 1000;
constexpr std::size_t long_recording = 100'000;  // packets

}  // namespace

PlotsView::PlotsView(Theme& theme, Selection& selection, analysis::Recording& recording, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      selection_(selection),
      top_(new QWidget(this)),
      pages_(new FrontStack(this)),
      empty_(new EmptyState(theme, QStringLiteral("wire"), tr("Pictures of what crosses the wire will be drawn here."), pages_)),
      traffic_(new TrafficPlot(theme, pages_)),
      base64_(new Base64Plot(theme, pages_)),
      entropy_(new EntropyPlot(theme, pages_)),
      cracking_(new CrackingPage(theme, selection, recording, pages_)) {
  build_top();
  for (QWidget* page : {static_cast<QWidget*>(empty_), static_cast<QWidget*>(traffic_), static_cast<QWidget*>(base64_),
                        static_cast<QWidget*>(entropy_), static_cast<QWidget*>(cracking_)})
    pages_->addWidget(page);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(top_);
  column->addWidget(note_);
  column->addWidget(pages_, 1);
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &PlotsView::refresh);
  connect(&selection, &Selection::changed, this, &PlotsView::refresh_soon);
  connect(&selection, &Selection::shown_until_changed, this, &PlotsView::refresh);
  connect(&recording, &analysis::Recording::grew, this, &PlotsView::refresh_soon);
  connect(&recording, &analysis::Recording::cleared, this, &PlotsView::refresh);
  connect(traffic_, &TrafficPlot::resized, this, &PlotsView::refresh_soon);
  connect(traffic_, &TrafficPlot::place_chosen, this,
          [this](int lane, qint64 time_ns) { select_in(traffic_->traffic().lanes[static_cast<std::size_t>(lane)].streams, time_ns); });
  connect(entropy_, &EntropyPlot::stream_chosen, this, [this](quint32 stream, qint64 time_ns) { select_in({stream}, time_ns); });
  connect(base64_, &Base64Plot::packet_chosen, &selection, &Selection::select_packet);
  connect(&theme, &Theme::changed, this, &PlotsView::dress);
  dress();
}

void PlotsView::build_top() {
  which_ = new Segmented(theme_, {tr("Traffic"), tr("base64"), tr("Entropy"), tr("Cracking")}, tr("Which picture"), top_);
  scope_ = new Segmented(theme_, {tr("Selected"), tr("All")}, tr("What the picture shows"), top_);
  scope_->set_current(1);
  scope_->setToolTip(tr("The selected conversation with its data connections, or all of them"));
  counted_ = new Segmented(theme_, {tr("Bytes"), tr("Packets")}, tr("What is counted"), top_);
  copy_ = new Button(theme_, tr("Copy"), Button::Kind::plain, top_);
  copy_->set_small(true);
  copy_->setToolTip(tr("Copy as a picture (Ctrl+C)"));
  copy_->setAccessibleName(tr("Copy as a picture"));
  note_ = new Text(theme_, Theme::Size::small, Ink::soft, false, this);
  note_->setWordWrap(true);
  auto* row = new WrapLayout(top_);
  row->addWidget(which_);
  row->push_right();
  for (QWidget* part : {static_cast<QWidget*>(counted_), static_cast<QWidget*>(scope_), static_cast<QWidget*>(copy_)}) row->addWidget(part);
  for (Segmented* each : {which_, scope_, counted_}) connect(each, &Segmented::chosen, this, &PlotsView::refresh);
  connect(copy_, &QPushButton::clicked, this, [this] { plot().copy(); });
}

void PlotsView::dress() {
  top_->layout()->setContentsMargins(theme_.px(12), theme_.px(8), theme_.px(12), 0);
  top_->layout()->setSpacing(theme_.px(8));
  note_->setContentsMargins(theme_.px(14), theme_.px(6), theme_.px(14), 0);
}

Plot& PlotsView::plot() {
  switch (picture()) {
    case Picture::traffic: return *traffic_;
    case Picture::base64: return *base64_;
    case Picture::entropy: return *entropy_;
    case Picture::cracking: return cracking_->plot();
  }
  return *traffic_;
}

void PlotsView::show_picture(Picture picture) { which_->set_current(static_cast<int>(picture)); }

void PlotsView::crack_selected() {
  show_picture(Picture::cracking);
  cracking_->start();
}

void PlotsView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void PlotsView::refresh_soon() {
  if (!isVisible() || soon_.isActive()) return;
  soon_.start(selection_.recording().packets().size() > long_recording ? long_pause_milliseconds : pause_milliseconds);
}

bool PlotsView::is_selected() const {
  return selection_.place().packet != 0 && selection_.place().stream < selection_.recording().streams().size();
}

std::vector<std::uint32_t> PlotsView::streams() const {
  const auto& recording = selection_.recording();
  if (scope_->current() == 0 && is_selected()) return recording.conversation(selection_.place().stream);
  std::vector<std::uint32_t> all(recording.streams().size());
  std::iota(all.begin(), all.end(), 0U);
  const auto shown = selection_.packets_shown();
  std::erase_if(all, [&](std::uint32_t one) { return recording.streams()[one].first_packet > shown; });
  return all;
}

void PlotsView::refresh_traffic(const std::vector<std::uint32_t>& streams, const QString& title) {
  const auto what = counted_->current() == 0 ? Counted::bytes : Counted::packets;
  TrafficCount wanted(selection_, streams, what, traffic_->columns(), traffic_->lanes());
  ++counting_;
  const auto show = [this, what, title](const Traffic& traffic) {
    traffic_->show_traffic(traffic, what, title);
    note_->setText(words_of(traffic));
    note_->setVisible(!note_->text().isEmpty());
  };
  if (selection_.packets_shown() <= long_recording) return show(wanted.count());
  beside(
      this, [wanted = std::move(wanted)] { return wanted.count(); },
      [this, show, asked = counting_](const Traffic& traffic) {
        if (asked == counting_ && picture() == Picture::traffic) show(traffic);
      });
}

void PlotsView::refresh() {
  if (!isVisible()) return;
  const auto& recording = selection_.recording();
  const bool timed = picture() == Picture::traffic || picture() == Picture::entropy;
  scope_->setVisible(timed);
  counted_->setVisible(picture() == Picture::traffic);
  scope_->segment(0)->setEnabled(is_selected());
  const auto shown = streams();
  const QString title = scope_->current() == 0 && is_selected() ? parties_of(recording, recording.streams()[selection_.place().stream])
                                                                : gui::counted(shown.size(), tr("1 conversation"), tr("%1 conversations"));
  bool is_empty = shown.empty();
  // What has room is counted in the room there is: in its place, and with the note that will stay.
  if (picture() != Picture::traffic || is_empty) note_->hide();
  if (picture() == Picture::traffic && !is_empty) {
    pages_->setCurrentWidget(traffic_);
    layout()->activate();
    refresh_traffic(shown, title);
  }
  if (picture() == Picture::entropy)
    entropy_->show_entropy(entropy_of(selection_, shown), title), is_empty = entropy_->entropy().points.empty();
  if (picture() == Picture::base64) base64_->show_parts(encoded_parts(selection_)), is_empty = base64_->parts().empty();
  empty_->set_sentence(picture() == Picture::base64
                           ? tr("What base64 costs will be drawn here, once a letter with an attachment has crossed the wire.")
                           : tr("Pictures of what crosses the wire will be drawn here."));
  const bool cracking = picture() == Picture::cracking;
  copy_->setEnabled(cracking ? cracking_->plot().rate() > 0 : !is_empty);
  pages_->setCurrentWidget(cracking ? cracking_ : is_empty ? static_cast<QWidget*>(empty_) : &plot());
}

// The first packet of these at that time or later that carries something, or else the first of all.
void PlotsView::select_in(const std::vector<std::uint32_t>& streams, qint64 time_ns) {
  const auto& packets = selection_.recording().packets();
  const auto last = packets.begin() + selection_.packets_shown();
  auto at = std::partition_point(packets.begin(), last, [time_ns](const packet::Packet& packet) { return packet.time_ns < time_ns; });
  at = std::find_if(
      at, last, [&](const packet::Packet& packet) { return std::find(streams.begin(), streams.end(), packet.stream) != streams.end(); });
  if (at != last) selection_.select_packet(at->number);
}

}  // namespace cleartext::gui
