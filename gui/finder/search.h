// Looks through sources a slice at a time, and tells what it finds as it goes.
#pragma once
#include <QStringList>
#include <QTimer>
#include <vector>

#include "gui/finder/source.h"

namespace cleartext::gui {

class Search : public QObject {
  Q_OBJECT
 public:
  static constexpr std::size_t slice = 4000, most_of_a_source = 40;
  struct Hit {
    std::size_t source, index;
    bool first_of_source = false;
  };
  explicit Search(QObject* parent = nullptr);
  void begin(std::vector<Source> sources, const QString& text);
  void stop() { timer_.stop(); }
  bool running() const { return timer_.isActive(); }
  const std::vector<Hit>& hits() const { return hits_; }
  const std::vector<Source>& sources() const { return sources_; }
  Found found(std::size_t hit) const { return sources_[hits_[hit].source].found(hits_[hit].index); }

 Q_SIGNALS:
  void grew();
  void finished();

 private:
  void look();
  bool fits(const QString& words) const;
  std::vector<Source> sources_;
  QStringList wanted_;
  std::vector<Hit> hits_;
  std::size_t source_ = 0, index_ = 0, of_source_ = 0;
  QTimer timer_;
};

}  // namespace cleartext::gui
