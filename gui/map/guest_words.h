// What is said of a host from elsewhere: what it serves, and in which words.
#pragma once
#include <QCoreApplication>

#include "engine/stream/stream_info.h"
#include "gui/map/map_cast.h"

namespace cleartext::gui {

struct GuestWords {
  Q_DECLARE_TR_FUNCTIONS(GuestWords)
};

GuestKind served_in(const stream::StreamInfo& stream);                     // by what is said in it, else by its port
QString kind_words(GuestKind kind);                                        // "mail server"
Guest many_more(Machine machine, GuestColumn column, std::size_t number);  // stands for so many

}  // namespace cleartext::gui
