// The network and mount namespaces of the lab's threads. unshare(2) moves the calling thread alone; threads
// it starts are born inside, while the window's own threads stay outside and keep their display.
#include "servers/network/private_network.h"

#include <linux/if_ether.h>
#include <netinet/in.h>
#include <sched.h>
#include <sys/socket.h>
#include <unistd.h>

#include "servers/network/loopback_device.h"
#include "servers/network/name_files.h"
#include "servers/network/refusal.h"
#include "servers/network/rights.h"

namespace cleartext::network {

tl::expected<void, wire::Problem> make_private_network(const std::string& folder) {
  if (::unshare(CLONE_NEWNET | CLONE_NEWNS) != 0) return refused("The system refused a private network");
  if (auto up = bring_up_loopback(); !up) return up;
  return lay_name_files(folder);
}

tl::expected<void, wire::Problem> keep_network_rights() {
  if (!keep_only(network_rights)) return refused("Rights that are not needed any more could not be given up");
  return {};
}

bool may_capture_on_loopback() {
  const int eye = ::socket(AF_PACKET, SOCK_RAW | SOCK_CLOEXEC, htons(ETH_P_ALL));
  if (eye < 0) return false;
  ::close(eye);
  return true;
}

}  // namespace cleartext::network
