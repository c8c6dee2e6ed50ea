// How a user agent reaches its mail server, as every mail program asks for it: a menu of a few choices.
#pragma once
#include <QMenu>
#include <QObject>

#include "servers/lab/jobs.h"

namespace cleartext::gui {

class MailSettings : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  enum class Fetching { pop3, imap };
  Fetching fetching = Fetching::pop3;
  bool leave_on_server = true;
  lab::LogIn::How fetch_log_in = lab::LogIn::How::words;
  lab::LogIn::How send_log_in = lab::LogIn::How::nothing;
  wire::Service send_via = wire::Service::smtp;
  lab::Tls tls = lab::Tls::off;

  void fill(QMenu& menu);
  QString words() const;  // "POP3, in the clear"
  lab::Job fetch_job(const std::string& actor) const;
  lab::SendJob send_job(const std::string& actor, lab::Letter letter) const;

 Q_SIGNALS:
  void changed();
};

}  // namespace cleartext::gui
