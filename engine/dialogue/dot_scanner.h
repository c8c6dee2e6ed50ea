// Finds the end of a letter, a line with a single dot, and frees what stands before it from doubled dots
// (RFC 5321, 4.5.2; RFC 1939, 3). It looks at line starts only, whatever the cuts.
#pragma once
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace cleartext::dialogue {

class DotScanner {
 public:
  // Tells pieces of content, each a view into `bytes` (or of one CR held back). Returns how many bytes it
  // took: all of them, unless done().
  template <typename Tell>
  std::size_t scan(std::string_view bytes, Tell tell) {
    std::size_t run = 0, at = 0;  // content found and not yet told: [run, at)
    const auto flush = [&](std::size_t end) {
      if (end > run) tell(bytes.substr(run, end - run));
    };
    while (at < bytes.size() && state_ != State::done) {
      const char c = bytes[at];
      switch (state_) {
        case State::middle: {
          // A dot is rarer than a line end, and never stands in base64.
          const void* dot = std::memchr(bytes.data() + at, '.', bytes.size() - at);
          at = dot == nullptr ? bytes.size() : static_cast<std::size_t>(static_cast<const char*>(dot) - bytes.data());
          if (at > 0 && bytes[at - 1] == '\n') {
            bare_before_ = !(at > 1 ? bytes[at - 2] == '\r' : last_ == '\r' || torn_);
            state_ = strict_ && bare_before_ ? State::no_start : State::line_start;
          } else if (at < bytes.size()) {
            if (at > 0 ? bytes[at - 1] == '\r' : last_ == '\r') state_ = State::own_dot;
            ++at;
          }
          break;
        }
        case State::no_start:  // the line end before is none: this dot is the letter's own, unless who listens is less strict
          state_ = State::middle;
          if (c != '.') break;
          flush(at);
          run = ++at;
          doubted_ = ".";
          state_ = State::doubted;
          break;
        case State::doubted:
          bare_ = bare_ || (doubted_ == "." && (c == '\r' || c == '\n'));
          if (doubted_ == "." && c == '\r') {
            doubted_ = ".\r";
          } else if (c == '\n' && (doubted_ == "." || doubted_ == ".\r")) {
            doubted_ = doubted_ == "." ? ".\n" : ".\r\n";
          } else {
            tell(doubted_);
            run = at;
            bare_before_ = !doubted_.ends_with("\r\n");
            state_ = !doubted_.ends_with('\n') ? State::middle : bare_before_ ? State::no_start : State::line_start;
            break;
          }
          run = ++at;
          break;
        case State::own_dot:
          bare_ = bare_ || c == '\r' || c == '\n';
          state_ = State::middle;
          break;
        case State::line_start:
          state_ = State::middle;
          if (c != '.') break;
          flush(at);
          run = ++at;
          state_ = State::dot;
          break;
        case State::dot:
          state_ = c == '\r' ? State::dot_cr : c != '\n' ? State::middle : strict_ ? State::doubted : State::done;
          doubted_ = "\n";
          bare_ = bare_ || c == '\n';
          run = at;
          if (state_ == State::middle) break;
          run = ++at;
          break;
        case State::dot_cr:
          if (c == '\n') {
            state_ = State::done;
            bare_ = bare_ || bare_before_;
            run = ++at;
            break;
          }
          bare_ = true;
          tell(std::string_view("\r"));  // it was no end after all, at least here
          run = at;
          state_ = State::middle;
          break;
        case State::done: break;
      }
    }
    flush(at);
    if (at > 0) {
      last_ = bytes[at - 1];
      torn_ = false;
    }
    return at;
  }
  bool done() const { return state_ == State::done; }
  // A lone dot stood between line ends that are no CR LF: one server takes it for the end, another does not.
  bool bare() const { return bare_; }
  // Such a dot was the last that was said; of it nothing is told yet.
  bool perhaps_done() const { return state_ == State::doubted && doubted_.ends_with('\n'); }
  // Where lines start is known again at the next line end, and whether the first of those is bare is not.
  void gap() {
    state_ = State::middle;
    last_ = '\0';
    torn_ = true;
  }
  // `strict`: who speaks ends lines in CR LF, so only CR LF, dot, CR LF is the end (RFC 5321, 4.1.1.4).
  void reset(bool strict) {
    *this = DotScanner();
    strict_ = strict;
  }

 private:
  enum class State : std::uint8_t { line_start, middle, no_start, doubted, own_dot, dot, dot_cr, done };
  State state_ = State::line_start;
  std::string_view doubted_;  // a dot behind a bare line end, and what followed it
  char last_ = '\n';
  bool bare_before_ = false, bare_ = false, strict_ = false;
  bool torn_ = false;  // what stood before is missing
};

}  // namespace cleartext::dialogue
