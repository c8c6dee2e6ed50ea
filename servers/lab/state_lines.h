// A snapshot as JSON, one object a thing that the servers hold: what the control socket tells.
#pragma once
#include <QJsonObject>
#include <vector>

#include "servers/lab/lab.h"

namespace cleartext::lab {

// "kind" says what it is: service, queue, letter, mailbox, disk, file, printer, fault.
std::vector<QJsonObject> state_lines(const Snapshot& snapshot, wire::NetworkMode mode);
QJsonObject fault_line(const faults::Ordered& order);

}  // namespace cleartext::lab
