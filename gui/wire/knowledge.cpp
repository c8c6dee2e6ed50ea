#include "gui/wire/knowledge.h"

#include <algorithm>

#include "engine/filter/words.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {
namespace {

packet::Endpoint endpoint_of(const wire::Host& host) {
  packet::Endpoint endpoint;
  for (std::size_t i = 0; i < 4; ++i) endpoint.address[i] = static_cast<std::uint8_t>(host.address >> (24 - 8 * i));
  return endpoint;
}

}  // namespace

filter::Knowledge knowledge_of(const Selection& selection) {
  const analysis::Recording& recording = selection.recording();
  filter::Knowledge known;
  for (const auto& [host, name] : recording.host_names()) known.names[host] = filter::lower(name);
  for (const wire::Host& host : wire::hosts()) {
    std::string& words = known.names[endpoint_of(host)];
    for (const std::string_view name : {host.name, host.host_name, host.other_name}) words += ' ' + filter::lower(name);
  }
  for (const findings::Credential& credential : recording.credentials())
    if (!selection.closed(credential.decrypted)) known.credentials.push_back(credential.packet);
  std::sort(known.credentials.begin(), known.credentials.end());
  if (!recording.packets().empty()) known.begin_ns = recording.packets().front().time_ns;
  return known;
}

}  // namespace cleartext::gui
