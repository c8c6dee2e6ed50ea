// Each way of opening ends in opened() or failed(); each way of use ends in sent(), finished() or failed();
// then nothing more is heard from it.
#include "servers/host/data_connection.h"

#include <array>
#include <cerrno>

#include "servers/host/send_file.h"

namespace cleartext::host {

namespace {

constexpr std::size_t bytes_a_turn = 1024 * 1024;  // then other connections have theirs
constexpr wire::Milliseconds between_looks{10};
constexpr int most_looks = 500;  // at what was sent and is not heard yet

}  // namespace

DataConnection::DataConnection(wire::Clock& clock, wire::Milliseconds patience, Events events, QObject* parent)
    : QObject(parent), on_(std::move(events)), clock_(clock), patience_(patience) {}

void DataConnection::listen(std::uint32_t self, std::uint32_t peer) {
  auto listener = Socket::listening_anywhere(self, receive_room(line_));
  if (!listener) return fail_later();
  peer_ = peer;
  listener_ = std::move(*listener);
  callers_ = std::make_unique<Watch>(
      listener_->number(), [this] { callers_wait(); }, nullptr);
  callers_->read(true);
  timer_ = clock_.after(patience_, [this] { over(on_.failed); });
  on_.listening(listener_->self());
}

void DataConnection::callers_wait() {
  while (listener_ && !over_) {
    auto caller = listener_->accept();
    if (!caller) return;
    if (peer_ != 0 && caller->peer.address != peer_) continue;  // somebody else: closed unheard
    callers_->closed();
    listener_.reset();
    take(std::move(caller->socket), Stream::Begin::connected);
    opened();
  }
}

void DataConnection::connect_to(const wire::Endpoint& self, const wire::Endpoint& to) {
  auto socket = Socket::connecting(self.address, to, self.port);
  if (!socket) return fail_later();
  timer_ = clock_.after(patience_, [this] { over(on_.failed); });
  take(std::move(*socket), Stream::Begin::connecting);
}

void DataConnection::take(Socket socket, Stream::Begin begin) {
  Stream::Events events;
  events.connected = [this] { opened(); };
  events.received = [this](std::string_view bytes) {
    on_.progress();
    if (channel_) return received(bytes);
    on_.received(bytes);
  };
  // Inside TLS who only listens is heard, too: when he goes, either he has it all or he does not want it.
  events.finished = [this] {
    if (!source_) return over(on_.finished);
    over(all_read_ && stream_->unsent() == 0 ? on_.sent : on_.failed);
  };
  events.written = [this] { pump(); };
  events.broken = [this](int) { over(on_.failed); };
  stream_ = new Stream(std::move(socket), begin, std::move(events), this);
  stream_->run_on(line_);
}

void DataConnection::opened() {
  timer_.reset();
  on_.connected();
}

void DataConnection::start_tls(secure::Channel channel) {
  if (stream_ == nullptr || over_) return;
  channel_ = std::move(channel);
  stream_->write(channel_->take_output());
  stream_->read(true);
}

void DataConnection::received(std::string_view ciphertext) {
  std::string plaintext;
  const bool whole = channel_->receive(ciphertext, plaintext);
  stream_->write(channel_->take_output());
  if (!whole) return over(on_.failed);
  if (!plaintext.empty()) on_.received(plaintext);
  if (over_) return;
  if (channel_->finished() && !source_) {
    channel_->close();  // its good-bye is answered: some clients wait for that
    stream_->write(channel_->take_output());
    return over(on_.finished);
  }
  if (channel_->open() && source_ && !all_read_) stream_->tell_when_written();
}

void DataConnection::receive() {
  if (stream_ == nullptr || over_) return fail_later();
  stream_->read(true);
}

void DataConnection::send(std::shared_ptr<wire::DataSource> source) {
  if (stream_ == nullptr || over_) return fail_later();
  source_ = std::move(source);
  stream_->tell_when_written();
}

void DataConnection::pump() {
  if (over_ || !source_ || (channel_ && !channel_->open())) return;
  if (all_read_) return over(on_.sent);
  const auto* file = dynamic_cast<const store::FileSource*>(source_.get());
  switch (file != nullptr && !channel_ && !stream_->is_slow() ? pump_file(*file) : pump_chunks()) {
    case Pumped::some: break;
    case Pumped::all:
      all_read_ = true;
      if (channel_) {
        channel_->close();
        stream_->write(channel_->take_output());
      }
      stream_->finish();
      if (stream_->unsent() == 0) over(on_.sent);  // else written() comes once more
      return;
    case Pumped::failed: return break_off(most_looks);
    case Pumped::broken: return break_off(0);
  }
  on_.progress();
  stream_->tell_when_written();
}

// What was sent before gets there, if the peer takes it; then a cut file must not look like a whole one.
void DataConnection::break_off(int looks) {
  if (looks > 0 && stream_->socket().unheard() > 0) {
    timer_ = clock_.after(between_looks, [this, looks] { break_off(looks - 1); });
    return;
  }
  stream_->reset();
  over(on_.failed);
}

// A file as it is never passes through this program: the kernel takes it from the disk to the wire.
DataConnection::Pumped DataConnection::pump_file(const store::FileSource& file) {
  const auto sent = send_file(stream_->socket().number(), file.descriptor(), bytes_a_turn);
  if (!sent) return sent.error() == EAGAIN || sent.error() == EINTR ? Pumped::some : Pumped::broken;
  return *sent == 0 ? Pumped::all : Pumped::some;
}

DataConnection::Pumped DataConnection::pump_chunks() {
  std::array<char, 64 * 1024> room;
  for (std::size_t sent = 0; sent < bytes_a_turn && stream_->unsent() == 0;) {
    const auto got = source_->read(room);
    if (got < 0) return Pumped::failed;
    if (got == 0) return Pumped::all;
    sent += static_cast<std::size_t>(got);
    const std::string_view piece(room.data(), static_cast<std::size_t>(got));
    if (channel_) {
      channel_->send(piece);
      stream_->write(channel_->take_output());
    } else {
      stream_->write(piece);
    }
  }
  return Pumped::some;
}

void DataConnection::over(const std::function<void()>& event) {
  if (over_) return;
  close();
  event();
}

void DataConnection::fail_later() {
  QMetaObject::invokeMethod(
      this, [this] { over(on_.failed); }, Qt::QueuedConnection);
}

void DataConnection::close() {
  over_ = true;
  timer_.reset();
  if (callers_) callers_->closed();
  listener_.reset();
  if (stream_ != nullptr) stream_->close();
}

}  // namespace cleartext::host
