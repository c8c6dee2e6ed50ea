// A block is its type, its length, its body, its length again; a section header says in which order bytes stand
// (draft-ietf-opsawg-pcapng, 3.1 and 4.1).
#include "engine/capture/pcapng_copy.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace cleartext::capture {

namespace {

using Bytes = std::span<const std::byte>;

enum BlockType : std::uint32_t { section_header = 0x0a0d0d0a, old_packet = 2, simple_packet = 3, enhanced_packet = 6, secrets = 10 };
constexpr std::uint32_t tls_key_log = 0x544c534b;

std::string_view text_of(Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

struct Block {
  std::uint32_t type = 0;
  Bytes whole;
};

class Blocks {
 public:
  explicit Blocks(Bytes all) : left_(all) {}
  bool big_endian() const { return big_endian_; }

  std::optional<Block> next() {
    if (left_.size() < 12) return {};
    if (u32(left_) == section_header) big_endian_ = left_[8] == std::byte{0x1a};  // the same in both orders
    const std::uint32_t length = u32(left_.subspan(4));
    if (length < 12 || length % 4 != 0 || length > left_.size() || u32(left_.subspan(length - 4)) != length) return {};
    const Block block{u32(left_), left_.first(length)};
    left_ = left_.subspan(length);
    return block;
  }
  std::uint32_t u32(Bytes at) const {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) value |= std::to_integer<std::uint32_t>(at[i]) << (big_endian_ ? 24 - 8 * i : 8 * i);
    return value;
  }

 private:
  Bytes left_;
  bool big_endian_ = false;
};

// Lines that no block of the original holds.
std::string missing_secrets(Bytes original, std::string_view key_log) {
  std::string held, missing;
  if (key_log.empty()) return missing;
  Blocks blocks(original);
  while (const auto block = blocks.next())
    if (block->type == secrets && block->whole.size() >= 20 && blocks.u32(block->whole.subspan(8)) == tls_key_log)
      held += text_of(block->whole.subspan(16));
  while (!key_log.empty()) {
    const std::string_view line = key_log.substr(0, key_log.find('\n'));
    key_log.remove_prefix(std::min(key_log.size(), line.size() + 1));
    if (!line.empty() && held.find(line) == std::string::npos) missing.append(line).push_back('\n');
  }
  return missing;
}

std::string secrets_block(std::string lines, bool big_endian) {
  const auto said = static_cast<std::uint32_t>(lines.size());
  lines.resize((lines.size() + 3) / 4 * 4);
  std::string block;
  const auto put = [&](std::uint32_t value) {
    for (int i = 0; i < 4; ++i) block += static_cast<char>(value >> (big_endian ? 24 - 8 * i : 8 * i) & 0xff);
  };
  const auto length = static_cast<std::uint32_t>(20 + lines.size());
  for (const std::uint32_t value : {std::uint32_t{secrets}, length, tls_key_log, said}) put(value);
  block += lines;
  put(length);
  return block;
}

bool is_packet(std::uint32_t type) { return type == enhanced_packet || type == simple_packet || type == old_packet; }

}  // namespace

std::uint64_t copy_blocks(PcapngFile& file, Bytes original, const std::function<bool(std::uint32_t)>& wanted, std::string_view key_log) {
  std::string missing = missing_secrets(original, key_log);
  std::uint32_t number = 0;
  std::uint64_t written = 0;
  Blocks blocks(original);
  while (const auto block = file.failed() ? std::nullopt : blocks.next()) {
    const bool packet = is_packet(block->type);
    if (packet && !wanted(++number)) continue;
    written += packet ? 1 : 0;
    file.block(text_of(block->whole));
    if (block->type == section_header && !missing.empty()) file.block(secrets_block(std::exchange(missing, {}), blocks.big_endian()));
  }
  return written;
}

}  // namespace cleartext::capture
