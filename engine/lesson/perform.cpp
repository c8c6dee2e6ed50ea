#include "engine/lesson/perform.h"

#include "engine/cracking/attempt.h"
#include "engine/cracking/words.h"
#include "servers/wire/pattern.h"

namespace cleartext::lesson {

void crack(const Action& action, analysis::Recording& recording) {
  auto digests = cracking::digests_of(recording.credentials());
  std::erase_if(digests, [&](const cracking::Digest& each) {
    const auto is = [](const std::string& wanted, const std::string& text) {
      return wire::fits(wanted, text, wire::Letters::of_either_case);
    };
    return !is(action.user, each.credential().user) || !is(action.mechanism, each.credential().mechanism);
  });
  auto* attempt = new cracking::Attempt(recording, &recording);
  QObject::connect(attempt, &cracking::Attempt::ended, attempt, &QObject::deleteLater);
  attempt->start(std::move(digests), cracking::common_words());
}

Ending perform(const Action& action, lab::Lab& lab, analysis::Recording& recording) {
  switch (action.kind) {
    case Action::Kind::compose: break;  // nothing crosses the wire, and the step says so
    case Action::Kind::job: lab.perform(action.job); return Ending::told_later;
    case Action::Kind::relay_tls: lab.set_relay_tls(action.tls); break;
    case Action::Kind::crack: crack(action, recording); break;
    case Action::Kind::order: lab.order(*action.fault, action.secrecy); break;
    case Action::Kind::withdraw:
      action.fault ? lab.withdraw(*action.fault, faults::By::lesson) : lab.withdraw_all(faults::By::lesson);
      break;
  }
  return Ending::at_once;
}

}  // namespace cleartext::lesson
