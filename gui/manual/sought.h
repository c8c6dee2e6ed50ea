// What somebody looks for in the manual: words in any order, in capitals or not, with a hyphen or without.
#pragma once
#include <QRegularExpression>
#include <QString>
#include <vector>

namespace cleartext::gui {

class Sought {
 public:
  struct Match {
    int position = -1, length = 0;  // in the text, in characters
  };
  explicit Sought(const QString& typed);
  bool empty() const { return words_.empty(); }
  bool all_in(const QString& text) const;
  Match in(const QString& text) const;  // all of it as it was typed, or else the longest word that is there; -1: none

 private:
  std::vector<QRegularExpression> words_;  // the longest first
  QRegularExpression whole_;
};

}  // namespace cleartext::gui
