// Which language a service speaks: where a command ends, and what a reply looks like, is a matter of it.
#pragma once
#include <span>

#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::faults {

enum class Speech : unsigned char { smtp, pop3, imap, http, ftp, none };  // none: nobody says anything that can be read

Speech speech_of(wire::Service service);
std::string_view name(Speech speech);  // "SMTP"
std::span<const wire::CommandInfo> commands_of(Speech speech);

// "greeting" is what the server says first; "dot" the end of a letter (SMTP).
inline constexpr std::string_view greeting = "greeting", dot = "dot";

bool is_code(Speech speech, std::string_view word);       // "550", "+OK", "NO"
bool is_refusal(Speech speech, std::string_view text);    // of a command: 4xx and 5xx, -ERR, NO, BAD
bool is_last_word(Speech speech, std::string_view text);  // after it the server closes: 421, BYE

}  // namespace cleartext::faults
