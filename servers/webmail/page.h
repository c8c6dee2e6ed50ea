// What all pages share: the frame, the look, the fields that keep a browser safe. A page works without scripts.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "servers/http/message.h"
#include "servers/mime/letter.h"
#include "servers/webmail/visitors.h"

namespace cleartext::webmail {

struct Page {
  std::string title;
  std::string body;                  // HTML
  const Visitor* visitor = nullptr;  // whose name and log-out button stand at the top
};

http::Response show(const Page& page, std::string_view host_name, int status = 200);
http::Response go_to(int status, std::string place);
// Content that is not ours is shown as if it came from nowhere: it may not run, load or send anything.
http::Response stranger(std::string type, std::string bytes);

std::string hidden_field(std::string_view name, std::string_view value);
std::string letter_name(std::string_view id);                           // as it stands in an address
std::string place_of(std::string_view id, std::string_view more = {});  // "/mail/1.M2", "/mail/1.M2/source"
std::string shown(std::string_view text);                               // escaped, and kept from turning other text around
std::string size_text(std::uint64_t bytes);                             // "1.2 kB"
std::string date_shown(const mime::Header& header);                     // "24 Sep 2026, 14:03", by its writer's clock
std::string sender_shown(const mime::Header& header);                   // a name if there is one

}  // namespace cleartext::webmail
