#include "gui/mail/mail_settings.h"

#include "gui/bench/choice_menu.h"

namespace cleartext::gui {

using How = lab::LogIn::How;

void MailSettings::fill(QMenu& menu) {
  const auto then = [this] { Q_EMIT changed(); };
  add_choices<Fetching>(menu, tr("Fetch by"), fetching,
                        {{tr("POP3"), Fetching::pop3}, {tr("IMAP, where mail stays on the server"), Fetching::imap}}, then);
  add_choices<bool>(menu, tr("After POP3"), leave_on_server,
                    {{tr("Leave the letters on the server"), true}, {tr("Delete them there"), false}}, then);
  add_choices<How>(menu, tr("Log in to fetch"), fetch_log_in,
                   {{tr("Name and password as they are"), How::words},
                    {tr("PLAIN, in base64"), How::plain},
                    {tr("CRAM-MD5, a digest"), How::cram_md5},
                    {tr("APOP, a digest (POP3)"), How::apop}},
                   then);
  add_choices<wire::Service>(menu, tr("Send by"), send_via,
                             {{tr("SMTP"), wire::Service::smtp}, {tr("Submission"), wire::Service::submission}}, then);
  add_choices<How>(menu, tr("Log in to send"), send_log_in,
                   {{tr("Not at all, as in 1982"), How::nothing},
                    {tr("PLAIN, in base64"), How::plain},
                    {tr("LOGIN, in base64"), How::login},
                    {tr("CRAM-MD5, a digest"), How::cram_md5}},
                   then);
  add_choices<lab::Tls>(menu, tr("Encryption"), tls,
                        {{tr("None: everyone can read along"), lab::Tls::off},
                         {tr("Asked for, then TLS (STARTTLS)"), lab::Tls::required},
                         {tr("TLS from the start"), lab::Tls::from_start}},
                        then);
}

QString MailSettings::words() const {
  const QString by = fetching == Fetching::pop3 ? tr("POP3") : tr("IMAP");
  switch (tls) {
    case lab::Tls::off: return tr("%1, in the clear").arg(by);
    case lab::Tls::offered:
    case lab::Tls::required: return tr("%1, STARTTLS").arg(by);
    case lab::Tls::from_start: return tr("%1 inside TLS").arg(by);
  }
  return by;
}

lab::Job MailSettings::fetch_job(const std::string& actor) const {
  if (fetching == Fetching::imap) {
    lab::ImapJob job{{actor}, fetch_log_in == How::apop ? How::words : fetch_log_in, tls};
    job.lines = {{"SELECT INBOX"}, {"FETCH 1:* BODY[]"}};
    return job;
  }
  lab::FetchJob job{{actor}, fetch_log_in, tls};
  job.after = leave_on_server ? actors::Pop3Errand::After::leave : actors::Pop3Errand::After::remove;
  return job;
}

lab::SendJob MailSettings::send_job(const std::string& actor, lab::Letter letter) const {
  lab::SendJob job{std::move(letter), {actor}};
  job.via = send_via;
  job.how = send_log_in;
  job.tls = tls;
  return job;
}

}  // namespace cleartext::gui
