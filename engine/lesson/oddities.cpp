#include "engine/lesson/oddities.h"

#include <fmt/format.h>
#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/yaml.h>

#include <fstream>
#include <map>
#include <vector>

namespace cleartext::lesson {
namespace {

// Counts what each anchor stands for, aliases in it written out.
class Sizes : public YAML::EventHandler {
 public:
  std::string sentence;  // empty: nothing is wrong
  int line = 0;

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    constexpr std::size_t most = 100'000;
    const auto known = sizes_.find(anchor);
    if (known == sizes_.end()) return refuse(mark, "This alias (*name) stands inside of what it stands for: that has no end.");
    written_out_ += known->second;
    if (written_out_ > most) return refuse(mark, "The aliases (*name) up to here stand for more than 100000 words.");
    add(0, known->second);
  }
  void OnDocumentStart(const YAML::Mark& mark) override {
    if (documents_++ > 0) refuse(mark, "Here a second YAML document begins (---), and a lesson is one: nothing below would be read.");
  }
  void OnDocumentEnd() override {}
  void OnNull(const YAML::Mark&, YAML::anchor_t anchor) override { add(anchor, 1); }
  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, const std::string&) override {
    look_at(tag, mark);
    add(anchor, 1);
  }
  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    look_at(tag, mark);
    begin(anchor);
  }
  void OnSequenceEnd() override { end(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor, YAML::EmitterStyle::value) override {
    look_at(tag, mark);
    begin(anchor);
  }
  void OnMapEnd() override { end(); }

 private:
  struct Open {
    YAML::anchor_t anchor = 0;
    std::size_t size = 1;
  };
  // "?" and "!" stand where none was written: a plain text, and one in quotes.
  void look_at(const std::string& tag, const YAML::Mark& mark) {
    constexpr std::string_view core = "tag:yaml.org,2002:";
    if (tag.empty() || tag == "?" || tag == "!") return;
    const auto written = tag.starts_with(core) ? "!!" + tag.substr(core.size()) : tag;
    refuse(mark,
           fmt::format("The tag {} means nothing in a lesson: write the value without it, in quotation marks where need be.", written));
  }
  void begin(YAML::anchor_t anchor) { open_.push_back({anchor, 1}); }
  void end() {
    const auto done = open_.back();
    open_.pop_back();
    add(done.anchor, done.size);
  }
  void add(YAML::anchor_t anchor, std::size_t size) {
    if (anchor != 0) sizes_[anchor] = size;
    if (!open_.empty()) open_.back().size += size;
  }
  void refuse(const YAML::Mark& mark, std::string why) {
    if (line != 0) return;
    line = mark.line + 1;
    sentence = std::move(why);
  }
  std::vector<Open> open_;
  std::map<YAML::anchor_t, std::size_t> sizes_;
  std::size_t written_out_ = 0;
  int documents_ = 0;
};

}  // namespace

std::optional<Fault> oddity_in(const std::string& path) {
  std::ifstream file(path);
  YAML::Parser parser(file);
  Sizes sizes;
  while (sizes.sentence.empty() && parser.HandleNextDocument(sizes)) {}
  if (sizes.sentence.empty()) return std::nullopt;
  return Fault{path, sizes.line, sizes.sentence};
}

}  // namespace cleartext::lesson
