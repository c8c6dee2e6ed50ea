#include "servers/faults/words.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <charconv>

#include "servers/wire/command.h"

namespace cleartext::faults {

namespace {

std::vector<std::string_view> service_names() {
  std::vector<std::string_view> names;
  for (int number = 0; number <= static_cast<int>(wire::Service::printer); ++number)
    names.push_back(wire::name(static_cast<wire::Service>(number)));
  return names;
}

std::vector<std::string_view> machines(std::optional<wire::Service> service) {
  std::vector<std::string_view> names;
  for (const auto& host : wire::hosts()) {
    const auto all = service_names();
    if (std::any_of(all.begin(), all.end(), [&](std::string_view name) {
          const auto each = wire::service_named(name);
          return (!service || *service == *each) && wire::runs(host.role, *each);
        }))
      names.push_back(host.host_name);
  }
  return names;
}

}  // namespace

void Words::skip_blanks() {
  while (at_ < text_.size() && text_[at_] == ' ') ++at_;
}

void Words::refuse(std::string expected) {
  if (!error_) error_ = wire::SyntaxError{last_, std::move(expected)};
}

void Words::refuse_here(std::string expected) {
  last_ = at_;
  refuse(std::move(expected));
}

std::string Words::next(std::string_view what) {
  last_ = at_;
  if (error_) return {};
  const auto end = std::min(text_.find(' ', at_), text_.size());
  std::string word(text_.substr(at_, end - at_));
  if (word.empty()) refuse(std::string(what));
  at_ = end;
  skip_blanks();
  return word;
}

std::optional<std::string> Words::if_next(std::initializer_list<std::string_view> words) {
  if (error_) return {};
  const auto ahead = text_.substr(at_, text_.find(' ', at_) - at_);
  if (std::none_of(words.begin(), words.end(), [ahead](std::string_view each) { return each == ahead; })) return {};
  return next({});
}

std::string Words::rest(std::string_view what) {
  last_ = at_;
  if (error_) return {};
  if (at_end()) refuse(std::string(what));
  if (!at_end() && text_[at_] == '"') return quoted();
  std::string all(text_.substr(at_));
  at_ = text_.size();
  return all;
}

std::string Words::quoted() {
  std::string inside;
  for (++at_; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '"') {
      ++at_;
      skip_blanks();
      return inside;
    }
    if (c != '\\') {
      inside += c;
      continue;
    }
    if (text_.substr(at_, 4) == "\\r\\n") at_ += 2;  // as some know a line end
    const char escaped = ++at_ < text_.size() ? text_[at_] : '\0';
    if (escaped != 'n' && escaped != '"' && escaped != '\\') {
      refuse_here("n, a quote or a backslash after the backslash");
      return {};
    }
    inside += escaped == 'n' ? '\n' : escaped;
  }
  refuse_here("a closing quote");
  return {};
}

void Words::end() {
  if (!at_end()) refuse_here("nothing more");
}

wire::Role Words::server() {
  const auto* host = wire::host_named(next("a server"));
  const auto all = machines({});
  if (host != nullptr && std::find(all.begin(), all.end(), host->host_name) != all.end()) return host->role;
  refuse(fmt::format("one of {}", fmt::join(all, ", ")));
  return wire::Role::crepes;
}

Target Words::target() {
  const auto word = next("a service or a server");
  if (error_) return {};
  const auto at = word.find('@');
  const auto name = word.substr(0, at);
  Target target;
  target.service = wire::service_named(name);
  if (!target.service && at == std::string::npos) {
    const auto* host = wire::host_named(name);
    const auto all = machines({});
    if (host != nullptr && std::find(all.begin(), all.end(), host->host_name) != all.end()) return {{}, host->role};
  }
  if (!target.service) {
    refuse(fmt::format("a server's name, or one of {}", fmt::join(service_names(), ", ")));
    return {};
  }
  if (at == std::string::npos) return target;
  const auto* host = wire::host_named(std::string_view(word).substr(at + 1));
  if (host != nullptr && wire::runs(host->role, *target.service)) {
    target.machine = host->role;
    return target;
  }
  last_ += at + 1;
  refuse(fmt::format("a machine that runs {}: {}", name, fmt::join(machines(target.service), ", ")));
  return {};
}

Target Words::service() {
  auto found = target();
  if (!error_ && !found.service) refuse(fmt::format("one of {}", fmt::join(service_names(), ", ")));
  return found;
}

std::uint64_t Words::number(std::string_view what, std::uint64_t least, std::uint64_t most) {
  return measured(what, {{"", 1, 1}}, least, most);
}

wire::Milliseconds Words::time() {
  return wire::Milliseconds(measured("a time such as 500ms or 2s, at most 600s", {{"ms", 1, 1}, {"s", 1000, 1}}, 1, 600'000));
}

// 1 kB is 1,000 bytes, as every maker of networks counts.
std::uint64_t Words::rate() {
  return measured("a speed such as 500B/s, 2kB/s or 56kbit/s, at least 10B/s",
                  {{"B/s", 1, 1}, {"kB/s", 1000, 1}, {"MB/s", 1'000'000, 1}, {"kbit/s", 1000, 8}, {"Mbit/s", 1'000'000, 8}}, 10,
                  1'000'000'000);
}

std::uint64_t Words::measured(std::string_view what, std::initializer_list<Measure> units, std::uint64_t least, std::uint64_t most) {
  const auto word = next(what);
  std::uint64_t count = 0;
  const auto [end, failure] = std::from_chars(word.data(), word.data() + word.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(word.data() + word.size() - end));
  for (const auto& each : units) {
    if (failure != std::errc() || unit != each.unit || count > most * each.divisor / each.factor) continue;
    const auto value = count * each.factor / each.divisor;
    if (value >= least && value <= most) return value;
  }
  refuse(std::string(what));
  return 0;
}

}  // namespace cleartext::faults
