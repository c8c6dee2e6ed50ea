// either := both ("or" both)*    both := one ("and"? one)*    one := "not" one | "(" either ")" | term
#include <arpa/inet.h>

#include <charconv>

#include "engine/filter/lexer.h"
#include "engine/filter/words.h"

namespace cleartext::filter {
namespace {

using Kind = Token::Kind;
using Read = tl::expected<std::uint32_t, Fault>;  // the place of the node that was read

constexpr int deepest = 200;
constexpr std::size_t most_tokens = 2000;

std::optional<double> number_in(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) return {};
  return value;
}

// "110", "110-143", "110..143"
std::optional<Range> range_in(std::string_view text) {
  if (const auto one = number_in(text)) return Range{*one, *one};
  for (const std::string_view sign : {"..", "-"}) {
    const std::size_t at = text.find(sign, 1);
    if (at == std::string_view::npos) continue;
    const auto first = number_in(text.substr(0, at)), last = number_in(text.substr(at + sign.size()));
    if (first && last) return Range{*first, *last};
  }
  return {};
}

std::optional<Network> network_in(const std::string& text) {
  const std::size_t slash = text.find('/');
  const std::string address = text.substr(0, slash);
  Network network;
  network.address.is_v6 = address.find(':') != std::string::npos;
  if (inet_pton(network.address.is_v6 ? AF_INET6 : AF_INET, address.c_str(), network.address.address.data()) != 1) return {};
  const unsigned all = network.address.is_v6 ? 128 : 32;
  network.bits = all;
  if (slash == std::string::npos) return network;
  const auto bits = number_in(std::string_view(text).substr(slash + 1));
  if (!bits || *bits < 0 || *bits > all) return {};
  network.bits = static_cast<unsigned>(*bits);
  return network;
}

Comparison comparison_of(std::string_view sign) {
  if (sign == "!=") return Comparison::unequal;
  if (sign == "<") return Comparison::less;
  if (sign == "<=") return Comparison::at_most;
  if (sign == ">") return Comparison::more;
  if (sign == ">=") return Comparison::at_least;
  return Comparison::equal;
}

class Parser {
 public:
  explicit Parser(std::string_view typed) : typed_(typed), tokens_(tokens(typed)) {}

  tl::expected<std::vector<Node>, Fault> all() {
    if (tokens_.empty()) return std::vector<Node>{};
    if (tokens_.size() > most_tokens) return tl::unexpected(fault(Fault::Kind::too_long, tokens_[most_tokens]));
    const Read whole = either();
    if (!whole) return tl::unexpected(whole.error());
    if (const Token* left = next()) return tl::unexpected(fault(Fault::Kind::stray_parenthesis, *left));
    return std::move(nodes_);
  }

 private:
  const Token* next() const { return at_ < tokens_.size() ? &tokens_[at_] : nullptr; }
  bool is(Kind kind) const { return next() != nullptr && next()->kind == kind; }
  const Token& take() { return tokens_[at_++]; }
  static Fault fault(Fault::Kind kind, const Token& token) { return {kind, token.offset, token.length}; }
  std::uint32_t add(Node&& node) {
    nodes_.push_back(std::move(node));
    return static_cast<std::uint32_t>(nodes_.size() - 1);
  }
  std::uint32_t join(Node::Kind kind, std::uint32_t left, std::uint32_t right) {
    Node node;
    node.kind = kind;
    node.left = left;
    node.right = right;
    return add(std::move(node));
  }

  // What should follow a word, and does not.
  tl::unexpected<Fault> missing(Fault::Kind kind) const {
    const Token* here = next();
    const Token& marked = here != nullptr && here->kind != Kind::close ? *here : tokens_[at_ == 0 ? 0 : at_ - 1];
    return tl::unexpected(fault(kind, marked));
  }

  Read either() {
    Read left = both();
    while (left && is(Kind::either)) {
      take();
      const Read right = both();
      if (!right) return right;
      left = join(Node::Kind::either, *left, *right);
    }
    return left;
  }

  Read both() {
    Read left = one();
    while (left && next() != nullptr && !is(Kind::either) && !is(Kind::close)) {
      if (is(Kind::both)) take();
      const Read right = one();
      if (!right) return right;
      left = join(Node::Kind::both, *left, *right);
    }
    return left;
  }

  Read one() {
    if (next() == nullptr || is(Kind::both) || is(Kind::either)) return missing(Fault::Kind::operand_missing);
    if (is(Kind::close))
      return tl::unexpected(fault(at_ == 0 || open_ == 0 ? Fault::Kind::stray_parenthesis : Fault::Kind::operand_missing, *next()));
    if (is(Kind::opposite)) return opposite();
    if (is(Kind::open)) return inside();
    if (is(Kind::comparison) || is(Kind::contains)) return tl::unexpected(fault(Fault::Kind::operand_missing, *next()));
    return term();
  }

  Read opposite() {
    const Token& sign = take();
    if (++depth_ > deepest) return tl::unexpected(fault(Fault::Kind::operand_missing, sign));
    const Read inner = one();
    --depth_;
    return inner ? join(Node::Kind::opposite, *inner, 0) : inner;
  }

  Read inside() {
    const Token& sign = take();
    if (++depth_ > deepest) return tl::unexpected(fault(Fault::Kind::open_parenthesis, sign));
    ++open_;
    Read inner = either();
    if (inner && !is(Kind::close)) return tl::unexpected(fault(Fault::Kind::open_parenthesis, sign));
    if (inner) take();
    --open_;
    --depth_;
    return inner;
  }

  Read term() {
    const Token& word = take();
    if (word.unfinished) return tl::unexpected(fault(Fault::Kind::open_quote, word));
    Node node;
    if (word.kind == Kind::quoted) {
      node.kind = Node::Kind::text;
      node.words = word.text;
      return add(std::move(node));
    }
    if (is(Kind::contains)) return containing(word);
    if (const auto field = field_of(word.text)) {
      if (next() != nullptr && (is(Kind::comparison) || is(Kind::word) || is(Kind::quoted))) return comparing(*field);
      return missing(Fault::Kind::value_missing);
    }
    if (word.text == "payload" && is(Kind::comparison)) return comparing(Field::payload);
    if (is(Kind::comparison)) return tl::unexpected(fault(Fault::Kind::unknown_field, word));
    if (const auto protocols = protocols_of(word.text)) {
      node.kind = Node::Kind::protocols;
      node.protocols = *protocols;
    } else if (const auto trait = trait_of(word.text)) {
      node.kind = Node::Kind::trait;
      node.trait = *trait;
    } else {
      node.words = word.text;
    }
    return add(std::move(node));
  }

  // "text ~ x", "frame contains x"; "smtp contains x" is both.
  Read containing(const Token& word) {
    take();
    if (!is(Kind::word) && !is(Kind::quoted)) return missing(Fault::Kind::value_missing);
    const Token& value = take();
    if (value.unfinished) return tl::unexpected(fault(Fault::Kind::open_quote, value));
    Node text;
    text.kind = Node::Kind::text;
    text.words = value.text;
    const auto field = field_of(word.text);
    if (field == Field::text || word.text == "frame") return add(std::move(text));
    if (field && !is_number(*field) && *field != Field::protocol) {
      text.kind = Node::Kind::name;
      text.field = *field;
      return add(std::move(text));
    }
    const auto protocols = protocols_of(word.text);
    if (!protocols) return tl::unexpected(fault(field ? Fault::Kind::unfit_comparison : Fault::Kind::unknown_field, word));
    Node node;
    node.kind = Node::Kind::protocols;
    node.protocols = *protocols;
    const std::uint32_t left = add(std::move(node));
    return join(Node::Kind::both, left, add(std::move(text)));
  }

  Read comparing(Field field) {
    Comparison comparison = Comparison::equal;
    const Token* sign = is(Kind::comparison) ? &take() : nullptr;
    if (sign != nullptr) comparison = comparison_of(sign->text);
    if (!is(Kind::word) && !is(Kind::quoted)) return missing(Fault::Kind::value_missing);
    const Token& value = take();
    if (value.unfinished) return tl::unexpected(fault(Fault::Kind::open_quote, value));
    const bool ordered = comparison != Comparison::equal && comparison != Comparison::unequal;
    if (ordered && !is_number(field)) return tl::unexpected(fault(Fault::Kind::unfit_comparison, *sign));
    Node node;
    node.field = field;
    node.comparison = comparison;
    if (auto read = read_value(node, value); !read) return tl::unexpected(read.error());
    const bool negated = comparison == Comparison::unequal && !is_number(field);
    const std::uint32_t place = add(std::move(node));
    return negated ? join(Node::Kind::opposite, place, 0) : place;
  }

  static tl::expected<void, Fault> read_value(Node& node, const Token& value) {
    if (is_number(node.field)) {
      const auto range = range_in(value.text);
      if (!range) return tl::unexpected(fault(Fault::Kind::not_a_number, value));
      node.kind = Node::Kind::number;
      node.range = *range;
    } else if (node.field == Field::protocol) {
      const auto protocols = protocols_of(value.text);
      if (!protocols) return tl::unexpected(fault(Fault::Kind::not_a_protocol, value));
      node.kind = Node::Kind::protocols;
      node.protocols = *protocols;
    } else if (node.field == Field::text) {
      node.kind = Node::Kind::text;
      node.words = value.text;
    } else if (const auto network = network_in(value.text)) {
      node.kind = Node::Kind::network;
      node.network = *network;
    } else {
      node.kind = Node::Kind::name;
      node.words = value.text;
    }
    return {};
  }

  std::string_view typed_;
  std::vector<Token> tokens_;
  std::vector<Node> nodes_;
  std::size_t at_ = 0;
  int depth_ = 0, open_ = 0;
};

}  // namespace

tl::expected<Filter, Fault> parse(std::string_view typed) {
  Parser parser(typed);
  auto nodes = parser.all();
  if (!nodes) return tl::unexpected(nodes.error());
  Filter filter;
  filter.nodes_ = std::move(*nodes);
  if (!filter.nodes_.empty()) filter.typed_ = typed;
  return filter;
}

}  // namespace cleartext::filter
