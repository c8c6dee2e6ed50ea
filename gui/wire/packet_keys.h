// By what packets are put in order when a column is asked for. For any thread.
#pragma once
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "engine/packet/packet_store.h"
#include "gui/wire/packet_columns.h"

namespace cleartext::gui {

struct PacketOrder {
  int column = PacketColumn::number;
  Qt::SortOrder order = Qt::AscendingOrder;
  HostForm hosts = HostForm::names;
  bool operator==(const PacketOrder&) const = default;
};

// The numbers in that order, equals in the order of the wire; empty when `abandoned` says that nobody waits any more.
std::vector<std::uint32_t> put_in_order(const packet::PacketStore& packets, std::vector<std::uint32_t> numbers, const PacketOrder& order,
                                        const std::map<packet::Endpoint, std::string>& names, const std::function<bool()>& abandoned);

}  // namespace cleartext::gui
