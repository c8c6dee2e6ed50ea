// What the tests of the host share: a clock that moves when told, a session that does as it is told, a raw
// client.
#pragma once
#include <gtest/gtest.h>

#include <QHostAddress>
#include <QNetworkProxy>
#include <QTcpSocket>
#include <QTest>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "servers/host/listener.h"
#include "servers/wire/hosts.h"

namespace cleartext::host {

class HandClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::time_point(now_); }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds delay, std::function<void()> call) override {
    const auto number = next_++;
    waiting_[number] = {now_ + delay, std::move(call)};
    return std::make_unique<Handle>(*this, number);
  }
  void advance(wire::Milliseconds by) {
    now_ += by;
    for (auto due = find_due(); due != waiting_.end(); due = find_due()) {
      const auto call = std::move(due->second.second);
      waiting_.erase(due);
      call();
    }
  }

 private:
  using Waiting = std::map<int, std::pair<wire::Milliseconds, std::function<void()>>>;
  struct Handle final : wire::Timer {
    Handle(HandClock& its_clock, int its_number) : clock(its_clock), number(its_number) {}
    ~Handle() override { clock.waiting_.erase(number); }
    HandClock& clock;
    int number;
  };
  Waiting::iterator find_due() {
    auto at = waiting_.begin();
    while (at != waiting_.end() && at->second.first > now_) ++at;
    return at;
  }
  wire::Milliseconds now_{0};
  Waiting waiting_;
  int next_ = 0;
};

// What a test tells the session to do, and what it saw.
struct Script {
  std::string greeting = "hello\r\n";
  std::function<wire::Output(std::string_view)> answer = [](std::string_view bytes) {
    return wire::Output{"you said " + std::string(bytes), {}, {}};
  };
  std::function<wire::Output()> woken = [] { return wire::Output{"woken\r\n", {}, {}}; };
  wire::Wake wake;
  std::string heard;
  int closed = 0;
};

class ScriptedSession final : public wire::Conversation {
 public:
  explicit ScriptedSession(Script& script) : script_(script) {}
  wire::Output greet() override { return {script_.greeting, {}, {}}; }
  wire::Output turn_away(std::string_view why) override { return {"no: " + std::string(why) + "\r\n", {wire::Close{}}, {}}; }
  wire::Output receive(std::string_view bytes) override {
    script_.heard += bytes;
    return script_.answer(bytes);
  }
  void wake_with(wire::Wake wake) override { script_.wake = std::move(wake); }
  wire::Output woken() override { return script_.woken(); }
  wire::Output timed_out() override { return {"too long\r\n", {wire::Close{}}, {}}; }
  void closed() override { ++script_.closed; }

 private:
  Script& script_;
};

constexpr std::uint32_t here = 0x7f000001;
constexpr int patience = 5'000;  // milliseconds that a condition may take; tests never wait that long

inline testing::AssertionResult comes_true(const std::function<bool()>& condition) {
  if (QTest::qWaitFor(condition, patience)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "it did not come true in time";
}

class Caller {
 public:
  explicit Caller(const wire::Endpoint& to, std::uint32_t from = here) {
    socket.setProxy(QNetworkProxy::NoProxy);  // whatever this machine is told to use elsewhere
    socket.bind(QHostAddress(from));
    socket.connectToHost(QHostAddress(to.address), to.port);
    QObject::connect(&socket, &QTcpSocket::readyRead, &socket, [this] {
      if (reading) heard += socket.readAll().toStdString();
    });
    EXPECT_TRUE(comes_true([this] { return socket.state() == QAbstractSocket::ConnectedState; }));
  }
  void say(const std::string& bytes) { socket.write(bytes.data(), static_cast<qint64>(bytes.size())); }
  bool hears(const std::string& text) {
    return QTest::qWaitFor([&] { return heard.find(text) != std::string::npos; }, patience);
  }
  bool is_closed() {
    return QTest::qWaitFor([this] { return socket.state() == QAbstractSocket::UnconnectedState; }, patience);
  }
  QTcpSocket socket;
  std::string heard;
  bool reading = true;
};

class HostTest : public testing::Test {
 protected:
  wire::Endpoint serve(Limits limits = {}) {
    listener = std::make_unique<Listener>(clock, limits);
    const auto listening =
        listener->listen({here, 0}, [this](wire::Endpoint, wire::Endpoint) { return std::make_unique<ScriptedSession>(script); });
    EXPECT_TRUE(listening);
    return listener->endpoint();
  }
  HandClock clock;
  Script script;
  std::unique_ptr<Listener> listener;
};

}  // namespace cleartext::host
