// What this machine allows, in plain sentences, each with the command that mends it. Trying beats guessing:
// the settings are read only to explain a trial that failed.
#include <filesystem>

#include "servers/network/machine_facts.h"
#include "servers/network/private_network.h"

namespace cleartext::network {
namespace {

constexpr const char* packaged_program = "/usr/bin/cleartext-lab";
constexpr const char* packaged_profile = "/usr/share/cleartext/apparmor/cleartext";

// Beside a checkout's build/ stand the assets; a package brings them to /usr/share.
std::string profile_for(const std::string& program) {
  const std::filesystem::path checkout = std::filesystem::path(program).parent_path().parent_path();
  const std::filesystem::path here = checkout / "assets/packaging/apparmor/cleartext";
  std::error_code ignored;
  return std::filesystem::exists(here, ignored) ? here.string() : packaged_profile;
}

// Writes the profile with this program's path in place of the packaged one, and loads it.
std::string install_profile(const std::string& program) {
  const std::string path = program.empty() ? packaged_program : program;
  const std::string change = std::string("s|") + packaged_program + "|" + path + "|g";
  return "sed " + shell_word(change) + " " + shell_word(profile_for(path)) +
         " | sudo tee /etc/apparmor.d/cleartext >/dev/null && sudo apparmor_parser -r "
         "/etc/apparmor.d/cleartext";
}

std::string allow_capture(const std::string& program) {
  return "sudo setcap cap_net_raw,cap_net_admin=eip " + shell_word(program.empty() ? packaged_program : program);
}

Finding about_private_network(const MachineFacts& facts, const Trials& trials, const std::string& program) {
  if (trials.private_network) return {true, "This machine lets an ordinary user make a private network.", {}};
  std::string sentence = trials.private_network.error().sentence;
  if (facts.profile_needed.value_or(0) == 1)
    sentence += " AppArmor lets only programs with a profile make a user namespace here.";
  else if (facts.in_container)
    sentence += " This is a container, and it was started without that right.";
  std::string advice = advice_for(facts, program);
  if (advice.empty()) advice = trials.private_network.error().advice;
  return {false, "This machine does not allow a private network. " + sentence, advice};
}

Finding about_capture(const Trials& trials, const std::string& program) {
  if (trials.capture_on_loopback) return {true, "Packets can be captured on this machine's own loopback as well.", {}};
  if (trials.private_network)
    return {true, "Packets on this machine's own loopback cannot be captured; the private network needs no such right.", {}};
  return {false, "Packets on this machine's own loopback cannot be captured.", allow_capture(program)};
}

Finding about_mode(const Trials& trials) {
  switch (best_ability(trials)) {
    case Ability::private_network: return {true, "The lab runs in a private network, with the standard ports.", {}};
    case Ability::loopback_capture:
      return {true,
              "The lab runs on this machine's loopback, with each port moved up by 2000. Every other user of this machine can reach it "
              "there, and only one such lab can run at a time.",
              {}};
    case Ability::neither: break;
  }
  return {false, "No lab can run here; the lessons show their recordings.", {}};
}

}  // namespace

Ability best_ability(const Trials& trials) {
  if (trials.private_network) return Ability::private_network;
  return trials.capture_on_loopback ? Ability::loopback_capture : Ability::neither;
}

std::string advice_for(const MachineFacts& facts, const std::string& program) {
  if (facts.namespaces_for_users.value_or(1) == 0) return "sudo sysctl -w kernel.unprivileged_userns_clone=1";
  if (facts.most_namespaces.value_or(1) == 0) return "sudo sysctl -w user.max_user_namespaces=15000";
  if (facts.profile_needed.value_or(0) == 1) return install_profile(program);
  if (facts.in_container) return "Start the container with --security-opt seccomp=unconfined --security-opt apparmor=unconfined.";
  if (facts.filtered) return "Start the program from an ordinary terminal: a filter on system calls is on this one.";
  return {};
}

std::vector<Finding> explain(const MachineFacts& facts, const Trials& trials, const std::string& program) {
  return {about_private_network(facts, trials, program), about_capture(trials, program), about_mode(trials)};
}

std::vector<Finding> doctor(const std::string& program) {
  const Trials trials{try_private_network(), may_capture_on_loopback()};
  return explain(read_facts(), trials, program);
}

}  // namespace cleartext::network
