#include "engine/lesson/live_scene.h"

#include "engine/lesson/perform.h"

namespace cleartext::lesson {

LiveScene::LiveScene(const Lesson& lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent)
    : Scene(parent), lesson_(lesson), lab_(lab), recording_(recording) {
  connect(&lab, &lab::Lab::waiting, this, [this](const QString&, const QString&, const QString& line) { Q_EMIT waiting(line); });
  connect(&lab, &lab::Lab::passed, this, [this] { Q_EMIT passed(); });
  lab_.shut_gate();
}

void LiveScene::begin(int step, bool stepping) {
  const auto& script = lesson_.steps[static_cast<std::size_t>(step)];
  lab_.shut_gate();
  lab_.set_stepping(stepping);
  if (step == 0) {
    for (const auto& action : lesson_.opening) perform(action, lab_, recording_);
  }
  lab_.announce(script.announcements);
  // How things stand comes first: a line that waited at the gate would pass before the fault is on.
  const auto is_job = [](const Action& action) { return action.kind == Action::Kind::job; };
  for (const auto& action : script.actions) {
    if (!is_job(action)) perform(action, lab_, recording_);
  }
  for (const auto& allowance : script.allows) lab_.allow(allowance.actor, allowance.until);
  for (const auto& action : script.actions) {
    if (is_job(action)) perform(action, lab_, recording_);
  }
}

void LiveScene::close() {
  lab_.shut_gate();
  lab_.set_pace(0);
}

}  // namespace cleartext::lesson
