// What is wrong with a machine on purpose, in two or three words beneath its name, and whether it can be reached at all.
#pragma once
#include <QString>
#include <vector>

#include "servers/lab/lab.h"

namespace cleartext::gui {

struct HostState {
  enum class Reach { open, silent, off };  // of all its services together
  Reach reach = Reach::open;
  QString words;  // "smtp off"; empty: all is well
};

HostState state_of(const lab::Snapshot& snapshot, wire::Role role);
std::vector<QString> faults_of(const lab::Snapshot& snapshot, wire::Role role);  // a sentence each

}  // namespace cleartext::gui
