// What is wrong with a filter that was typed, and where, in the words of the window.
#pragma once
#include <QString>

#include "engine/filter/filter.h"

namespace cleartext::gui {

struct FaultWords {
  QString sentence;
  int offset = 0, length = 0;  // of the characters that are meant
};

FaultWords words_of(const filter::Fault& fault, const QString& typed);

}  // namespace cleartext::gui
