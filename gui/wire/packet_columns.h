// The columns of the packet list, what a delegate may ask beyond the text, and how times and hosts are told.
#pragma once
#include <Qt>

namespace cleartext::gui {

struct PacketColumn {
  enum Name : int {
    number,
    time,
    since_before,
    direction,
    source,
    source_port,
    destination,
    destination_port,
    protocol,
    stream,
    length,
    info,
    count
  };
};

struct PacketRole {
  enum Name : int {
    number = Qt::UserRole + 1,  // packet number
    side,                       // 0 client, 1 server, -1 neither
    payload,                    // true: it carries bytes of the dialogue
  };
};

enum class TimeForm { since_first, time_of_day };
enum class HostForm { names, addresses };

}  // namespace cleartext::gui
