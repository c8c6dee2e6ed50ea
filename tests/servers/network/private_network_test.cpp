// The private network as the lab uses it: standard ports, real segments, names of its own, and a window
// outside.
#include <arpa/inet.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>
#include <fstream>
#include <functional>
#include <thread>

#include "servers/network/private_network.h"
#include "servers/wire/hosts.h"
#include "tests/servers/network/person.h"
#include "tests/servers/network/sockets.h"

namespace cleartext::network {
namespace {

INSTANTIATE_TEST_SUITE_P(As, PrivateNetwork, testing::Values(Person::whoever_runs_the_tests, Person::ordinary_user), person_name);

const wire::Endpoint mail_server() {
  return {wire::host(wire::Role::crepes).address, wire::port(wire::Service::smtp, wire::NetworkMode::private_network)};
}

ino_t network_of_this_thread() {
  struct stat about {};
  return ::stat("/proc/thread-self/ns/net", &about) == 0 ? about.st_ino : 0;
}

Result send_through(int client, int server, std::size_t bytes) {
  std::thread sender([client, bytes] {
    const std::string text(bytes, 'x');
    if (::send(client, text.data(), text.size(), 0) != static_cast<ssize_t>(bytes)) std::abort();
    ::shutdown(client, SHUT_WR);
  });
  std::string room(1 << 16, '\0');
  std::size_t got = 0;
  for (ssize_t count = 0; (count = ::recv(server, room.data(), room.size(), 0)) > 0;) got += static_cast<std::size_t>(count);
  sender.join();
  return got == bytes ? Result{} : wrong("Bytes were lost.");
}

TEST_P(PrivateNetwork, user_keeps_his_own_number) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    const uid_t user = ::geteuid();
    const gid_t group = ::getegid();
    if (in_user_namespace()) return wrong("The test began inside a user namespace of its own.");
    if (auto entered = enter_user_namespace(); !entered) return entered;
    if (::geteuid() != user || ::getegid() != group) return wrong("The user or the group has changed.");
    return in_user_namespace() ? Result{} : wrong("It does not say that it is inside.");
  });
}

// "CapEff:\t0000000000003400", as /proc/thread-self/status says it.
std::string status_line(const std::string& name) {
  std::ifstream status("/proc/thread-self/status");
  for (std::string line; std::getline(status, line);)
    if (line.starts_with(name + ":\t")) return line.substr(name.size() + 2);
  return {};
}

TEST_P(PrivateNetwork, three_rights_are_kept_and_no_program_gains_more) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    if (auto kept = keep_network_rights(); !kept) return kept;
    const std::string three = "0000000000003400";  // NET_BIND_SERVICE, NET_ADMIN, NET_RAW
    for (const auto* set : {"CapEff", "CapPrm"})
      if (status_line(set) != three) return wrong(std::string(set) + " is " + status_line(set));
    if (status_line("CapInh") != "0000000000000000") return wrong("It hands on " + status_line("CapInh"));
    return status_line("NoNewPrivs") == "1" ? Result{} : wrong("A program may gain rights.");
  });
}

TEST_P(PrivateNetwork, mail_server_takes_port_25_and_a_capture_sees_the_handshake) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    if (!may_capture_on_loopback()) return wrong("It says that it may not capture.");
    const int eye = capture_everything();
    if (eye < 0) return wrong("No raw socket.");
    if (listen_at(mail_server()) < 0) return wrong("Port 25 was refused.");
    if (connect_to(mail_server()) < 0) return wrong("The connection was refused.");
    return read_captured(eye).packets >= 3 ? Result{} : wrong("The handshake was not captured.");
  });
}

TEST_P(PrivateNetwork, no_captured_packet_is_longer_than_an_ethernet_frame) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    const int eye = capture_everything(), listener = listen_at(mail_server());
    const int client = connect_to(mail_server()), server = ::accept(listener, nullptr, nullptr);
    constexpr std::size_t letter = 100 * 1024;
    if (auto sent = send_through(client, server, letter); !sent) return sent;
    const Captured seen = read_captured(eye);
    if (seen.bytes < letter) return wrong("Only " + std::to_string(seen.bytes) + " bytes were captured.");
    return seen.longest <= 1514 ? Result{} : wrong("A packet of " + std::to_string(seen.longest) + " bytes.");
  });
}

TEST_P(PrivateNetwork, ipv6_loopback_works) {
  expect([&]() -> Result {
    struct stat about {};
    if (::stat("/proc/net/if_inet6", &about) != 0) return {};  // a kernel without IPv6
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    const int listener = ::socket(AF_INET6, SOCK_STREAM, 0);
    sockaddr_in6 at{};
    at.sin6_family = AF_INET6;
    at.sin6_addr = in6addr_loopback;
    return ::bind(listener, reinterpret_cast<sockaddr*>(&at), sizeof at) == 0 ? Result{} : wrong("::1 was refused.");
  });
}

TEST_P(PrivateNetwork, window_thread_stays_outside) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    if (auto entered = enter_user_namespace(); !entered) return entered;
    const ino_t outside = network_of_this_thread();
    Result made;
    ino_t inside = 0, inherited = 0;
    std::thread lab([&] {
      made = make_private_network(folder.path());
      inside = network_of_this_thread();
      std::thread([&] { inherited = network_of_this_thread(); }).join();
    });
    lab.join();
    if (!made) return made;
    if (network_of_this_thread() != outside) return wrong("The first thread was moved as well.");
    return inside != outside && inherited == inside ? Result{} : wrong("The lab's threads are not inside together.");
  });
}

TEST_P(PrivateNetwork, lab_names_are_known_and_no_others) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    const std::string known = "test \"$(getent ahostsv4 hamburger.edu | head -n 1 | cut -d' ' -f1)\" = ";
    const std::string address = wire::address_text(wire::host(wire::Role::hamburger).address);
    if (run_inside({"sh", "-c", known + address}) != 0) return wrong("hamburger.edu is not known.");
    if (run_inside({"sh", "-c", "getent hosts no.such.example >/dev/null"}) != 2)
      return wrong("A name outside the lab was not simply unknown.");
    return {};
  });
}

TEST_P(PrivateNetwork, whoever_connects_without_a_word_comes_from_you) {
  expect([&]() -> Result {
    if (auto entered = enter_lab(GetParam(), folder.path()); !entered) return entered;
    listen_at(mail_server());
    sockaddr_in own{};
    socklen_t size = sizeof own;
    if (::getsockname(connect_to(mail_server()), reinterpret_cast<sockaddr*>(&own), &size) != 0)
      return wrong("The connection was refused.");
    const std::uint32_t from = ntohl(own.sin_addr.s_addr);
    return from == wire::host(wire::Role::you).address ? Result{} : wrong("It came from " + wire::address_text(from));
  });
}

TEST_P(PrivateNetwork, trial_changes_nothing) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    const ino_t before = network_of_this_thread();
    if (auto tried = try_private_network(); !tried) return tried;
    return network_of_this_thread() == before && !in_user_namespace() ? Result{} : wrong("The trial left its mark.");
  });
}

TEST_P(PrivateNetwork, user_namespace_after_the_first_thread_is_refused_with_a_sentence) {
  expect([&]() -> Result {
    if (auto became = become(GetParam()); !became) return became;
    Result entered;
    std::thread([&] { entered = enter_user_namespace(); }).join();
    if (entered) return wrong("It went in with two threads.");
    return entered.error().sentence.ends_with(".") ? Result{} : wrong("No sentence: " + entered.error().sentence);
  });
}

}  // namespace
}  // namespace cleartext::network
