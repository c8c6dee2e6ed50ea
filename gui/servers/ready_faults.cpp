// What a lecture on mail and files asks for most.
#include "gui/servers/ready_faults.h"

#include <array>

namespace cleartext::gui {

std::span<const std::string_view> ready_faults() {
  static constexpr std::array<std::string_view, 13> all{
      "reply ftp RETR \"425 Can't open data connection\"",
      "reply ftp STOR \"452 Disk full\"",
      "reply smtp@mail.hamburger.edu RCPT \"450 Mailbox busy, try again later\"",
      "reply smtp@mail.hamburger.edu greeting \"421 Too busy, try again later\"",
      "reply pop3 PASS \"-ERR Mailbox is locked\"",
      "delay smtp 2s",
      "delay pop3 2s",
      "cut smtp@mail.hamburger.edu after DATA",
      "cut ftp after 2000 bytes",
      "slow 2kB/s",
      "slow ftp 1kB/s",
      "refuse-tls ftp",
      "lift own-address",
  };
  return all;
}

}  // namespace cleartext::gui
