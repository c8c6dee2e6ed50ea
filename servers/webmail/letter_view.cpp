#include "servers/webmail/letter_view.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "servers/http/escape.h"
#include "servers/http/form.h"
#include "servers/mime/charset.h"
#include "servers/webmail/page.h"
#include "servers/webmail/sanitiser.h"

namespace cleartext::webmail {

namespace {

using mime::Part;

constexpr std::size_t longest_text = 512 * 1024;
constexpr std::array<std::string_view, 4> pictures{"image/png", "image/jpeg", "image/gif", "image/webp"};

bool is_picture(const Part& part) { return std::find(pictures.begin(), pictures.end(), part.type.value) != pictures.end(); }

bool is_attached(const Part& part) {
  return part.disposition.value == "attachment" || (!part.file_name.empty() && part.disposition.value != "inline");
}

bool is_readable(const Part& part) { return (part.type.value == "text/plain" || part.type.value == "text/html") && !is_attached(part); }

bool is_container(const Part& part) { return part.is_multipart() && !part.parts.empty(); }

void collect(const Part& part, std::vector<const Part*>& found) {
  if (!is_container(part)) return found.push_back(&part);
  for (const auto& each : part.parts) collect(each, found);
}

// What a person reads. Of a multipart/alternative the last form that can be shown is the best (RFC 2046, 5.1.4).
void collect_readable(const Part& part, std::vector<const Part*>& found) {
  if (!is_container(part)) {
    if (is_readable(part)) found.push_back(&part);
    return;
  }
  if (part.type.value != "multipart/alternative") {
    for (const auto& each : part.parts) collect_readable(each, found);
    return;
  }
  for (auto each = part.parts.rbegin(); each != part.parts.rend(); ++each) {
    const auto before = found.size();
    collect_readable(*each, found);
    if (found.size() > before) return;
  }
}

// "../../x" -> "x"; what is left may be any text.
std::string base_name(std::string_view name) {
  const auto slash = name.find_last_of("/\\");
  auto base = std::string(slash == name.npos ? name : name.substr(slash + 1));
  std::replace_if(
      base.begin(), base.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 127; }, '_');
  return base;
}

std::string name_of(const Part& part, std::size_t number) {
  if (auto name = base_name(part.file_name); !name.empty()) return name;
  if (part.type.value == "message/rfc822") return fmt::format("letter-{}.eml", number);
  const auto kind = is_picture(part) ? part.type.value.substr(part.type.value.find('/') + 1) : part.is_text() ? "txt" : "bin";
  return fmt::format("part-{}.{}", number, kind);
}

class View {
 public:
  View(const Part& letter, std::string_view id) : id_(id), leaves_(leaves(letter)) { collect_readable(letter, readable_); }

  std::string html() {
    std::string out;
    for (const auto* part : readable_) out += readable(*part);
    if (left_out_ > 0) {
      const auto what = left_out_ == 1 ? std::string("a picture") : fmt::format("{} pictures", left_out_);
      out = fmt::format(
                "<p class=\"note\">This letter wanted {} fetched from elsewhere. That would have told its sender that you read it; nothing "
                "was fetched.</p>\n",
                what) +
            out;
    }
    std::string rest;
    for (std::size_t number = 1; number <= leaves_.size(); ++number) rest += attached(*leaves_[number - 1], number);
    if (!rest.empty()) out += "<h2>Attached</h2>\n" + rest;
    return out;
  }

 private:
  std::string readable(const Part& part) {
    auto text = mime::text(part);
    const bool cut = text.size() > longest_text;
    if (cut) text = mime::valid_utf8(text.substr(0, longest_text));
    std::string out = "<article>\n";
    if (part.type.value == "text/html") {
      auto cleaned = cleaned_html(text, [this](std::string_view cid) { return own_picture(cid); });
      left_out_ += cleaned.pictures_left_out;
      out += cleaned.html;
    } else {
      out += fmt::format("<pre class=\"text\" dir=\"auto\">{}</pre>", http::escaped(text));
    }
    if (cut) out += "<p class=\"faint\">The text is longer; the rest is in the letter's source.</p>";
    return out + "\n</article>\n";
  }

  std::optional<std::string> own_picture(std::string_view id) {
    for (std::size_t number = 1; number <= leaves_.size(); ++number) {
      if (!is_picture(*leaves_[number - 1]) || leaves_[number - 1]->id != id) continue;
      used_.insert(number);
      return address(number);
    }
    return std::nullopt;
  }

  std::string attached(const Part& part, std::size_t number) {
    if (used_.contains(number) || (is_readable(part) && part.file_name.empty())) return {};
    const auto name = name_of(part, number);
    const auto about = fmt::format("<a href=\"{}\">{}</a> <span class=\"faint\">{}, {}</span>", address(number), shown(name),
                                   http::escaped(part.type.value), size_text(mime::content(part).size()));
    if (is_picture(part))
      return fmt::format("<figure>\n<img src=\"{}\" alt=\"{}\">\n<figcaption>{}</figcaption>\n</figure>\n", address(number),
                         http::escaped(name), about);
    return fmt::format("<p>{}</p>\n", about);
  }

  std::string address(std::size_t number) const { return place_of(id_, fmt::format("/part/{}", number)); }

  std::string id_;
  std::vector<const Part*> leaves_, readable_;
  std::set<std::size_t> used_;
  int left_out_ = 0;
};

}  // namespace

std::vector<const Part*> leaves(const Part& letter) {
  std::vector<const Part*> found;
  collect(letter, found);
  return found;
}

std::string letter_shown(const Part& letter, std::string_view id) { return View(letter, id).html(); }

std::string letter_text(const Part& letter) {
  std::vector<const Part*> readable;
  collect_readable(letter, readable);
  if (readable.empty()) return {};
  const auto text = mime::valid_utf8(mime::text(*readable.front()).substr(0, longest_text));
  return readable.front()->type.value == "text/html" ? plain_text_of(text) : text;
}

// RFC 6266: a name in ASCII for all, and the real one for who can read it. Only pictures and plain text are shown
// in the browser; all else is kept as a file, and no type of the sender's choice is believed.
http::Response part_shown(const Part& part, std::size_t number) {
  const bool plain = part.type.value == "text/plain";
  auto response = stranger(is_picture(part) ? part.type.value
                           : plain          ? "text/plain; charset=utf-8"
                                            : "application/octet-stream",
                           plain ? mime::text(part) : mime::content(part));
  const auto name = name_of(part, number);
  auto ascii = name;
  std::replace_if(
      ascii.begin(), ascii.end(), [](char c) { return static_cast<unsigned char>(c) > '~' || c == '"' || c == '\\' || c == '%'; }, '_');
  response.fields.add("Content-Disposition",
                      fmt::format("{}; filename=\"{}\"; filename*=UTF-8''{}", is_picture(part) || plain ? "inline" : "attachment", ascii,
                                  http::percent_encoded(name)));
  return response;
}

}  // namespace cleartext::webmail
