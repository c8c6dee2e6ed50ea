// A pcapng file as its blocks, to change one byte of one packet and write it again. Little endian, as the program writes.
#pragma once
#include <cstdint>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

namespace cleartext {

struct PcapngBlock {
  static constexpr std::uint32_t section = 0x0a0d0d0a, packet = 6;
  std::uint32_t type = 0;
  std::string body;

  bool is_packet() const { return type == packet; }
  std::uint32_t u32(std::size_t at) const {
    std::uint32_t value = 0;
    std::memcpy(&value, body.data() + at, sizeof value);
    return value;
  }
  void put_u32(std::size_t at, std::uint32_t value) { std::memcpy(body.data() + at, &value, sizeof value); }
  // Of an enhanced packet block.
  std::uint64_t time_ns() const { return std::uint64_t{u32(4)} << 32 | u32(8); }
  void set_time_ns(std::uint64_t time) {
    put_u32(4, static_cast<std::uint32_t>(time >> 32));
    put_u32(8, static_cast<std::uint32_t>(time));
  }
  std::string frame() const { return body.substr(20, u32(12)); }
  void set_frame(const std::string& frame) {  // options are dropped
    put_u32(12, static_cast<std::uint32_t>(frame.size()));
    put_u32(16, static_cast<std::uint32_t>(frame.size()));
    body.resize(20);
    body += frame;
    body.resize((body.size() + 3) / 4 * 4);
  }
};

class PcapngBlocks {
 public:
  explicit PcapngBlocks(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    const std::string all((std::istreambuf_iterator<char>(file)), {});
    for (std::size_t at = 0; at + 12 <= all.size();) {
      PcapngBlock block;
      std::uint32_t length = 0;
      std::memcpy(&block.type, all.data() + at, 4);
      std::memcpy(&length, all.data() + at + 4, 4);
      if (length < 12 || at + length > all.size()) break;
      block.body = all.substr(at + 8, length - 12);
      blocks.push_back(std::move(block));
      at += length;
    }
  }
  std::vector<PcapngBlock> blocks;

  // The n-th packet, from 1.
  PcapngBlock& packet(std::size_t number) {
    for (auto& block : blocks) {
      if (block.is_packet() && --number == 0) return block;
    }
    return blocks.at(blocks.size());
  }
  std::size_t packets() const {
    std::size_t count = 0;
    for (const auto& block : blocks) count += block.is_packet() ? 1 : 0;
    return count;
  }
  std::string comment() const {  // the section's first option
    const auto octet = [&](std::size_t at) { return static_cast<std::size_t>(static_cast<unsigned char>(blocks[0].body[at])); };
    return blocks[0].body.substr(20, octet(18) | octet(19) << 8);
  }
  void set_comment(const std::string& text) {
    auto& body = blocks[0].body;
    body.resize(16);
    body += std::string("\x01\x00", 2) + static_cast<char>(text.size() & 0xff) + static_cast<char>(text.size() >> 8) + text;
    body.resize((body.size() + 3) / 4 * 4);
    body += std::string(4, '\0');
  }
  std::string bytes() const {
    std::string all;
    for (const auto& block : blocks) {
      const auto length = static_cast<std::uint32_t>(block.body.size() + 12);
      for (const auto number : {block.type, length}) all.append(reinterpret_cast<const char*>(&number), 4);
      all += block.body;
      all.append(reinterpret_cast<const char*>(&length), 4);
    }
    return all;
  }
  void write(const std::string& path) const { std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes(); }
};

}  // namespace cleartext
