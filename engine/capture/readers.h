// The two kinds of capture file, each a packet source of its own.
#pragma once
#include "engine/capture/file_bytes.h"
#include "engine/capture/file_cursor.h"

namespace cleartext::capture {

bool is_pcap(FileCursor& file);
std::unique_ptr<PacketSource> read_pcap(std::unique_ptr<FileBytes> bytes);
std::unique_ptr<PacketSource> read_pcapng(std::unique_ptr<FileBytes> bytes);
std::unique_ptr<PacketSource> read_capture(std::unique_ptr<FileBytes> bytes);  // whichever it is

// Beyond this no link carries a frame; a larger number in a file is damage.
inline constexpr std::uint32_t largest_packet = 16 * 1024 * 1024;

}  // namespace cleartext::capture
