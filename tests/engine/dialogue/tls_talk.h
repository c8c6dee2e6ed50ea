// Sessions of OpenSSL's own, recorded, and played to who listens.
#pragma once
#include "engine/dialogue/tls.h"
#include "tests/engine/dialogue/speaker.h"
#include "tests/support/analysis.h"
#include "tests/support/tls_session.h"

namespace cleartext::dialogue {

using tests::Speaker;
using tests::TlsSession;
using tests::TlsWish;
using tests::told;
using wire::Side;

struct Crossing {
  Side from;
  std::string bytes;
};

struct Recorded {
  std::vector<Crossing> crossings;
  std::string key_log;
};

inline void talk(TlsSession& session) {
  session.say(Side::server, "+OK <1@x>\r\n");
  session.say(Side::client, "USER bob\r\n");
  session.say(Side::server, "+OK\r\n");
  session.say(Side::client, "PASS hungry\r\n");
  session.say(Side::server, "+OK in\r\n");
}

inline constexpr const char* talked = R"(S greeting | +OK <1@x>
C command | USER bob
S reply | +OK
C command | PASS hungry
S reply | +OK in
)";

inline Recorded record(const TlsWish& wish, const std::function<void(TlsSession&)>& say = talk) {
  Recorded recorded;
  TlsSession session(wish, [&](Side from, std::string_view bytes) { recorded.crossings.push_back({from, std::string(bytes)}); });
  say(session);
  session.close();
  recorded.key_log = session.key_log;
  return recorded;
}

inline void play(Speaker& speaker, const Recorded& recorded, std::size_t cut = 1 << 20) {
  for (const Crossing& each : recorded.crossings) speaker.say(each.from, each.bytes, cut);
  speaker.end();
}

inline std::string decrypted(const tests::Notes& notes) {
  tests::Notes inner;
  for (const Line& line : notes.lines)
    if (line.decrypted && line.protocol != packet::Protocol::tls) inner.lines.push_back(line);
  return told(inner);
}

inline std::vector<TlsWish> wishes() {
  std::vector<TlsWish> all;
  for (const char* suite : {"TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256", "TLS_AES_128_CCM_SHA256",
                            "TLS_AES_128_CCM_8_SHA256"})
    all.push_back({suite});
  for (const char* suite : {"ECDHE-RSA-AES128-GCM-SHA256", "AES256-GCM-SHA384", "ECDHE-RSA-CHACHA20-POLY1305", "ECDHE-RSA-AES128-SHA",
                            "ECDHE-RSA-AES256-SHA384", "AES128-SHA256", "AES128-CCM", "AES256-CCM8", "AECDH-AES128-SHA", "CAMELLIA128-SHA",
                            "CAMELLIA256-SHA256", "ARIA128-GCM-SHA256"})
    all.push_back({suite, true});
  for (const char* suite : {"AES128-SHA", "AES256-SHA256"}) all.push_back({suite, true, false});
  return all;
}

}  // namespace cleartext::dialogue
