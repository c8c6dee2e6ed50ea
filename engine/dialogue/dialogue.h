// What one protocol reads out of the lines of a stream: one subclass a protocol. It keeps the commands that
// still wait for their answer, so that every reply is told together with the command it answers; and it says
// of each side whether lines come next or content, which passes in bulk.
#pragma once
#include <initializer_list>
#include <list>
#include <utility>

#include "engine/dialogue/line.h"
#include "engine/stream/flow.h"
#include "engine/tls/certificate.h"

namespace cleartext::dialogue {

// A line as it was cut out of its direction, not yet understood.
struct Heard {
  wire::Side from = wire::Side::client;
  std::string_view text;  // without its end
  std::string_view raw;   // with it
  std::uint64_t position = 0;
  std::uint32_t packet = 0;
  std::int64_t time_ns = 0;
  bool whole = true;       // false: a gap, the end or the longest length cut it
  bool begins = true;      // false: its beginning is missing, or was told before
  bool after_gap = false;  // the first one behind missing bytes: it may begin here, or in them
  bool perhaps = false;    // and nothing that was said since tells that it begins here
  bool counted = false;    // not a line: a piece of so many bytes as were announced
};

// A command that was said.
struct Asked {
  std::string verb, argument;
  std::uint32_t packet = 0, length = 0;
  std::uint64_t position = 0;
  std::int64_t time_ns = 0;
  std::string tag;  // IMAP's
};

// A line that was understood.
struct Spoken {
  LineView line;
  std::string_view raw;
  const Asked* answers = nullptr;  // replies and their data: to what; commands: itself
  bool last = true;                // of a reply of many lines
  bool perhaps = false;            // it may be the end of a longer line: no fact rests on it
  bool cut = false;                // its beginning is here, and its end is not
};

// A piece of what a letter, page or file consists of, freed from what the transfer added (doubled dots,
// chunks).
struct Content {
  std::uint32_t stream = 0;
  packet::Protocol protocol = packet::Protocol::unknown;
  wire::Side from = wire::Side::client;
  std::string_view bytes;      // for the call only; empty at the end
  std::uint64_t position = 0;  // of its first byte in its direction's stream
  std::uint32_t packet = 0;
  std::int64_t time_ns = 0;
  const Asked* answers = nullptr;  // what asked for it, or announced it
  bool decrypted = false;          // read with the endpoint's keys
};

// TLS: what the server's hello settled.
struct Agreed {
  std::uint32_t stream = 0, packet = 0;
  std::int64_t time_ns = 0;
  std::uint16_t version = 0;  // 0x0303: TLS 1.2
  std::uint16_t suite = 0;
  bool decrypted = false;
};

// TLS: the server's certificate.
struct Presented {
  std::uint32_t stream = 0, packet = 0;
  std::int64_t time_ns = 0;
  const tls::Certificate& certificate;
  std::string server_name;  // that the client asked for
  bool decrypted = false;
};

// FTP: a place for a data connection.
struct DataPlace {
  packet::Endpoint announced;
  packet::Endpoint near;  // the same port on the machine that announced it: a translated address is never seen
  wire::Side listens = wire::Side::server;
  bool by_default = false;             // nobody announced it (RFC 959, 3.2)
  std::optional<std::uint64_t> asked;  // where the command stands that asked for it; empty: that is not known
  std::uint32_t packet = 0;            // that brought the announcement
};

class Audience {
 public:
  virtual ~Audience() = default;
  virtual void spoken(const Spoken& spoken) = 0;
  // Content in order, then its end; the end's position is that of the first byte behind it.
  virtual void content(const Content&) {}
  virtual void content_ended(const Content&, bool /*complete*/) {}
  virtual void content_damaged(wire::Side) {}                   // bytes of it are missing
  virtual void bare_line_ends(std::uint32_t /*packet*/) {}      // a letter's dot stands between line ends that are no CR LF
  virtual void missed(wire::Side, std::uint32_t /*packet*/) {}  // lines of that side, before this packet
  virtual bool wants_data_lines() const { return true; }        // content as spoken lines, too
  virtual void expect_data(const DataPlace&) {}
  virtual void agreed(const Agreed&) {}
  virtual void presented(const Presented&) {}
  virtual bool reads_inside() const { return true; }  // false: what TLS wraps is a file, and only its bytes are wanted
  virtual void opened(std::uint32_t /*stream*/, wire::Side, const stream::Segment& /*plain*/) {}  // out of a TLS record
  virtual void unopened(std::uint32_t /*stream*/, wire::Side) {}     // a record of application data that stays closed
  virtual void inside_over(std::uint32_t /*stream*/, wire::Side) {}  // nothing more will be opened, of what that side said
};

enum class Start : std::uint8_t { heard, missed };

// What a side says next.
enum class Form : std::uint8_t {
  lines,
  dotted,        // content up to a line with a single dot, leading dots doubled (RFC 5321, 4.5.2)
  counted,       // content of so many bytes
  counted_text,  // so many bytes that belong to the dialogue itself (an IMAP literal): told to heard()
  rest,          // content until the side ends
  withheld       // what it is, only the other side's answer tells, or more of it
};
// What is missing where bytes are: of content that is counted nothing else.
enum class Lost : std::uint8_t { content, lines };

struct Next {
  Form form = Form::lines;
  std::uint64_t count = 0;  // bytes left, of counted and counted_text
};

class Dialogue {
 public:
  // `start`: was the connection heard from its first packet on?
  Dialogue(std::uint32_t stream, packet::Protocol protocol, Start start, Audience& audience)
      : audience_(audience), stream_(stream), protocol_(protocol), start_(start) {}
  virtual ~Dialogue() = default;
  packet::Protocol protocol() const { return protocol_; }
  virtual void heard(const Heard& line) = 0;
  virtual void gap(wire::Side from, Lost lost);
  void tell_missed(wire::Side from, std::uint32_t packet) { audience_.missed(from, packet); }
  // Answers that come before those to what is said next.
  virtual bool owes() const { return !pending_.empty() && !kept_; }
  virtual void ended(wire::Side) {}
  void mark_decrypted() { decrypted_ = true; }     // its bytes were read with the endpoint's keys
  virtual std::size_t held() const;                // by the commands that wait for their answer
  bool opaque() const { return opaque_; }          // from here on another protocol speaks
  bool compressed() const { return compressed_; }  // or the same one, packed
  // That other protocol may be any, not only TLS: the port that it goes to, 0: unknown.
  std::optional<std::uint16_t> tunnel() const { return tunnel_; }

  // Content, taken apart by whoever cuts the stream.
  virtual Next next(wire::Side) const { return {}; }
  virtual void content_begins(wire::Side) {}           // its first bytes are here
  virtual void content_over(const Heard& /*last*/) {}  // the dot was heard, or the count is reached
  void tell_bare_line_ends(std::uint32_t packet) { audience_.bare_line_ends(packet); }
  virtual bool takes_for_over(const Heard& /*reply*/) const { return false; }  // of a letter that ended in a way of its own
  virtual void passed(wire::Side, std::uint64_t) {}                            // so many counted or withheld bytes went by, or are missing
  virtual void released(wire::Side, std::string_view /*withheld*/) {}          // they are read now, as what next() says by then
  virtual void tell_content(const Heard& piece);                               // piece.raw
  void tell_data_line(const Heard& line, bool last);

 protected:
  Spoken understood(const Heard& line, LineKind kind) const;
  void say(const Heard& line, LineKind kind) { audience_.spoken(understood(line, kind)); }
  void remember(Asked asked);
  // Says a command and remembers it until it is answered.
  const Asked& say_command(const Heard& line, std::string_view text);
  void say_reply(const Heard& line, LineKind kind, std::string_view code, bool last);
  void tell_content_end(const Heard& last, bool complete);
  // What the content of that side belongs to; server's: the command it answers.
  virtual const Asked* announced(wire::Side from) const;
  // A line whose end is missing still says yes or no, if it goes on behind its first word.
  static bool says(const Heard& line, std::string_view first_word) {
    return line.begins && (line.whole || line.text.size() > first_word.size());
  }
  // A server greets before it answers, however early the client speaks.
  void client_spoke() { greeted_ = greeted_ || start_ == Start::missed; }
  LineKind kind_of_reply(std::string_view greeting_code, std::string_view code);
  void answered() {
    kept_ = false;
    if (!pending_.empty() && !unsure_) pending_.pop_front();
  }
  bool waits_for(std::string_view verb) const { return !pending_.empty() && !unsure_ && pending_.front().verb == verb; }
  // A reply that may be the end of a longer line: it is told, and no more.
  void say_perhaps(const Heard& line, std::string_view code);
  // The client goes on: what was kept has been answered.
  void drop_kept() {
    if (std::exchange(kept_, false)) pending_.pop_front();
  }
  // Only those verbs are answered so: then it is known again which command this is the answer to.
  void sync(std::initializer_list<std::string_view> verbs);

  Audience& audience_;
  std::list<Asked> pending_;  // no block is set aside for it, as a deque's is
  bool pipelines_ = false;    // the client says the next before it has its answer
  bool replied_ = false;      // since lines were missed
  bool kept_ = false;         // the only one that waits; some of its answer is missing
  bool unsure_ = false;       // answers to others, whom nobody knows, come before theirs
  std::uint32_t stream_;
  packet::Protocol protocol_;
  Start start_;
  bool opaque_ = false, compressed_ = false, greeted_ = false, decrypted_ = false;
  std::optional<std::uint16_t> tunnel_;
};

bool is_verb(std::string_view word);  // letters only, of a sensible length
// "250" of "250-SIZE" or "250 ok" or "250"; empty: the line has no code.
std::string_view reply_code(std::string_view line);

}  // namespace cleartext::dialogue
