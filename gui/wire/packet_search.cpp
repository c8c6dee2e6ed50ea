#include "gui/wire/packet_search.h"

#include <QElapsedTimer>
#include <utility>

#include "engine/capture/packet_source.h"
#include "gui/wire/knowledge.h"

namespace cleartext::gui {
namespace {

constexpr std::uint32_t asked_every = 2'048;  // packets
constexpr qint64 first_milliseconds = 8, later_milliseconds = 40;

}  // namespace

// The bytes that the packets point to stay as long as this does.
struct PacketSearch::Work {
  explicit Work(const Selection& selection)
      : packets(selection.recording().packets().snapshot()), bytes(selection.recording().bytes()), known(knowledge_of(selection)) {}
  std::shared_ptr<const packet::PacketStore> packets;
  std::vector<std::shared_ptr<const void>> bytes;
  filter::Knowledge known;
  filter::Filter filter;
  std::uint32_t first = 0, end = 0;
};

PacketSearch::PacketSearch(QObject* parent, int rest_after) : QObject(parent) {
  pool_.setMaxThreadCount(1);
  rest_.setSingleShot(true);
  rest_.setInterval(rest_after);
  connect(&rest_, &QTimer::timeout, this, [this] { pool_.start([file = std::exchange(file_, nullptr)] { file->rest(); }); });
}

PacketSearch::~PacketSearch() {
  stop();
  pool_.waitForDone();
}

void PacketSearch::stop() {
  ++run_;
  rest_.stop();
  file_.reset();
}

void PacketSearch::rest_later(const Selection& selection) {
  file_ = selection.recording().file();
  if (file_)
    rest_.start();
  else
    rest_.stop();
}

void PacketSearch::find(const Selection& selection, const filter::Filter& filter, std::uint32_t first, std::uint32_t end) {
  rest_later(selection);
  auto work = std::make_shared<Work>(selection);
  work->filter = filter;
  work->first = first;
  work->end = std::min(end, static_cast<std::uint32_t>(work->packets->size()));
  pool_.start([this, work, run = ++run_] { look(*work, run); });
}

void PacketSearch::look(const Work& work, std::uint64_t run) {
  filter::Matcher matcher(work.filter, work.known);
  QElapsedTimer clock;
  clock.start();
  qint64 due = first_milliseconds;
  Numbers portion;
  std::uint32_t at = work.first;
  const auto tell = [&] {
    QMetaObject::invokeMethod(
        this,
        [this, run, at, numbers = std::move(portion)] {
          if (!is_abandoned(run)) Q_EMIT found(numbers, at);
        },
        Qt::QueuedConnection);
    portion = {};
    due = clock.elapsed() + later_milliseconds;
  };
  while (at < work.end) {
    if (matcher.matches((*work.packets)[at])) portion.push_back(at + 1);
    ++at;
    if (at % asked_every != 0) continue;
    if (is_abandoned(run)) return;
    if (clock.elapsed() >= due) tell();
  }
  tell();
  QMetaObject::invokeMethod(
      this,
      [this, run] {
        if (!is_abandoned(run)) Q_EMIT looked_through();
      },
      Qt::QueuedConnection);
}

void PacketSearch::sort(const Selection& selection, Numbers numbers, const PacketOrder& order) {
  rest_later(selection);
  auto work = std::make_shared<Work>(selection);
  pool_.start([this, work, order, run = ++run_, numbers = std::move(numbers)] {
    Numbers in_order = put_in_order(*work->packets, numbers, order, work->known.names, [this, run] { return is_abandoned(run); });
    if (is_abandoned(run)) return;
    Numbers places(work->packets->size() + 1, 0);
    for (std::size_t row = 0; row < in_order.size(); ++row) places[in_order[row]] = static_cast<std::uint32_t>(row) + 1;
    QMetaObject::invokeMethod(
        this,
        [this, run, numbers = std::move(in_order), places = std::move(places)] {
          if (!is_abandoned(run)) Q_EMIT sorted(numbers, places);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace cleartext::gui
