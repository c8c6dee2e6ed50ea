#include "gui/window/secrets.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

bool orders(const std::vector<lesson::Action>& actions, const faults::Fault& fault) {
  return std::ranges::any_of(actions, [&](const auto& each) { return each.kind == lesson::Action::Kind::order && each.fault == fault; });
}

// What was drawn is ordered when the lesson or a task begins.
bool is_secret(const lesson::Lesson& lesson, const faults::Fault& fault) {
  return orders(lesson.opening, fault) || std::ranges::any_of(lesson.tasks, [&](const auto& each) { return orders(each.opening, fault); });
}

}  // namespace

bool is_by_hand(const lesson::Lesson& lesson, const faults::Fault& fault) {
  return !is_secret(lesson, fault) && std::ranges::none_of(lesson.steps, [&](const auto& each) { return orders(each.actions, fault); });
}

lab::Snapshot without_secrets(lab::Snapshot snapshot, const lesson::Lesson& lesson) {
  if (lesson.broken.empty()) return snapshot;
  const auto hidden = std::erase_if(snapshot.faults, [&](const auto& each) { return is_secret(lesson, each.fault); });
  if (hidden == 0) return snapshot;
  for (auto& each : snapshot.entrances) each.door = lab::Snapshot::Entrance::Door::open;
  for (auto& each : snapshot.disks) each.full = false;
  for (auto& each : snapshot.mailboxes) each.full = false;
  return snapshot;
}

}  // namespace cleartext::gui
