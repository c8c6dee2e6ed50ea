// The one table of lesson.yaml's words: what each object may hold, what it means, and what it may be. The readers refuse
// what is not here; the schema and the page for authors are made from it. What an action may hold stands in action_words.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::lesson {

struct FormatWord {
  std::string_view name;
  // "text", "words" (one text a language), "number", "actions"; "a|b": one of these; another object's name; "[x]": a list of x;
  // "{x}": names of one's own, each with an x
  std::string_view type;
  std::string_view meaning;
  bool needed = false;
};

struct FormatObject {
  std::string_view name, meaning;
  std::vector<FormatWord> words;
};

std::span<const FormatObject> format_objects();
std::vector<std::string_view> words_of(std::string_view object);                           // their names, in their order
std::vector<std::string_view> choices_of(std::string_view object, std::string_view word);  // of "a|b"

std::string schema();       // JSON Schema (2020-12), for editors and for tests
std::string format_page();  // for people

}  // namespace cleartext::lesson
