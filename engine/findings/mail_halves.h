// IMAP's clients may fetch the header of a letter and its text apart, in any order, and long after one another
// (RFC 3501, 6.4.5). One half waits here for the other, by the number of the letter in its folder.
#pragma once
#include <map>

#include "engine/dialogue/dialogue.h"

namespace cleartext::findings {

class MailHalves {
 public:
  static constexpr std::size_t most = 64 * 1024 * 1024;  // in all conversations together: `held`
  enum class Kind : std::uint8_t { neither, header, text };
  struct Piece {
    std::string bytes;
    std::uint64_t position = 0;
    std::uint32_t packet = 0;
    std::int64_t time_ns = 0;
    bool behind_gap = false;
  };
  struct Half {
    std::vector<Piece> pieces;
    bool over = false, whole = true;
    bool torn = false;  // bytes are missing behind the last piece
  };

  explicit MailHalves(std::size_t& held) : held_(held) {}
  ~MailHalves() { clear(); }
  MailHalves(const MailHalves&) = delete;
  MailHalves& operator=(const MailHalves&) = delete;

  static std::uint32_t number_of(const dialogue::Content& piece);
  static Kind kind_of(const dialogue::Content& piece);
  void add(Kind kind, const dialogue::Content& piece);
  void end(Kind kind, const dialogue::Content& last, bool complete);
  void damaged();  // bytes of the half that is open are missing
  void clear();
  const Half* header(const dialogue::Content& of) const { return header(number_of(of)); }
  const Half* header(std::uint32_t number) const;              // nullptr: not heard to its end
  std::optional<Half> take_text(const dialogue::Content& of);  // one that is over
  // Another folder, or another order in this one.
  void hear(const dialogue::Spoken& spoken);

 private:
  using Halves = std::map<std::uint32_t, Half>;
  Halves& of(Kind kind) { return kind == Kind::header ? headers_ : texts_; }
  Half& begin(Kind kind, std::uint32_t number);
  bool make_room(std::size_t bytes, std::uint32_t number);
  void drop(Halves& halves, Halves::iterator which);
  void expunge(std::uint32_t number);

  std::size_t& held_;
  std::size_t own_ = 0;
  Halves headers_, texts_;
  Kind open_kind_ = Kind::neither;
  std::uint32_t open_ = 0;
};

}  // namespace cleartext::findings
