// Handshake, password, a channel, the subsystem "sftp": everything else is refused.
#include "servers/sftp/session.h"

#include "servers/sftp/requests.h"

#include <libssh/callbacks.h>

namespace cleartext::sftp {

namespace {

constexpr int most_wrong_passwords = 3, most_questions = 50;

// How long libssh waits for the other side, in whatever it does.
void be_patient(ssh_session session, long seconds) { ssh_options_set(session, SSH_OPTIONS_TIMEOUT, &seconds); }

// libssh calls this old since it prefers callbacks; a thread that waits needs none.
const char* password_in(ssh_message message) {
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
  return ssh_message_auth_password(message);
#pragma GCC diagnostic pop
}

bool log_in(ssh_session session, const House& house, const std::function<void()>& wrong_password) {
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
      if (!accepted) {
        ++wrong;
        wrong_password();
      }
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

// What the client may open after the log-in. Some (rclone) try a command first, on a channel of its own: it is refused, and
// they go on with another.
struct Channels {
  int opened = 0;
  ssh_channel asked = nullptr;  // SFTP was asked for on it
  ssh_channel_callbacks_struct answers{};
  ssh_server_callbacks_struct doors{};
};

constexpr int granted = 0, refused = 1;

ssh_channel open_channel(ssh_session session, void* data) {
  auto& channels = *static_cast<Channels*>(data);
  if (++channels.opened > most_questions) return nullptr;
  ssh_channel channel = ssh_channel_new(session);
  ssh_add_channel_callbacks(channel, &channels.answers);
  return channel;
}

int subsystem_wanted(ssh_session, ssh_channel channel, const char* name, void* data) {
  auto& channels = *static_cast<Channels*>(data);
  if (channels.asked != nullptr || std::string_view(name) != "sftp") return refused;
  channels.asked = channel;
  return granted;
}

int terminal_wanted(ssh_session, ssh_channel, const char*, int, int, int, int, void*) { return refused; }
int shell_wanted(ssh_session, ssh_channel, void*) { return refused; }
int command_wanted(ssh_session, ssh_channel, const char*, void*) { return refused; }
int variable_wanted(ssh_session, ssh_channel, const char*, const char*, void*) { return refused; }

void answer_through(Channels& channels, ssh_session session) {
  ssh_callbacks_init(&channels.answers);
  channels.answers.userdata = &channels;
  channels.answers.channel_subsystem_request_function = subsystem_wanted;
  channels.answers.channel_pty_request_function = terminal_wanted;
  channels.answers.channel_shell_request_function = shell_wanted;
  channels.answers.channel_exec_request_function = command_wanted;
  channels.answers.channel_env_request_function = variable_wanted;
  ssh_callbacks_init(&channels.doors);
  channels.doors.userdata = &channels;
  channels.doors.channel_open_request_session_function = open_channel;
  ssh_set_server_callbacks(session, &channels.doors);
}

// False: the client went away, or wanted nothing for too long.
bool wait_for_request(ssh_session session, const Channels& channels, int idle_seconds) {
  ssh_event event = ssh_event_new();
  ssh_event_add_session(event, session);
  bool waiting = true;
  while (waiting && channels.asked == nullptr) {
    waiting = ssh_event_dopoll(event, idle_seconds * 1000) == SSH_OK && (ssh_get_status(session) & (SSH_CLOSED | SSH_CLOSED_ERROR)) == 0;
  }
  ssh_event_remove_session(event, session);
  ssh_event_free(event);
  return channels.asked != nullptr;
}

// False: it ended otherwise than by the client's wish.
bool serve_files(ssh_session session, ssh_channel channel, const House& house) {
  sftp_session sftp = sftp_server_new(session, channel);
  if (sftp == nullptr) return false;
  int ready = 0;
  if (sftp_server_init(sftp) == 0) {
    Requests requests(sftp, house.files);
    while ((ready = ssh_channel_poll_timeout(channel, house.idle_seconds * 1000, 0)) > 0) {
      sftp_client_message message = sftp_get_client_message(sftp);
      if (message == nullptr) break;
      requests.answer(message);
      sftp_client_message_free(message);
    }
  }
  const bool wished = ready > 0 || ssh_channel_is_eof(channel) != 0;
  // RFC 4254, 6.10: without it scp and sftp take all that passed for failed.
  ssh_channel_request_send_exit_status(channel, 0);
  ssh_channel_send_eof(channel);
  ssh_channel_close(channel);
  sftp_server_free(sftp);
  return wished;
}

}  // namespace

void serve(ssh_session session, const House& house, const std::function<void()>& wrong_password) {
  be_patient(session, house.log_in_seconds);
  if (ssh_handle_key_exchange(session) != SSH_OK || !log_in(session, house, wrong_password)) return;
  be_patient(session, house.idle_seconds);
  Channels channels;
  answer_through(channels, session);
  while (wait_for_request(session, channels, house.idle_seconds)) {
    if (!serve_files(session, channels.asked, house)) return;
    channels.asked = nullptr;
  }
}

}  // namespace cleartext::sftp
