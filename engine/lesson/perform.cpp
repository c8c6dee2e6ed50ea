#include "engine/lesson/perform.h"

namespace cleartext::lesson {

Ending perform(const Action& action, lab::Lab& lab) {
  switch (action.kind) {
    case Action::Kind::compose: return Ending::at_once;  // nothing crosses the wire, and the step says so
    case Action::Kind::send: lab.send_letter(action.letter); break;
    case Action::Kind::fetch: lab.fetch_mail(action.actor); break;
    case Action::Kind::transfer: lab.transfer(action.ftp); break;
    case Action::Kind::order: lab.order(*action.fault); return Ending::at_once;
    case Action::Kind::withdraw: action.fault ? lab.withdraw(*action.fault) : lab.withdraw_all(); return Ending::at_once;
  }
  return Ending::told_later;
}

}  // namespace cleartext::lesson
