// Handshake, password, one channel, the subsystem "sftp": everything else is refused.
#include "servers/sftp/session.h"

#include "servers/sftp/requests.h"

namespace cleartext::sftp {

namespace {

constexpr int most_wrong_passwords = 3, most_questions = 50;

// libssh calls this old since it prefers callbacks; a thread that waits needs none.
const char* password_in(ssh_message message) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  return ssh_message_auth_password(message);
#pragma GCC diagnostic pop
}

bool log_in(ssh_session session, const House& house) {
  int wrong = 0;
  for (int asked = 0; asked < most_questions; ++asked) {
    ssh_message message = ssh_message_get(session);
    if (message == nullptr) return false;
    const bool password = ssh_message_type(message) == SSH_REQUEST_AUTH && ssh_message_subtype(message) == SSH_AUTH_METHOD_PASSWORD;
    bool accepted = false;
    if (password) {
      const char* user = ssh_message_auth_user(message);
      const char* secret = password_in(message);
      accepted = user != nullptr && secret != nullptr && house.accounts.check(user, secret) != nullptr;
      if (!accepted) ++wrong;
    }
    if (accepted) {
      ssh_message_auth_reply_success(message, 0);
    } else {
      if (ssh_message_type(message) == SSH_REQUEST_AUTH) ssh_message_auth_set_methods(message, SSH_AUTH_METHOD_PASSWORD);
      ssh_message_reply_default(message);
    }
    ssh_message_free(message);
    if (accepted) return true;
    if (wrong >= most_wrong_passwords) return false;
  }
  return false;
}

// A channel on which SFTP was asked for; nullptr: the client went away, or wanted something else.
ssh_channel open_channel(ssh_session session) {
  ssh_channel channel = nullptr;
  for (int asked = 0; asked < most_questions; ++asked) {
    ssh_message message = ssh_message_get(session);
    if (message == nullptr) return nullptr;
    const int type = ssh_message_type(message), subtype = ssh_message_subtype(message);
    bool ready = false;
    if (type == SSH_REQUEST_CHANNEL_OPEN && subtype == SSH_CHANNEL_SESSION && channel == nullptr) {
      channel = ssh_message_channel_request_open_reply_accept(message);
    } else if (type == SSH_REQUEST_CHANNEL && subtype == SSH_CHANNEL_REQUEST_SUBSYSTEM && channel != nullptr &&
               std::string_view(ssh_message_channel_request_subsystem(message)) == "sftp") {
      ssh_message_channel_request_reply_success(message);
      ready = true;
    } else {
      ssh_message_reply_default(message);
    }
    ssh_message_free(message);
    if (ready) return channel;
  }
  return nullptr;
}

}  // namespace

void serve(ssh_session session, const House& house) {
  if (ssh_handle_key_exchange(session) != SSH_OK || !log_in(session, house)) return;
  ssh_channel channel = open_channel(session);
  if (channel == nullptr) return;
  sftp_session sftp = sftp_server_new(session, channel);
  if (sftp == nullptr) return;
  if (sftp_server_init(sftp) == 0) {
    Requests requests(sftp, house.files);
    while (ssh_channel_poll_timeout(channel, house.idle_seconds * 1000, 0) > 0) {
      sftp_client_message message = sftp_get_client_message(sftp);
      if (message == nullptr) break;
      requests.answer(message);
      sftp_client_message_free(message);
    }
  }
  ssh_channel_send_eof(channel);
  ssh_channel_close(channel);
  sftp_server_free(sftp);
}

}  // namespace cleartext::sftp
