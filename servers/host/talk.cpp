// Feeding, speaking, ending. Whatever a conversation wants is done here and nowhere else.
#include "servers/host/talk.h"

#include <fmt/format.h>
#include <QPointer>

#include <type_traits>
#include <utility>

namespace cleartext::host {

namespace {

constexpr int lines_a_turn = 64;  // then other connections have theirs
constexpr std::size_t most_unsent = 256 * 1024, most_ahead = 64 * 1024;
constexpr wire::Milliseconds last_patience{2'000};  // for the peer's FIN after ours

std::string first_line(std::string_view bytes) { return std::string(bytes.substr(0, bytes.find_first_of("\r\n"))); }

}  // namespace

Talk::Talk(wire::Conversation& conversation, Setting setting, Ended ended, QObject* parent)
    : QObject(parent), conversation_(conversation), setting_(std::move(setting)), ended_(std::move(ended)) {}

Talk::~Talk() { release(); }

void Talk::begin(Socket socket, std::string_view refusal) {
  Stream::Events events;
  events.received = [this](std::string_view bytes) { received(bytes); };
  events.finished = [this] {
    peer_finished_ = true;
    feed();
  };
  events.written = [this] { feed(); };
  events.broken = [this](int error) { end(connection_sentence(setting_.peer, error)); };
  stream_ =
      new Stream(std::move(socket), setting_.gate == nullptr ? Stream::Begin::accepted : Stream::Begin::connected, std::move(events), this);
  stream_->run_on(setting_.line);
  touch();
  conversation_.wake_with([self = QPointer<Talk>(this)] {
    if (self) self->ring();
  });
  if (setting_.security.from_start) start_tls();
  perform(refusal.empty() ? conversation_.greet() : conversation_.turn_away(refusal));
  feed();
}

// What was said before and not yet looked at is thrown away: no command is carried over (RFC 3207, 4.2).
void Talk::start_tls() {
  inbox_.resize(read_);
  channel_ = new_channel(secure::Tickets::some);
  stream_->write(channel_->take_output());
}

// An actor is the client, on its data connections too (RFC 4217, 7).
secure::Channel Talk::new_channel(secure::Tickets tickets) const {
  const auto& security = setting_.security;
  return setting_.gate == nullptr ? secure::Channel::server(security.context, tickets)
                                  : secure::Channel::client(security.context, security.server_name);
}

DataConnection& Talk::data_for_use(bool secure) {
  DataConnection& data = data_ != nullptr ? *data_ : fresh_data();
  if (secure && setting_.security.context != nullptr) data.start_tls(new_channel(secure::Tickets::none));
  return data;
}

void Talk::write(std::string_view bytes) {
  if (!channel_) return stream_->write(bytes);
  channel_->send(bytes);
  stream_->write(channel_->take_output());
}

bool Talk::opened(std::string_view ciphertext) {
  std::string plaintext;
  const bool whole = channel_->receive(ciphertext, plaintext);
  stream_->write(channel_->take_output());
  if (!whole) {
    end(channel_->problem());
    return false;
  }
  inbox_ += plaintext;
  if (channel_->finished()) peer_finished_ = true;
  // TLS from the start secures nothing that was said before.
  if (channel_->open() && !std::exchange(secured_, true) && !setting_.security.from_start) perform(conversation_.secured());
  return !over_;
}

void Talk::received(std::string_view bytes) {
  if (channel_) {
    if (!opened(bytes)) return;
    touch();
  } else if (!finishing_) {
    inbox_ += bytes;
    touch();
  }
  feed();
}

void Talk::ring() {
  rung_ = true;
  feed_later();
}

void Talk::feed_later() {
  if (std::exchange(feeds_later_, true)) return;
  QMetaObject::invokeMethod(
      this,
      [this] {
        feeds_later_ = false;
        feed();
      },
      Qt::QueuedConnection);
}

void Talk::feed() {
  if (feeding_ || over_) return;
  feeding_ = true;
  for (int lines = 0;
       lines < lines_a_turn && !finishing_ && !over_ && !working_ && (rung_ || read_ < inbox_.size()) && stream_->unsent() <= most_unsent;
       ++lines) {
    if (std::exchange(rung_, false)) {
      perform(conversation_.woken());
      if (rung_) break;  // there is more to come, and other connections have their turn first
      continue;
    }
    const auto end = inbox_.find('\n', read_);
    const auto length = (end == std::string::npos ? inbox_.size() : end + 1) - read_;
    const auto piece = std::string_view(inbox_).substr(read_, length);
    read_ += length;
    perform(conversation_.receive(piece));
  }
  feeding_ = false;
  if (over_) return;
  if (working_) return stream_->read(inbox_.size() - read_ < most_ahead && !peer_finished_);
  const bool all_fed = finishing_ || (read_ == inbox_.size() && !rung_);
  if (read_ == inbox_.size() || finishing_) {
    inbox_.clear();
    read_ = 0;
  }
  stream_->read(all_fed && !peer_finished_);
  if (!all_fed && stream_->unsent() > most_unsent) stream_->tell_when_written();
  if (!all_fed && stream_->unsent() <= most_unsent) feed_later();
  if (all_fed && peer_finished_ && !finishing_) finish();
  end_if_both();
}

void Talk::perform(wire::Output output) {
  if (output.bytes.empty() && output.effects.empty() && !output.then) return;
  outbox_.push_back(std::move(output));
  step();
}

void Talk::step() {
  while (!asking_ && !working_ && !over_ && !outbox_.empty()) {
    auto output = std::move(outbox_.front());
    outbox_.pop_front();
    if (output.wait > wire::Milliseconds(0)) return hold(std::move(output));
    if (setting_.gate == nullptr || (output.bytes.empty() && output.verb.empty())) {
      carry_out(output);
      continue;
    }
    asking_ = true;
    silence_.reset();  // while a passage waits nothing runs out
    const actors::Passage passage{setting_.actor, output.verb, output.bytes.empty() ? output.verb : first_line(output.bytes)};
    setting_.gate->ask(passage, [self = QPointer<Talk>(this), output = std::move(output)] {
      if (self) self->say(output);
    });
  }
}

// As while work is done: nothing else is said before it, and hardly anything is heard.
void Talk::hold(wire::Output output) {
  working_ = true;
  silence_.reset();
  const auto time = std::exchange(output.wait, wire::Milliseconds(0));
  hold_ = setting_.clock.after(time, [this, output = std::move(output)] {
    const auto timer = std::exchange(hold_, nullptr);
    working_ = false;
    touch();
    outbox_.push_front(output);
    step();
    feed();
  });
}

void Talk::say(const wire::Output& output) {
  if (!asking_ || over_) return;
  asking_ = false;
  touch();
  carry_out(output);
  step();
}

void Talk::carry_out(const wire::Output& output) {
  if (output.then) outbox_.push_front(*output.then);
  if (!output.bytes.empty()) write(output.bytes);
  for (const auto& effect : output.effects) {
    if (over_) return;
    bring_about(effect);
  }
}

void Talk::bring_about(const wire::Effect& effect) {
  std::visit(
      [this](const auto& wanted) {
        using Wanted = std::decay_t<decltype(wanted)>;
        if constexpr (std::is_same_v<Wanted, wire::Close>) {
          finish();
        } else if constexpr (std::is_same_v<Wanted, wire::StartTls>) {
          if (setting_.security.context != nullptr && !channel_) return start_tls();
          stream_->reset();
          end("TLS was asked for where there can be none.");
        } else if constexpr (std::is_same_v<Wanted, wire::Abort>) {
          stream_->reset();
          end(problem_);
        } else if constexpr (std::is_same_v<Wanted, wire::ListenForData>) {
          fresh_data().listen(setting_.self.address, wanted.from_anyone ? 0 : setting_.peer.address);
        } else if constexpr (std::is_same_v<Wanted, wire::ConnectData>) {
          fresh_data().connect_to({setting_.self.address, wanted.from_port}, wanted.to);
        } else if constexpr (std::is_same_v<Wanted, wire::SendData>) {
          data_for_use(wanted.secure).send(wanted.source);
        } else if constexpr (std::is_same_v<Wanted, wire::ReceiveData>) {
          data_for_use(wanted.secure).receive();
        } else if constexpr (std::is_same_v<Wanted, wire::WrongPassword>) {
          if (setting_.wrong_password) setting_.wrong_password();
        } else if constexpr (std::is_same_v<Wanted, wire::SayAfter>) {
          work(wanted.work);
        } else {
          static_assert(std::is_same_v<Wanted, wire::CloseData>);
          drop_data();
        }
      },
      effect);
}

// It is answered even when the peer has gone: what was taken was taken.
void Talk::work(std::shared_ptr<wire::Work> work) {
  if (setting_.workers == nullptr) {
    work->run();
    write(work->answer());
    return perform(conversation_.worked());
  }
  working_ = true;
  silence_.reset();
  setting_.workers->give(std::move(work), [self = QPointer<Talk>(this)](wire::Work& done) {
    const auto answer = done.answer();
    if (self) self->worked(answer);
  });
}

void Talk::worked(std::string_view answer) {
  working_ = false;
  if (over_) return;
  write(answer);
  touch();
  if (!released_) perform(conversation_.worked());
  step();
  feed();
}

DataConnection& Talk::fresh_data() {
  drop_data();
  DataConnection::Events events;
  events.listening = [this](wire::Endpoint at) { perform(conversation_.data_listening(at)); };
  events.connected = [this] { perform(conversation_.data_connected()); };
  events.received = [this](std::string_view bytes) { perform(conversation_.data_received(bytes)); };
  events.finished = [this] { perform(conversation_.data_finished()); };
  events.sent = [this] { perform(conversation_.data_sent()); };
  events.failed = [this] { perform(conversation_.data_failed()); };
  events.progress = [this] { touch(); };
  data_ = new DataConnection(setting_.clock, setting_.limits.data, std::move(events), this);
  data_->run_on(setting_.line);
  return *data_;
}

void Talk::drop_data() {
  if (data_ == nullptr) return;
  data_->close();
  data_->deleteLater();
  data_ = nullptr;
}

void Talk::touch() {
  if (finishing_ || over_ || asking_ || working_) return;
  silence_ = setting_.clock.after(setting_.limits.idle, [this] {
    problem_ = fmt::format("Nothing was heard from {} for too long.", place_name(setting_.peer));
    perform(conversation_.timed_out());
  });
}

void Talk::finish() {
  if (finishing_ || over_) return;
  finishing_ = true;
  outbox_.clear();
  release();
  stream_->read(!peer_finished_);
  if (channel_) {
    channel_->close();
    stream_->write(channel_->take_output());
  }
  stream_->finish();
  await_end();
}

// Closing at once would reset the connection if the peer had sent more, and our last words would be lost. As long as they
// still go out, over a slow wire, nobody is hurried.
void Talk::await_end() {
  silence_ = setting_.clock.after(last_patience, [this, before = stream_->unsent()] {
    if (stream_->unsent() < before) return await_end();
    end(problem_);
  });
}

void Talk::end_if_both() {
  if (finishing_ && peer_finished_ && stream_->unsent() == 0) end(problem_);
}

void Talk::end(const std::string& problem) {
  if (over_) return;
  over_ = true;
  release();
  silence_.reset();
  if (stream_ != nullptr) stream_->close();
  if (ended_) ended_(problem);
}

void Talk::abort() {
  over_ = true;
  release();
  silence_.reset();
  if (stream_ != nullptr) stream_->reset();
}

void Talk::release() {
  hold_.reset();
  drop_data();
  if (!std::exchange(released_, true)) conversation_.closed();
}

}  // namespace cleartext::host
