// Something that can be searched, one thing after the other.
#pragma once
#include <QString>
#include <functional>

namespace cleartext::gui {

struct Found {
  QString words, detail;  // what it says; its key, or where it is
  std::function<void()> go;
};

struct Source {
  enum class Of { commands, wire } of = Of::wire;
  QString name;  // "Commands", "Lines"
  std::function<std::size_t()> count;
  std::function<QString(std::size_t)> words;  // what is searched; empty: it is hidden
  std::function<Found(std::size_t)> found;
};

}  // namespace cleartext::gui
