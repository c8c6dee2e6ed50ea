// What this thread may still do in its user namespace: capabilities(7). Rights are only ever given up here.
#pragma once
#include <linux/capability.h>

#include <initializer_list>

namespace cleartext::network {

inline constexpr std::initializer_list<unsigned> network_rights = {CAP_NET_BIND_SERVICE, CAP_NET_ADMIN, CAP_NET_RAW};
// SETFCAP: without it user 0 cannot be mapped into a namespace below this one (user_namespaces(7)).
inline constexpr std::initializer_list<unsigned> rights_to_make_a_network = {CAP_NET_BIND_SERVICE, CAP_NET_ADMIN, CAP_NET_RAW,
                                                                             CAP_SYS_ADMIN, CAP_SETFCAP};

bool has_right(unsigned right);
bool keep_only(std::initializer_list<unsigned> rights);  // of the calling thread, and of those that it starts
bool hand_on(std::initializer_list<unsigned> rights);    // to the program that this thread becomes (ambient)
bool gain_no_more();                                     // not by any program that is run (no_new_privs)

}  // namespace cleartext::network
