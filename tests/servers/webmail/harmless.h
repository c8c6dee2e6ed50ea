// A second opinion on HTML: what, other than text and the few allowed tags, is in it. Written as a browser reads,
// and strict: anything unusual is harm.
#pragma once
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::webmail {

inline std::string harm_in(std::string_view html) {
  static const std::vector<std::string_view> tags{
      "a",  "abbr",  "b",    "blockquote", "br",  "caption", "cite",  "code",  "dd",  "del", "div",   "dl", "dt", "em",  "h1",
      "h2", "h3",    "h4",   "h5",         "h6",  "hr",      "i",     "img",   "ins", "kbd", "li",    "ol", "p",  "pre", "q",
      "s",  "small", "span", "strong",     "sub", "sup",     "table", "tbody", "td",  "th",  "thead", "tr", "u",  "ul"};
  static const std::vector<std::string_view> names{"href", "src", "alt", "target", "rel", "colspan", "rowspan", "start", "dir"};
  const auto known = [](const auto& list, std::string_view word) { return std::find(list.begin(), list.end(), word) != list.end(); };
  int open = 0;
  while (!html.empty()) {
    const char c = html.front();
    if (c == '>' || c == '"' || c == '\'') return "a bare " + std::string(1, c);
    if ((static_cast<unsigned char>(c) < ' ' && c != '\n' && c != '\r' && c != '\t') || c == 127) return "a control sign";
    if (c != '<') {
      html.remove_prefix(1);
      continue;
    }
    html.remove_prefix(1);
    const bool closes = html.starts_with('/');
    if (closes) html.remove_prefix(1);
    const auto name = html.substr(0, html.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789"));
    if (!known(tags, name)) return "the tag " + std::string(html.substr(0, 20));
    html.remove_prefix(name.size());
    if (name != "br" && name != "hr" && name != "img") open += closes ? -1 : 1;
    if (open < 0) return "an end tag too much";
    while (html.starts_with(' ')) {
      html.remove_prefix(1);
      const auto attribute = html.substr(0, html.find('='));
      if (closes || !known(names, attribute)) return "the attribute " + std::string(html.substr(0, 20));
      html.remove_prefix(attribute.size());
      if (!html.starts_with("=\"")) return "a value without quotes";
      html.remove_prefix(2);
      const auto end = html.find('"');
      if (end == html.npos) return "a quote that never ends";
      const auto value = html.substr(0, end);
      if (value.find_first_of("<>'") != value.npos) return "a value with a sign that is not escaped";
      const auto begins = [&](std::string_view front) { return value.substr(0, front.size()) == front; };
      std::string lower(value.substr(0, 8));
      std::transform(lower.begin(), lower.end(), lower.begin(),
                     [](char letter) { return letter >= 'A' && letter <= 'Z' ? static_cast<char>(letter | 0x20) : letter; });
      if (attribute == "href" && !lower.starts_with("http://") && !lower.starts_with("https://") && !lower.starts_with("mailto:"))
        return "the link " + std::string(value);
      if (attribute == "src" && !begins("/mail/")) return "the picture " + std::string(value);
      html.remove_prefix(end + 1);
    }
    if (!html.starts_with('>')) return "a tag that goes on";
    html.remove_prefix(1);
  }
  return open == 0 ? std::string() : "a tag that stays open";
}

}  // namespace cleartext::webmail
