// Writes pcapng: one section, TLS secrets (lines of a key log), an interface a link type, lab host names (NRB), packets
// with a comment on those that have one, and how many packets the capture missed.
#pragma once
#include <map>
#include <memory>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "engine/packet/packet.h"
#include "servers/wire/problem.h"

namespace cleartext::capture {

// Whose packets: the lab's own, whose hosts have names; a stranger's, of which nothing is claimed; or blocks as they are.
enum class Origin : std::uint8_t { lab, file, blocks };

// A capture being written, packet after packet. It lies under a temporary name until it is kept or shown, so there is never
// half a file; one that is neither is removed.
class PcapngFile {
 public:
  static tl::expected<PcapngFile, wire::Problem> create(const std::string& path, const std::string& section_comment = {},
                                                        std::string_view key_log = {}, Origin origin = Origin::lab);
  ~PcapngFile();
  PcapngFile(PcapngFile&&) noexcept;
  PcapngFile& operator=(PcapngFile&&) noexcept;

  void write(const packet::RawPacket& packet, const std::string* comment = nullptr);
  void write(const packet::Packet& packet, const std::string* comment = nullptr) {
    write(packet::RawPacket{packet.time_ns, packet.bytes, packet.length, packet.link}, comment);
  }
  void block(std::string_view whole);      // Origin::blocks
  void secrets(std::string_view key_log);  // of what was written, or is to come
  // All of it so far stands under its name from here on, for whoever reads along, and whatever becomes of this program.
  void show();
  void missed(std::uint64_t packets);  // by the capture itself; 0 is not written
  bool failed() const;                 // why is told by keep()
  // Secrets that came while packets were written stand before them: whoever reads the file once needs them first.
  tl::expected<void, wire::Problem> keep(std::string_view late_key_log = {});

 private:
  struct Impl;
  explicit PcapngFile(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

using Comments = std::map<std::uint32_t, std::string>;  // by packet number

template <typename Packets>
tl::expected<void, wire::Problem> write_pcapng(const std::string& path, const Packets& packets, const Comments& comments,
                                               const std::string& section_comment = {}, std::string_view key_log = {},
                                               std::uint64_t missed = 0) {
  auto file = PcapngFile::create(path, section_comment, key_log);
  if (!file) return tl::unexpected(file.error());
  for (const packet::Packet& packet : packets) {
    const auto text = comments.find(packet.number);
    file->write(packet, text == comments.end() ? nullptr : &text->second);
    if (file->failed()) break;
  }
  file->missed(missed);
  return file->keep();
}
inline tl::expected<void, wire::Problem> write_pcapng(const std::string& path, const std::vector<packet::Packet>& packets,
                                                      const Comments& comments, const std::string& section_comment = {}) {
  return write_pcapng<std::vector<packet::Packet>>(path, packets, comments, section_comment);
}

}  // namespace cleartext::capture
