// `cleartext manual`: the manual as HTML and as PDF, without a screen and without the lab.
#pragma once
#include "engine/commands/request.h"

namespace cleartext::gui {

int write_manual(const commands::Manual& wanted, int argc, char** argv);

}  // namespace cleartext::gui
