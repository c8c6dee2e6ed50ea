// What a browser is to do at a mail server's pages, and what came of it, for people.
#pragma once
#include "servers/actors/browser.h"
#include "servers/lab/jobs.h"

namespace cleartext::lab {

actors::WebErrand web_errand_for(const WebJob& job, const wire::Account& account, const wire::Endpoint& to);
// The last page is its content; what a letter's source showed are its mails.
JobResult browsed(const std::string& actor, const actors::Browser& browser, const std::string& problem);

}  // namespace cleartext::lab
