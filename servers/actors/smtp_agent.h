// The client side of SMTP (RFC 5321, 3): hands one letter to a server. Alice's user agent and the relay both use it. It
// says HELO, as in 1982, to a letter that any server may carry, and EHLO where an extension is needed: 8BITMIME for
// bytes beyond ASCII (RFC 6152), SMTPUTF8 for such letters in addresses and header (RFC 6531).
#pragma once
#include <string>
#include <vector>

#include "servers/actors/reply_reader.h"
#include "servers/store/mail_queue.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct Delivery {
  std::string hello;            // the name this client gives itself
  store::Envelope envelope;
  std::string letter;           // CR LF ends, no dot stuffing
};

struct Refused {
  std::string recipient;
  Reply reply;
};

class SmtpAgent final : public wire::Conversation {
 public:
  explicit SmtpAgent(Delivery delivery);
  wire::Output receive(std::string_view bytes) override;

  bool taken() const { return taken_; }              // 250 after the dot
  const Reply& last_reply() const { return last_; }  // why not, or the 250
  const std::vector<Refused>& refused() const { return refused_; }  // single recipients that the server did not want
  const std::string& unfit() const { return unfit_; }  // why this server can never carry it: "5.6.7 …"; empty: it can

 private:
  enum class Stage { greeting, extended_hello, hello, sender, recipient, data, dot, goodbye };
  wire::Output answer(const Reply& reply);
  wire::Output extensions_told(const Reply& reply);
  wire::Output name_sender();
  wire::Output say(Stage next, std::string verb, std::string line);
  wire::Output recipient_answered(const Reply& reply);
  wire::Output goodbye();

  Delivery delivery_;
  std::string parameters_;  // behind the sender's address
  std::string unfit_;
  ReplyReader replies_;
  Reply last_;
  std::vector<Refused> refused_;
  Stage stage_ = Stage::greeting;
  std::size_t asked_ = 0, accepted_ = 0;
  bool taken_ = false, eight_bit_ = false, utf8_ = false;  // the last two: what the letter needs
};

// RFC 5321, 4.5.2: a line that begins with a dot gets a second one. Ends in CR LF, without the closing dot.
std::string stuff_dots(std::string_view letter);

}  // namespace cleartext::actors
