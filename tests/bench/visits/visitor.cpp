// Visits one server over and over, a thread a connection, for some seconds: each session is one whole dialogue, every
// reply is looked at. Prints one JSON line. Knows only the wire, so that ours and others are visited alike.
//
//   visitor smtp|pop3|imap|ftp|greet ADDRESS PORT CONNECTIONS SECONDS USER PASSWORD ITEM COUNT
//
// ITEM: smtp the recipient, ftp the file; COUNT: letters fetched a session, or with smtp a letter's bytes. A # in USER
// and ITEM is the connection's number: a POP3 mailbox has one visitor at a time.
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstring>
#include <map>
#include <mutex>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

struct Visit {
  std::string talk, address, user, password, item;
  int port = 0, connections = 0, count = 0;
  double seconds = 0;
};

class Wire {
 public:
  Wire(const std::string& address, int port) : socket_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
    sockaddr_in to{};
    to.sin_family = AF_INET;
    to.sin_port = htons(static_cast<std::uint16_t>(port));
    ::inet_pton(AF_INET, address.c_str(), &to.sin_addr);
    const int on = 1;
    ::setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const timeval patience{20, 0};
    ::setsockopt(socket_, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(socket_, reinterpret_cast<const sockaddr*>(&to), sizeof to) != 0) {
      ::close(socket_);
      throw std::runtime_error(std::string("connect: ") + std::strerror(errno));
    }
  }
  ~Wire() { ::close(socket_); }
  Wire(const Wire&) = delete;
  Wire& operator=(const Wire&) = delete;

  void say(std::string_view bytes) {
    while (!bytes.empty()) {
      const auto sent = ::send(socket_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (sent <= 0) throw std::runtime_error("send failed");
      bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
  }
  // Valid until the next call; without CR LF.
  std::string_view line() {
    for (std::size_t seen = at_;;) {
      const auto end = bytes_.find('\n', seen);
      if (end != std::string::npos) {
        const auto found = std::string_view(bytes_).substr(at_, end - at_);
        at_ = end + 1;
        return found.ends_with('\r') ? found.substr(0, found.size() - 1) : found;
      }
      seen = bytes_.size() - at_;
      more();
    }
  }
  void skip(std::size_t count) {
    while (bytes_.size() - at_ < count) {
      count -= bytes_.size() - at_;
      at_ = bytes_.size();
      more();
    }
    at_ += count;
  }
  // To the peer's last byte, thrown away unread.
  std::size_t drain() {
    static thread_local std::vector<char> room(1 << 20);
    for (std::size_t all = bytes_.size() - at_;;) {
      const auto got = ::recv(socket_, room.data(), room.size(), MSG_TRUNC);
      if (got < 0) throw std::runtime_error("a data connection broke");
      if (got == 0) return all;
      all += static_cast<std::size_t>(got);
    }
  }

 private:
  void more() {
    bytes_.erase(0, at_);
    at_ = 0;
    const auto before = bytes_.size();
    bytes_.resize(before + 16384);
    const auto got = ::recv(socket_, bytes_.data() + before, 16384, 0);
    bytes_.resize(before + static_cast<std::size_t>(std::max<ssize_t>(got, 0)));
    if (got <= 0) throw std::runtime_error(got == 0 ? "the server closed" : "no answer");
  }
  int socket_;
  std::string bytes_;
  std::size_t at_ = 0;
};

// The last line of a reply, which must begin so.
std::string_view expect(Wire& wire, std::string_view begin) {
  for (;;) {
    const auto line = wire.line();
    if (line.size() > 3 && line[3] == '-') continue;  // SMTP and FTP: more follows
    if (!line.starts_with(begin)) throw std::runtime_error(std::string(line));
    return line;
  }
}

void smtp(const Visit& visit) {
  const std::string letter = [&] {
    std::string text = "From: <visitor@crepes.fr>\r\nTo: <" + visit.item + ">\r\nSubject: a visit\r\n\r\n";
    while (text.size() + 72 < static_cast<std::size_t>(visit.count)) text += std::string(70, 'x') + "\r\n";
    return text + ".\r\n";
  }();
  Wire wire(visit.address, visit.port);
  expect(wire, "220");
  for (const auto& [words, code] : {std::pair<std::string, const char*>{"EHLO visitor.example", "250"},
                                    {"MAIL FROM:<visitor@crepes.fr>", "250"},
                                    {"RCPT TO:<" + visit.item + ">", "250"},
                                    {"DATA", "354"}}) {
    wire.say(words + "\r\n");
    expect(wire, code);
  }
  wire.say(letter);
  expect(wire, "250");
  wire.say("QUIT\r\n");
  expect(wire, "221");
}

void pop3(const Visit& visit) {
  Wire wire(visit.address, visit.port);
  expect(wire, "+OK");
  for (const auto& words : {"USER " + visit.user, "PASS " + visit.password}) {
    wire.say(words + "\r\n");
    expect(wire, "+OK");
  }
  for (int number = 1; number <= visit.count; ++number) {
    wire.say("RETR " + std::to_string(number) + "\r\n");
    expect(wire, "+OK");
    while (wire.line() != ".") {}
  }
  wire.say("QUIT\r\n");
  expect(wire, "+OK");
}

void imap(const Visit& visit) {
  Wire wire(visit.address, visit.port);
  expect(wire, "* OK");
  const auto command = [&](const std::string& words) {
    wire.say("a " + words + "\r\n");
    for (;;) {
      const auto line = wire.line();
      if (line.starts_with("a ")) {
        if (!line.starts_with("a OK")) throw std::runtime_error(std::string(line));
        return;
      }
      const auto brace = line.ends_with('}') ? line.rfind('{') : line.npos;
      if (brace != line.npos) wire.skip(std::stoul(std::string(line.substr(brace + 1))));
    }
  };
  command("LOGIN " + visit.user + " " + visit.password);
  command("SELECT INBOX");
  for (int number = 1; number <= visit.count; ++number) command("FETCH " + std::to_string(number) + " BODY.PEEK[]");
  command("LOGOUT");
}

std::atomic<std::size_t> drained{0};

void ftp(const Visit& visit) {
  Wire wire(visit.address, visit.port);
  expect(wire, "220");
  for (const auto& [words, code] :
       {std::pair<std::string, const char*>{"USER " + visit.user, "331"}, {"PASS " + visit.password, "230"}, {"TYPE I", "200"}}) {
    wire.say(words + "\r\n");
    expect(wire, code);
  }
  wire.say("PASV\r\n");
  const std::string passive(expect(wire, "227"));
  unsigned a, b, c, d, high, low;
  if (std::sscanf(passive.c_str() + passive.find('('), "(%u,%u,%u,%u,%u,%u)", &a, &b, &c, &d, &high, &low) != 6)
    throw std::runtime_error(passive);
  Wire data(visit.address, static_cast<int>(high * 256 + low));
  wire.say("RETR " + visit.item + "\r\n");
  expect(wire, "1");
  drained += data.drain();
  expect(wire, "226");
  wire.say("QUIT\r\n");
  expect(wire, "221");
}

// A fresh client's first line.
void greet(const Visit& visit) {
  Wire wire(visit.address, visit.port);
  wire.line();
}

struct Tally {
  std::mutex mutex;
  std::vector<double> times;
  std::map<std::string, int> failures;
};

void visit_until(const Visit& visit, void (*talk)(const Visit&), Clock::time_point end, Tally& tally) {
  std::vector<double> times;
  while (Clock::now() < end) {
    const auto begin = Clock::now();
    try {
      talk(visit);
      times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    } catch (const std::exception& problem) {
      const std::lock_guard lock(tally.mutex);
      ++tally.failures[problem.what()];
      if (tally.failures.size() > 20) break;
    }
  }
  const std::lock_guard lock(tally.mutex);
  tally.times.insert(tally.times.end(), times.begin(), times.end());
}

Visit numbered(Visit visit, int number) {
  for (auto* text : {&visit.user, &visit.item})
    if (const auto at = text->find('#'); at != text->npos) text->replace(at, 1, std::to_string(number));
  return visit;
}

void print(Tally& tally, double seconds) {
  auto& times = tally.times;
  std::sort(times.begin(), times.end());
  const auto at = [&](double part) {
    return times.empty() ? 0 : times[static_cast<std::size_t>(part * static_cast<double>(times.size() - 1))];
  };
  int failed = 0;
  for (const auto& [why, count] : tally.failures) {
    failed += count;
    std::fprintf(stderr, "%d times: %s\n", count, why.c_str());
  }
  std::printf("{\"sessions\":%zu,\"seconds\":%.3f,\"failed\":%d,\"bytes\":%zu,\"p50\":%.3f,\"p99\":%.3f,\"slowest\":%.3f}\n", times.size(),
              seconds, failed, drained.load(), at(0.5), at(0.99), at(1));
}

}  // namespace

int main(int argc, char** argv) {
  const std::map<std::string, void (*)(const Visit&)> talks{{"smtp", smtp}, {"pop3", pop3}, {"imap", imap}, {"ftp", ftp}, {"greet", greet}};
  if (argc != 10 || talks.count(argv[1]) == 0) {
    std::fprintf(stderr, "visitor TALK ADDRESS PORT CONNECTIONS SECONDS USER PASSWORD ITEM COUNT\n");
    return 2;
  }
  const Visit visit{argv[1],           argv[2], argv[6], argv[7], argv[8], std::stoi(argv[3]), std::stoi(argv[4]), std::stoi(argv[9]),
                    std::stod(argv[5])};
  Tally tally;
  const auto begin = Clock::now();
  const auto end = begin + std::chrono::duration_cast<Clock::duration>(std::chrono::duration<double>(visit.seconds));
  std::vector<std::thread> threads;
  for (int number = 0; number < visit.connections; ++number)
    threads.emplace_back([&, own = numbered(visit, number)] { visit_until(own, talks.at(own.talk), end, tally); });
  for (auto& thread : threads) thread.join();
  print(tally, std::chrono::duration<double>(Clock::now() - begin).count());
}
