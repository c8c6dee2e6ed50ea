#include "gui/finder/search.h"

#include <algorithm>

namespace cleartext::gui {

Search::Search(QObject* parent) : QObject(parent) { connect(&timer_, &QTimer::timeout, this, &Search::look); }

void Search::begin(std::vector<Source> sources, const QString& text) {
  sources_ = std::move(sources);
  wanted_ = text.split(QLatin1Char(' '), Qt::SkipEmptyParts);
  hits_.clear();
  source_ = index_ = of_source_ = 0;
  timer_.start(0);
  look();
}

bool Search::fits(const QString& words) const {
  return !words.isEmpty() &&
         std::ranges::all_of(wanted_, [&words](const QString& one) { return words.contains(one, Qt::CaseInsensitive); });
}

void Search::look() {
  const std::size_t before = hits_.size();
  for (std::size_t looked = 0; looked < slice && source_ < sources_.size(); ++looked) {
    const Source& source = sources_[source_];
    if (index_ >= source.count() || of_source_ >= most_of_a_source) {
      ++source_;
      index_ = of_source_ = 0;
      continue;
    }
    if (fits(source.words(index_))) hits_.push_back({source_, index_, of_source_++ == 0});
    ++index_;
  }
  if (hits_.size() != before || before == 0) Q_EMIT grew();
  if (source_ < sources_.size()) return;
  timer_.stop();
  Q_EMIT finished();
}

}  // namespace cleartext::gui
