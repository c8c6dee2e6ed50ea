// The states of a session, for who draws them or finds a way through them.
#pragma once
#include "servers/wire/states.h"

namespace cleartext::imap {

const wire::StateMachine& states();

}  // namespace cleartext::imap
