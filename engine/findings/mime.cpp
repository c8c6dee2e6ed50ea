// MIME's tree (RFC 2046, 5.1): a multipart's parts stand between lines that begin with its boundary, and the
// line end before such a line belongs to it. One pass over the bytes; a line is looked up among all open
// boundaries at once, so that depth costs nothing.
#include "engine/findings/mime.h"

#include <algorithm>
#include <utility>

#include "engine/findings/header.h"

namespace cleartext::findings {

namespace {

constexpr int most_inside = 4;
constexpr std::size_t longest_mark = 1000, level_cost = 200;

std::string file_name(const Header& header, const Value& type) {
  if (const std::string* disposition = header.find("Content-Disposition")) {
    const Value value = parse_value(*disposition);
    if (const auto name = value.parameters.find("filename"); name != value.parameters.end()) return name->second;
  }
  const auto name = type.parameters.find("name");
  return name == type.parameters.end() ? std::string() : name->second;
}

std::string field_name(const Header& header) {
  const std::string* disposition = header.find("Content-Disposition");
  if (disposition == nullptr) return {};
  const Value value = parse_value(*disposition);
  const auto name = value.parameters.find("name");
  return value.value != "form-data" || name == value.parameters.end() ? std::string() : name->second;
}

std::string_view without_end(std::string_view line) {
  if (line.ends_with('\n')) line.remove_suffix(line.ends_with("\r\n") ? 2 : 1);
  return line;
}

}  // namespace

MimeReader::MimeReader(Message& message, std::size_t kept, Grower* grower, Sums sums, int inside)
    : message_(message), kept_(kept), grower_(grower), sums_(sums), inside_(inside) {}

std::size_t MimeReader::held() const {
  return header_.capacity() + carried_.capacity() + message_.header.capacity() + named_ + levels_.size() * level_cost +
         (inner_ ? inner_->held() : 0);
}

void MimeReader::add(std::string_view bytes, std::uint32_t packet) {
  packet_ = packet;
  added_at_ = taken_;
  std::size_t at = 0;
  if (!carried_.empty()) {
    const std::size_t end = bytes.find('\n');
    const std::size_t count = end == std::string_view::npos ? bytes.size() : end + 1;
    carried_.append(bytes.substr(0, count));
    at = count;
    const std::size_t longest = mode_ == Mode::header ? longest_header : longest_mark;
    if (end != std::string_view::npos || carried_.size() > longest) {
      taken_ += at;
      finish_carried();
      taken_ -= at;
    }
  }
  while (at < bytes.size()) at = take(bytes, at);
  if (body_sum_ && body_start_ < taken_ + bytes.size()) body_sum_->add(bytes.substr(body_start_ > taken_ ? body_start_ - taken_ : 0));
  taken_ += bytes.size();
}

// A line whose beginning came earlier, with its end or as much as a line may have.
void MimeReader::finish_carried() {
  const std::string line = std::exchange(carried_, {});
  if (mode_ == Mode::header) return header_line(line);
  if (line.ends_with('\n') && boundary(line)) return;
  mid_line_ = !line.ends_with('\n');
  content(line);
}

std::size_t MimeReader::take(std::string_view bytes, std::size_t at) {
  return mode_ == Mode::header ? take_header(bytes, at) : take_body(bytes, at);
}

std::size_t MimeReader::take_header(std::string_view bytes, std::size_t at) {
  const std::size_t end = bytes.find('\n', at);
  if (end == std::string_view::npos) {
    if (!mid_line_) carried_ = bytes.substr(at);
    return bytes.size();
  }
  const std::uint64_t before = taken_;
  taken_ += end + 1;
  header_line(bytes.substr(at, end + 1 - at));
  taken_ = before;
  return end + 1;
}

void MimeReader::header_line(std::string_view line) {
  const bool rest = std::exchange(mid_line_, !line.ends_with('\n'));  // of a line too long to keep
  if (rest) return;
  const std::string_view text = without_end(line);
  if (!mid_line_ && text.empty()) return header_over();
  if (!mid_line_ && boundary(line)) return;
  if (belongs_to_what_is_missing(text)) return;
  if (!mid_line_ && !may_stand_in_header(text, header_.empty())) return begin_body(line);
  if (header_.size() + line.size() <= longest_header)
    header_.append(line);
  else if (top_ && inside_ == 0)
    message_.header_whole = false;  // what is longer than any letter's is left out, and said to be
}

// The empty line was forgotten.
void MimeReader::begin_body(std::string_view line) {
  taken_ -= line.size();
  const bool summed = body_sum_ != nullptr;
  header_over();
  taken_ += line.size();
  if (!summed && body_sum_ && body_start_ < added_at_) body_sum_->add(line.substr(0, added_at_ - body_start_));
  if (mode_ == Mode::header) return header_line(line);  // of a letter inside
  mid_line_ = !line.ends_with('\n');
  content(line);
}

// A boundary begins with a dash, which is rarer than a line end, and never stands in base64.
std::size_t MimeReader::take_body(std::string_view bytes, std::size_t at) {
  const std::size_t run = at;
  while (!levels_.empty() && at < bytes.size()) {
    const std::size_t dash = bytes.find('-', at);
    if (dash == std::string_view::npos) break;
    at = dash + 1;
    if (dash == run ? mid_line_ : bytes[dash - 1] != '\n') continue;
    if (at < bytes.size() && bytes[at] != '-') continue;
    const std::size_t end = bytes.find('\n', at);
    const std::string_view line = bytes.substr(dash, end == std::string_view::npos ? end : end + 1 - dash);
    if (end == std::string_view::npos && line.size() > longest_mark) break;
    content(bytes.substr(run, dash - run));
    if (end == std::string_view::npos) {
      carried_ = line;
      return bytes.size();
    }
    const std::uint64_t before = taken_;
    taken_ += end + 1;
    const bool ends = boundary(line);
    taken_ = before;
    if (!ends) {
      mid_line_ = false;
      content(line);
    }
    return end + 1;
  }
  mid_line_ = !bytes.ends_with('\n');
  content(bytes.substr(run));
  return bytes.size();
}

// Is this line a boundary of any multipart that is open? Then what stood before it is over.
bool MimeReader::boundary(std::string_view line) {
  if (levels_.empty() || !line.starts_with("--")) return false;
  line.remove_suffix(line.size() - 1 - line.find_last_not_of(" \t\r\n"));
  const std::string mark(line.substr(0, longest_mark));
  auto found = marks_.find(mark);
  const bool closing = found == marks_.end() && mark.size() > 4 && mark.ends_with("--");
  if (closing) found = marks_.find(mark.substr(0, mark.size() - 2));
  if (found == marks_.end()) return false;
  const std::size_t level = found->second.back();
  held_end_.clear();
  if (preamble_ && level + 1 == levels_.size()) drop_preamble();
  end_entity();
  leave_levels(closing ? level : level + 1);
  mid_line_ = false;
  mode_ = Mode::passed_over;  // what follows a closing boundary is for nobody
  if (closing) return true;
  depth_ = levels_[level].depth;
  begin_entity(levels_[level].default_type);
  return true;
}

void MimeReader::leave_levels(std::size_t keep) {
  while (levels_.size() > keep) {
    const auto found = marks_.find(levels_.back().mark);
    found->second.pop_back();
    if (found->second.empty()) marks_.erase(found);
    levels_.pop_back();
  }
}

void MimeReader::begin_entity(std::string_view default_type) {
  mode_ = Mode::header;
  default_type_ = default_type;
  header_.clear();
  torn_ = Torn::no;
  header_torn_ = false;
  if (inside_ == 0) head_ = taken_;
}

void MimeReader::header_over() {
  const std::string text = std::exchange(header_, {});
  const Header header(text);
  if (top_ && inside_ == 0) fill_message(header);
  if (top_ && inside_ == 0) message_.header = text;
  top_ = false;
  const std::string* written = header.find("Content-Type");
  Value type = written == nullptr ? Value{std::string(default_type_), {}} : parse_value(*written);
  if (type.value.find('/') == std::string::npos) type.value = "text/plain";  // RFC 2045, 5.2
  const std::string* coding = header.find("Content-Transfer-Encoding");
  std::string encoding = coding == nullptr ? "7bit" : parse_value(*coding).value;
  const bool encoded = !ContentDecoder(encoding).identity();
  const auto mark = type.parameters.find("boundary");
  if (type.value.starts_with("multipart/") && mark != type.parameters.end() && !mark->second.empty() && levels_.size() < most_levels) {
    levels_.push_back(
        {"--" + mark->second.substr(0, longest_mark - 2), type.value == "multipart/digest" ? "message/rfc822" : "text/plain", depth_ + 1});
    preamble_row_ = message_.outline.size();
    draw(type.value, -1);
    marks_[levels_.back().mark].push_back(levels_.size() - 1);
    begin_leaf(type, file_name(header, type), encoding);
    preamble_ = true;
    return;
  }
  if (type.value == "message/rfc822" && !encoded) {
    draw(type.value, -1);
    ++depth_;
    return begin_entity("text/plain");
  }
  begin_leaf(type, file_name(header, type), encoding);
  part_.field = field_name(header);
  const bool letter = type.value == "message/rfc822" && inside_ < most_inside;
  draw(type.value, letter ? -1 : static_cast<std::int32_t>(message_.parts.size()));
  if (!letter) return;
  inner_.reset(new MimeReader(message_, kept_, grower_, sums_, inside_ + 1));
  inner_->depth_ = depth_ + 1;
  inner_->head_ = head_;
}

void MimeReader::draw(const std::string& type, std::int32_t part) {
  if (message_.outline.size() < most_parts) message_.outline.push_back({type, depth_, part, head_});
}

void MimeReader::fill_message(const Header& header) {
  message_.from = header.addresses("From");
  message_.to = header.addresses("To");
  message_.subject = header.text("Subject");
  message_.date = header.text("Date");
  message_.message_id = header.text("Message-ID");
  if (!message_.message_id.empty() || sums_ == Sums::none) return;
  body_sum_ = std::make_unique<Sha256>();
  body_start_ = taken_;
}

void MimeReader::begin_leaf(const Value& type, std::string name, std::string encoding) {
  mode_ = Mode::leaf;
  part_ = {};
  part_.type = type.value;
  if (const auto charset = type.parameters.find("charset"); charset != type.parameters.end()) part_.charset = charset->second;
  part_.filename = std::move(name);
  decoder_ = std::make_unique<ContentDecoder>(encoding);
  sum_ = sums_ == Sums::all ? std::make_unique<Sha256>() : nullptr;
  part_.encoding = std::move(encoding);
  part_.offset = taken_;
}

// A line end is held back until it is known that no boundary follows it.
void MimeReader::content(std::string_view bytes) {
  if (mode_ != Mode::leaf || bytes.empty()) return;
  if (held_end_ == "\r" && bytes == "\n") {
    held_end_ = "\r\n";
    return;
  }
  decode(std::exchange(held_end_, {}));
  std::string_view rest = bytes;
  if (rest.ends_with('\r'))
    rest.remove_suffix(1);
  else
    rest = without_end(rest);
  held_end_ = bytes.substr(rest.size());
  decode(rest);
}

void MimeReader::decode(std::string_view bytes) {
  if (bytes.empty()) return;
  part_.first_packet = part_.first_packet == 0 ? packet_ : std::min(part_.first_packet, packet_);
  part_.last_packet = std::max(part_.last_packet, packet_);
  part_.length += bytes.size();
  if (decoder_->identity()) {
    if (!part_.eight_bit && part_.encoding == "7bit" && !header_torn_)
      part_.eight_bit = std::any_of(bytes.begin(), bytes.end(), [](char c) { return c < 0; });
    if (sum_) sum_->add(bytes);
    part_.bytes += bytes.size();
    return keep(bytes);
  }
  decoder_->add(bytes, buffer_);
  decoded();
}

void MimeReader::decoded() {
  if (inner_) {
    inner_->add(buffer_, packet_);
  } else {
    if (sum_) sum_->add(buffer_);
    part_.bytes += buffer_.size();
    keep(buffer_);
  }
  buffer_.clear();
}

// Who keeps nothing may still follow what comes.
void MimeReader::keep(std::string_view decoded) {
  if (kept_ > 0) decoded = decoded.substr(0, kept_ - std::min(kept_, part_.content.size()));
  if (decoded.empty()) return;
  if (kept_ > 0) part_.content.append(decoded);
  if (grower_ != nullptr && !preamble_) grower_->part_grew(message_, part_, decoded);
}

// What stands before the first boundary is for nobody (RFC 2046, 5.1.1).
void MimeReader::drop_preamble() {
  preamble_ = false;
  mode_ = Mode::passed_over;
  decoder_.reset();
  part_ = {};
}

// The entity that is open ends here; one whose header never ended has no body.
void MimeReader::end_entity() {
  while (mode_ == Mode::header) header_over();
  if (mode_ != Mode::leaf) return;
  mode_ = Mode::passed_over;
  const bool unparted = std::exchange(preamble_, false);  // no boundary came: it cannot be taken apart (RFC 2049, 2)
  if (unparted && part_.length == 0) return;
  decoder_->end(buffer_);
  decoded();
  if (inner_) {
    inner_->end();
    inner_.reset();
    return;
  }
  if (sum_) part_.sha256 = sum_->hex();
  if (part_.first_packet == 0) part_.first_packet = part_.last_packet = packet_;
  if (message_.parts.size() < most_parts) {
    if (unparted && preamble_row_ < message_.outline.size())
      message_.outline[preamble_row_].part = static_cast<std::int32_t>(message_.parts.size());
    named_ += sizeof part_ + part_.type.size() + part_.filename.size() + part_.encoding.size();
    message_.parts.push_back(std::move(part_));
  }
  part_ = {};
}

void MimeReader::end() {
  added_at_ = taken_;
  if (!carried_.empty()) {
    const std::string line = std::exchange(carried_, {});
    if (mode_ == Mode::header && !mid_line_ && torn_ == Torn::no && !may_stand_in_header(line, header_.empty()))
      begin_body(line);
    else if (mode_ == Mode::header)
      header_line(line + "\n");
    else if (!boundary(line))
      content(line);
  }
  if (mode_ == Mode::leaf) decode(std::exchange(held_end_, {}));
  end_entity();
  leave_levels(0);
  if (body_sum_) message_.body_sha256 = body_sum_->hex();
  body_sum_.reset();
}

void take_apart(Message& message, std::size_t kept) {
  MimeReader reader(message, kept);
  message.raw.each([&](std::string_view piece) { reader.add(piece, message.packet); });
  reader.end();
  message.bytes = message.raw.size();
}

}  // namespace cleartext::findings
