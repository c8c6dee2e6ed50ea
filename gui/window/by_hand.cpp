#include "gui/window/by_hand.h"

#include <algorithm>

namespace cleartext::gui {

bool is_by_hand(const lesson::Lesson& lesson, const faults::Fault& fault) {
  const auto order = [&](const std::vector<lesson::Action>& actions) {
    return std::ranges::any_of(actions, [&](const auto& each) { return each.kind == lesson::Action::Kind::order && each.fault == fault; });
  };
  return !order(lesson.opening) && std::ranges::none_of(lesson.steps, [&](const auto& each) { return order(each.actions); }) &&
         std::ranges::none_of(lesson.tasks, [&](const auto& each) { return order(each.opening); });
}

}  // namespace cleartext::gui
