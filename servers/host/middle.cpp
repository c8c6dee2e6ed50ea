#include "servers/host/middle.h"

#include <QSocketNotifier>
#include <list>
#include <optional>
#include <utility>

#include "servers/host/stream.h"

namespace cleartext::host {

namespace {

constexpr std::size_t most_pairs = 200;
constexpr std::size_t most_unsent = 256 * 1024;

}  // namespace

struct Middle::Impl {
  struct Pair {
    Editor editor;
    Stream* client = nullptr;
    Stream* server = nullptr;
    bool client_ended = false, server_ended = false;
  };

  void callers_wait() {
    while (auto caller = socket->accept()) {
      auto onward = Socket::connecting(at.address, to);
      if (onward && pairs.size() < most_pairs) join(std::move(caller->socket), std::move(*onward));
    }
  }

  void join(Socket caller, Socket onward) {
    auto& pair = pairs.emplace_back();
    pair.editor = editors();
    const auto broken = [this, &pair](int) { part(pair); };
    pair.client = new Stream(std::move(caller), Stream::Begin::connected,
                             {{},
                              [this, &pair](std::string_view bytes) { client_said(pair, bytes); },
                              [this, &pair] { ended(pair, pair.client_ended, *pair.server); },
                              [this, &pair] { flow(pair); },
                              broken},
                             nullptr);
    pair.server = new Stream(std::move(onward), Stream::Begin::connecting,
                             {[this, &pair] { flow(pair); }, [this, &pair](std::string_view bytes) { server_said(pair, bytes); },
                              [this, &pair] { ended(pair, pair.server_ended, *pair.client); }, [this, &pair] { flow(pair); }, broken},
                             nullptr);
  }

  void client_said(Pair& pair, std::string_view bytes) {
    const auto edited = pair.editor.from_client(bytes);
    pair.server->write(edited.on);
    pair.client->write(edited.back);
    flow(pair);
  }

  void server_said(Pair& pair, std::string_view bytes) {
    pair.client->write(pair.editor.from_server(bytes));
    flow(pair);
  }

  void ended(Pair& pair, bool& who, Stream& other) {
    who = true;
    other.finish();
    flow(pair);
  }

  // Who cannot be passed on is not listened to; where both have ended it is over.
  void flow(Pair& pair) {
    const auto to_server = pair.server->unsent(), to_client = pair.client->unsent();
    if (pair.client_ended && pair.server_ended && to_server == 0 && to_client == 0) return part(pair);
    pair.client->read(!pair.client_ended && to_server < most_unsent);
    pair.server->read(!pair.server_ended && to_client < most_unsent);
  }

  // Called from inside a stream, which therefore goes later. One end that broke breaks the other.
  void part(Pair& pair) {
    for (auto* stream : {pair.client, pair.server}) {
      pair.client_ended&& pair.server_ended ? stream->close() : stream->reset();
      stream->deleteLater();
    }
    pairs.remove_if([&pair](const Pair& each) { return &each == &pair; });
  }

  wire::Endpoint at, to;
  std::function<Editor()> editors;
  std::optional<Socket> socket;
  std::unique_ptr<QSocketNotifier> callers;
  std::list<Pair> pairs;
};

Middle::Middle(const wire::Endpoint& at, const wire::Endpoint& to, std::function<Editor()> editors) : impl_(std::make_unique<Impl>()) {
  impl_->at = at;
  impl_->to = to;
  impl_->editors = std::move(editors);
}

Middle::~Middle() {
  impl_->callers.reset();
  while (!impl_->pairs.empty()) impl_->part(impl_->pairs.front());
}

tl::expected<void, wire::Problem> Middle::listen() {
  auto socket = Socket::listening(impl_->at);
  if (!socket) return tl::unexpected(socket.error());
  impl_->socket = std::move(*socket);
  impl_->callers = std::make_unique<QSocketNotifier>(impl_->socket->number(), QSocketNotifier::Read);
  QObject::connect(impl_->callers.get(), &QSocketNotifier::activated, impl_->callers.get(), [impl = impl_.get()] { impl->callers_wait(); });
  return {};
}

}  // namespace cleartext::host
