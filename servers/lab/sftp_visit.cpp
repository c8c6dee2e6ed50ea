#include "servers/lab/sftp_visit.h"

#include <QPointer>

namespace cleartext::lab {

SftpVisit::SftpVisit(Plan plan, actors::Gate& gate, Ended ended, QObject* parent)
    : QObject(parent),
      plan_(std::move(plan)),
      gate_(gate),
      ended_(std::move(ended)),
      client_(plan_.from, plan_.to, plan_.host_key, [this](const auto& verb, const auto& line) { return pass(verb, line); }) {
  setObjectName(QString::fromStdString(plan_.actor));
  thread_ = std::thread([this] {
    auto outcome = client_.run(plan_.errand);
    QMetaObject::invokeMethod(
        this,
        [this, outcome = std::move(outcome)] {
          ended_(outcome);
          deleteLater();
        },
        Qt::QueuedConnection);
  });
}

void SftpVisit::break_off() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  moved_.notify_all();
  client_.stop();
}

SftpVisit::~SftpVisit() {
  break_off();
  thread_.join();
}

// The gate may let it go later, from a call that outlives the visit.
bool SftpVisit::pass(const std::string& verb, const std::string& line) {
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
  }
  QMetaObject::invokeMethod(
      this,
      [this, passage = actors::Passage{plan_.actor, verb, line}] {
        gate_.ask(passage, [self = QPointer<SftpVisit>(this)] {
          if (!self) return;
          const std::lock_guard lock(self->mutex_);
          self->open_ = true;
          self->moved_.notify_all();
        });
      },
      Qt::QueuedConnection);
  std::unique_lock lock(mutex_);
  moved_.wait(lock, [this] { return open_ || over_; });
  return !over_;
}

}  // namespace cleartext::lab
