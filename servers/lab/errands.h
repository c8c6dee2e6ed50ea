// From what a person wants to what an agent does, and back to a sentence about what came of it.
#pragma once
#include "servers/actors/pop3_agent.h"
#include "servers/actors/smtp_agent.h"
#include "servers/lab/lab.h"
#include "servers/wire/clock.h"

namespace cleartext::lab {

// RFC 5322, 3.6: From, To, Subject, Date, Message-ID, a blank line, the body with CR LF ends.
std::string compose(const Letter& letter, const wire::Host& laptop, std::chrono::system_clock::time_point now);
JobResult sent(const std::string& actor, const actors::SmtpAgent& agent, const std::string& problem);
JobResult fetched(const std::string& actor, const actors::Pop3Agent& agent, const std::string& problem);

}  // namespace cleartext::lab
