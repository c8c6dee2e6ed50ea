#include "servers/webmail/sanitiser.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <vector>

#include "servers/http/escape.h"
#include "servers/mime/decode.h"
#include "servers/webmail/markup_reader.h"
#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::webmail {

namespace {

constexpr std::size_t most_open = 100;

constexpr std::array<std::string_view, 44> allowed{
    "a",  "abbr",  "b",    "blockquote", "br",  "caption", "cite",  "code",  "dd",  "del", "div",   "dl", "dt", "em",  "h1",
    "h2", "h3",    "h4",   "h5",         "h6",  "hr",      "i",     "img",   "ins", "kbd", "li",    "ol", "p",  "pre", "q",
    "s",  "small", "span", "strong",     "sub", "sup",     "table", "tbody", "td",  "th",  "thead", "tr", "u",  "ul"};
constexpr std::array<std::string_view, 3> empty_elements{"br", "hr", "img"};
// Never shown, with all that is inside.
constexpr std::array<std::string_view, 21> unwanted{"script",  "style",     "title",    "iframe",   "object", "embed",  "noscript",
                                                    "noembed", "noframes",  "template", "textarea", "select", "svg",    "math",
                                                    "xmp",     "plaintext", "audio",    "video",    "canvas", "applet", "frameset"};
// An end tag closes nothing outside the cell or table that it stands in.
constexpr std::array<std::string_view, 4> walls{"table", "td", "th", "caption"};

template <std::size_t N>
bool is_one_of(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

// The length of a character reference that browsers read as one letter, "&eacute;"; 0: none.
std::size_t reference_length(std::string_view text) {
  const auto end = text.substr(0, 34).find(';');
  if (end == text.npos || end < 2) return 0;
  const auto name = text.substr(1, end - 1);
  const bool number = name.size() > 1 && name[0] == '#';
  const bool hexadecimal = number && name.size() > 2 && (name[1] == 'x' || name[1] == 'X');
  const auto fits = [&](char c) {
    return hexadecimal ? mime::hex_value(c) >= 0 : number ? wire::is_digit(c) : wire::is_letter_or_digit(c);
  };
  const auto rest = name.substr(hexadecimal ? 2 : number ? 1 : 0);
  return std::all_of(rest.begin(), rest.end(), fits) ? end + 1 : 0;
}

std::string escaped_text(std::string_view text) {
  std::string out;
  while (!text.empty()) {
    const auto reference = text.front() == '&' ? reference_length(text) : 0;
    if (reference > 0) {
      out += text.substr(0, reference);
      text.remove_prefix(reference);
      continue;
    }
    const auto plain = text.substr(0, std::max<std::size_t>(1, std::min(text.find('&', 1), text.size())));
    out += http::escaped(plain);
    text.remove_prefix(plain.size());
  }
  return out;
}

// An address that a browser may follow: its scheme must be there, letter by letter, once blanks are gone as
// browsers take them away (https://url.spec.whatwg.org/#concept-basic-url-parser).
std::optional<std::string> safe_link(std::string_view written) {
  std::string link;
  for (const char c : written) {
    if (static_cast<unsigned char>(c) > ' ' && c != 127) link += c;
  }
  for (const std::string_view scheme : {"http://", "https://", "mailto:"}) {
    if (wire::same_word(std::string_view(link).substr(0, scheme.size()), scheme)) return link;
  }
  return std::nullopt;
}

// "bank.example" of "http://bank.example@evil.example:80/x": who is really asked.
std::string goal_of(std::string_view link) {
  const auto slashes = link.find("://");
  if (slashes == link.npos) return {};
  link.remove_prefix(slashes + 3);
  link = link.substr(0, link.find_first_of("/?#\\"));
  const auto at = link.rfind('@');
  return std::string(at == link.npos ? link : link.substr(at + 1));
}

class Cleaner {
 public:
  explicit Cleaner(const OwnPicture& own_picture) : own_picture_(own_picture) {}

  Cleaned clean(std::string_view html) {
    MarkupReader reader(html);
    for (Token token; reader.next(token);) {
      if (token.kind == Token::Kind::text) {
        out_.html += escaped_text(token.text);
      } else if (token.kind == Token::Kind::end_tag) {
        end_tag(token.name);
      } else if (is_one_of(unwanted, token.name)) {
        reader.skip_element(token.name);
      } else if (is_one_of(allowed, token.name)) {
        start_tag(token);
      }
    }
    close_down_to(0);
    return std::move(out_);
  }

 private:
  struct Open {
    std::string name, goal;
  };

  void start_tag(const Token& token) {
    if (token.name == "img") return picture(token);
    const bool empty = is_one_of(empty_elements, token.name);
    if (!empty && open_.size() >= most_open) return;
    out_.html += "<" + token.name + attributes(token);
    Open open{token.name, {}};
    if (token.name == "a") open.goal = link(token);
    out_.html += '>';
    if (!empty) open_.push_back(std::move(open));
  }

  // Opens in a page of its own, which learns nothing of this one.
  std::string link(const Token& token) {
    const auto* written = token.attribute("href");
    const auto link = written == nullptr ? std::nullopt : safe_link(*written);
    if (!link) return {};
    out_.html += fmt::format(" href=\"{}\" target=\"_blank\" rel=\"noopener noreferrer nofollow\"", http::escaped(*link));
    return goal_of(*link);
  }

  static std::string attributes(const Token& token) {
    std::string out;
    const auto number = [&](std::string_view name) {
      const auto* value = token.attribute(name);
      const bool plain =
          value != nullptr && !value->empty() && value->size() <= 3 && std::all_of(value->begin(), value->end(), wire::is_digit);
      if (plain) out += fmt::format(" {}=\"{}\"", name, *value);
    };
    if (token.name == "td" || token.name == "th") {
      number("colspan");
      number("rowspan");
    }
    if (token.name == "ol") number("start");
    if (const auto* direction = token.attribute("dir"); direction != nullptr && (*direction == "rtl" || *direction == "ltr"))
      out += fmt::format(" dir=\"{}\"", *direction);
    return out;
  }

  void picture(const Token& token) {
    constexpr std::string_view scheme = "cid:";  // RFC 2392: a part of the same letter
    const auto* source = token.attribute("src");
    const auto* words = token.attribute("alt");
    const auto alt = http::escaped(words == nullptr ? std::string_view() : std::string_view(*words));
    if (source != nullptr && wire::same_word(std::string_view(*source).substr(0, scheme.size()), scheme)) {
      if (const auto place = own_picture_(mime::decode_percent(std::string_view(*source).substr(scheme.size())))) {
        out_.html += fmt::format("<img src=\"{}\" alt=\"{}\">", http::escaped(*place), alt);
        return;
      }
    }
    ++out_.pictures_left_out;
    if (!alt.empty()) out_.html += fmt::format("<span>[{}]</span>", alt);
  }

  void end_tag(const std::string& name) {
    const bool leaves_cells = is_one_of(walls, name) || name == "tr" || name == "tbody" || name == "thead";
    for (auto at = open_.size(); at > 0; --at) {
      const auto& open = open_[at - 1].name;
      if (open == name) return close_down_to(at - 1);
      if (open == "table" || (!leaves_cells && is_one_of(walls, open))) return;
    }
  }

  // The real goal of a link stands behind its words.
  void close_down_to(std::size_t keep) {
    for (; open_.size() > keep; open_.pop_back()) {
      out_.html += "</" + open_.back().name + ">";
      if (!open_.back().goal.empty()) out_.html += fmt::format(" <small>[{}]</small>", http::escaped(open_.back().goal));
    }
  }

  const OwnPicture& own_picture_;
  Cleaned out_;
  std::vector<Open> open_;
};

}  // namespace

Cleaned cleaned_html(std::string_view html, const OwnPicture& own_picture) { return Cleaner(own_picture).clean(html); }

std::string plain_text_of(std::string_view html) {
  static constexpr std::array<std::string_view, 9> line_ends{"br", "p", "div", "tr", "li", "h1", "h2", "h3", "blockquote"};
  std::string out;
  MarkupReader reader(html);
  for (Token token; reader.next(token);) {
    if (token.kind == Token::Kind::start_tag && is_one_of(unwanted, token.name)) {
      reader.skip_element(token.name);
    } else if (token.kind != Token::Kind::text) {
      if (is_one_of(line_ends, token.name) && !out.empty() && !out.ends_with('\n')) out += '\n';
    } else {
      auto text = references_read(token.text);
      std::replace_if(
          text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\t'; }, ' ');
      for (const char c : text) {
        if (c != ' ' || !(out.empty() || out.ends_with(' ') || out.ends_with('\n'))) out += c;
      }
    }
  }
  return out;
}

}  // namespace cleartext::webmail
