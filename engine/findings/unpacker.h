// Undoes a Content-Encoding (RFC 9110, 8.4.1) piece by piece: gzip and deflate. What they unpack to is
// bounded, because a few bytes can stand for very many.
#pragma once
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace cleartext::findings {

class Unpacker {
 public:
  static constexpr std::uint64_t most = 256 * 1024 * 1024;
  // Nothing: this encoding is not one we undo. "gzip, gzip": what was done last is undone first.
  static std::unique_ptr<Unpacker> of(std::string_view encoding);
  ~Unpacker();
  // False: the bytes are broken, or stand for too many.
  bool add(std::string_view packed, const std::function<void(std::string_view)>& out);
  bool finished() const;  // the end was among them; no bytes at all are whole, too

 private:
  struct State;
  explicit Unpacker(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
  std::unique_ptr<Unpacker> inner_;  // what it unpacks is packed itself
};

}  // namespace cleartext::findings
