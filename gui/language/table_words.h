// What the servers' tables say of commands, answers and states, in the window's language.
#pragma once
#include <QString>
#include <string_view>

namespace cleartext::gui {

QString table_words(std::string_view words);  // a text that nobody translated stays English

}  // namespace cleartext::gui
