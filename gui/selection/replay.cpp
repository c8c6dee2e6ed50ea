// Lines stand in the order in which they were read, which is nearly that of their packets: a search begins where they should be.
#include "gui/selection/replay.h"

#include <algorithm>
#include <chrono>

namespace cleartext::gui {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds frame{16};

// A command, an answer to a challenge, or the beginning of what the client sends as data.
bool is_said(const dialogue::LineStore& lines, std::size_t at) {
  const dialogue::LineView line = lines.view(at);
  if (line.from != wire::Side::client) return false;
  if (line.kind != dialogue::LineKind::data) return true;
  if (at == 0) return true;
  const dialogue::LineView before = lines.view(at - 1);
  return before.stream != line.stream || before.kind != dialogue::LineKind::data;
}

// The first line whose packet is later than so many.
std::size_t line_after(const dialogue::LineStore& lines, std::uint32_t packets) {
  std::size_t first = 0, count = lines.size();
  while (count > 0) {
    const std::size_t half = count / 2;
    if (lines.view(first + half).packet <= packets) {
      first += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return first;
}

// The first that a client says behind so many packets, from that line on; the number of lines: none.
std::size_t said_after(const dialogue::LineStore& lines, std::size_t from, std::uint32_t packets) {
  while (from < lines.size() && (lines.view(from).packet <= packets || !is_said(lines, from))) ++from;
  return from;
}

}  // namespace

Stop command_after(const analysis::Recording& recording, std::uint32_t packets) {
  const auto& lines = recording.lines();
  const auto all = static_cast<std::uint32_t>(recording.packets().size());
  const std::size_t said = said_after(lines, line_after(lines, packets), packets);
  const std::uint32_t first = said == lines.size() ? all + 1 : lines.view(said).packet;
  if (first > packets + 1) {
    const bool new_line = said > 0 && lines.view(said - 1).packet > packets;
    return {first - 1, new_line ? static_cast<int>(said) - 1 : -1};
  }
  const std::size_t next = said_after(lines, said + 1, first);
  return {next == lines.size() ? all : lines.view(next).packet - 1, static_cast<int>(said)};
}

Stop command_before(const analysis::Recording& recording, std::uint32_t packets) {
  const auto& lines = recording.lines();
  std::size_t last = line_after(lines, packets);
  while (last > 0 && (lines.view(last - 1).packet > packets || !is_said(lines, last - 1))) --last;
  if (last == 0) return {};
  const std::uint32_t shown = lines.view(last - 1).packet - 1;
  std::size_t before = last - 1;
  while (before > 0 && (lines.view(before - 1).packet > shown || !is_said(lines, before - 1))) --before;
  return {shown, before > 0 ? static_cast<int>(before) - 1 : recording.line_of_packet(shown)};
}

Replay::Replay(Selection& selection, QObject* parent) : QObject(parent), selection_(selection) {
  timer_.setTimerType(Qt::PreciseTimer);
  connect(&timer_, &QTimer::timeout, this, &Replay::tick);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &Replay::pause);
}

void Replay::rewind() {
  selection_.hold(0);
  selection_.clear();
}

void Replay::next(Stride stride) {
  const std::uint32_t shown = selection_.packets_shown();
  if (!selection_.looks_back()) return selection_.go_live();
  const Stop stop = stride == Stride::packet ? Stop{shown + 1, -1} : command_after(selection_.recording(), shown);
  if (stop.packets >= selection_.packets_captured())
    selection_.go_live();
  else
    selection_.hold(stop.packets);
  stop.line >= 0 ? selection_.select_line(stop.line) : selection_.select_packet(stop.packets);
}

void Replay::back(Stride stride) {
  const std::uint32_t shown = selection_.packets_shown();
  if (shown == 0) return;
  const Stop stop = stride == Stride::packet ? Stop{shown - 1, -1} : command_before(selection_.recording(), shown);
  selection_.hold(stop.packets);
  if (stop.packets == 0) return selection_.clear();
  stop.line >= 0 ? selection_.select_line(stop.line) : selection_.select_packet(stop.packets);
}

void Replay::play(Stride stride, int pace_milliseconds) {
  stride_ = stride;
  timer_.start(std::max(frame, milliseconds(pace_milliseconds)));
  Q_EMIT changed();
}

void Replay::pause() {
  if (!timer_.isActive()) return;
  timer_.stop();
  Q_EMIT changed();
}

void Replay::tick() {
  next(stride_);
  if (selection_.looks_back()) return;
  pause();
  Q_EMIT ended();
}

}  // namespace cleartext::gui
