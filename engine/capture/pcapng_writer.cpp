// Writes little-endian pcapng with nanoseconds; the file appears under its name only when it is whole.
#include "engine/capture/pcapng_writer.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>

#include "engine/capture/new_file.h"
#include "servers/wire/hosts.h"

namespace cleartext::capture {

namespace {

enum Option : std::uint16_t {
  end_of_options = 0,
  comment = 1,
  user_application = 4,
  interface_name = 2,
  packets_dropped = 5,
  time_resolution = 9
};

class Block {
 public:
  explicit Block(std::uint32_t type) { u32(type).u32(0); }
  Block& u16(std::uint32_t value) { return number(value, 2); }
  Block& u32(std::uint32_t value) { return number(value, 4); }
  Block& u64(std::uint64_t value) { return number(value, 8); }
  Block& bytes(std::string_view value) {  // padded to four
    bytes_.append(value);
    bytes_.resize((bytes_.size() + 3) / 4 * 4);
    return *this;
  }
  Block& option(Option code, std::string_view value) {
    value = value.substr(0, 0xffff);
    return u16(code).u16(static_cast<std::uint32_t>(value.size())).bytes(value);
  }
  std::string finish() {
    const auto length = static_cast<std::uint32_t>(bytes_.size() + 4);
    u32(length);
    for (unsigned i = 0; i < 4; ++i) bytes_[4 + i] = static_cast<char>(length >> (8 * i) & 0xff);
    return std::move(bytes_);
  }

 private:
  Block& number(std::uint64_t value, unsigned count) {
    for (unsigned i = 0; i < count; ++i) bytes_ += static_cast<char>(value >> (8 * i) & 0xff);
    return *this;
  }
  std::string bytes_;
};

std::string section_block(const std::string& section_comment) {
  Block block(0x0a0d0d0a);
  block.u32(0x1a2b3c4d).u16(1).u16(0).u64(~std::uint64_t{0});
  if (!section_comment.empty()) block.option(comment, section_comment);
  return block.option(user_application, "Cleartext").option(end_of_options, "").finish();
}

// draft-ietf-opsawg-pcapng, 4.7: what opens the TLS sessions below.
std::string secrets_block(std::string_view key_log) {
  constexpr std::uint32_t tls_key_log = 0x544c534b;
  return Block(10).u32(tls_key_log).u32(static_cast<std::uint32_t>(key_log.size())).bytes(key_log).finish();
}

std::string interface_block(packet::LinkType link, Origin origin) {
  const std::string_view nanoseconds("\x09", 1);
  Block block(1);
  block.u16(static_cast<std::uint32_t>(link)).u16(0).u32(262144);
  if (origin == Origin::lab) block.option(interface_name, "lab");
  return block.option(time_resolution, nanoseconds).option(end_of_options, "").finish();
}

// Wireshark reads names from here, so that it shows "mail.crepes.fr" where it is asked to.
std::string names_block() {
  Block block(4);
  for (const wire::Host& host : wire::hosts()) {
    std::string record;
    for (int shift = 24; shift >= 0; shift -= 8) record += static_cast<char>(host.address >> shift & 0xff);
    for (const std::string_view name : {host.other_name, host.host_name})  // Wireshark shows the last one
      if (!name.empty()) record.append(name).push_back('\0');
    block.u16(1).u16(static_cast<std::uint32_t>(record.size())).bytes(record);
  }
  return block.u16(0).u16(0).finish();
}

std::string packet_block(const packet::RawPacket& packet, std::uint32_t interface, const std::string* text) {
  const auto time = static_cast<std::uint64_t>(packet.time_ns);
  Block block(6);
  block.u32(interface).u32(static_cast<std::uint32_t>(time >> 32)).u32(static_cast<std::uint32_t>(time));
  block.u32(static_cast<std::uint32_t>(packet.bytes.size())).u32(packet.length);
  block.bytes({reinterpret_cast<const char*>(packet.bytes.data()), packet.bytes.size()});
  if (text != nullptr) block.option(comment, *text).option(end_of_options, "");
  return block.finish();
}

// draft-ietf-opsawg-pcapng, 4.6: Wireshark shows it as the packets that were dropped.
std::string statistics_block(std::uint64_t missed, std::int64_t now_ns) {
  const auto time = static_cast<std::uint64_t>(now_ns);
  Block block(5);
  block.u32(0).u32(static_cast<std::uint32_t>(time >> 32)).u32(static_cast<std::uint32_t>(time));
  return block.u16(packets_dropped).u16(8).u64(missed).option(end_of_options, "").finish();
}

}  // namespace

struct PcapngFile::Impl {
  Impl(const std::string& wanted, Origin whose) : path(wanted), origin(whose), file(wanted) {}
  std::string path, section;
  Origin origin;
  NewFile file;
  std::vector<packet::LinkType> links;  // of the interfaces so far
  int error = 0;
  std::int64_t last_ns = 0;  // when the last packet came

  void put(std::string_view block) {
    if (error == 0 && !file.write(block)) error = errno;
  }
  std::uint32_t interface_of(packet::LinkType link) {
    const auto known = std::find(links.begin(), links.end(), link);
    const auto number = static_cast<std::uint32_t>(known - links.begin());
    if (known == links.end()) {
      links.push_back(link);
      put(interface_block(link, origin));
    }
    return number;
  }
  bool keep(std::string_view late_key_log) {
    if (late_key_log.empty()) return file.keep();
    NewFile whole(path);
    const bool kept = whole.open() && whole.write(section) && whole.write(secrets_block(late_key_log)) &&
                      whole.append(file, section.size()) && whole.keep();
    if (kept) file.discard();
    return kept;
  }
  tl::unexpected<wire::Problem> refusal() const {
    return tl::unexpected(
        wire::Problem{"The capture cannot be written to " + path + ": " + std::strerror(error) + ".", "Choose another folder."});
  }
};

tl::expected<PcapngFile, wire::Problem> PcapngFile::create(const std::string& path, const std::string& section_comment,
                                                           std::string_view key_log, Origin origin) {
  auto impl = std::make_unique<Impl>(path, origin);
  if (!impl->file.open()) {
    impl->error = errno;
    return impl->refusal();
  }
  if (origin == Origin::blocks) return PcapngFile(std::move(impl));
  impl->section = section_block(section_comment);
  impl->put(impl->section);
  if (!key_log.empty()) impl->put(secrets_block(key_log));
  if (origin == Origin::lab) impl->put(names_block());
  return PcapngFile(std::move(impl));
}

PcapngFile::PcapngFile(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
PcapngFile::~PcapngFile() = default;
PcapngFile::PcapngFile(PcapngFile&&) noexcept = default;
PcapngFile& PcapngFile::operator=(PcapngFile&&) noexcept = default;

void PcapngFile::write(const packet::RawPacket& packet, const std::string* text) {
  const std::uint32_t interface = impl_->interface_of(packet.link);
  impl_->put(packet_block(packet, interface, text));
  impl_->last_ns = packet.time_ns;
}

void PcapngFile::block(std::string_view whole) { impl_->put(whole); }

void PcapngFile::secrets(std::string_view key_log) { impl_->put(secrets_block(key_log)); }

void PcapngFile::show() {
  if (impl_->error == 0 && !impl_->file.show()) impl_->error = errno;
}

void PcapngFile::missed(std::uint64_t packets) {
  if (packets == 0) return;
  if (impl_->links.empty()) impl_->interface_of(packet::LinkType::ethernet);
  impl_->put(statistics_block(packets, impl_->last_ns));
}

bool PcapngFile::failed() const { return impl_->error != 0; }

tl::expected<void, wire::Problem> PcapngFile::keep(std::string_view late_key_log) {
  if (impl_->links.empty() && impl_->origin != Origin::blocks) impl_->interface_of(packet::LinkType::ethernet);
  if (impl_->error == 0 && !impl_->keep(late_key_log)) impl_->error = errno;
  if (impl_->error != 0) return impl_->refusal();
  return {};
}

}  // namespace cleartext::capture
