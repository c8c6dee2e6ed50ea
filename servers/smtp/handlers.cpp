// One handler a command, in the order of RFC 5321, 4.1.1. Each reads its grammar, acts, answers.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/smtp/grammar.h"
#include "servers/smtp/smtp_session.h"

namespace cleartext::smtp {

namespace {

constexpr std::size_t most_recipients = 1000;  // RFC 5321, 4.5.3.1.8 asks for 100

}  // namespace

// 4.1.1.1
SmtpSession::Answer SmtpSession::helo(std::string_view argument) {
  auto name = parse_domain(argument);
  if (!name) return tl::unexpected(name.error());
  forget_letter();
  state_ = State::ready;
  hello_ = std::move(*name);
  extended_ = false;
  return fmt::format("250 Hello {}, pleased to meet you", hello_);
}

// 4.1.1.1; what it promises: RFC 1870 (SIZE), RFC 6152 (8BITMIME), RFC 2920 (PIPELINING), RFC 2034
// (ENHANCEDSTATUSCODES), RFC 6531 (SMTPUTF8), RFC 3207 (STARTTLS), RFC 4954 (AUTH)
SmtpSession::Answer SmtpSession::ehlo(std::string_view argument) {
  if (auto hello = helo(argument); !hello) return hello;
  extended_ = true;
  return fmt::format(
      "250-{} Hello {}, pleased to meet you\r\n250-SIZE {}\r\n250-8BITMIME\r\n250-PIPELINING\r\n"
      "250-ENHANCEDSTATUSCODES\r\n250-SMTPUTF8\r\n{}{}250 HELP",
      settings_.host_name, hello_, settings_.largest_letter, settings_.tls_possible && !settings_.secure ? "250-STARTTLS\r\n" : "",
      settings_.challenge.empty() ? "" : fmt::format("250-AUTH {}\r\n", fmt::join(sasl::mechanisms(), " ")));
}

// 4.1.1.2
SmtpSession::Answer SmtpSession::mail(std::string_view argument) {
  const auto mail = parse_mail(argument);
  if (!mail) return tl::unexpected(mail.error());
  if (mail->has_parameters && !extended_) return "555 Say EHLO first, then words after the address are understood";
  if (!mail->unknown_parameter.empty()) return fmt::format("555 I do not know {}", mail->unknown_parameter);
  if (mail->size.value_or(0) > settings_.largest_letter) {
    return fmt::format("552 The letter is too big, {} bytes are the most", settings_.largest_letter);
  }
  if (!mail->utf8 && !mime::is_ascii(mail->address)) return "550 5.6.7 Letters beyond ASCII need SMTPUTF8 after the address";
  if (auto taken = desk_.sender(mail->address); !taken) return wire_form(taken.error());
  envelope_ = {mail->address, {}, mail->utf8};
  declared_ = mail->size.value_or(0);
  state_ = State::sender_given;
  return "250 Sender ok";
}

// 4.1.1.3
SmtpSession::Answer SmtpSession::rcpt(std::string_view argument) {
  const auto recipient = parse_rcpt(argument);
  if (!recipient) return tl::unexpected(recipient.error());
  if (recipient->has_parameters) return "555 I know no words after the address of a recipient";
  if (!envelope_.utf8 && !mime::is_ascii(recipient->address)) return "553 5.6.7 Letters beyond ASCII need SMTPUTF8, said with MAIL";
  auto& to = envelope_.to;
  if (to.size() >= most_recipients) return "452 Too many recipients for one letter";
  if (auto taken = desk_.recipient(recipient->address, declared_); !taken) return wire_form(taken.error());
  if (std::find(to.begin(), to.end(), recipient->address) == to.end()) to.push_back(recipient->address);
  state_ = State::recipient_given;
  return "250 Recipient ok";
}

// 4.1.1.4
SmtpSession::Answer SmtpSession::data(std::string_view) {
  letter_.emplace(settings_.largest_letter);
  return "354 Send the letter, end with a dot on a line by itself";
}

void SmtpSession::forget_letter() {
  envelope_ = {};
  if (state_ != State::connected) state_ = State::ready;
}

// 4.1.1.5
SmtpSession::Answer SmtpSession::rset(std::string_view) {
  forget_letter();
  return "250 Forgotten, begin anew";
}

// 4.1.1.6, and 7.3 on why not to tell
SmtpSession::Answer SmtpSession::vrfy(std::string_view) { return "252 I do not tell, but will take a letter and try"; }

// 4.1.1.7, and 7.3: who does not tell says the same as for VRFY
SmtpSession::Answer SmtpSession::expn(std::string_view) { return "252 I do not tell who is on a list, but will take a letter and try"; }

// 4.1.1.8
SmtpSession::Answer SmtpSession::help(std::string_view argument) {
  if (argument.empty()) {
    std::string text = "214-I know these commands:\r\n";
    for (const auto& info : commands()) text += fmt::format("214-  {}\r\n", info.syntax);
    return text + "214 HELP and a command tells more";
  }
  const auto* info = wire::find_command(commands(), argument);
  if (info == nullptr) return "504 I know no such command";
  return fmt::format("214-{}\r\n214-{}\r\n214 When: {} ({})", info->syntax, info->meaning, info->when, info->source);
}

// 4.1.1.9
SmtpSession::Answer SmtpSession::noop(std::string_view) { return "250 Still here"; }

// 4.1.1.10
SmtpSession::Answer SmtpSession::quit(std::string_view) {
  closing_ = true;
  return fmt::format("221 {} closing connection", settings_.host_name);
}

}  // namespace cleartext::smtp
