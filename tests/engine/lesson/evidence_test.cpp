#include "engine/lesson/evidence.h"

#include <gtest/gtest.h>

namespace cleartext::lesson {
namespace {

packet::Endpoint endpoint(std::uint8_t third, std::uint8_t fourth, std::uint16_t port) {
  packet::Endpoint made;
  made.address = {127, 0, third, fourth};
  made.port = port;
  return made;
}

dialogue::Line line(std::uint32_t packet, wire::Side from, dialogue::LineKind kind, const std::string& verb, const std::string& code,
                    const std::string& text) {
  dialogue::Line made;
  made.packet = packet;
  made.protocol = packet::Protocol::smtp;
  made.from = from;
  made.kind = kind;
  made.verb = verb;
  made.code = code;
  made.text = text;
  return made;
}

// Alice's agent at her server: handshake in packet 2, then three lines.
void fill(analysis::Recording& recording) {
  analysis::Batch batch;
  stream::StreamInfo stream;
  stream.client = endpoint(1, 10, 40000);
  stream.server = endpoint(1, 25, 25);
  stream.protocol = packet::Protocol::smtp;
  stream.established_packet = 2;
  batch.streams.push_back(stream);
  batch.packets.resize(9);
  batch.lines.push_back(line(4, wire::Side::server, dialogue::LineKind::greeting, "", "220", "220 ready"));
  batch.lines.push_back(line(6, wire::Side::client, dialogue::LineKind::command, "HELO", "", "HELO laptop"));
  batch.lines.push_back(line(7, wire::Side::server, dialogue::LineKind::reply, "", "250", "250 Hello"));
  recording.apply(std::move(batch));
}

Evidence wanted(const std::string& client, const std::string& server, const std::string& code) {
  Evidence evidence;
  evidence.protocol = "smtp";
  evidence.client = client;
  evidence.server = server;
  evidence.code = code;
  return evidence;
}

TEST(Evidence, a_line_is_found_by_hosts_and_code) {
  analysis::Recording recording;
  fill(recording);
  const auto sighting = find(wanted("alice", "mail.crepes.fr", "250"), recording, {});
  ASSERT_TRUE(sighting);
  EXPECT_EQ(sighting->packet, 7U);
}

TEST(Evidence, a_line_between_other_hosts_does_not_count) {
  analysis::Recording recording;
  fill(recording);
  EXPECT_FALSE(find(wanted("bob", "mail.crepes.fr", "250"), recording, {}));
  EXPECT_FALSE(find(wanted("alice", "mail.hamburger.edu", "250"), recording, {}));
}

TEST(Evidence, what_came_before_the_last_evidence_does_not_count) {
  analysis::Recording recording;
  fill(recording);
  const auto reply = find(wanted("alice", "mail.crepes.fr", "250"), recording, {});
  ASSERT_TRUE(reply);
  EXPECT_FALSE(find(wanted("alice", "mail.crepes.fr", "220"), recording, reply->after));
}

TEST(Evidence, a_connection_is_seen_with_its_syn_ack) {
  analysis::Recording recording;
  fill(recording);
  auto evidence = wanted("alice", "mail.crepes.fr", "");
  evidence.kind = Evidence::Kind::connection;
  const auto sighting = find(evidence, recording, {});
  ASSERT_TRUE(sighting);
  EXPECT_EQ(sighting->packet, 2U);
}

TEST(Evidence, nothing_is_found_in_an_empty_recording) {
  analysis::Recording recording;
  for (const auto kind :
       {Evidence::Kind::connection, Evidence::Kind::line, Evidence::Kind::message, Evidence::Kind::file, Evidence::Kind::credential}) {
    Evidence evidence;
    evidence.kind = kind;
    EXPECT_FALSE(find(evidence, recording, {}));
  }
}

TEST(Evidence, protocols_spell_as_they_like_and_passwords_and_names_of_files_do_not) {
  analysis::Recording recording;
  analysis::Batch batch;
  batch.streams.resize(1);
  batch.packets.resize(9);
  batch.lines.push_back(line(4, wire::Side::client, dialogue::LineKind::command, "STORE", "", "a store 1 +flags (\\flagged)"));
  findings::Message message;
  message.complete = true;
  message.envelope_to = {"BOB@Hamburger.EDU"};
  message.header = "content-type: Text/Plain\r\n";
  message.parts.resize(1);
  message.parts[0].type = "Text/Plain";
  batch.messages.push_back(message);
  findings::Credential credential;
  credential.user = "Bob";
  credential.secret = "hungry";
  credential.mechanism = "plain";
  batch.credentials.push_back(credential);
  findings::File file;
  file.complete = true;
  file.name = "Menu.txt";
  batch.files.push_back(file);
  recording.apply(std::move(batch));
  using Kind = Evidence::Kind;
  const auto seen = [&](Kind kind, std::string Evidence::*field, const char* wanted) {
    Evidence evidence;
    evidence.kind = kind;
    evidence.*field = wanted;
    return find(evidence, recording, {}).has_value();
  };
  EXPECT_TRUE(seen(Kind::line, &Evidence::text, "*STORE *\\Flagged*"));
  EXPECT_TRUE(seen(Kind::message, &Evidence::envelope_to, "bob@hamburger.edu"));
  EXPECT_TRUE(seen(Kind::message, &Evidence::header, "Content-Type:*"));
  EXPECT_TRUE(seen(Kind::message, &Evidence::type, "text/*"));
  EXPECT_TRUE(seen(Kind::credential, &Evidence::user, "bob"));
  EXPECT_TRUE(seen(Kind::credential, &Evidence::mechanism, "PLAIN"));
  EXPECT_FALSE(seen(Kind::credential, &Evidence::secret, "Hungry"));
  EXPECT_FALSE(seen(Kind::file, &Evidence::name, "menu.txt"));
}

TEST(Evidence, a_file_tells_who_opened_its_data_connection_whenever_its_command_was_said) {
  analysis::Recording recording;
  analysis::Batch batch;
  batch.streams.resize(3);  // control, passive, active
  batch.streams[0].client = batch.streams[1].client = batch.streams[2].server = endpoint(2, 10, 40000);
  batch.streams[0].server = batch.streams[1].server = batch.streams[2].client = endpoint(2, 21, 21);
  for (const std::uint32_t data : {1U, 2U}) {
    batch.streams[data].number = data;
    findings::File file;
    file.complete = true;
    file.data_stream = data;
    file.packet = data;
    batch.files.push_back(file);
  }
  recording.apply(std::move(batch));
  Evidence evidence;
  evidence.kind = Evidence::Kind::file;
  for (const auto& [by, packet] : {std::pair("client", 1U), std::pair("server", 2U)}) {
    evidence.opened_by = by;
    const auto all = find_all(evidence, recording);
    ASSERT_EQ(all.size(), 1U) << by;
    EXPECT_EQ(all[0].packet, packet) << by;
  }
}

TEST(Glob, stars_question_marks_and_alternatives) {
  EXPECT_TRUE(glob("", "anything"));
  EXPECT_TRUE(glob("HELO|EHLO", "EHLO"));
  EXPECT_FALSE(glob("HELO|EHLO", "EHLOX"));
  EXPECT_TRUE(glob("MAIL FROM:<*>*", "MAIL FROM:<a@b> SIZE=1"));
  EXPECT_TRUE(glob("2?0", "250"));
  EXPECT_FALSE(glob("2?0", "2500"));
  EXPECT_TRUE(glob("*b*d", "abcbd"));
}

}  // namespace
}  // namespace cleartext::lesson
