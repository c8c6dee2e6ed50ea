// HTML out of a letter, made harmless: nothing of it is passed on. What a short list allows is written anew, every
// tag closed, every letter of text escaped; so no script, no style, no form, no frame, and nothing that is loaded
// from elsewhere (which would tell the sender that the letter was read).
#pragma once
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::webmail {

struct Cleaned {
  std::string html;
  int pictures_left_out = 0;
};

// Where a picture of the letter's own is, by its Content-ID; nullopt: it has none such.
using OwnPicture = std::function<std::optional<std::string>(std::string_view id)>;

Cleaned cleaned_html(std::string_view html, const OwnPicture& own_picture);
std::string plain_text_of(std::string_view html);  // for a quotation

}  // namespace cleartext::webmail
