#include "engine/grading/page_frame.h"

#include <fmt/format.h>

namespace cleartext::grading {
namespace {

constexpr std::string_view style =
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1d2733;background:#fff}"
    "h1{font-size:1.5rem;margin-bottom:.2rem}h2{font-size:1.15rem;margin-top:2rem}table{border-collapse:collapse;width:100%}"
    "td,th{text-align:left;vertical-align:top;padding:.35rem .6rem;border-bottom:1px solid #d8dee6}"
    ".points{white-space:nowrap;text-align:right}td.yes,td.no{width:1.2rem}.yes{color:#1a7f4b}.no{color:#b3261e}.note{color:#51606f;font-"
    "size:.9rem}"
    "pre{background:#f4f6f9;padding:.6rem .8rem;overflow-x:auto;font-size:.85rem}.found{background:#fdecea;padding:.6rem .8rem}"
    "img{max-width:100%;height:auto;background:#fff}"
    ".clean{background:#eaf6ef;padding:.6rem .8rem}"
    "@media(prefers-color-scheme:dark){body{background:#14181d;color:#dfe6ee}pre{background:#1d232b}td,th{border-color:#333c47}.note{color:"
    "#9fb0c0}"
    ".found{background:#3a1d1b}.clean{background:#17301f}.yes{color:#6fd19b}.no{color:#ff9b92}}";

}  // namespace

std::string escaped(std::string_view text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      default: out += c;
    }
  }
  return out;
}

std::string framed(const std::string& title, const std::string& body, const std::string& language) {
  return fmt::format(
      "<!doctype html>\n<html lang=\"{}\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\">"
      "<title>{}</title><style>{}</style></head>\n<body>\n{}</body></html>\n",
      language, escaped(title), style, body);
}

}  // namespace cleartext::grading
