// The filter box: plain words, all of which must be found, in any case and any order. "and" may stand between them.
#pragma once
#include <QString>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::gui {

class WordFilter {
 public:
  WordFilter() = default;
  explicit WordFilter(const QString& typed);
  bool empty() const { return words_.empty(); }
  // `known` is lower case already; `text` is compared in any case (ASCII).
  bool matches(std::string_view known, std::string_view text) const;
  bool operator==(const WordFilter&) const = default;

 private:
  std::vector<std::string> words_;
};

}  // namespace cleartext::gui
