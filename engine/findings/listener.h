// Who is told what was found.
#pragma once
#include "engine/dialogue/dialogue.h"
#include "engine/findings/mime.h"

namespace cleartext::findings {

// What has come of a file that is still being transferred.
struct FileGrowth {
  std::uint32_t data_stream = 0, packet = 0;
  std::string_view name, more;
  bool decrypted = false;
};

class Listener : public Grower {
 public:
  virtual void credential(const Credential& credential) = 0;
  virtual void message(Message&& message) = 0;
  virtual void file(File&& file) = 0;
  virtual void weakness(const Weakness& weakness) = 0;
  void part_grew(const Message&, const Part&, std::string_view) override {}
  virtual void file_grew(const FileGrowth&) {}
  // These bytes lie where they will stay as long as anyone looks at what was found.
  virtual bool stays(std::string_view) const { return false; }
};

}  // namespace cleartext::findings
