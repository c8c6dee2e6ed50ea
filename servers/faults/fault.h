// What a teacher breaks on purpose: one value a fault. It is ordered by a lesson, from the window or over the control
// socket, always in the same words (fault_text.h), and carried out by the lab.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "servers/wire/clock.h"
#include "servers/wire/hosts.h"

namespace cleartext::faults {

// One service of one machine; without a machine, of all that run it; without a service, all of a machine's.
struct Target {
  std::optional<wire::Service> service;
  std::optional<wire::Role> machine;
  bool covers(wire::Role role, wire::Service which) const { return (!machine || *machine == role) && (!service || *service == which); }
  bool operator==(const Target&) const = default;
};

// Nobody listens: who connects is refused (RST), and who was connected is cut off.
struct Off {
  Target target;
  bool operator==(const Off&) const = default;
};

// The first packet of who connects is dropped unanswered, until he gives up.
struct Silent {
  Target target;
  bool operator==(const Silent&) const = default;
};

struct FullMailbox {
  std::string user;  // "bob@hamburger.edu"
  bool operator==(const FullMailbox&) const = default;
};

struct FullDisk {
  std::optional<wire::Role> machine;  // empty: every server's
  bool operator==(const FullDisk&) const = default;
};

// Said in place of what the server would say. A refusal in place of a command's reply means that the command is not
// carried out: the wire does not lie about what the server did.
struct Reply {
  Target target;     // always one service
  std::string when;  // a verb, "greeting", "dot" (the end of a letter), or the code that is replaced
  std::string text;  // "452 Disk full", lines parted by LF
  bool operator==(const Reply&) const = default;
};

// Before each reply, on the lab's clock.
struct Delay {
  Target target;
  std::string when;  // as in Reply, but never a code; empty: before every reply
  wire::Milliseconds time{0};
  bool operator==(const Delay&) const = default;
};

struct Cut {
  enum class Moment : unsigned char {
    after_reply,       // the verb was answered
    instead_of_reply,  // the verb was carried out, its answer never leaves
    after_bytes        // so many have passed on this connection, both ways together, and with FTP on its data connections
  };
  enum class Way : unsigned char { reset, end };  // RST or FIN
  Target target;
  Moment moment = Moment::after_reply;
  std::string when;  // a verb, "greeting" or "dot"
  std::uint64_t bytes = 0;
  Way way = Way::reset;
  bool operator==(const Cut&) const = default;
};

// Eve stands between everyone and this mail server, and takes the offer of TLS out of what it says.
struct StripStarttls {
  wire::Role machine = wire::Role::crepes;
  bool operator==(const StripStarttls&) const = default;
};

struct Slow {
  Target target;  // neither service nor machine: the whole lab
  std::uint64_t bytes_a_second = 0;
  bool operator==(const Slow&) const = default;
};

// STARTTLS and the like are not offered, AUTH TLS is refused; from the next connection on.
struct RefuseTls {
  Target target;
  bool operator==(const RefuseTls&) const = default;
};

// One of RFC 2577's guards of the file server, from the next connection on.
struct LiftGuard {
  std::string name;  // "own-address"
  bool operator==(const LiftGuard&) const = default;
};

using Fault = std::variant<Off, Silent, FullMailbox, FullDisk, Reply, Delay, Cut, StripStarttls, Slow, RefuseTls, LiftGuard>;

enum class Secrecy : unsigned char { told, secret };  // secret: a student is to find it out from the wire
enum class By : unsigned char { hand, lesson };       // who takes a fault away; what is secret, only the lesson does

struct Ordered {
  int id = 0;  // 1, 2, … in a lab
  Fault fault;
  Secrecy secrecy = Secrecy::told;
  bool operator==(const Ordered&) const = default;
};

}  // namespace cleartext::faults
