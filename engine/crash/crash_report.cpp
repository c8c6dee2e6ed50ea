// A handler of a fatal signal may do little: it opens, writes and closes, and everything it needs was prepared before.
#include "engine/crash/crash_report.h"

#include <execinfo.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <exception>
#include <filesystem>
#include <vector>

namespace cleartext::crash {
namespace {

constexpr int most_calls = 64;
constexpr std::size_t most_reports = 20;  // older ones go
constexpr std::array<int, 5> fatal{SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

struct Prepared {
  std::array<char, 512> folder{}, path{};
  std::array<char, 128> version{}, uncaught{};
  std::array<char, 256> open{};
  std::array<char, 64 * 1024> stack{};  // for a handler whose own stack is used up
} prepared;

template <std::size_t size>
void keep(std::array<char, size>& place, std::string_view text) {
  const std::size_t length = std::min(text.size(), size - 1);
  std::memcpy(place.data(), text.data(), length);
  place[length] = '\0';
}

void put(int file, const char* text) { [[maybe_unused]] const auto written = write(file, text, std::strlen(text)); }

void put(int file, long number) {
  std::array<char, 24> digits{};
  std::size_t at = digits.size() - 1;
  do {
    digits[--at] = static_cast<char>('0' + number % 10);
    number /= 10;
  } while (number > 0 && at > 0);
  put(file, &digits[at]);
}

const char* meaning(int signal) {
  switch (signal) {
    case SIGSEGV: return "SIGSEGV, an address that is not the program's";
    case SIGBUS: return "SIGBUS, memory that is not there";
    case SIGFPE: return "SIGFPE, arithmetic without a result";
    case SIGILL: return "SIGILL, an instruction that does not exist";
    default: return "SIGABRT, the program gave up by itself";
  }
}

void put_report(int file, int signal) {
  put(file, "Cleartext failed.\n\nversion: ");
  put(file, prepared.version.data());
  put(file, "\nsignal: ");
  put(file, meaning(signal));
  put(file, "\nseconds since 1970: ");
  put(file, static_cast<long>(time(nullptr)));
  put(file, "\nwhat was open: ");
  put(file, prepared.open[0] != '\0' ? prepared.open.data() : "nothing in particular");
  if (prepared.uncaught[0] != '\0') {
    put(file, "\nan exception that nobody caught: ");
    put(file, prepared.uncaught.data());
  }
  put(file, "\n\nThe calls that led to it, the newest first:\n");
  std::array<void*, most_calls> calls{};
  backtrace_symbols_fd(calls.data(), backtrace(calls.data(), most_calls), file);
  put(file, "\nNo mail, no password and no captured byte is in this file.\n");
}

void make_folders() {
  for (char* at = prepared.folder.data() + 1; *at != '\0'; ++at) {
    if (*at != '/') continue;
    *at = '\0';
    mkdir(prepared.folder.data(), 0700);
    *at = '/';
  }
  mkdir(prepared.folder.data(), 0700);
}

void leave_report(int signal) {
  make_folders();
  const int file = open(prepared.path.data(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (file < 0) return;
  put_report(file, signal);
  fsync(file);
  close(file);
  put(STDERR_FILENO, "cleartext: the program failed, which is its own fault. What you made is kept. A report is in ");
  put(STDERR_FILENO, prepared.path.data());
  put(STDERR_FILENO, "\n");
}

// The usual action follows, because the handler is gone by now: the process ends by the same signal.
void failed(int signal) {
  leave_report(signal);
  raise(signal);
}

[[noreturn]] void tell_uncaught() {
  try {
    if (const auto exception = std::current_exception()) std::rethrow_exception(exception);
  } catch (const std::exception& exception) {
    keep(prepared.uncaught, exception.what());
  } catch (...) {
    keep(prepared.uncaught, "of a kind of its own");
  }
  std::abort();
}

void forget_old_reports(const std::string& folder) {
  std::error_code error;
  std::vector<std::filesystem::path> reports;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error)) reports.push_back(entry.path());
  std::sort(reports.begin(), reports.end());  // by time: it is in their names
  for (std::size_t i = 0; i + most_reports < reports.size(); ++i) std::filesystem::remove(reports[i], error);
}

std::string name_now() {
  const std::time_t now = std::time(nullptr);
  std::tm local{};
  localtime_r(&now, &local);
  std::array<char, 32> text{};
  std::strftime(text.data(), text.size(), "%Y-%m-%d-%H%M%S", &local);
  return std::string(text.data()) + "-" + std::to_string(getpid()) + ".txt";
}

}  // namespace

std::string reports_folder() {
  const char* data = std::getenv("XDG_DATA_HOME");
  if (data != nullptr && *data == '/') return std::string(data) + "/cleartext/crashes";
  const char* home = std::getenv("HOME");
  return home != nullptr && *home == '/' ? std::string(home) + "/.local/share/cleartext/crashes" : std::string();
}

void report_into(const std::string& folder, const std::string& version) {
  if (folder.empty() || folder.size() > prepared.folder.size() / 2) return;
  forget_old_reports(folder);
  keep(prepared.folder, folder);
  keep(prepared.path, folder + "/" + name_now());
  keep(prepared.version, version);
  std::array<void*, 1> one{};
  backtrace(one.data(), 1);  // loads what it needs now; in a handler it could not
  std::set_terminate(tell_uncaught);
  stack_t stack{};
  stack.ss_sp = prepared.stack.data();
  stack.ss_size = prepared.stack.size();
  sigaltstack(&stack, nullptr);
  struct sigaction action {};
  action.sa_handler = failed;
  action.sa_flags = static_cast<int>(SA_ONSTACK | SA_RESETHAND);
  for (const int signal : fatal) sigaction(signal, &action, nullptr);
}

void note(std::string_view what_is_open) { keep(prepared.open, what_is_open); }

std::string report_of(const std::string& folder, long process) {
  std::error_code error;
  const std::string end = "-" + std::to_string(process) + ".txt";
  std::string newest;
  for (const auto& entry : std::filesystem::directory_iterator(folder, error))
    if (entry.path().string().ends_with(end)) newest = std::max(newest, entry.path().string());
  return newest;
}

}  // namespace cleartext::crash
