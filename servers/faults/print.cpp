// From a fault to its words, and to the sentence about it.
#include <fmt/format.h>

#include <algorithm>

#include "servers/faults/fault_text.h"
#include "servers/faults/speech.h"

namespace cleartext::faults {

namespace {

std::string_view name_of(wire::Role role) { return wire::host(role).host_name; }

std::string words(const Target& target) {
  if (!target.service) return target.machine ? std::string(name_of(*target.machine)) : std::string();
  return fmt::format("{}{}{}", wire::name(*target.service), target.machine ? "@" : "", target.machine ? name_of(*target.machine) : "");
}

std::string in_quotes(std::string_view text) {
  std::string all = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') all += '\\';
    c == '\n' ? void(all += "\\n") : void(all += c);
  }
  return all + '"';
}

// "smtp of mail.hamburger.edu", "everything of mail.hamburger.edu", "every smtp"
std::string subject(const Target& target) {
  if (!target.service && !target.machine) return "Everything in the lab";
  if (!target.service) return fmt::format("Everything of {}", name_of(*target.machine));
  return target.machine ? fmt::format("{} of {}", wire::name(*target.service), name_of(*target.machine))
                        : fmt::format("Every {} server", wire::name(*target.service));
}

std::string occasion(std::string_view when) { return when == dot ? "the dot that ends a letter" : std::string(when); }

struct Writer {
  std::string operator()(const Off& fault) const { return "off " + words(fault.target); }
  std::string operator()(const Silent& fault) const { return "silent " + words(fault.target); }
  std::string operator()(const FullMailbox& fault) const {
    const auto accounts = wire::accounts();
    const auto known = std::find_if(accounts.begin(), accounts.end(),
                                    [&](const wire::Account& each) { return each.user + "@" + each.domain == fault.user; });
    return "full-mailbox " + (known == accounts.end() ? fault.user : known->user);
  }
  std::string operator()(const FullDisk& fault) const {
    return fault.machine ? fmt::format("full-disk {}", name_of(*fault.machine)) : std::string("full-disk");
  }
  std::string operator()(const Reply& fault) const {
    return fmt::format("reply {} {} {}", words(fault.target), fault.when, in_quotes(fault.text));
  }
  std::string operator()(const Delay& fault) const {
    return fmt::format("delay {} {}{}{}", words(fault.target), fault.when, fault.when.empty() ? "" : " ", time_words(fault.time));
  }
  std::string operator()(const Cut& fault) const {
    const auto moment = fault.moment == Cut::Moment::after_bytes   ? fmt::format("after {} bytes", fault.bytes)
                        : fault.moment == Cut::Moment::after_reply ? "after " + fault.when
                                                                   : "at " + fault.when;
    return fmt::format("cut {} {}{}", words(fault.target), moment, fault.way == Cut::Way::end ? " with FIN" : "");
  }
  std::string operator()(const StripStarttls& fault) const { return fmt::format("strip-starttls {}", name_of(fault.machine)); }
  std::string operator()(const Slow& fault) const {
    const auto whose = words(fault.target);
    return fmt::format("slow {}{}{}", whose, whose.empty() ? "" : " ", speed_words(fault.bytes_a_second));
  }
  std::string operator()(const RefuseTls& fault) const { return "refuse-tls " + words(fault.target); }
  std::string operator()(const LiftGuard& fault) const { return "lift " + fault.name; }
};

struct Teller {
  std::string operator()(const Off& fault) const { return subject(fault.target) + " is off: who connects is refused."; }
  std::string operator()(const Silent& fault) const { return subject(fault.target) + " is silent: who connects waits in vain."; }
  std::string operator()(const FullMailbox& fault) const { return fmt::format("The mailbox of {} is full.", fault.user); }
  std::string operator()(const FullDisk& fault) const {
    return fault.machine ? fmt::format("The disk of {} is full.", name_of(*fault.machine)) : std::string("Every server's disk is full.");
  }
  std::string operator()(const Reply& fault) const {
    auto text = fault.text;
    std::replace(text.begin(), text.end(), '\n', ' ');
    if (fault.when == greeting) return fmt::format("{} says \"{}\" as its greeting.", subject(fault.target), text);
    const bool code = is_code(speech_of(*fault.target.service), fault.when);
    return fmt::format("{} says \"{}\" {} {}.", subject(fault.target), text, code ? "instead of" : "to", occasion(fault.when));
  }
  std::string operator()(const Delay& fault) const {
    if (fault.when == greeting) return fmt::format("{} greets only after {}.", subject(fault.target), time_words(fault.time));
    const auto what = fault.when.empty() ? std::string("anything") : occasion(fault.when);
    return fmt::format("{} answers {} only after {}.", subject(fault.target), what, time_words(fault.time));
  }
  std::string operator()(const Cut& fault) const {
    const bool instead = fault.moment == Cut::Moment::instead_of_reply;
    const bool files = speech_of(*fault.target.service) == Speech::ftp;
    const auto when = fault.moment == Cut::Moment::after_bytes
                          ? fmt::format("after {} bytes{}", fault.bytes, files ? " of commands and files" : "")
                      : fault.when == greeting ? fmt::format("{} its greeting", instead ? "instead of" : "after")
                                               : (instead ? "instead of answering " : "after the reply to ") + occasion(fault.when);
    return fmt::format("{} {} the connection {}.", subject(fault.target), fault.way == Cut::Way::end ? "ends" : "breaks", when);
  }
  std::string operator()(const StripStarttls& fault) const {
    return fmt::format("Eve stands before {} and takes its offer of TLS away.", name_of(fault.machine));
  }
  std::string operator()(const Slow& fault) const {
    return fmt::format("{} sends and takes {} at most.", subject(fault.target), speed_words(fault.bytes_a_second));
  }
  std::string operator()(const RefuseTls& fault) const { return subject(fault.target) + " refuses TLS."; }
  std::string operator()(const LiftGuard& fault) const { return fmt::format("The file server's guard {} is lifted.", fault.name); }
};

}  // namespace

std::string time_words(wire::Milliseconds time) {
  const auto count = time.count();
  return count % 1000 == 0 ? fmt::format("{}s", count / 1000) : fmt::format("{}ms", count);
}

std::string speed_words(std::uint64_t bytes) {
  if (bytes % 1'000'000 == 0) return fmt::format("{}MB/s", bytes / 1'000'000);
  return bytes % 1000 == 0 ? fmt::format("{}kB/s", bytes / 1000) : fmt::format("{}B/s", bytes);
}

std::string text(const Fault& fault) { return std::visit(Writer{}, fault); }

std::string meaning(const Fault& fault) {
  auto sentence = std::visit(Teller{}, fault);
  if (sentence.front() >= 'a' && sentence.front() <= 'z') sentence.insert(0, "The ");
  return sentence;
}

wire::Problem problem(std::string_view text, const wire::SyntaxError& error) {
  std::string shown(text);
  std::replace_if(
      shown.begin(), shown.end(), [](unsigned char c) { return c < ' ' || c == 127; }, '?');
  return {fmt::format("Expected {} at character {}:\n  {}\n  {:>{}}", error.expected, error.offset + 1, shown, '^', error.offset + 1), {}};
}

std::string word(std::string_view text) {
  const bool bare = !text.empty() && text.find_first_of(" \"\\\n") == std::string_view::npos;
  return bare ? std::string(text) : in_quotes(text);
}

}  // namespace cleartext::faults
