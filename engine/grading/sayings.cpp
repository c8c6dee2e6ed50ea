#include "engine/grading/sayings.h"

namespace cleartext::grading {

std::span<const Saying> sayings() {
  using enum packet::Protocol;
  static constexpr std::array list{
      Saying{pop3, "-ERR", "There is no mail *"},
      Saying{pop3, "-ERR", "Mail * is deleted"},
      Saying{pop3, "-ERR", "Not now: * comes *"},
      Saying{pop3, "-ERR", "[AUTH] Wrong name or password*"},
      Saying{pop3, "-ERR", "[IN-USE] The mailbox is open in another session"},
      Saying{pop3, "-ERR", "I do not know this command"},
      Saying{pop3, "+OK", "user successfully logged on"},
      Saying{pop3, "+OK", "mail * deleted at QUIT"},
      Saying{pop3, "+OK", "* mails, none marked"},
      Saying{pop3, "+OK", "POP3 server signing off"},
      Saying{smtp, "550", "*No such user here: *"},
      Saying{smtp, "503", "*Not now: * comes *"},
      Saying{smtp, "500", "*I do not know this command; *"},
      Saying{smtp, "535", "*Wrong name or password"},
      Saying{smtp, "354", "*Send the letter, end with a dot on a line by itself"},
      Saying{smtp, "250", "*Sender ok"},
      Saying{smtp, "250", "*Recipient ok"},
      Saying{smtp, "250", "*Message accepted for delivery, queue id *"},
      Saying{ftp, "530", "Wrong name or password"},
      Saying{ftp, "530", "Log in first, with USER and PASS"},
      Saying{ftp, "550", "Guests may read only."},
      Saying{ftp, "425", "The data connection could not be opened*"},
      Saying{ftp, "452", "The disk is full"},
      Saying{ftp, "504", "I call * alone, where you are"},
      Saying{ftp, "230", "Logged in as *"},
      Saying{ftp, "226", "Transfer complete"},
  };
  return list;
}

}  // namespace cleartext::grading
