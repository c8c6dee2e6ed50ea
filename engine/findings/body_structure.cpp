// A structure is lists in lists. They are read as such first, within bounds; what they mean is asked afterwards.
#include "engine/findings/body_structure.h"

#include <algorithm>

#include "engine/dialogue/line.h"

namespace cleartext::findings {
namespace {

constexpr std::size_t deepest = 100, most_nodes = 20'000;

struct Node {
  enum class Kind : std::uint8_t { list, text, nil } kind = Kind::nil;
  std::string text;
  std::vector<Node> list;
  bool is_list() const { return kind == Kind::list; }
  const Node& at(std::size_t index) const {
    static const Node nothing;
    return index < list.size() ? list[index] : nothing;
  }
};

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}
  // False: it breaks off, or goes beyond all bounds.
  bool read(Node& node, std::size_t depth = 0) {
    skip_spaces();
    if (at_ == text_.size() || depth > deepest || ++nodes_ > most_nodes) return false;
    if (text_[at_] == '(') return read_list(node, depth);
    if (text_[at_] == '"') return read_quoted(node);
    const std::size_t end = std::min(text_.find_first_of(" ()\"", at_), text_.size());
    if (end == at_) return false;
    const std::string_view word = text_.substr(at_, end - at_);
    at_ = end;
    if (word.starts_with('{')) return false;  // a literal: its text is another line's
    node.kind = dialogue::lower(word) == "nil" ? Node::Kind::nil : Node::Kind::text;
    node.text = word;
    return true;
  }
  std::size_t place() const { return at_; }

 private:
  void skip_spaces() { at_ = std::min(text_.find_first_not_of(' ', at_), text_.size()); }
  bool read_list(Node& node, std::size_t depth) {
    node.kind = Node::Kind::list;
    for (++at_;;) {
      skip_spaces();
      if (at_ == text_.size()) return false;
      if (text_[at_] == ')') return ++at_, true;
      if (!read(node.list.emplace_back(), depth + 1)) return false;
    }
  }
  bool read_quoted(Node& node) {
    node.kind = Node::Kind::text;
    for (++at_; at_ < text_.size() && text_[at_] != '"'; ++at_) {
      if (text_[at_] == '\\' && at_ + 1 < text_.size()) ++at_;
      node.text += text_[at_];
    }
    return at_++ < text_.size();
  }
  std::string_view text_;
  std::size_t at_ = 0, nodes_ = 0;
};

std::string in_one_line(std::string_view text) {
  std::string out;
  for (const char c : text)
    if (static_cast<unsigned char>(c) >= ' ') out += c;
  return out;
}

std::string parameters(const Node& pairs) {
  std::string out;
  for (std::size_t i = 0; i + 1 < pairs.list.size(); i += 2) {
    out += "; " + in_one_line(pairs.list[i].text) + "=\"";
    for (const char c : in_one_line(pairs.list[i + 1].text)) {
      if (c == '"' || c == '\\') out += '\\';
      out += c;
    }
    out += '"';
  }
  return out;
}

std::string disposition(const Node& node) {
  if (!node.is_list()) return {};
  return "Content-Disposition: " + in_one_line(node.at(0).text) + parameters(node.at(1)) + "\r\n";
}

class Headers {
 public:
  // `number` is that of a part; a letter's own body has none yet.
  void take(const Node& body, const PartNumber& number) {
    if (!body.is_list() || body.list.empty()) return;
    if (body.at(0).is_list()) return take_several(body, number);
    PartNumber own = number;
    if (own.empty() || inside_) own.push_back(1);
    take_one(body, own);
  }
  std::map<PartNumber, std::string> all;

 private:
  void take_several(const Node& body, const PartNumber& number) {
    inside_ = false;
    std::size_t count = 0;
    while (body.at(count).is_list()) ++count;
    if (!number.empty())
      all.try_emplace(number, "Content-Type: multipart/" + in_one_line(body.at(count).text) + parameters(body.at(count + 1)) + "\r\n" +
                                  disposition(body.at(count + 2)) + "\r\n");
    for (std::size_t i = 0; i < count; ++i) {
      PartNumber part = number;
      part.push_back(static_cast<std::uint32_t>(i + 1));
      inside_ = false;
      take(body.at(i), part);
    }
  }

  void take_one(const Node& body, const PartNumber& number) {
    const std::string type = dialogue::lower(body.at(0).text), subtype = dialogue::lower(body.at(1).text);
    const bool letter = type == "message" && (subtype == "rfc822" || subtype == "global");
    const std::size_t further = letter ? 10 : type == "text" ? 8 : 7;  // where the extensions begin, with a checksum
    std::string header = "Content-Type: " + in_one_line(type) + "/" + in_one_line(subtype) + parameters(body.at(2)) + "\r\n";
    if (!body.at(5).text.empty() && body.at(5).kind == Node::Kind::text)
      header += "Content-Transfer-Encoding: " + in_one_line(body.at(5).text) + "\r\n";
    all.try_emplace(number, header + disposition(body.at(further + 1)) + "\r\n");
    inside_ = letter;
    if (letter) take(body.at(8), number);
    inside_ = false;
  }
  bool inside_ = false;  // what is taken is the body of a letter within a letter: alone, it is its part 1
};

}  // namespace

std::string_view structure_in(std::string_view line) {
  constexpr std::string_view name = "BODYSTRUCTURE (";
  const auto at = std::search(line.begin(), line.end(), name.begin(), name.end(),
                              [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; });
  if (at == line.end()) return {};
  const std::string_view rest(at + name.size() - 1, line.end());
  Node node;
  Reader reader(rest);
  return reader.read(node) ? rest.substr(0, reader.place()) : std::string_view();
}

std::map<PartNumber, std::string> part_headers(std::string_view structure) {
  Node node;
  if (!Reader(structure).read(node)) return {};
  Headers headers;
  headers.take(node, {});
  return std::move(headers.all);
}

}  // namespace cleartext::findings
