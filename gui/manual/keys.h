// The keys of the window, in one table: the manual's page of keys is made from it.
#pragma once
#include <QString>
#include <utility>
#include <vector>

namespace cleartext::gui {

struct KeyGroup {
  QString title;
  std::vector<std::pair<QString, QString>> keys;  // the key and what it does
};

std::vector<KeyGroup> key_groups();  // in the window's language
QString keys_page();                 // the same as Markdown

}  // namespace cleartext::gui
