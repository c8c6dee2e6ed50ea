// Reads IMAP (RFC 3501): commands with tags, answered in any order; literals, which carry letters and words
// alike; continuations; log-ins that take several lines; encryption from the answer to STARTTLS on.
#pragma once
#include <map>
#include <vector>

#include "engine/dialogue/early_pieces.h"
#include "engine/dialogue/imap_fetch.h"

namespace cleartext::dialogue {

class ImapDialogue final : public Dialogue {
 public:
  ImapDialogue(std::uint32_t stream, Start start, Audience& audience) : Dialogue(stream, packet::Protocol::imap, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from, Lost lost) override;
  bool owes() const override { return false; }  // tags tell
  Next next(wire::Side from) const override;
  void content_over(const Heard& last) override;
  void passed(wire::Side from, std::uint64_t count) override;
  void ended(wire::Side from) override;
  void tell_content(const Heard& piece) override;
  std::size_t held() const override { return Dialogue::held() + early_.held() + held_line_.capacity(); }

 private:
  struct Literal {
    std::uint64_t left = 0;
    bool content = false;                                                  // a letter, or a part of one
    bool open = false;                                                     // the line that announced it goes on behind it
    enum class Wanted : std::uint8_t { yes, asked } wanted = Wanted::yes;  // a client asks before it says it
  };
  // A letter that is fetched in pieces: "BODY[]<0> {65536}", then "BODY[]<65536> {1000}".
  struct Pieces {
    std::string number, name;  // of the message; of what is fetched of it
    std::uint64_t next = 0;    // where the next piece begins
    bool open = false;
    bool moved = false;  // its number is another letter's by now
  };
  void client(const Heard& line);
  void go_on_with_command(const Heard& line);
  void go_on_with_literal(const Heard& line);
  void begin_command(const Heard& line);
  void say_cut_command(const Heard& line, std::string_view tag, const std::string& verb);
  void add_to_command(const Heard& line);
  void server(const Heard& line);
  void refuse_literal(const Heard& line, std::string_view tag);
  void untagged(const Heard& line, std::string_view text);
  void tagged(const Heard& line, std::string_view tag, std::string_view rest);
  void take_items(const Heard& line, std::string_view text);
  void take_item(const Heard& line, std::size_t before, const FetchItem& item);
  void note_size(const Heard& line, std::string_view digits);
  bool begin_section(const Heard& line, const FetchItem& item, std::uint64_t count);
  bool is_last(const FetchItem& item, std::uint64_t count) const;
  void forget_numbers(std::uint64_t from);
  void section_over(const Heard& last);
  void take_early(const Heard& last);
  bool goes_on(const FetchItem& item) const;
  void end_pieces(const Heard& line, bool complete);
  bool asks_for_a_letter() const;
  bool take_headless(const Heard& line);
  void tell_headless(const Heard& line);
  void tell_held(bool closes);
  Asked* find(std::string_view tag);
  const Asked* announced(wire::Side from) const override;
  Literal& literal(wire::Side side) { return literals_[side == wire::Side::client ? 0 : 1]; }

  Literal literals_[2];
  Pieces pieces_;
  EarlyPieces early_;
  Asked section_;  // what a server's literal holds: "FETCH", "BODY[]", and the number of its message as the tag
  std::string fetched_number_;
  std::map<std::string, std::uint64_t> sizes_;        // RFC822.SIZE, by number
  bool headless_ = false, headless_awaited_ = false;  // a letter whose announcement is missing
  std::string held_line_;                             // its last line, or the answer's
  Heard held_;
  bool challenged_ = false, authenticates_ = false, in_literal_ = false, in_piece_ = false;
};

// Its literal is a letter: APPEND, and REPLACE (RFC 8508).
inline bool takes_a_letter(std::string_view verb) { return verb == "APPEND" || verb.ends_with("REPLACE"); }

// The words of an argument: atoms, quoted strings, and literals as ImapDialogue puts them in (RFC 3501, 9).
std::vector<std::string> imap_words(std::string_view argument, std::size_t most);

}  // namespace cleartext::dialogue
