// Filters packets and puts them in order, in a thread of its own and over a snapshot: the window is never held up. Results
// come in portions, the first within a moment. What was begun before is abandoned when something else is wanted. A while after the
// last search the file's bytes leave memory.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <atomic>
#include <vector>

#include "engine/filter/filter.h"
#include "gui/selection/selection.h"
#include "gui/wire/packet_keys.h"

namespace cleartext::gui {

class PacketSearch : public QObject {
  Q_OBJECT
 public:
  using Numbers = std::vector<std::uint32_t>;
  static constexpr int rest_milliseconds = 10'000;
  explicit PacketSearch(QObject* parent = nullptr, int rest_after = rest_milliseconds);
  ~PacketSearch() override;
  // Of the packets from `first` (0 is the first one) up to `end`, those that pass.
  void find(const Selection& selection, const filter::Filter& filter, std::uint32_t first, std::uint32_t end);
  void sort(const Selection& selection, Numbers numbers, const PacketOrder& order);
  void stop();

 Q_SIGNALS:
  void found(const std::vector<std::uint32_t>& numbers, std::uint32_t looked_at);  // up to here
  void looked_through();                                                           // nothing more will be found
  // `places`: by number, the row it stands in now, from 1; 0: in none.
  void sorted(const std::vector<std::uint32_t>& numbers, const std::vector<std::uint32_t>& places);

 private:
  struct Work;
  void look(const Work& work, std::uint64_t run);
  void rest_later(const Selection& selection);
  bool is_abandoned(std::uint64_t run) const { return run_ != run; }
  QThreadPool pool_;
  QTimer rest_;
  std::shared_ptr<const capture::PacketSource> file_;  // that was looked through last
  std::atomic<std::uint64_t> run_ = 0;
};

}  // namespace cleartext::gui
