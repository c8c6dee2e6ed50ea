// The client side of SMTP (RFC 5321, 3): hands one letter to a server. Alice's user agent and the relay both use it.
// It speaks as plainly as the errand allows: HELO, as in 1982, unless TLS, a log-in or the letter itself needs what EHLO
// offers: 8BITMIME for bytes beyond ASCII (RFC 6152), SMTPUTF8 for such letters in addresses and header (RFC 6531).
//
//     HELO or EHLO, [STARTTLS, EHLO], [AUTH], MAIL, RCPT..., DATA, letter, dot, QUIT
#pragma once
#include <string>
#include <vector>

#include "servers/actors/log_in.h"
#include "servers/actors/reply_reader.h"
#include "servers/store/mail_queue.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct Delivery {
  std::string hello;  // the name this client gives itself
  store::Envelope envelope;
  std::string letter;          // CR LF ends, no dot stuffing
  std::string eight_bit = {};  // the same letter for a server that offers 8BITMIME (RFC 6152); empty: there is none
  LogIn log_in = {{}, {}, LogIn::How::nothing};
  Tls tls = Tls::off;
};

struct Refused {
  std::string recipient;
  Reply reply;
};

class SmtpAgent final : public wire::Conversation {
 public:
  explicit SmtpAgent(Delivery delivery);
  void use_tls(Tls tls) { delivery_.tls = tls; }  // before the greeting
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;

  bool taken() const { return taken_; }              // 250 after the dot
  const Reply& last_reply() const { return last_; }  // why not, or the 250
  // The agent's own reasons to go away; empty: it had none. Unfit: this server can never carry the letter, "5.6.7 ...".
  const std::string& unfit() const { return unfit_; }
  const std::string& why_not() const { return why_not_; }
  const std::vector<Refused>& refused() const { return refused_; }  // single recipients that the server did not want

 private:
  enum class Stage { greeting, hello, old_hello, start_tls, log_in, sender, recipient, data, dot, goodbye };
  wire::Output answer(const Reply& reply);
  wire::Output hello();
  wire::Output hello_answered(const Reply& reply);
  wire::Output greeted();
  wire::Output tls_answered(const Reply& reply);
  wire::Output log_in();
  wire::Output log_in_answered(const Reply& reply);
  wire::Output sender();
  wire::Output recipient_answered(const Reply& reply);
  wire::Output letter();
  wire::Output say(Stage next, std::string verb, std::string line);
  wire::Output refuse(std::string why);
  wire::Output goodbye();
  bool needs_extensions() const;
  bool needs_utf8() const;
  const std::string* offered(std::string_view word) const;  // what EHLO's answer says about it; nullptr: nothing
  const std::string& chosen_letter() const;

  Delivery delivery_;
  ReplyReader replies_;
  Reply last_;
  std::vector<std::string> offers_;  // EHLO's answer, a line each
  std::optional<sasl::Answers> proof_;
  std::vector<Refused> refused_;
  std::string unfit_, why_not_;
  Stage stage_ = Stage::greeting;
  std::size_t asked_ = 0, accepted_ = 0;
  bool taken_ = false, secure_ = false;
};

// RFC 5321, 4.5.2: a line that begins with a dot gets a second one. Ends in CR LF, without the closing dot.
std::string stuff_dots(std::string_view letter);

}  // namespace cleartext::actors
