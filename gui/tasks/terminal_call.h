// The command that calls, from a terminal, the server that a task is about.
#pragma once
#include <QString>

#include "engine/lesson/lesson.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

// "cleartext shell -- telnet mail.hamburger.edu 110"; where telnet would not do, or nobody is named, the shell alone.
QString terminal_call(const lesson::Task& task, wire::NetworkMode mode);

}  // namespace cleartext::gui
