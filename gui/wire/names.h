// What people call the ends of a connection: the lab's names where the address is one of the lab's, else the capture's own,
// else the address.
#pragma once
#include <QString>

#include "engine/analysis/recording.h"
#include "engine/packet/packet.h"
#include "engine/stream/stream_info.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

const wire::Host* host_of(const packet::Endpoint& endpoint);                                     // nullptr: not a machine of the lab
QString spoken_name_of(const analysis::Recording& recording, const packet::Endpoint& endpoint);  // with "You" in our language
QString name_of(const analysis::Recording& recording, const packet::Endpoint& endpoint);         // "Alice", "mail.crepes.fr", "10.0.0.7"
QString protocol_name(packet::Protocol protocol);                                                // "SMTP"
QString link_name(packet::LinkType link);                                                        // "Ethernet"
QString role_of(const stream::StreamInfo& stream);  // "Relay", "Submission", "Retrieval", "FTP control"
QString parties_of(const analysis::Recording& recording, const stream::StreamInfo& stream);  // "Alice → mail.crepes.fr · SMTP · stream 0"

// All that a filter word may mean for an endpoint: names and address, lower case.
std::string words_of(const analysis::Recording& recording, const packet::Endpoint& endpoint);

// Numbers are said in words of their own: "1 packet", "46 packets".
QString counted(std::size_t number, const QString& one, const QString& many);  // many holds %1

QString from_bytes(std::string_view bytes);  // UTF-8, other bytes as \xNN

}  // namespace cleartext::gui
