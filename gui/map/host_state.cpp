#include "gui/map/host_state.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/wire/fault_meaning.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

namespace {

using Door = lab::Snapshot::Entrance::Door;

struct Words {
  Q_DECLARE_TR_FUNCTIONS(NetworkMap)
};

// Whom a fault meets; of one without a machine, everybody who runs the service.
struct Meets {
  wire::Role role;
  bool operator()(const faults::FullMailbox& fault) const {
    const auto* host = wire::host_named(std::string_view(fault.user).substr(fault.user.find('@') + 1));
    return host != nullptr && host->role == role;
  }
  bool operator()(const faults::FullDisk& fault) const { return !fault.machine || *fault.machine == role; }
  bool operator()(const faults::StripStarttls& fault) const { return fault.machine == role || role == wire::Role::eve; }
  bool operator()(const faults::LiftGuard&) const { return role == wire::Role::ftp; }
  template <typename Aimed>
  bool operator()(const Aimed& fault) const {
    const auto& target = fault.target;
    return role != wire::Role::eve && (!target.machine || *target.machine == role) &&
           (!target.service || wire::runs(role, *target.service));
  }
};

bool serves(const lab::Snapshot& snapshot, wire::Role role) {
  return std::any_of(snapshot.entrances.begin(), snapshot.entrances.end(), [role](const auto& each) { return each.role == role; });
}

QString shut_words(const std::vector<const lab::Snapshot::Entrance*>& shut) {
  if (shut.size() > 1) return Words::tr("%1 services shut").arg(shut.size());
  const QString name = from_bytes(wire::name(shut.front()->service));
  return shut.front()->door == Door::off ? Words::tr("%1 off").arg(name) : Words::tr("%1 silent").arg(name);
}

}  // namespace

HostState state_of(const lab::Snapshot& snapshot, wire::Role role) {
  std::vector<const lab::Snapshot::Entrance*> shut;
  std::size_t all = 0, off = 0;
  for (const auto& entrance : snapshot.entrances) {
    if (entrance.role != role) continue;
    ++all;
    off += entrance.door == Door::off ? 1 : 0;
    if (entrance.door != Door::open) shut.push_back(&entrance);
  }
  if (all > 0 && off == all) return {HostState::Reach::off, Words::tr("off")};
  if (all > 0 && shut.size() == all) return {HostState::Reach::silent, Words::tr("silent")};
  if (!shut.empty()) return {HostState::Reach::open, shut_words(shut)};
  if (!serves(snapshot, role)) return {};
  for (const auto& disk : snapshot.disks)
    if (disk.role == role && disk.full) return {HostState::Reach::open, Words::tr("disk full")};
  const auto faults = faults_of(snapshot, role).size();
  return {HostState::Reach::open, faults == 0 ? QString() : counted(faults, Words::tr("1 fault"), Words::tr("%1 faults"))};
}

std::vector<QString> faults_of(const lab::Snapshot& snapshot, wire::Role role) {
  std::vector<QString> sentences;
  if (!serves(snapshot, role) && role != wire::Role::eve) return sentences;
  for (const auto& order : snapshot.faults)
    if (std::visit(Meets{role}, order.fault)) sentences.push_back(meaning_of(order.fault));
  return sentences;
}

}  // namespace cleartext::gui
