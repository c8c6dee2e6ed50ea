// The columns of the packet list and what a delegate may ask beyond the text.
#pragma once
#include <Qt>

namespace cleartext::gui {

struct PacketColumn {
  enum Name : int { number, time, direction, source, destination, protocol, length, info, count };
};

struct PacketRole {
  enum Name : int {
    number = Qt::UserRole + 1,  // packet number
    side,                       // 0 client, 1 server, -1 neither
    payload,                    // true: it carries bytes of the dialogue
  };
};

}  // namespace cleartext::gui
