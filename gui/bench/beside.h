// What takes longer than a frame is done beside the window's thread; what came of it is taken up in that thread.
#pragma once
#include <QCoreApplication>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <memory>
#include <utility>

namespace cleartext::gui {

// `work()` is called on a thread of the pool and touches nothing of the window; `then(result)` in the thread of `owner`, unless
// that is gone by then. Who asks again before the answer came tells the late one by a number of his own.
template <typename Work, typename Then>
void beside(QObject* owner, Work work, Then then) {
  QThreadPool::globalInstance()->start([alive = QPointer<QObject>(owner), work, then] {
    auto result = std::make_shared<decltype(work())>(work());
    QMetaObject::invokeMethod(
        QCoreApplication::instance(),
        [alive, result, then] {
          if (alive) then(std::move(*result));
        },
        Qt::QueuedConnection);
  });
}

}  // namespace cleartext::gui
