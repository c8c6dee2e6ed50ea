// Reads YAML with its places: each fault names file and line, unknown words are faults, and reading goes on after one.
// What is drawn for the student is put in while texts are read.
#pragma once
#include <yaml-cpp/yaml.h>

#include <functional>
#include <initializer_list>
#include <span>
#include <string>
#include <vector>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

class Reader {
 public:
  Reader(std::string file, std::vector<Fault>& faults, std::vector<std::string> languages = {"en", "de"})
      : file_(std::move(file)), faults_(faults), languages_(std::move(languages)) {}

  void fault(const YAML::Node& at, std::string sentence);
  // Not wrong, but a finished lesson has it.
  void gap(const YAML::Node& at, std::string sentence);
  const std::vector<Fault>& gaps() const { return gaps_; }

  bool is_map(const YAML::Node& node, const std::string& what);
  bool is_list(const YAML::Node& map, const std::string& key);                      // false without a fault where it is not there
  void only(const YAML::Node& map, std::initializer_list<std::string_view> known);  // unknown keys are faults
  void only(const YAML::Node& map, const std::vector<std::string_view>& known);
  std::string text(const YAML::Node& map, const std::string& key, bool needed = false);
  std::string text_at(const YAML::Node& node, const std::string& what);
  std::string one_of(const YAML::Node& map, const std::string& key, const std::vector<std::string_view>& known, bool needed = false);
  int number(const YAML::Node& map, const std::string& key, int otherwise, int least, int most);
  bool yes(const YAML::Node& map, const std::string& key, bool otherwise);  // true or false
  // One of the words, as its place among them.
  std::size_t place(const YAML::Node& map, const std::string& key, std::span<const std::string_view> words, std::size_t otherwise);
  std::vector<std::string> texts(const YAML::Node& map, const std::string& key);  // one text, or a list of them
  std::string content_of(const YAML::Node& at, const std::string& name);          // of a file beside the lesson
  double real(const YAML::Node& map, const std::string& key, double otherwise);
  Words words(const YAML::Node& map, const std::string& key, bool needed = false);
  Words words_at(const YAML::Node& node, const std::string& what);
  std::string fill(const std::string& text, const YAML::Node& at);  // {{name}} becomes what is drawn under that name
  const std::string& file() const { return file_; }

  void speak(std::vector<std::string> languages) { languages_ = std::move(languages); }
  void note_cracking() { cracks_ = true; }  // something asks what a word list finds
  bool cracks() const { return cracks_; }
  void set_mark(const std::string& mark) { mark_ = mark; }
  std::string marked(const std::string& id) const { return mark_.empty() ? id : id + "-" + mark_; }  // a choice's id, for this student
  void know(const std::string& name, const std::string& value) { values_[name] = value; }
  const std::vector<std::string>& languages() const { return languages_; }

 private:
  std::string file_;
  std::vector<Fault>& faults_;
  std::vector<Fault> gaps_;
  std::vector<std::string> languages_;
  std::map<std::string, std::string> values_;
  std::string mark_;
  bool cracks_ = false;
};

// "Was MAIL meant?", or nothing where no known word is near.
std::string meant(std::string_view word, const std::vector<std::string_view>& known);
// Fills the {{name}}s, {{base64 name}}s and {{lines name}}s of a text; `unknown` hears of names that nothing is known by.
std::string fill_in(const std::string& text, const std::map<std::string, std::string>& values,
                    const std::function<void(const std::string&)>& unknown);

}  // namespace cleartext::lesson
