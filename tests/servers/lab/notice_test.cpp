// What comes back to a sender, as RFC 3464 and RFC 6522 want it: golden, and each status code.
#include "servers/lab/notice.h"

#include <gtest/gtest.h>

namespace cleartext::lab {
namespace {

TEST(Notice, is_a_report_that_people_and_programs_can_read) {
  EXPECT_EQ(notice({"mail.crepes.fr",
                    "crepes.fr",
                    "alice@crepes.fr",
                    "N1",
                    "Tue, 24 Nov 2026 18:00:00 +0000",
                    "Q1",
                    {{"nobody@hamburger.edu", "550 5.1.1 No such user here"}},
                    "From: alice@crepes.fr\r\nSubject: hello"}),
            "From: Mail server mail.crepes.fr <postmaster@crepes.fr>\r\nTo: <alice@crepes.fr>\r\n"
            "Subject: Your letter could not be delivered\r\nDate: Tue, 24 Nov 2026 18:00:00 +0000\r\nMessage-ID: <N1@mail.crepes.fr>\r\n"
            "Auto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
            "Content-Type: multipart/report; report-type=delivery-status; boundary=\"notice-N1\"\r\n\r\n"
            "--notice-N1\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
            "Your letter to nobody@hamburger.edu came back. The server there said:\r\n\r\n    550 5.1.1 No such user here\r\n\r\n"
            "Its header is attached.\r\n\r\n"
            "--notice-N1\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mail.crepes.fr\r\nX-Queue-ID: Q1\r\n"
            "\r\n"
            "Final-Recipient: rfc822; nobody@hamburger.edu\r\nAction: failed\r\nStatus: 5.1.1\r\n"
            "Diagnostic-Code: smtp; 550 5.1.1 No such user here\r\nLast-Attempt-Date: Tue, 24 Nov 2026 18:00:00 +0000\r\n\r\n"
            "--notice-N1\r\nContent-Type: text/rfc822-headers\r\n\r\nFrom: alice@crepes.fr\r\nSubject: hello\r\n\r\n--notice-N1--\r\n");
}

// RFC 6533: the report says "global", its addresses are of type utf-8, and nothing of them is changed.
TEST(Notice, keeps_names_that_are_beyond_ascii) {
  const auto text = notice({"mail.crepes.fr",
                            "crepes.fr",
                            "alice@crepes.fr",
                            "N1",
                            "Tue, 24 Nov 2026 18:00:00 +0000",
                            "Q1",
                            {{"j\u00f6rg@hamburger.edu", "5.6.7 The next server is too old"}},
                            "From: alice@crepes.fr\r\nSubject: Gr\u00fc\u00dfe"});
  for (const auto* part : {"report-type=global-delivery-status;", "charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n",
                           "Content-Type: message/global-delivery-status\r\n",
                           "\r\nFinal-Recipient: utf-8; j\u00f6rg@hamburger.edu\r\nAction: failed\r\nStatus: 5.6.7\r\nLast-Attempt",
                           "message/global-headers", "Subject: Gr\u00fc\u00dfe"})
    EXPECT_NE(text.find(part), std::string::npos) << part << "\n" << text;
  EXPECT_EQ(text.find("Diagnostic-Code"), std::string::npos);
}

TEST(Notice, a_status_is_the_servers_own_or_follows_from_its_first_digit) {
  EXPECT_EQ(status_code("550 5.1.1 no"), "5.1.1");
  EXPECT_EQ(status_code("552-5.2.2 full"), "5.2.2");
  EXPECT_EQ(status_code("451 busy"), "4.0.0");
  EXPECT_EQ(status_code("550 5.1 no"), "5.0.0");
  EXPECT_EQ(status_code("The server did not answer."), "5.0.0");
  EXPECT_EQ(status_code("5.6.7 The next server is too old"), "5.6.7");
  EXPECT_EQ(status_code(""), "5.0.0");
}

}  // namespace
}  // namespace cleartext::lab
