#include "gui/window/mode_words.h"

namespace cleartext::gui {

ModeWords words_of(wire::NetworkMode mode) {
  switch (mode) {
    case wire::NetworkMode::private_network:
      return {ModeWords::tr("Private network · real packets"), ModeWords::tr("Private"),
              ModeWords::tr("The lab has a network of its own inside this program. Every packet shown was really sent and captured "
                            "there.\nNothing leaves this computer, and nothing comes in."),
              Ink::good};
    case wire::NetworkMode::loopback:
      return {
          ModeWords::tr("Loopback · real packets"), ModeWords::tr("Loopback"),
          ModeWords::tr("The lab runs on this computer's loopback, on high ports, because a private network is not to be had here.\nEvery "
                        "packet shown was really sent and captured. Every other user of this computer can reach it there, and only one "
                        "such lab can run at a time. Run \"cleartext doctor\" to see how to get a private network."),
          Ink::ink};
    case wire::NetworkMode::recorded: break;
  }
  return {ModeWords::tr("Recorded · nothing is sent"), ModeWords::tr("Recorded"),
          ModeWords::tr("These packets were captured earlier and are shown from a file. No server runs."), std::nullopt};
}

}  // namespace cleartext::gui
