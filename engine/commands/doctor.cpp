// `cleartext doctor`: which network and which capture this machine allows, and what to do for better.
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "servers/network/private_network.h"

namespace cleartext::commands {

int doctor(const Doctor& wanted, const std::string& program) {
  bool usable = false;
  const auto able = network::try_private_network();
  const bool capture = network::may_capture_on_loopback();
  usable = able || capture;
  const std::string result = able      ? "The lab will run in its own private network."
                             : capture ? "The lab will run on this machine's loopback, with ports 2000 higher, open to every user of it."
                                       : "No lab with packets can run here yet.";
  for (const auto& finding : network::doctor(program)) {
    if (wanted.format == Format::jsonl) {
      print_json({{q("good"), finding.good}, {q("text"), q(finding.sentence)}, {q("advice"), q(finding.advice)}});
      continue;
    }
    std::cout << (finding.good ? "  yes  " : "  no   ") << finding.sentence << '\n';
    if (!finding.advice.empty()) std::cout << "       " << finding.advice << '\n';
  }
  if (wanted.format == Format::jsonl) {
    print_json({{q("network"), q(able ? "private" : capture ? "loopback" : "recorded")}, {q("text"), q(result)}});
  } else {
    std::cout << result << '\n';
  }
  return usable ? 0 : 1;
}

}  // namespace cleartext::commands
