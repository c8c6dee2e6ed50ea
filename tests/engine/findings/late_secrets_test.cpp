// A file that crosses FTP inside TLS is found when the secrets come after everything, in whatever order they come.
#include <gtest/gtest.h>

#include "engine/findings/decode.h"
#include "tests/support/analysis.h"
#include "tests/support/tls_session.h"

namespace cleartext::findings {
namespace {

using tests::endpoint;
using tests::Talk;
using wire::Side;

struct Download {
  Download() {
    control.open();
    control.server("220 x FTP\r\n");
    control.client("AUTH TLS\r\n");
    control.server("234 go\r\n");
    tests::TlsSession inside({}, [&](Side from, std::string_view bytes) { control.say(from, bytes); });
    inside.say(Side::client, "PASV\r\n");
    inside.say(Side::server, "227 ok (127,0,2,21,19,137)\r\n");
    inside.say(Side::client, "RETR menu.txt\r\n");
    inside.say(Side::server, "150 here\r\n");
    data.open();
    tests::TlsSession of_data({}, [&](Side from, std::string_view bytes) { data.say(from, bytes); });
    of_data.say(Side::server, "crepes\r\n");
    of_data.close();
    data.close();
    inside.say(Side::server, "226 done\r\n");
    inside.close();
    control.close();
    control_keys = inside.key_log;
    data_keys = of_data.key_log;
  }
  Talk control{endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 2, 21, 21)},
      data{endpoint(127, 0, 1, 10, 40001), endpoint(127, 0, 2, 21, 5001)};
  std::string control_keys, data_keys;
};

// What is found when these secrets come `later` (nanoseconds of capture time) than the last packet.
tests::Found heard(const Download& download, const std::vector<std::string>& keys, std::int64_t later = 0) {
  tests::Found found;
  tls::Secrets secrets;
  secrets.expect_more(true);
  analysis::AnalyzerSettings settings;
  settings.secrets = &secrets;
  analysis::Analyzer analyzer(found, settings);
  std::vector<tests::Frame> frames = download.control.frames;
  frames.insert(frames.end(), download.data.frames.begin(), download.data.frames.end());
  for (std::size_t i = 0; i < frames.size(); ++i) analyzer.feed(tests::raw_packet(frames[i], i));
  Talk other(endpoint(127, 0, 9, 9, 1), endpoint(127, 0, 9, 8, 2));
  other.open();
  for (std::int64_t step = 0; step < 3 && later > 0; ++step) {
    packet::RawPacket raw = tests::raw_packet(other.frames[static_cast<std::size_t>(step)], frames.size());
    raw.time_ns += (step + 1) * later;
    analyzer.feed(raw);
  }
  for (const std::string& each : keys) secrets.add(each);
  secrets.expect_more(false);
  analyzer.finish();
  return found;
}

TEST(LateSecrets, a_file_inside_tls_is_found_in_whatever_order_they_come) {
  const Download download;
  for (const auto& keys :
       {std::vector{download.control_keys, download.data_keys}, std::vector{download.data_keys, download.control_keys}}) {
    const tests::Found found = heard(download, keys);
    ASSERT_EQ(found.files.size(), 1u);
    EXPECT_EQ(found.files[0].name, "menu.txt");
    EXPECT_EQ(found.files[0].content, "crepes\r\n");
    EXPECT_TRUE(found.files[0].complete);
    EXPECT_TRUE(found.files[0].decrypted);
  }
}

TEST(LateSecrets, a_stream_that_is_long_over_still_waits_for_them) {
  const Download download;
  const tests::Found found = heard(download, {download.control_keys, download.data_keys}, 600'000'000'000);
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_EQ(found.files[0].content, "crepes\r\n");
}

TEST(LateSecrets, a_file_whose_own_secrets_never_come_is_not_called_complete) {
  const Download download;
  const tests::Found found = heard(download, {download.control_keys});
  ASSERT_EQ(found.files.size(), 1u);
  EXPECT_EQ(found.files[0].name, "menu.txt");
  EXPECT_EQ(found.files[0].bytes, 0u);
  EXPECT_FALSE(found.files[0].complete);
}

}  // namespace
}  // namespace cleartext::findings
