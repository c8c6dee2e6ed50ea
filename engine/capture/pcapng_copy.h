// A pcapng written again as it was, block by block: interfaces, comments, names and what nobody here understands stay.
#pragma once
#include <cstdint>
#include <functional>
#include <span>

#include "engine/capture/pcapng_writer.h"

namespace cleartext::capture {

// Into a file made with Origin::blocks. Of the packets those that are wanted, by number; lines of the key log that the
// original does not hold are added. Ends where the original is damaged. Returns how many packets were written.
std::uint64_t copy_blocks(PcapngFile& file, std::span<const std::byte> original, const std::function<bool(std::uint32_t)>& wanted,
                          std::string_view key_log);

}  // namespace cleartext::capture
