// From the letter a person wants to send to what the SMTP agent hands over, and back to sentences about what came of
// it; the same for what POP3 fetched.
#pragma once
#include <span>
#include <tl/expected.hpp>

#include "servers/actors/pop3_agent.h"
#include "servers/actors/smtp_agent.h"
#include "servers/lab/jobs.h"
#include "servers/wire/clock.h"

namespace cleartext::lab {

struct Post {
  store::Envelope envelope;
  std::string letter, eight_bit;  // the second: empty where both would be the same
};

// `fetched`: the letters that this person has, for answers. A sentence where there is none to answer.
tl::expected<Post, std::string> post_for(const Letter& letter, std::span<const std::string> fetched, std::string_view laptop,
                                         std::chrono::system_clock::time_point now);
JobResult sent(const std::string& actor, const actors::SmtpAgent& agent, const std::string& problem);
JobResult fetched(const std::string& actor, const actors::Pop3Errand& errand, const actors::Pop3Agent& agent, const std::string& problem);

}  // namespace cleartext::lab
