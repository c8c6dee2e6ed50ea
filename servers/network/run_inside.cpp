// One command, or the user's shell, inside. The caller may have threads, so between fork and exec the child
// makes system calls only: its words and its environment are laid out before.
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>
#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>

#include "servers/network/private_network.h"
#include "servers/network/rights.h"

namespace cleartext::network {
namespace {

constexpr int not_runnable = 126, not_found = 127, killed_by_signal = 128;  // as every shell numbers them

// Pointers for exec into strings that live here.
struct Words {
  std::vector<std::string> texts;
  std::vector<char*> pointers;
  void finish() {
    for (std::string& text : texts) pointers.push_back(text.data());
    pointers.push_back(nullptr);
  }
};

Words environment_inside(bool interactive, const std::string& certificate) {
  Words words;
  for (char** entry = environ; *entry != nullptr; ++entry) {
    const std::string_view text(*entry);
    const bool ours = text.starts_with("CLEARTEXT_LAB=") || (interactive && text.starts_with("debian_chroot=")) ||
                      (!certificate.empty() && (text.starts_with("SSL_CERT_FILE=") || text.starts_with("CURL_CA_BUNDLE=")));
    if (!ours) words.texts.emplace_back(text);
  }
  words.texts.emplace_back(in_user_namespace() ? "CLEARTEXT_LAB=private" : "CLEARTEXT_LAB=loopback");
  if (!certificate.empty()) {
    words.texts.emplace_back("SSL_CERT_FILE=" + certificate);
    words.texts.emplace_back("CURL_CA_BUNDLE=" + certificate);
  }
  // Debian's and Ubuntu's bash show this in the prompt: (lab)alice@laptop.
  if (interactive) words.texts.emplace_back("debian_chroot=lab");
  words.finish();
  return words;
}

Words command_line(const std::vector<std::string>& command) {
  Words words;
  words.texts = command;
  if (command.empty()) {
    const char* shell = std::getenv("SHELL");
    words.texts.emplace_back(shell != nullptr && ::access(shell, X_OK) == 0 ? shell : "/bin/sh");
  }
  words.finish();
  return words;
}

std::atomic<pid_t> inside = 0;      // the command that runs
std::atomic<bool> is_over = false;  // it was asked to end

// A terminal that closes and a polite end are for the command, too: whoever waits for it goes on waiting, and tidies up then.
void pass_on(int) {
  is_over = true;
  if (inside > 0) ::kill(inside, SIGHUP);
}

// The keyboard's Ctrl+C is for the command; whoever waits for it goes on waiting, as in system(3).
class Waiting {
 public:
  Waiting() {
    is_over = false;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      struct sigaction wanted {};
      wanted.sa_handler = i < 2 ? SIG_IGN : pass_on;
      wanted.sa_flags = SA_RESTART;
      ::sigaction(numbers[i], &wanted, &before_[i]);
    }
  }
  ~Waiting() {
    for (std::size_t i = 0; i < numbers.size(); ++i) ::sigaction(numbers[i], &before_[i], nullptr);
    inside = 0;
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  static void for_child(pid_t child) {
    inside = child;
    if (is_over) ::kill(child, SIGHUP);
  }

 private:
  static constexpr std::array<int, 4> numbers{SIGINT, SIGQUIT, SIGTERM, SIGHUP};
  std::array<struct sigaction, 4> before_{};
};

void hear_all_signals() {
  for (const int number : {SIGINT, SIGQUIT, SIGPIPE, SIGCHLD, SIGTERM, SIGHUP}) {
    struct sigaction usual {};
    usual.sa_handler = SIG_DFL;
    ::sigaction(number, &usual, nullptr);
  }
  sigset_t none;
  ::sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
}

[[noreturn]] void become(const Words& words, const Words& environment, bool with_rights, pid_t parent, int reason) {
  hear_all_signals();
  ::prctl(PR_SET_PDEATHSIG, SIGHUP, 0, 0, 0);  // no shell outlives its lab
  if (::getppid() != parent) ::_exit(killed_by_signal + SIGHUP);
  if (with_rights) (void)hand_on(network_rights), (void)gain_no_more();
  ::execvpe(words.pointers[0], words.pointers.data(), environment.pointers.data());
  const int number = errno;
  const ssize_t told = ::write(reason, &number, sizeof number);
  ::_exit(told == sizeof number ? not_found : not_runnable);
}

int wait_for(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0)
    if (errno != EINTR) return not_runnable;
  return WIFEXITED(status) ? WEXITSTATUS(status) : killed_by_signal + WTERMSIG(status);
}

// execvpe reports a locked folder of PATH as "permission denied" even where the command is nowhere at all.
bool is_nowhere(const std::string& command) {
  if (command.find('/') != std::string::npos) return ::access(command.c_str(), F_OK) != 0;
  const char* path = std::getenv("PATH");
  std::string_view rest = path == nullptr ? "/usr/bin:/bin" : path;
  while (!rest.empty()) {
    const std::size_t end = std::min(rest.find(':'), rest.size());
    if (::access((std::string(rest.substr(0, end)) + "/" + command).c_str(), F_OK) == 0) return false;
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return true;
}

int say_refused(const std::string& command, int number) {
  if (number == ENOENT || is_nowhere(command)) {
    std::fprintf(stderr, "cleartext: there is no command \"%s\" on this machine.\n", command.c_str());
    return not_found;
  }
  std::fprintf(stderr, "cleartext: \"%s\" cannot be run: %s.\n", command.c_str(), std::strerror(number));
  return not_runnable;
}

}  // namespace

int run_inside(const std::vector<std::string>& command, const std::string& certificate) {
  const Words words = command_line(command);
  const Words environment = environment_inside(command.empty(), certificate);
  const bool with_rights = in_user_namespace();  // else the same rights would reach the whole machine
  const Waiting waiting;
  int reason[2];
  if (::pipe2(reason, O_CLOEXEC) != 0) return say_refused(words.texts[0], errno);
  const pid_t parent = ::getpid(), child = ::fork();
  if (child == 0) become(words, environment, with_rights, parent, reason[1]);
  const int fork_error = errno;
  if (child > 0) Waiting::for_child(child);
  ::close(reason[1]);
  int number = 0;
  // exec closes the pipe: nothing to read means that the command runs.
  const bool failed = child > 0 && ::read(reason[0], &number, sizeof number) == sizeof number;
  ::close(reason[0]);
  if (child < 0) return say_refused(words.texts[0], fork_error);
  const int status = wait_for(child);
  return failed ? say_refused(words.texts[0], number) : status;
}

}  // namespace cleartext::network
