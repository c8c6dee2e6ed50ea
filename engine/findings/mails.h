// Collects the letters that one stream carries: SMTP's, with the envelope that the server agreed to, POP3's
// and IMAP's. SMTP's are told when the server has answered, since only then it is known who gets them.
#pragma once
#include <list>
#include <optional>

#include "engine/findings/fetched_parts.h"
#include "engine/findings/listener.h"
#include "engine/findings/mail_halves.h"

namespace cleartext::findings {

class Mails {
 public:
  // `held`: what halves of letters take in all conversations together.
  Mails(Listener& listener, const Wanted& wanted, std::size_t& held) : listener_(listener), wanted_(wanted), halves_(held), parts_(held) {}
  void hear(const dialogue::Spoken& spoken);
  void content(const dialogue::Content& piece);
  void content_ended(const dialogue::Content& end, bool complete);
  void damaged();
  void missed(wire::Side from);  // lines of that side
  std::size_t held() const;      // of envelopes and headers; what letters say is asked for
  void finish();                 // a letter still open is told as incomplete

 private:
  struct Recipient {
    std::uint64_t command;
    std::string address;
    bool accepted = false;
  };
  struct Envelope {
    std::optional<std::string> from;
    bool missed = false;          // something that was said of it, or answered
    bool client_missed = false;   // commands; what was known before may be of another envelope
    std::size_t before = 0;       // so many recipients
    std::size_t unexplained = 0;  // answers since then to what was not heard
    std::uint64_t command = 0;
    bool eight = false;  // it promised bytes of eight bits
    std::vector<Recipient> to;
    std::size_t held = 0;  // by the addresses
  };
  struct Unanswered {
    Message message;
    Envelope envelope;
    std::uint64_t place;  // of the command whose answer decides
    std::size_t held;
    bool uninvited = false;  // it begins as commands do, and nobody heard that it was asked for
  };
  void smtp_command(const dialogue::Spoken& spoken);
  void refuse_letter(const dialogue::Spoken& spoken);
  void smtp_reply(const dialogue::Spoken& spoken);
  void begin(const dialogue::Content& piece);
  void take(const dialogue::Content& piece);
  void take_half(const dialogue::Content& like, const MailHalves::Half& half);
  void text_ended(const dialogue::Content& last, bool complete);
  void header_ended(const dialogue::Content& last, bool complete);
  void keep(const dialogue::Content& piece);
  void end(std::uint32_t packet, std::uint64_t place, bool complete);
  void tell(Message&& message, Envelope&& envelope);
  void tell_oldest();
  void tell_parts();
  bool another_sender(const dialogue::Spoken& answer);
  static void refuse(Envelope& envelope, const dialogue::Asked& asked);
  static void accept(Envelope& envelope, const dialogue::Asked& asked);
  static void settle(Envelope& envelope);

  static constexpr std::size_t longest = 256 * 1024 * 1024, most_recipients = 10'000, most_unanswered = 16;
  Listener& listener_;
  Wanted wanted_;
  Envelope envelope_;
  std::unique_ptr<Envelope> before_;  // that holds if the server refuses another MAIL (RFC 5321, 4.1.4)
  Message message_;
  MailHalves halves_;
  FetchedParts parts_;
  std::unique_ptr<MimeReader> reader_;
  std::list<Unanswered> unanswered_;
  std::string opening_;  // its first bytes
  bool open_ = false, damaged_ = false, invited_ = false, chunked_ = false;
};

}  // namespace cleartext::findings
