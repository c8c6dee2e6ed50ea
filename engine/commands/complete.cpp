#include "engine/commands/complete.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <array>
#include <set>

#include "servers/faults/fault_text.h"
#include "servers/ftp/guards.h"
#include "servers/wire/hosts.h"

namespace cleartext::commands {
namespace {

using Lines = std::vector<std::string>;

constexpr std::array servers{wire::Role::crepes, wire::Role::hamburger, wire::Role::ftp};

// "TEXT:{text,jsonl}" is how CLI11 writes down what is allowed.
Lines allowed(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto open = type.find('{'), close = type.rfind('}');
  if (open == std::string::npos || close == std::string::npos) return {};
  return CLI::detail::split(type.substr(open + 1, close - open - 1), ',');
}

// What its own description says that it is.
Lines value_of(const CLI::Option& option) {
  if (auto words = allowed(option); !words.empty()) return words;
  const std::string& text = option.get_description();
  const auto says = [&text](const char* word) { return text.find(word) != std::string::npos; };
  if (says("lesson") && says("its folder")) return {":lessons", ":folders"};
  if (says("ommand and its arguments")) return {":programs"};
  if (says("file") || says("Hand-ins")) return {":files"};
  if (says("older")) return {":folders"};
  return {};
}

Lines options_of(const CLI::App& command, const Lines& before) {
  Lines made;
  for (const auto* option : command.get_options()) {
    if (option->get_lnames().empty()) continue;
    const auto name = "--" + option->get_lnames().front();
    const bool again = option->get_multi_option_policy() == CLI::MultiOptionPolicy::TakeAll || option->get_items_expected_max() > 1;
    const bool said = std::ranges::find(before, name) != before.end();
    if (!said || again) made.push_back(name + "\t" + option->get_description());
  }
  return made;
}

Lines commands_of(const CLI::App& app) {
  Lines made;
  for (const auto* command : app.get_subcommands([](const CLI::App*) { return true; }))
    made.push_back(command->get_name() + "\t" + command->get_description());
  return made;
}

// Those that run somewhere in the lab.
Lines service_names() {
  Lines made;
  for (auto service = wire::Service::smtp; service <= wire::Service::sftp;
       service = static_cast<wire::Service>(static_cast<int>(service) + 1))
    if (std::ranges::any_of(servers, [service](wire::Role role) { return wire::runs(role, service); }))
      made.emplace_back(wire::name(service));
  return made;
}

// The word behind a fault's first, as its syntax has it: "off SERVICE[@MACHINE]".
Lines fault_word(const Lines& before) {
  const bool first = before.empty() || (before.size() == 1 && (before[0] == "order" || before[0] == "withdraw"));
  if (first) {
    Lines made;
    if (before.empty()) made = {"list\twhat is on", "withdraw\tthat one is gone", "clear\tall are gone"};
    for (const auto& form : faults::forms()) made.push_back(std::string(form.word) + "\t" + std::string(form.meaning));
    return made;
  }
  const auto form = std::ranges::find(faults::forms(), before.back(), &faults::Form::word);
  if (form == faults::forms().end()) return {};
  const std::string_view syntax = form->syntax;
  Lines made;
  if (syntax.find("SERVICE") != std::string_view::npos)
    made = service_names();
  else if (syntax.find("MACHINE") != std::string_view::npos)
    for (const auto role : servers) made.emplace_back(wire::host(role).host_name);
  if (syntax.find("USER") != std::string_view::npos)
    for (const auto& account : wire::accounts()) made.push_back(account.user);
  if (syntax.find("GUARD") != std::string_view::npos)
    for (const auto& guard : ftp::guards()) made.emplace_back(guard.name);
  return made;
}

// What has been said so far: which command, which option still waits for its value, and how many words are no options.
struct Said {
  CLI::App* command;
  const CLI::Option* waits = nullptr;
  Lines options, others;
  bool options_over = false;
};

Said listen(CLI::App& app, const Lines& before) {
  Said said{&app, nullptr, {}, {}, false};
  for (const auto& word : before) {
    if (said.waits != nullptr && word == "=") continue;  // bash takes "--show=packets" apart
    if (said.waits != nullptr) {
      said.waits = nullptr;
    } else if (said.options_over || !word.starts_with("-")) {
      const auto command = app.get_subcommands([&word](CLI::App* each) { return each->get_name() == word; });
      if (said.command == &app && said.others.empty() && !command.empty())
        said.command = command.front();
      else
        said.others.push_back(word);
    } else if (word == "--") {
      said.options_over = true;
    } else {
      said.options.push_back(word.substr(0, word.find('=')));
      const auto* option = std::as_const(*said.command).get_option_no_throw(said.options.back());
      if (option != nullptr && option->get_items_expected_max() > 0 && word.find('=') == std::string::npos) said.waits = option;
    }
  }
  return said;
}

Lines positional(const Said& said, const CLI::App& app) {
  if (said.command == &app) return said.others.empty() ? commands_of(app) : Lines{};
  if (said.command->get_name() == "fault") return fault_word(said.others);
  std::size_t place = 0;
  for (const auto* option : said.command->get_options()) {
    if (!option->get_positional()) continue;
    auto value = value_of(*option);
    if (value == Lines{":programs"} && !said.others.empty()) return {":files"};
    if (place++ == said.others.size() || option->get_items_expected_max() > 1) return value;
  }
  return {};
}

Lines candidates(CLI::App& app, const Lines& before, const std::string& last) {
  auto said = listen(app, before);
  if (said.waits != nullptr) return value_of(*said.waits);
  if (before.size() > 1 && before.back() == "=")  // of a flag that may have a value
    if (const auto* flag = std::as_const(*said.command).get_option_no_throw(before[before.size() - 2])) return value_of(*flag);
  if (const auto equals = last.find('='); last.starts_with("--") && equals != std::string::npos) {
    const auto* option = std::as_const(*said.command).get_option_no_throw(last.substr(0, equals));
    auto values = option == nullptr ? Lines{} : allowed(*option);
    for (auto& value : values) value.insert(0, last.substr(0, equals + 1));
    return values;
  }
  if (last.starts_with("-") && !said.options_over) return options_of(*said.command, said.options);
  return positional(said, app);
}

}  // namespace

Lines completions(CLI::App& app, const Lines& before, const std::string& last) {
  if (last == "=") {  // bash takes "--show=" apart
    auto all = before;
    all.push_back(last);
    return candidates(app, all, "");
  }
  auto made = candidates(app, before, last);
  std::erase_if(made, [&last](const std::string& line) { return !line.starts_with(':') && !line.starts_with(last); });
  std::set<std::string> seen;
  std::erase_if(made, [&seen](const std::string& line) { return !seen.insert(line.substr(0, line.find('\t'))).second; });
  return made;
}

}  // namespace cleartext::commands
