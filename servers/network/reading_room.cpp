// Classic BPF over the number of each system call. What is named here is refused; all else, which reading and writing need, goes on.
#include "servers/network/reading_room.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "servers/network/rights.h"

namespace cleartext::network {
namespace {

#if defined(__x86_64__)
constexpr std::uint32_t machine = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t machine = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t machine = 0;  // no filter is written for it
#endif

constexpr std::array refused = {
    SYS_execve,
    SYS_execveat,
    SYS_socket,
    SYS_socketpair,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    SYS_ptrace,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_unshare,
    SYS_setns,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_init_module,
    SYS_finit_module,
    SYS_open_by_handle_at,
    SYS_chroot,
    SYS_kexec_load,
#ifdef SYS_io_uring_setup
    SYS_io_uring_setup,  // it opens sockets without a system call of their own
#endif
};

constexpr std::uint32_t refuse = SECCOMP_RET_ERRNO | EPERM;

std::vector<sock_filter> filter() {
  std::vector<sock_filter> steps = {
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, arch)),
      BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, machine, 1, 0),
      BPF_STMT(BPF_RET | BPF_K, refuse),  // a call of another machine's numbers
      BPF_STMT(BPF_LD | BPF_W | BPF_ABS, offsetof(seccomp_data, nr)),
  };
#if defined(__x86_64__)
  steps.push_back(BPF_JUMP(BPF_JMP | BPF_JGE | BPF_K, 0x40000000U, 0, 1));  // x32's numbers
  steps.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
#endif
  for (const long call : refused) {
    steps.push_back(BPF_JUMP(BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint32_t>(call), 0, 1));
    steps.push_back(BPF_STMT(BPF_RET | BPF_K, refuse));
  }
  steps.push_back(BPF_STMT(BPF_RET | BPF_K, SECCOMP_RET_ALLOW));
  return steps;
}

bool is_inside = false;

}  // namespace

bool enter_reading_room() {
  if (machine == 0 || !gain_no_more()) return false;
  auto steps = filter();
  const sock_fprog program{static_cast<unsigned short>(steps.size()), steps.data()};
  is_inside = true;
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, SECCOMP_FILTER_FLAG_TSYNC, &program) == 0;
}

}  // namespace cleartext::network

// A sanitizer asks this before it looks for leaks: it stops threads by ptrace, which is refused in here.
extern "C" int __lsan_is_turned_off();                                                   // NOLINT(bugprone-reserved-identifier): its name
extern "C" int __lsan_is_turned_off() { return cleartext::network::is_inside ? 1 : 0; }  // NOLINT(bugprone-reserved-identifier)
