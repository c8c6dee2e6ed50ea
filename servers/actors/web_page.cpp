#include "servers/actors/web_page.h"

#include <algorithm>
#include <utility>

#include "servers/mime/value.h"
#include "servers/webmail/markup_reader.h"

namespace cleartext::actors {
namespace {

using webmail::references_read;
using webmail::Token;

std::string attribute(const Token& token, std::string_view name) {
  const auto* value = token.attribute(name);
  return value == nullptr ? std::string() : *value;
}

class PageReader {
 public:
  WebPage read(std::string_view html) {
    webmail::MarkupReader reader(html);
    for (Token token; reader.next(token);) {
      if (token.kind == Token::Kind::text) text(references_read(token.text));
      if (token.kind == Token::Kind::start_tag) start(token);
      if (token.kind == Token::Kind::end_tag) end(token.name);
    }
    return std::move(page_);
  }

 private:
  void text(const std::string& words) {
    if (in_link_) page_.links.back().text += words;
    if (in_area_) page_.forms.back().fields.back().second += words;
  }
  void start(const Token& token) {
    if (token.name == "a" && token.attribute("href") != nullptr) {
      page_.links.push_back({attribute(token, "href"), {}});
      in_link_ = true;
    }
    if (token.name == "img" && token.attribute("src") != nullptr) page_.pictures.push_back(attribute(token, "src"));
    if (token.name == "form") {
      page_.forms.push_back({mime::lower(attribute(token, "method")), attribute(token, "action"), {}});
      in_form_ = true;
    }
    const bool field = in_form_ && (token.name == "input" || token.name == "textarea") && token.attribute("name") != nullptr;
    if (field) page_.forms.back().fields.emplace_back(attribute(token, "name"), attribute(token, "value"));
    in_area_ = in_area_ || (field && token.name == "textarea");
  }
  void end(const std::string& name) {
    if (name == "a") in_link_ = false;
    if (name == "form") in_form_ = false;
    if (name == "textarea" && std::exchange(in_area_, false)) {
      auto& value = page_.forms.back().fields.back().second;
      if (value.starts_with('\n')) value.erase(0, 1);  // HTML takes away a line end right behind the tag
    }
  }
  WebPage page_;
  bool in_link_ = false, in_form_ = false, in_area_ = false;
};

}  // namespace

const WebPage::Form* WebPage::form_to(std::string_view ending) const {
  const auto found = std::ranges::find_if(forms, [ending](const Form& form) { return form.place.ends_with(ending); });
  return found == forms.end() ? nullptr : &*found;
}

WebPage read_page(std::string_view html) { return PageReader().read(html); }

}  // namespace cleartext::actors
