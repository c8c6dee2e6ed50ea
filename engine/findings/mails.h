// Collects the letters that one stream carries: SMTP's, with the envelope that the server agreed to, and
// POP3's.
#pragma once
#include "engine/findings/listener.h"

namespace cleartext::findings {

class Mails {
 public:
  Mails(Listener& listener, std::size_t kept) : listener_(listener), kept_(kept) {}
  void hear(const dialogue::Spoken& spoken);
  void damaged() { damaged_ = true; }
  void finish();  // a letter still open is told as incomplete

 private:
  struct Recipient {
    std::uint64_t command;
    std::string address;
  };
  void smtp_command(const dialogue::Spoken& spoken);
  void smtp_reply(const dialogue::Spoken& spoken);
  void body(const dialogue::Spoken& spoken);
  void begin(const dialogue::Spoken& spoken);
  void add(const dialogue::Spoken& spoken);
  void end(std::uint32_t packet, bool complete);
  void clear_envelope();

  static constexpr std::size_t longest = 256 * 1024 * 1024;
  Listener& listener_;
  std::size_t kept_;
  std::string from_;
  std::uint64_t from_command_ = 0;
  std::vector<Recipient> to_;
  Message message_;
  bool open_ = false, damaged_ = false, chunk_last_ = false;
  std::uint64_t chunk_left_ = 0;
};

}  // namespace cleartext::findings
