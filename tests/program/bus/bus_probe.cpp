// Enters the user namespace as the window does, then asks the session bus for a name: the bus knows users by their
// number, and refuses one that is not its own.
#include <QCoreApplication>
#include <QDBusConnection>
#include <iostream>

#include "servers/network/private_network.h"

int main(int argc, char** argv) {
  if (const auto entered = cleartext::network::enter_user_namespace(); !entered) {
    std::cerr << entered.error().sentence << '\n';
    return 2;
  }
  QCoreApplication application(argc, argv);
  const auto bus = QDBusConnection::sessionBus();
  std::cout << (bus.isConnected() ? "reached" : "refused") << '\n';
  return bus.isConnected() ? 0 : 1;
}
