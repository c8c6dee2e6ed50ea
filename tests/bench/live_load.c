/* Says mail on lo, packet after packet, as fast as it is asked to: whole SMTP conversations, each from a port of its own.
   The frames are for another machine's card, so that the kernel hands them to who listens and answers none. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <net/ethernet.h>
#include <net/if.h>
#include <netpacket/packet.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>

enum { headers = 14 + 20 + 20, most = 1514, at_once = 64, letter_segments = 24, segment = 1448 };
enum { fin = 1, syn = 2, psh = 8, ack = 16 };

struct conversation {
  uint32_t number, next[2];
  int step;
};

static void put16(unsigned char *at, unsigned value) {
  at[0] = (unsigned char)(value >> 8);
  at[1] = (unsigned char)value;
}
static void put32(unsigned char *at, uint32_t value) {
  put16(at, value >> 16);
  put16(at + 2, value & 0xffff);
}

/* From the client (0) or the server (1). The frame's length. */
static size_t say(struct conversation *talk, unsigned char *frame, int from, int flags, const char *text, size_t length) {
  const uint32_t client = 0x7f000900u + talk->number / 20000 % 250 + 1, server = 0x7f000219u;
  const unsigned port = 20000 + talk->number % 20000;
  memset(frame, 0, headers);
  frame[0] = frame[6] = 2; /* nobody's card */
  put16(frame + 12, 0x0800);
  frame[14] = 0x45;
  put16(frame + 16, (unsigned)(40 + length));
  frame[22] = 64;
  frame[23] = 6;
  put32(frame + 26, from == 0 ? client : server);
  put32(frame + 30, from == 0 ? server : client);
  put16(frame + 34, from == 0 ? port : 25);
  put16(frame + 36, from == 0 ? 25 : port);
  put32(frame + 38, talk->next[from]);
  put32(frame + 42, (flags & ack) != 0 ? talk->next[1 - from] : 0);
  frame[46] = 0x50;
  frame[47] = (unsigned char)flags;
  put16(frame + 48, 65000);
  memcpy(frame + headers, text, length);
  talk->next[from] += (uint32_t)length + ((flags & (syn | fin)) != 0 ? 1u : 0u);
  return headers + length;
}

static const struct {
  int from, flags;
  const char *text;
} script[] = {
    {0, syn, ""},
    {1, syn | ack, ""},
    {0, ack, ""},
    {1, ack | psh, "220 mail.hamburger.edu ESMTP\r\n"},
    {0, ack | psh, "EHLO load\r\n"},
    {1, ack | psh, "250-mail.hamburger.edu\r\n250 AUTH PLAIN\r\n"},
    {0, ack | psh, "AUTH PLAIN AGFsaWNlAGNyZXBlLXN1emV0dGU=\r\n"},
    {1, ack | psh, "235 ok\r\n"},
    {0, ack | psh, "MAIL FROM:<alice@crepes.fr>\r\n"},
    {1, ack | psh, "250 ok\r\n"},
    {0, ack | psh, "RCPT TO:<bob@hamburger.edu>\r\n"},
    {1, ack | psh, "250 ok\r\n"},
    {0, ack | psh, "DATA\r\n"},
    {1, ack | psh, "354 go on\r\n"},
    {0, ack | psh, NULL}, /* the letter */
    {0, ack | psh, "\r\n.\r\n"},
    {1, ack | psh, "250 queued as 42\r\n"},
    {0, ack | psh, "QUIT\r\n"},
    {1, ack | psh, "221 bye\r\n"},
    {0, ack | fin, ""},
    {1, ack | fin, ""},
    {0, ack, ""},
};

static size_t next_frame(struct conversation *talk, unsigned char *frame) {
  static char letter[letter_segments][segment];
  static int written;
  const int begin = 14;
  if (!written) {
    written = 1;
    for (int i = 0; i < letter_segments; ++i)
      for (int j = 0; j < segment; ++j) letter[i][j] = j % 74 == 72 ? '\r' : j % 74 == 73 ? '\n' : (char)('A' + (i + j) % 26);
    memcpy(letter[0], "Subject: load\r\n\r\n", 17);
  }
  if (talk->step == (int)(sizeof script / sizeof *script) + letter_segments - 1) {
    ++talk->number;
    talk->step = 0;
    talk->next[0] = 1000;
    talk->next[1] = 2000;
  }
  const int step = talk->step++;
  if (step >= begin && step < begin + letter_segments) return say(talk, frame, 0, ack | psh, letter[step - begin], segment);
  const int row = step < begin ? step : step - letter_segments + 1;
  return say(talk, frame, script[row].from, script[row].flags, script[row].text, strlen(script[row].text));
}

int main(int argc, char **argv) {
  static unsigned char frames[at_once][most];
  struct iovec parts[at_once];
  struct mmsghdr messages[at_once];
  struct conversation talk = {0, {1000, 2000}, 0};
  if (argc != 3) return 2;
  const long rate = atol(argv[1]);
  const long long packets = (long long)(rate * atof(argv[2]));
  const int out = socket(AF_PACKET, SOCK_RAW, 0);
  struct sockaddr_ll place = {.sll_family = AF_PACKET, .sll_ifindex = (int)if_nametoindex("lo"), .sll_halen = 6};
  if (out < 0 || bind(out, (struct sockaddr *)&place, sizeof place) != 0) {
    perror("live_load");
    return 1;
  }
  struct timespec due, now;
  clock_gettime(CLOCK_MONOTONIC, &due);
  const struct timespec began = due;
  long long sent = 0;
  while (sent < packets) {
    memset(messages, 0, sizeof messages);
    for (int i = 0; i < at_once; ++i) {
      parts[i].iov_base = frames[i];
      parts[i].iov_len = next_frame(&talk, frames[i]);
      messages[i].msg_hdr.msg_iov = &parts[i];
      messages[i].msg_hdr.msg_iovlen = 1;
    }
    for (int done = 0; done < at_once;) {
      const int went = sendmmsg(out, messages + done, (unsigned)(at_once - done), 0);
      if (went < 0) {
        perror("live_load");
        return 1;
      }
      done += went;
    }
    sent += at_once;
    due.tv_nsec += 1000000000L / rate * at_once;
    while (due.tv_nsec >= 1000000000L) due.tv_nsec -= 1000000000L, ++due.tv_sec;
    clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, NULL);
  }
  clock_gettime(CLOCK_MONOTONIC, &now);
  printf("%lld %.3f\n", sent, (double)(now.tv_sec - began.tv_sec) + (double)(now.tv_nsec - began.tv_nsec) * 1e-9);
  return 0;
}
