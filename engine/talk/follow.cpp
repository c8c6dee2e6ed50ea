#include "engine/talk/follow.h"

#include <vector>

namespace cleartext::talk {

void Follower::feed(const dialogue::LineView& line) {
  if (line.from == wire::Side::server) {
    standing_->heard(line.text);
  } else if (line.kind != dialogue::LineKind::data || standing_->in_letter()) {
    standing_->said(line.text);  // other data is a literal, no word of the conversation
  }
}

const Standing* Follower::after(const dialogue::LineStore& lines, std::size_t line) {
  if (line >= lines.size()) return nullptr;
  const auto here = lines.view(line);
  const auto service = service_of(here.protocol);
  if (!service || tongue_of(*service).machine == nullptr) return nullptr;
  const bool goes_on = standing_ && stream_ == here.stream && fed_ <= line + 1;
  std::vector<std::size_t> own;
  const std::size_t stop = goes_on ? fed_ : line + 1 > farthest ? line + 1 - farthest : 0;
  bool from_the_start = goes_on || stop == 0;
  for (std::size_t at = line + 1; at > stop; --at) {
    const auto before = lines.view(at - 1);
    if (before.stream != here.stream) continue;
    own.push_back(at - 1);
    if (before.kind == dialogue::LineKind::greeting) {
      from_the_start = true;
      break;
    }
  }
  if (!from_the_start) return nullptr;
  if (!goes_on) standing_ = std::make_unique<Standing>(*service);
  stream_ = here.stream;
  fed_ = line + 1;
  for (auto at = own.rbegin(); at != own.rend(); ++at) feed(lines.view(*at));
  return standing_.get();
}

}  // namespace cleartext::talk
