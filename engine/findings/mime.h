// A letter taken apart while it arrives: its header for people, and every leaf of its MIME tree, decoded.
// Nothing but what is asked for is kept of it, however deep the tree and however large the parts.
#pragma once
#include <memory>
#include <unordered_map>

#include "engine/findings/content_decoder.h"
#include "engine/findings/decode.h"
#include "engine/findings/findings.h"

namespace cleartext::findings {

class Header;
struct Value;

// Told what a part that is not over yet has grown by.
class Grower {
 public:
  virtual ~Grower() = default;
  virtual void part_grew(const Message& message, const Part& part, std::string_view decoded) = 0;
};

class MimeReader {
 public:
  static constexpr std::size_t longest_header = 1024 * 1024, most_parts = 20'000, most_levels = 100'000;
  // Fills header fields and parts of `message`. At most `kept` bytes of a part's content are kept; bytes and
  // sha256 are of all of it.
  MimeReader(Message& message, std::size_t kept, Grower* grower = nullptr, Sums sums = Sums::all)
      : MimeReader(message, kept, grower, sums, 0) {}
  void add(std::string_view bytes, std::uint32_t packet);
  void end();
  void damaged();            // bytes are missing here
  std::size_t held() const;  // of what is not asked for: headers, lines that have begun, and what parts are called

 private:
  enum class Mode : std::uint8_t { header, leaf, passed_over };
  struct Level {
    std::string mark;  // "--" and the boundary
    std::string_view default_type;
    int depth = 0;  // of what is inside
  };
  MimeReader(Message& message, std::size_t kept, Grower* grower, Sums sums, int inside);
  std::size_t take(std::string_view bytes, std::size_t at);
  std::size_t take_header(std::string_view bytes, std::size_t at);
  std::size_t take_body(std::string_view bytes, std::size_t at);
  void finish_carried();
  void header_line(std::string_view line);
  bool belongs_to_what_is_missing(std::string_view line);
  void drop_last_field();
  void begin_body(std::string_view line);
  bool boundary(std::string_view line);
  void leave_levels(std::size_t keep);
  void begin_entity(std::string_view default_type);
  void header_over();
  void fill_message(const Header& header);
  void begin_leaf(const Value& type, std::string name, std::string encoding);
  void draw(const std::string& type, std::int32_t part);
  void content(std::string_view bytes);
  void decode(std::string_view bytes);
  void decoded();
  void keep(std::string_view decoded);
  void end_entity();
  void drop_preamble();

  Message& message_;
  std::size_t kept_;
  Grower* grower_;
  Sums sums_;
  int inside_;              // in how many encoded letters this one lies
  int depth_ = 0;           // of the entity whose header is read, in the outline
  std::uint64_t head_ = 0;  // where that header begins; of a letter inside: that of the part it is
  bool top_ = true;
  Mode mode_ = Mode::header;
  std::vector<Level> levels_;
  std::unordered_map<std::string, std::vector<std::size_t>> marks_;  // which levels, innermost last
  std::string_view default_type_ = "text/plain";
  std::string header_, carried_, held_end_, buffer_;
  std::size_t named_ = 0;  // bytes that the parts take, without their content
  bool mid_line_ = false;
  enum class Torn : std::uint8_t { no, field, line_perhaps, line };  // what the next line of the header may be the rest of
  Torn torn_ = Torn::no;
  bool header_torn_ = false;                // bytes of this entity's header are missing
  bool preamble_ = false;                   // what is read stands before a multipart's first boundary; if none comes, it is the part
  std::size_t preamble_row_ = 0;            // of the multipart, in the outline
  std::uint64_t taken_ = 0, added_at_ = 0;  // so far; before what is added now
  std::uint32_t packet_ = 0;

  std::unique_ptr<Sha256> body_sum_;  // of a letter without Message-ID
  std::uint64_t body_start_ = 0;
  Part part_;
  std::unique_ptr<ContentDecoder> decoder_;
  std::unique_ptr<Sha256> sum_;
  std::unique_ptr<MimeReader> inner_;  // of a letter that is encoded as a whole
};

// The whole of message.raw at once.
void take_apart(Message& message, std::size_t kept);

}  // namespace cleartext::findings
