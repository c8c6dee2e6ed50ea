// What is said by hand: a browser's pages, a script's lines.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/job_reader.h"
#include "servers/wire/command.h"

namespace cleartext::lesson {
namespace {

using actors::WebDeed;
using What = WebDeed::What;

struct DeedWord {
  std::string_view word;
  What what;
  std::array<std::string_view, 6> fields = {};
};
constexpr std::array<DeedWord, 8> deed_words{{{"get", What::go, {"place", "user", "password"}},
                                              {"log_in", What::log_in, {"user", "password"}},
                                              {"open", What::open, {"subject"}},
                                              {"source", What::source},
                                              {"answer", What::answer, {"body"}},
                                              {"write", What::write, {"to", "cc", "bcc", "subject", "body"}},
                                              {"delete", What::remove},
                                              {"log_out", What::log_out}}};

void fill(WebDeed& deed, const YAML::Node& map, const DeedWord& row, Reader& reader) {
  if (!reader.is_map(map, std::string(row.word))) return;
  std::vector<std::string_view> known;
  std::ranges::copy_if(row.fields, std::back_inserter(known), [](auto field) { return !field.empty(); });
  reader.only(map, known);
  deed.place = reader.text(map, "place");
  deed.user = reader.text(map, "user");
  deed.password = reader.text(map, "password");
  deed.subject = reader.text(map, "subject");
  deed.to = read_addresses(map, "to", reader);
  deed.cc = read_addresses(map, "cc", reader);
  deed.bcc = read_addresses(map, "bcc", reader);
  deed.text = reader.text(map, "body");
}

// "log_out", "get: /three", or a word and its fields.
WebDeed read_deed(const YAML::Node& node, Reader& reader) {
  std::vector<std::string_view> known;
  for (const auto& each : deed_words) known.push_back(each.word);
  const bool with_fields = node.IsMap() && node.size() == 1;
  const auto word = node.IsScalar() ? node.Scalar() : with_fields ? node.begin()->first.as<std::string>("") : std::string();
  const auto row = std::ranges::find(deed_words, std::string_view(word), &DeedWord::word);
  if (row == deed_words.end()) {
    reader.fault(node, fmt::format("Nobody can do {} in a browser.{} Known are: {}.", word.empty() ? "this" : word, meant(word, known),
                                   fmt::join(known, ", ")));
    return {};
  }
  WebDeed deed{row->what};
  if (!with_fields) return deed;
  const auto value = node.begin()->second;
  if (!value.IsScalar())
    fill(deed, value, *row, reader);
  else
    (deed.what == What::open ? deed.subject : deed.place) = reader.text_at(value, word);
  if (deed.what == What::go && !deed.place.starts_with('/')) reader.fault(node, "get needs a place that begins with a slash: /three.");
  return deed;
}

std::string host_and_port(const YAML::Node& map, const std::string& key, Reader& reader) {
  const auto place = reader.text(map, key);
  const auto name = place.substr(0, place.find(':'));
  if (wire::host_named(name) == nullptr) reader.fault(map[key], fmt::format("There is no machine called {} in the lab.", name));
  return place;
}

// PORT and EPRT may name a machine of the lab instead of numbers; any other name is a mistake.
void check_lines(const YAML::Node& map, const std::vector<std::string>& lines, Reader& reader) {
  for (const auto& line : lines) {
    const auto command = wire::split_command(line);
    if (command.verb != "PORT" && command.verb != "EPRT") continue;
    const auto name = command.argument.substr(0, command.argument.find(':'));
    const bool is_name = !name.empty() && std::isalpha(static_cast<unsigned char>(name.front())) != 0;
    if (is_name && wire::host_named(name) == nullptr)
      reader.fault(map["lines"], fmt::format("There is no machine called {} in the lab.", name));
  }
}

std::string read_as(const YAML::Node& map, Reader& reader) {
  const auto name = reader.text(map, "as", true);
  if (!name.empty() && wire::host_named(name) == nullptr) reader.fault(map["as"], fmt::format("Nobody in the lab is called {}.", name));
  return name;
}

}  // namespace

lab::Job read_browse(const YAML::Node& map, Reader& reader) {
  lab::WebJob job{read_person(map, reader), {}, host_name(map, "server", reader)};
  if (!map["visit"].IsSequence()) reader.fault(map, "visit is a list of what is done in the browser.");
  for (const YAML::Node& each : map["visit"]) job.deeds.push_back(read_deed(each, reader));
  if (job.person.actor.empty() && job.person.user.empty()) reader.fault(map, "browse needs an actor or a user: alice or bob.");
  return job;
}

// What is drawn may have several lines; each is said for itself.
std::vector<std::string> apart(const std::vector<std::string>& lines) {
  std::vector<std::string> single;
  for (const auto& line : lines) {
    std::size_t at = 0;
    for (auto end = line.find('\n'); end != std::string::npos; end = line.find('\n', at)) {
      single.push_back(line.substr(at, end - at));
      at = end + 1;
    }
    if (at == 0 || at < line.size()) single.push_back(line.substr(at));
  }
  return single;
}

lab::Job read_say(const YAML::Node& map, Reader& reader) {
  lab::SayJob job{read_as(map, reader), host_and_port(map, "to", reader), apart(reader.texts(map, "lines"))};
  check_lines(map, job.lines, reader);
  job.tls = reader.place(map, "tls", say_tls_words, 0) == 0 ? lab::Tls::off : lab::Tls::from_start;
  job.upload = reader.text(map, "upload");
  return job;
}

lab::Job read_scan(const YAML::Node& map, Reader& reader) {
  return lab::ScanJob{read_as(map, reader), host_and_port(map, "through", reader), host_name(map, "target", reader),
                      reader.texts(map, "ports")};
}

}  // namespace cleartext::lesson
