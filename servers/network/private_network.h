// The private network (user, network and mount namespaces), made without root. Linux only knows about it
// here. Order: enter_user_namespace() at the top of main(), before any thread; join_private_network() in each
// lab thread's parent (threads inherit it). Everything is tried in a forked child first.
#pragma once
#include <sys/types.h>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::network {

enum class Ability { private_network, loopback_capture, neither };

struct Finding {  // one line of `doctor`
  bool good = false;
  std::string sentence;  // "This machine lets an ordinary user make a private network."
  std::string advice;    // a command that mends it, or empty
};

// Tries the whole sequence in a forked child; changes nothing here.
tl::expected<void, wire::Problem> try_private_network();
// Single-threaded, top of main(): own user namespace, uid mapped to itself; inside, the rights to make a
// network and no others, and none to be gained.
tl::expected<void, wire::Problem> enter_user_namespace();
bool in_user_namespace();
// In the calling thread (children threads inherit): unshares network and mounts, brings lo up with MTU 1500
// and offloads off, bind-mounts hosts and nsswitch.conf from files that it writes into `folder`.
tl::expected<void, wire::Problem> make_private_network(const std::string& folder);
// Then, in the same thread: all other rights are given up, for it and for the threads that it starts.
tl::expected<void, wire::Problem> keep_network_rights();
// Other names for all in the network that was made with this folder, from now on.
bool rewrite_hosts(const std::string& folder, const std::string& text);
// All in there trust this authority (PEM) as they trust those of the system's list, which GnuTLS and others read.
bool trust_too(const std::string& folder, const std::string& authority);
bool may_capture_on_loopback();  // a raw packet socket can be opened here and now
std::vector<Finding> doctor(const std::string& program);

// The running labs of this user: a file each in the user's runtime folder; those of dead processes are swept.
std::string runtime_folder();  // private to the user (0700), made when missing; empty: not to be had
struct RunningLab {
  pid_t process = 0, thread = 0;  // the thread that lives in the lab's namespaces
  std::string mode;               // "private" or "loopback"
  std::string certificate = {};   // the file of the authority that the lab's clients trust
};
class Announcement {  // removes its file when destroyed
 public:
  explicit Announcement(const RunningLab& lab);
  ~Announcement();
  Announcement(const Announcement&) = delete;
  Announcement& operator=(const Announcement&) = delete;

 private:
  std::string path_;
};
std::vector<RunningLab> running_labs();           // newest first
std::string control_path(const RunningLab& lab);  // the socket over which it takes orders; empty: there can be none
// Top of main(), single-threaded: enters that lab's namespaces for good, keeps the working folder where it
// can.
tl::expected<void, wire::Problem> join(const RunningLab& lab);
// Runs a command in the calling thread's namespaces with CAP_NET_RAW, NET_ADMIN and NET_BIND_SERVICE ambient;
// an empty command is the user's shell. Waits; returns its exit status (128 + signal).
// `certificate`: programs that use OpenSSL or curl find there whom to trust (SSL_CERT_FILE, CURL_CA_BUNDLE).
int run_inside(const std::vector<std::string>& command, const std::string& certificate = {});

}  // namespace cleartext::network
