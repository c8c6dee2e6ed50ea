// What a browser finds in a page: links, pictures, and forms with what is filled in already (HTML, by its usual tags).
#pragma once
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cleartext::actors {

struct WebPage {
  struct Link {
    std::string place, text;
  };
  struct Form {
    std::string method, place;  // "post", "/login"
    std::vector<std::pair<std::string, std::string>> fields;
  };
  std::vector<Link> links;
  std::vector<std::string> pictures;
  std::vector<Form> forms;
  const Form* form_to(std::string_view ending) const;  // whose place ends so; nullptr: none
};

WebPage read_page(std::string_view html);

}  // namespace cleartext::actors
