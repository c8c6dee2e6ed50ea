// IMAP's clients fetch of a large letter those parts only that somebody wants to see (RFC 3501, 6.4.5: "BODY[2]", and its
// header by "BODY[2.MIME]"; RFC 3516: "BINARY[2]"), and learn from BODYSTRUCTURE which there are. They are gathered here by
// the number of the letter in its folder, and told as a letter that is not complete.
#pragma once
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "engine/findings/body_structure.h"
#include "engine/findings/mail_halves.h"
#include "engine/findings/mime.h"

namespace cleartext::findings {

class FetchedParts {
 public:
  explicit FetchedParts(std::size_t& held) : held_(held) {}
  ~FetchedParts() {
    clear();
    forget_structures();
  }
  FetchedParts(const FetchedParts&) = delete;
  FetchedParts& operator=(const FetchedParts&) = delete;

  static bool is_one(const dialogue::Content& piece);
  void add(const dialogue::Content& piece);
  void damaged();  // bytes of the part that is open are missing
  void end() { open_ = nullptr; }
  void hear(const dialogue::Spoken& spoken);  // structures
  void forget_structures();
  // Numbers are other letters' from here on, or the client turns to something else.
  static bool over_with(const dialogue::Spoken& spoken);
  // Each letter, as far as it was fetched, with its header if that was; what is kept of a part is said by `wanted`.
  std::vector<Message> take(const MailHalves& halves, const Wanted& wanted);

 private:
  using Pieces = std::vector<MailHalves::Piece>;
  // "2.1.MIME" -> {{2, 1}, "MIME"}; of a part itself: {{2, 1}, ""}, {{2, 1}, "BINARY"}.
  using Name = std::pair<PartNumber, std::string>;
  struct Section {
    Pieces pieces;
    bool torn = false;  // bytes are missing behind the last piece
  };
  struct Letter {
    std::uint32_t stream = 0;
    bool decrypted = false;
    std::map<Name, Section> sections;
  };
  class Assembly;
  static Name name_of(const std::string& section);
  void clear();

  std::size_t& held_;
  std::size_t own_ = 0;
  std::map<std::uint32_t, Letter> letters_;
  std::map<std::uint32_t, std::string> structures_;  // by the number of the letter, as they were told
  std::size_t told_ = 0;                             // bytes of these
  Section* open_ = nullptr;
};

}  // namespace cleartext::findings
