// Records carry the contract's fields, and what is in them is always JSON.
#include <gtest/gtest.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <filesystem>
#include <fstream>

#include "engine/analysis/json_line.h"
#include "engine/analysis/records.h"
#include "engine/analysis/saver.h"
#include "tests/support/analysis.h"

namespace cleartext::analysis {
namespace {

QJsonObject object(const std::string& line) {
  const QJsonDocument document = QJsonDocument::fromJson(QByteArray::fromStdString(line));
  EXPECT_TRUE(document.isObject()) << line;
  return document.object();
}

std::string keys(const std::string& line) { return object(line).keys().join(QLatin1Char(' ')).toStdString(); }

template <typename... What>
std::string written(const What&... what) {
  std::string out;
  record(out, what...);
  return out;
}

std::string time_text(std::int64_t time_ns, int digits) {
  std::string out;
  append_time(out, time_ns, digits);
  return out;
}

std::string json_text(std::string_view text) {
  std::string out;
  append_json(out, text);
  return out;
}

TEST(Records, times_have_the_precision_of_the_file) {
  EXPECT_EQ(time_text(1'700'000'000'123'456'789, 9), "1700000000.123456789");
  EXPECT_EQ(time_text(1'700'000'000'123'456'789, 6), "1700000000.123456");
  EXPECT_EQ(time_text(1'700'000'000'003'000'000, 3), "1700000000.003");
  EXPECT_EQ(time_text(5'000'000'000, 0), "5");
  EXPECT_EQ(time_text(-1'500'000'000, 3), "-1.500");
}

TEST(Records, a_letter_that_names_nobody_is_listed_with_its_envelope) {
  findings::Message message;
  message.protocol = packet::Protocol::smtp;
  message.from = "Alice <alice@crepes.fr>";
  message.envelope_from = "a@crepes.fr";
  message.envelope_to = {"bob@hamburger.edu", "eve@hamburger.edu"};
  EXPECT_NE(written(message, Format::text).find("from Alice <alice@crepes.fr>, to bob@hamburger.edu, eve@hamburger.edu (envelope): "),
            std::string::npos);
  message.envelope_to.clear();
  EXPECT_NE(written(message, Format::text).find(", to nobody named: "), std::string::npos);
  message = {};
  message.protocol = packet::Protocol::http;
  EXPECT_NE(written(message, Format::text).find("HTTP  from the client: "), std::string::npos);
}

TEST(Records, what_a_log_in_keeps_to_itself_is_null) {
  findings::Credential token;
  token.mechanism = "Bearer";
  token.secret = "abc";
  token.names_user = false;
  const std::string line = written(token, Format::jsonl);
  EXPECT_NE(line.find("\"user\":null,\"secret\":\"abc\""), std::string::npos) << line;
  token.shows_secret = false;
  EXPECT_NE(written(token, Format::jsonl).find("\"user\":null,\"secret\":null,\"accepted\""), std::string::npos);
  EXPECT_NE(written(token, Format::text).find("Bearer  no user named, no secret shown, not answered"), std::string::npos);
}

TEST(Records, what_a_sender_writes_neither_steers_the_terminal_nor_forges_a_record) {
  const std::string evil = "x\nstream 9  #9  SMTP  forged \x1b[2J \u009b1m \u202e";
  findings::Message message;
  message.from = message.to = message.subject = evil;
  message.parts.resize(1);
  message.parts[0].filename = message.parts[0].type = evil;
  findings::File file;
  file.name = file.command = evil;
  findings::Credential credential;
  credential.mechanism = credential.user = credential.secret = evil;
  credential.names_user = credential.shows_secret = true;
  findings::Weakness weakness;
  weakness.text = evil;
  dialogue::Line line;
  line.text = evil;
  const auto holds = [](const std::string& text, std::ptrdiff_t lines) {
    EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), lines) << text;
    for (const std::string_view sign : {"\x1b", "\u009b", "\u202e"}) EXPECT_EQ(text.find(sign), std::string::npos) << text;
    EXPECT_NE(text.find("x\\nstream 9  #9  SMTP  forged \\x1b[2J \\u009b1m \\u202e"), std::string::npos) << text;
  };
  holds(written(message, Format::text), 1);  // the part's own
  holds(written(file, Format::text), 0);
  holds(written(credential, Format::text), 0);
  holds(written(weakness, Format::text), 0);
  holds(written(dialogue::view(line), 9, Format::text), 0);
}

TEST(Records, text_is_always_json) {
  EXPECT_EQ(json_text("a\"b\\c\n\xff"), "\"a\\\"b\\\\c\\u000a\\\\xff\"");
  EXPECT_EQ(json_text("plain text of more than eight bytes, then é \xc3 and \x7f"),
            "\"plain text of more than eight bytes, then é \\\\xc3 and \x7f\"");
  std::string out;
  JsonLine(out).done();
  EXPECT_EQ(out, "{}");
}

TEST(Records, a_stream_has_one_name_in_all_records_though_its_client_is_heard_alone) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 2, 25, 1110));
  talk.open();
  for (const auto* line : {"USER bob\r\n", "PASS hungry\r\n", "RETR 1\r\n"}) talk.say(wire::Side::client, line);
  const auto found = tests::analyze(talk.frames);
  ASSERT_EQ(found.streams.size(), 1U);
  EXPECT_EQ(found.streams[0].protocol, packet::Protocol::pop3);
  ASSERT_EQ(found.credentials.size(), 1U);
  EXPECT_EQ(found.credentials[0].protocol, packet::Protocol::pop3);
}

TEST(Records, packets_streams_and_lines_have_the_fields_of_the_contract) {
  tests::Talk talk(tests::endpoint(127, 0, 1, 10, 40000), tests::endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 x\r\n");
  talk.client("NOOP\r\n");
  const tests::Found found = tests::analyze(talk.frames);
  const std::string packet = written(found.packets[3], 6, Format::jsonl);
  EXPECT_EQ(packet,
            "{\"packet\":4,\"time\":1700000000.003000,\"source\":\"127.0.1.25:25\",\"destination\":\"127.0.1."
            "10:40000\",\"protocol\":\"smtp\","
            "\"length\":61,\"stream\":0,\"info\":\"S: 220 x\"}");
  Digests digests;
  EXPECT_EQ(keys(written(found.streams[0], &digests, Format::jsonl)),
            "bytes_client bytes_server client complete gaps packets protocol server sha256_client "
            "sha256_server stream");
  EXPECT_EQ(written(dialogue::view(found.lines[1]), 6, Format::jsonl),
            "{\"stream\":0,\"protocol\":\"smtp\",\"from\":\"client\",\"packet\":5,\"time\":1700000000.004000,"
            "\"kind\":\"command\",\"verb\":\"NOOP\",\"text\":\"NOOP\"}");
}

TEST(Records, findings_have_the_fields_of_the_contract) {
  findings::Message message;
  message.parts.resize(1);
  EXPECT_EQ(keys(written(message, Format::jsonl)),
            "added bytes complete date envelope_from envelope_to from hop journey message_id packet parts protocol "
            "queue_id stream subject to");
  message.protocol = packet::Protocol::imap;
  for (const bool appended : {true, false}) {
    message.from_client = appended;
    EXPECT_EQ(written(message, Format::jsonl).find("\"appended\":true") != std::string::npos, appended);
    EXPECT_EQ(written(message, Format::text).find("put into a folder") != std::string::npos, appended);
  }
  EXPECT_EQ(keys(written(findings::File{}, Format::jsonl)), "bytes command complete data_stream name sha256 stream");
  findings::Credential credential;
  EXPECT_EQ(keys(written(credential, Format::jsonl)), "accepted client mechanism packet protocol secret server stream user");
  EXPECT_TRUE(object(written(credential, Format::jsonl))[QLatin1String("accepted")].isNull());
  credential.response = "f00";
  EXPECT_TRUE(object(written(credential, Format::jsonl))[QLatin1String("secret")].isNull());
  EXPECT_EQ(keys(written(findings::Weakness{}, Format::jsonl)), "packet rule severity stream text");
  EXPECT_EQ(keys(written(Summary{}, Format::jsonl)), "bytes credentials damaged files messages packets protocols streams");
}

TEST(Saver, a_name_from_the_wire_never_leads_out_of_the_folder) {
  EXPECT_EQ(safe_name("../../etc/passwd"), "passwd");
  EXPECT_EQ(safe_name("C:\\windows\\evil.exe"), "evil.exe");
  EXPECT_EQ(safe_name("..."), "unnamed");
  EXPECT_EQ(safe_name(std::string("a\0b\nc d", 7)), "a_b_c_d");
  EXPECT_EQ(safe_name("crêpe.png"), "crêpe.png");
  EXPECT_EQ(safe_name("gpj.\u202eexe"), "gpj._exe");  // else it is shown as one that ends in .jpg
  const std::string long_name = safe_name("x" + std::string(200, 'y') + ".jpeg"), letters = safe_name("x" + [] {
                                                                                    std::string name;
                                                                                    for (int i = 0; i < 100; ++i) name += "ü";
                                                                                    return name;
                                                                                  }());
  EXPECT_EQ(long_name.size(), 100u);
  EXPECT_TRUE(long_name.ends_with("y.jpeg"));
  EXPECT_EQ(letters.size(), 99u);  // no letter is cut in two
}

TEST(Saver, letters_attachments_and_files_land_in_the_folder) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / ("saver-" + std::to_string(getpid()));
  auto saver = Saver::into(folder);
  ASSERT_TRUE(saver);
  const auto outside = folder / "outside";
  std::ofstream(outside) << "untouched";
  std::filesystem::create_symlink(outside, folder / "file-0001-a");  // a trap
  findings::Message message;
  message.raw = std::string("Subject: x\r\n\r\n");
  message.parts.resize(2);
  message.parts[1].filename = "../crepe.png";
  message.parts[1].content = "PNG";
  findings::File file;
  file.name = "/pub/a";
  file.content = std::string("content");
  ASSERT_TRUE(saver->save(message));
  ASSERT_TRUE(saver->save(file));
  EXPECT_EQ(std::filesystem::file_size(folder / "message-0001.eml"), 14u);
  EXPECT_EQ(std::filesystem::file_size(folder / "message-0001-2-crepe.png"), 3u);
  EXPECT_EQ(std::filesystem::file_size(folder / "file-0001-a"), 7u);
  EXPECT_FALSE(std::filesystem::is_symlink(folder / "file-0001-a"));
  EXPECT_EQ(std::filesystem::file_size(outside), 9u);
  std::filesystem::remove_all(folder);
}

TEST(Saver, the_same_capture_may_be_saved_again_and_another_one_writes_over_nothing) {
  const auto folder = std::filesystem::path(::testing::TempDir()) / ("saver-again-" + std::to_string(getpid()));
  findings::Message message;
  message.raw = std::string("Subject: the first\r\n\r\n");
  for (int time = 0; time < 2; ++time) {
    auto saver = Saver::into(folder);
    ASSERT_TRUE(saver);
    EXPECT_TRUE(saver->save(message));
  }
  message.raw = std::string("Subject: another capture's\r\n\r\n");
  auto saver = Saver::into(folder);
  ASSERT_TRUE(saver);
  const auto result = saver->save(message);
  ASSERT_FALSE(result);
  EXPECT_NE(result.error().sentence.find("message-0001.eml is there already"), std::string::npos) << result.error().sentence;
  std::ifstream kept(folder / "message-0001.eml");
  EXPECT_EQ(std::string(std::istreambuf_iterator<char>(kept), {}), "Subject: the first\r\n\r\n");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace cleartext::analysis
