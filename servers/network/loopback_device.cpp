// Interface requests as in netdevice(7) and linux/ethtool.h. The socket below only carries them; it never
// sends.
#include "servers/network/loopback_device.h"

#include <arpa/inet.h>
#include <linux/ethtool.h>
#include <linux/sockios.h>
#include <net/if.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>
#include <cerrno>
#include <cstring>

#include "servers/network/refusal.h"
#include "servers/wire/hosts.h"

namespace cleartext::network {
namespace {

constexpr int ethernet_mtu = 1500;
constexpr const char* device_name = "lo";
constexpr const char* second_name = "lo:eve";

class Device {
 public:
  Device() : socket_(::socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0)) {}
  ~Device() {
    if (socket_ >= 0) ::close(socket_);
  }
  Device(const Device&) = delete;
  Device& operator=(const Device&) = delete;

  bool set_mtu(int bytes) {
    ifreq request = named(device_name);
    request.ifr_mtu = bytes;
    return ::ioctl(socket_, SIOCSIFMTU, &request) == 0;
  }

  bool switch_off(std::uint32_t feature) {
    ethtool_value value{feature, 0};
    ifreq request = named(device_name);
    request.ifr_data = reinterpret_cast<char*>(&value);
    return ::ioctl(socket_, SIOCETHTOOL, &request) == 0;
  }

  bool up() {
    ifreq request = named(device_name);
    if (::ioctl(socket_, SIOCGIFFLAGS, &request) != 0) return false;
    request.ifr_flags = static_cast<short>(request.ifr_flags | IFF_UP | IFF_RUNNING);
    return ::ioctl(socket_, SIOCSIFFLAGS, &request) == 0;
  }

  bool add_second(std::uint32_t address) { return set_address(SIOCSIFADDR, address) && set_address(SIOCSIFNETMASK, INADDR_NONE); }

 private:
  static ifreq named(const char* name) {
    ifreq request{};
    std::strncpy(request.ifr_name, name, IFNAMSIZ - 1);
    return request;
  }

  bool set_address(unsigned long what, std::uint32_t address) {
    ifreq request = named(second_name);
    sockaddr_in value{};
    value.sin_family = AF_INET;
    value.sin_addr.s_addr = htonl(address);
    std::memcpy(&request.ifr_addr, &value, sizeof value);
    return ::ioctl(socket_, what, &request) == 0;
  }

  int socket_;
};

}  // namespace

tl::expected<void, wire::Problem> bring_up_loopback() {
  Device lo;
  if (!lo.set_mtu(ethernet_mtu)) return refused("The packet size of the lab's network could not be set");
  for (const std::uint32_t feature : {ETHTOOL_STSO, ETHTOOL_SGSO, ETHTOOL_SGRO})
    if (!lo.switch_off(feature)) return refused("Large packets could not be switched off in the lab's network");
  // Scatter-gather and checksum offload are fixed on loopback in today's kernels; where they can go, they go.
  for (const std::uint32_t feature : {ETHTOOL_STXCSUM, ETHTOOL_SSG}) lo.switch_off(feature);
  if (!lo.up()) return refused("The lab's network could not be switched on");
  // A program that asks for names with AI_ADDRCONFIG gets no IPv4 address where 127.0.0.1 is the only one of
  // its own (RFC 3493, 6.1). Eve's is a second one; nobody connects to her, so no other source address
  // changes.
  if (!lo.add_second(wire::host(wire::Role::eve).address)) return refused("The lab's network could not be given a second address");
  return {};
}

}  // namespace cleartext::network
