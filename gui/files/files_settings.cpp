// From whose machine, who opens the data connection, and whether inside TLS.
#include "gui/bench/choice_menu.h"
#include "gui/files/files_view.h"

namespace cleartext::gui {

void FilesView::fill_settings(QMenu& menu) {
  using Mode = lab::FtpJob::Mode;
  const auto then = [this] { refresh(); };
  add_choices<std::string>(menu, tr("From whose machine"), settings.actor,
                           {{tr("Bob's"), "bob"}, {tr("Alice's"), "alice"}, {tr("Yours"), "you"}}, then);
  add_choices<Mode>(menu, tr("Who opens the data connection (FTP)"), settings.mode,
                    {{tr("The client: passive (PASV)"), Mode::passive},
                     {tr("The client, for IPv6 too (EPSV)"), Mode::extended_passive},
                     {tr("The server: active (PORT)"), Mode::active},
                     {tr("The server, for IPv6 too (EPRT)"), Mode::extended_active}},
                    then);
  add_choices<lab::Tls>(menu, tr("Encryption (FTP; SFTP has its own)"), settings.tls,
                        {{tr("None: everyone can read along"), lab::Tls::off},
                         {tr("Asked for, then TLS (AUTH TLS)"), lab::Tls::required},
                         {tr("TLS from the start"), lab::Tls::from_start}},
                        then);
}

QString FilesView::settings_words() const {
  const QString who = settings.actor == "bob"     ? tr("Bob's machine")
                      : settings.actor == "alice" ? tr("Alice's machine")
                                                  : tr("your machine");
  if (place_.is_sftp()) return tr("%1, SSH").arg(who);
  const bool passive = settings.mode == lab::FtpJob::Mode::passive || settings.mode == lab::FtpJob::Mode::extended_passive;
  const QString mode = passive ? tr("passive") : tr("active");
  return settings.tls == lab::Tls::off ? tr("%1, %2, in the clear").arg(who, mode) : tr("%1, %2, TLS").arg(who, mode);
}

}  // namespace cleartext::gui
