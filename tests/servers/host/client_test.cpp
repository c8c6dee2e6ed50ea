// An actor's side: everything it says passes the gate, nothing runs out while it waits there, and what came
// of the connection is said once.
#include <QSignalSpy>

#include "tests/servers/host/world.h"

namespace cleartext::host {
namespace {

class WaitingGate final : public actors::Gate {
 public:
  void ask(const actors::Passage& passage, std::function<void()> go) override {
    asked.push_back(passage.actor + " " + passage.verb + ": " + passage.line);
    waiting.push_back(std::move(go));
  }
  void let_one_pass() {
    auto go = std::move(waiting.front());
    waiting.erase(waiting.begin());
    go();
  }
  std::vector<std::string> asked;
  std::vector<std::function<void()>> waiting;
};

// Says a letter and its dot after the first line it hears, QUIT after the fourth, and closes after the fifth.
class WritingAgent final : public wire::Conversation {
 public:
  explicit WritingAgent(Script& script) : script_(script) {}
  wire::Output receive(std::string_view bytes) override {
    script_.heard += bytes;
    const auto before = lines_;
    lines_ += std::count(bytes.begin(), bytes.end(), '\n');
    const auto reached = [&](std::ptrdiff_t line) { return before < line && lines_ >= line; };
    if (reached(5)) return {{}, {wire::Close{}}, {}};
    if (reached(4)) return {"QUIT\r\n", {}, "QUIT"};
    if (!reached(1)) return {};
    wire::Output letter{"line one\r\nline two\r\n", {}, "letter"};
    letter.then = std::make_shared<wire::Output>(wire::Output{".\r\n", {}, "dot"});
    return letter;
  }
  wire::Output timed_out() override {
    script_.answer("silence");
    return {{}, {wire::Close{}}, {}};
  }
  void closed() override { ++script_.closed; }

 private:
  Script& script_;
  std::ptrdiff_t lines_ = 0;
};

class ClientTest : public HostTest {
 protected:
  ClientConnection& connect_to(const wire::Endpoint& to, actors::Gate& gate) {
    client = std::make_unique<ClientConnection>("alice", std::make_unique<WritingAgent>(agent), gate, clock,
                                                Limits{wire::Milliseconds(1000), wire::Milliseconds(1000), 1});
    QObject::connect(client.get(), &ClientConnection::ended, client.get(),
                     [this](const QString& problem) { ends.push_back(problem.toStdString()); });
    client->open(wire::host(wire::Role::alice).address, to);
    return *client;
  }
  Script agent;
  std::vector<std::string> ends;
  WaitingGate gate;
  actors::OpenGate open_gate;
  std::unique_ptr<ClientConnection> client;
};

TEST_F(ClientTest, every_word_passes_the_gate_in_order) {
  const auto at = serve();
  connect_to(at, gate);
  EXPECT_EQ(listener->open_connections(), 0);
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 2; }));
  EXPECT_EQ(script.heard, "");
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return script.heard == "line one\r\nline two\r\n" && gate.asked.size() == 3; }));
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 4; }));
  EXPECT_EQ(script.heard, "line one\r\nline two\r\n.\r\n");
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  EXPECT_EQ(ends[0], "");
  EXPECT_EQ(gate.asked, (std::vector<std::string>{"alice connect: connect to you:" + std::to_string(at.port), "alice letter: line one",
                                                  "alice dot: .", "alice QUIT: QUIT"}));
  EXPECT_EQ(agent.closed, 1);
}

TEST_F(ClientTest, it_comes_from_the_actors_own_address) {
  std::uint32_t from = 0;
  listener = std::make_unique<Listener>(clock, Limits{});
  ASSERT_TRUE(listener->listen({here, 0}, [&](wire::Endpoint peer, wire::Endpoint) {
    from = peer.address;
    return std::make_unique<ScriptedSession>(script);
  }));
  connect_to(listener->endpoint(), open_gate);
  EXPECT_TRUE(comes_true([&] { return from != 0; }));
  EXPECT_EQ(wire::address_text(from), "127.0.1.10");
}

TEST_F(ClientTest, an_hour_at_the_gate_changes_nothing_for_the_actor) {
  const auto at = serve({std::chrono::hours(24), std::chrono::hours(24), 1});
  bool silence = false;
  agent.answer = [&](std::string_view) {
    silence = true;
    return wire::Output{};
  };
  connect_to(at, gate);
  clock.advance(std::chrono::hours(1));
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 2; }));
  clock.advance(std::chrono::hours(1));
  EXPECT_FALSE(silence);
  EXPECT_TRUE(ends.empty());
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return !script.heard.empty(); }));
}

TEST_F(ClientTest, an_agent_hears_one_line_at_a_time_and_may_answer_each) {
  script.greeting = "a\r\nb\r\nc\r\nd\r\n";
  script.answer = [](std::string_view bytes) { return bytes == "QUIT\r\n" ? wire::Output{"bye\r\n", {}, {}} : wire::Output{}; };
  connect_to(serve(), open_gate);
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  EXPECT_EQ(agent.heard, "a\r\nb\r\nc\r\nd\r\nbye\r\n");
}

TEST_F(ClientTest, a_connection_refused_is_a_sentence) {
  const auto at = serve();
  listener->stop();
  connect_to(at, open_gate);
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  EXPECT_NE(ends[0].find(std::to_string(at.port)), std::string::npos) << ends[0];
  EXPECT_TRUE(ends[0].ends_with('.'));
}

TEST_F(ClientTest, an_address_outside_the_lab_is_never_called) {
  connect_to({0x08080808, 25}, open_gate);
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  EXPECT_NE(ends[0].find("8.8.8.8"), std::string::npos);
}

TEST_F(ClientTest, silence_of_the_server_ends_it_with_a_sentence) {
  script.greeting = "";
  agent.answer = [](std::string_view) { return wire::Output{}; };
  connect_to(serve({std::chrono::hours(24), std::chrono::hours(24), 1}), open_gate);
  EXPECT_TRUE(comes_true([this] { return listener->open_connections() == 1; }));
  QCoreApplication::processEvents();
  clock.advance(wire::Milliseconds(1100));
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
}

TEST_F(ClientTest, a_server_that_goes_away_ends_it_once) {
  connect_to(serve(), gate);
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 2; }));
  listener->stop();
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  gate.let_one_pass();  // too late, and harmless
  EXPECT_EQ(agent.closed, 1);
  EXPECT_EQ(ends.size(), 1u);
}

TEST_F(ClientTest, abort_ends_it_once_and_a_late_gate_is_harmless) {
  connect_to(serve(), gate);
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 2; }));
  client->abort();
  EXPECT_TRUE(comes_true([this] { return ends.size() == 1; }));
  gate.let_one_pass();
  client.reset();
  EXPECT_EQ(agent.closed, 1);
  EXPECT_TRUE(comes_true([this] { return listener->open_connections() == 0; }));
}

TEST_F(ClientTest, a_client_may_be_dropped_while_it_waits_at_the_gate) {
  connect_to(serve(), gate);
  client.reset();
  gate.let_one_pass();
  connect_to(listener->endpoint(), gate);
  gate.let_one_pass();
  EXPECT_TRUE(comes_true([this] { return gate.asked.size() == 3; }));
  client.reset();
  gate.let_one_pass();
  EXPECT_TRUE(ends.empty());
}

}  // namespace
}  // namespace cleartext::host
