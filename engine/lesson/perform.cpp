#include "engine/lesson/perform.h"

namespace cleartext::lesson {

Ending perform(const Action& action, lab::Lab& lab) {
  switch (action.kind) {
    case Action::Kind::compose: break;  // nothing crosses the wire, and the step says so
    case Action::Kind::job: lab.perform(action.job); return Ending::told_later;
    case Action::Kind::relay_tls: lab.set_relay_tls(action.tls); break;
    case Action::Kind::order: lab.order(*action.fault); break;
    case Action::Kind::withdraw: action.fault ? lab.withdraw(*action.fault) : lab.withdraw_all(); break;
  }
  return Ending::at_once;
}

}  // namespace cleartext::lesson
