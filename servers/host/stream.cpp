// An owner may close or drop the stream inside any of its events; it is deleted later, so each event is the
// last thing a function does, or is followed by a look at `open_`.
#include "servers/host/stream.h"

#include <QPointer>
#include <array>
#include <cerrno>

namespace cleartext::host {

namespace {

constexpr int reads_a_turn = 4;  // then other connections have theirs

}  // namespace

Stream::Stream(Socket socket, Begin begin, Events events, QObject* parent)
    : QObject(parent),
      socket_(std::move(socket)),
      on_(std::move(events)),
      watch_(
          socket_.number(), [this] { readable(); }, [this] { writable(); },
          begin == Begin::accepted ? Watch::Rank::newcomer : Watch::Rank::regular),
      connecting_(begin == Begin::connecting) {
  watch_.write(connecting_);
}

void Stream::read(bool wanted) {
  wanted_ = wanted;
  watch_.read(wanted_ && open_ && !starved_);
}

void Stream::starve() {
  starved_ = true;
  watch_.read(false);
  line_->bucket->tell([self = QPointer<Stream>(this)] {
    if (!self) return;
    self->starved_ = false;
    self->read(self->wanted_);
  });
}

void Stream::hold() {
  held_ = true;
  watch_.write(false);
  line_->bucket->tell([self = QPointer<Stream>(this)] {
    if (!self) return;
    self->held_ = false;
    self->watch_.write(self->open_);
  });
}

void Stream::readable() {
  watch_.settle();
  std::array<char, 64 * 1024> room;
  for (int turn = 0; turn < reads_a_turn && open_ && watch_.reads(); ++turn) {
    const auto most = may_pass(room.size());
    if (most == 0) return starve();
    const auto got = socket_.read(std::span(room).first(most));
    did_not_pass(most - got.value_or(0));
    if (!got) return got.error() == EAGAIN || got.error() == EINTR ? void() : broke(got.error());
    if (*got == 0) {
      watch_.read(false);
      return on_.finished();
    }
    on_.received(std::string_view(room.data(), *got));
    if (*got < room.size()) return;  // that was all there is; the kernel tells when there is more
  }
}

void Stream::writable() {
  if (!open_) return;
  if (connecting_) {
    connecting_ = false;
    watch_.write(false);
    const int error = socket_.error();
    return error == 0 ? on_.connected() : broke(error);
  }
  if (flush() && unsent() == 0) on_.written();
}

void Stream::write(std::string_view bytes) {
  if (!open_ || finishing_) return;
  unsent_ += bytes;
  // At once where the kernel takes it, so that one line is one segment; an error is told by the loop.
  if (!connecting_) flush();
}

bool Stream::flush() {
  while (unsent() > 0 && !held_) {
    const auto piece = std::string_view(unsent_).substr(sent_);
    const auto most = may_pass(piece.size());
    if (most == 0) {
      hold();
      break;
    }
    const auto sent = socket_.write(piece.substr(0, most));
    did_not_pass(most - sent.value_or(0));
    if (!sent && sent.error() == EINTR) continue;
    if (!sent && sent.error() == EAGAIN) break;
    if (!sent) {
      watch_.write(false);
      QMetaObject::invokeMethod(
          this, [this, error = sent.error()] { broke(error); }, Qt::QueuedConnection);
      return false;
    }
    sent_ += *sent;
  }
  if (unsent() == 0) {
    unsent_.clear();
    sent_ = 0;
    if (finishing_) socket_.finish_writing();
  } else if (sent_ > unsent_.size() / 2) {
    unsent_.erase(0, sent_);
    sent_ = 0;
  }
  watch_.write(unsent() > 0 && !held_);
  return true;
}

void Stream::finish() {
  if (!open_ || finishing_) return;
  finishing_ = true;
  flush();
}

void Stream::broke(int error) {
  if (!open_) return;
  close();
  on_.broken(error);
}

void Stream::close() {
  open_ = false;
  watch_.closed();
  socket_.close();
}

Socket Stream::take_socket() {
  watch_.stop();
  auto taken = std::move(socket_);
  close();
  return taken;
}

void Stream::reset() {
  if (open_) socket_.reset();
  close();
}

}  // namespace cleartext::host
