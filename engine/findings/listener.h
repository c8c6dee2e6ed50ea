// Who is told what was found.
#pragma once
#include "engine/dialogue/dialogue.h"
#include "engine/findings/mime.h"

namespace cleartext::findings {

class Listener : public Grower {
 public:
  virtual void credential(const Credential& credential) = 0;
  virtual void message(Message&& message) = 0;
  virtual void file(File&& file) = 0;
  virtual void weakness(const Weakness& weakness) = 0;
  void part_grew(const Message&, const Part&, std::string_view) override {}
};

}  // namespace cleartext::findings
