#include "engine/lesson/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "engine/findings/decode.h"
#include "engine/lesson/evidence.h"
#include "engine/lesson/evidence_reader.h"
#include "engine/lesson/task_reader.h"
#include "tests/engine/lesson/made_recording.h"

namespace cleartext::lesson {
namespace {

Check check(const std::string& yaml) {
  std::vector<Fault> faults;
  Reader reader("check", faults);
  auto read = read_check(YAML::Load("id: x\nsays: {en: X, de: X}\n" + yaml), reader);
  for (const auto& fault : faults) ADD_FAILURE() << fault.line << ": " << fault.sentence;
  return read;
}

Verdict verdict(const std::string& yaml, MadeRecording& made, const std::string& answer = {}) {
  return judge(check(yaml), made.recording(), answer, "en");
}

// FTP: AUTH TLS in packet 5, a password in packet 9, on one connection.
std::uint32_t secure_log_in(MadeRecording& made) {
  const auto stream = made.connect(0, 1, 2, 21, 21, packet::Protocol::ftp, 2);
  made.command(stream, 5, "AUTH", "AUTH TLS").reply(stream, 6, "234", "234 go").log_in(stream, 9, "bob", "hungry");
  return stream;
}

const std::string password_after_tls =
    "seen:\n  - {as: tls, line: {verb: AUTH}}\n  - credential: {user: bob}\nabsent:\n  - {credential: {}, before: tls}\n";

TEST(Judge, the_password_came_after_auth_tls) {
  MadeRecording made;
  secure_log_in(made);
  const auto verdict = lesson::verdict(password_after_tls, made);
  EXPECT_TRUE(verdict.passed) << verdict.note;
  EXPECT_EQ(verdict.packet, 9U);
}

TEST(Judge, a_password_before_auth_tls_is_named_with_its_packet) {
  MadeRecording made;
  const auto stream = secure_log_in(made);
  made.log_in(stream, 4, "bob", "hungry");
  const auto verdict = lesson::verdict(password_after_tls, made);
  EXPECT_FALSE(verdict.passed);
  EXPECT_NE(verdict.note.find("Packet 4"), std::string::npos) << verdict.note;
}

// Inside TLS AUTH came first, in packet 5; its keys came when the other connection's STARTTLS, in packet 8, had been read.
TEST(Judge, the_order_is_the_wires_and_not_that_in_which_keys_came) {
  const std::string then = "seen:\n  - line: {verb: AUTH}\n  - line: {verb: STARTTLS}\n";
  MadeRecording made;
  const auto inside = made.connect(0, 1, 2, 25, 465, packet::Protocol::smtp, 2);
  const auto clear = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 3);
  made.command(clear, 8, "STARTTLS", "STARTTLS").command(inside, 5, "AUTH", "AUTH PLAIN", true);
  EXPECT_TRUE(verdict(then, made).passed);
  const auto auth = find(check("seen: [{line: {verb: AUTH}}]").seen[0].evidence, made.recording(), {});
  ASSERT_TRUE(auth);
  EXPECT_TRUE(find(check("seen: [{line: {verb: STARTTLS}}]").seen[0].evidence, made.recording(), auth->after));
  EXPECT_FALSE(verdict("seen:\n  - line: {verb: STARTTLS}\n  - line: {verb: AUTH}\n", made).passed);
}

TEST(Judge, what_is_missing_is_said_in_words) {
  MadeRecording made;
  const auto stream = made.connect(0, 1, 2, 21, 21, packet::Protocol::ftp, 2);
  made.command(stream, 5, "AUTH", "AUTH TLS");
  const auto verdict = lesson::verdict(password_after_tls, made);
  EXPECT_FALSE(verdict.passed);
  EXPECT_NE(verdict.note.find("1 of 2"), std::string::npos) << verdict.note;
  EXPECT_NE(verdict.note.find("bob"), std::string::npos) << verdict.note;
}

TEST(Judge, an_empty_recording_passes_nothing) {
  for (const auto* yaml : {"seen: [{line: {}}]", "seen: [{line: {}}]\nabsent: [{line: {verb: X}}]", "count: {line: {}}",
                           "measure: {line: {}, field: packet}", "answer: {line: {}, field: code}", "packet: {line: {}}",
                           "choose: {right: a, of: [{id: a, says: {en: A, de: A}}, {id: b, says: {en: B, de: B}}]}"}) {
    MadeRecording made;
    EXPECT_FALSE(lesson::verdict(yaml, made).passed) << yaml;
  }
}

TEST(Judge, what_was_wrong_first_and_right_later_counts) {
  MadeRecording made;
  const auto first = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  made.command(first, 4, "RCPT", "RCPT TO:<nobody@hamburger.edu>").command(first, 5, "QUIT", "QUIT");
  const auto second = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 12);
  made.command(second, 14, "RCPT", "RCPT TO:<nobody@hamburger.edu>").reply(second, 15, "550", "550 no such user");
  const auto verdict = lesson::verdict("together: yes\nseen:\n  - line: {verb: RCPT}\n  - line: {code: \"550\", answers: RCPT}\n", made);
  EXPECT_TRUE(verdict.passed) << verdict.note;
  EXPECT_EQ(verdict.packet, 15U);
}

TEST(Judge, what_is_missing_is_told_with_every_alternative_and_a_text_that_is_to_be_found_is_not) {
  MadeRecording made;
  made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  const auto verbs = judge(check("seen:\n  - line: {from: client, verb: COPY|MOVE}\n"), made.recording(), {}, "en");
  EXPECT_THAT(verbs.note, testing::HasSubstr("a line from the client \"COPY\" or \"MOVE\"."));
  const auto text = judge(check("seen:\n  - line: {from: server, text: 421 Full*|530 Nobody*}\n"), made.recording(), {}, "de");
  EXPECT_THAT(text.note, testing::HasSubstr("eine Zeile vom Server."));
}

TEST(Judge, where_any_order_will_do_what_came_first_may_be_listed_last) {
  MadeRecording made;
  const auto first = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  made.reply(first, 3, "503", "503 not now").command(first, 4, "HELO", "HELO me");
  const auto second = made.connect(0, 1, 1, 25, 25, packet::Protocol::smtp, 5);
  made.reply(second, 6, "500", "500 what");
  const std::string listed = "together: yes\nseen:\n  - line: {verb: HELO}\n  - line: {code: \"503\"}\n";
  EXPECT_FALSE(judge(check(listed), made.recording(), {}, "en").passed);
  const auto verdict = judge(check("order: any\n" + listed), made.recording(), {}, "en");
  EXPECT_TRUE(verdict.passed) << verdict.note;
  EXPECT_EQ(verdict.packet, 4U);
  const auto lacking = judge(check("order: any\n" + listed + "  - line: {code: \"500\"}\n"), made.recording(), {}, "en");
  EXPECT_FALSE(lacking.passed);  // it was said on another connection
  EXPECT_THAT(lacking.note, testing::HasSubstr("2 of 3 things were seen. Still missing:"));
  EXPECT_THAT(lacking.note, testing::HasSubstr("500"));
  EXPECT_FALSE(
      judge(check("order: any\n" + listed + "  - line: {code: \"503\"}\n"), made.recording(), {}, "en").passed);  // once is not twice
}

TEST(Judge, together_means_one_connection) {
  MadeRecording made;
  const auto first = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  const auto second = made.connect(0, 1, 1, 25, 25, packet::Protocol::smtp, 3);
  made.command(first, 4, "MAIL", "MAIL FROM:<a@b>").command(second, 5, "DATA", "DATA");
  const std::string two = "seen:\n  - line: {verb: MAIL}\n  - line: {verb: DATA}\n";
  EXPECT_FALSE(judge(check("together: yes\n" + two), made.recording(), {}, "en").passed);
  EXPECT_TRUE(judge(check(two), made.recording(), {}, "en").passed);
}

TEST(Judge, a_reply_answers_the_command_before_it) {
  MadeRecording made;
  const auto stream = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  made.command(stream, 4, "MAIL", "MAIL FROM:<a@b>").reply(stream, 5, "550", "550 no");
  EXPECT_FALSE(judge(check("seen: [{line: {code: \"550\", answers: RCPT}}]"), made.recording(), {}, "en").passed);
  EXPECT_TRUE(judge(check("seen: [{line: {code: \"550\", answers: MAIL}}]"), made.recording(), {}, "en").passed);
}

TEST(Judge, a_file_arrived_whole_whatever_its_line_ends) {
  for (const auto& [content, right] : {std::pair<std::string, bool>{"one\ntwo\n", true}, {"one\r\ntwo\r\n", true}, {"one\ntw", false}}) {
    MadeRecording made;
    const auto stream = made.connect(0, 1, 2, 21, 21, packet::Protocol::ftp, 2);
    findings::File file;
    file.stream = stream;
    file.packet = 20;
    file.command = "STOR";
    file.name = "x.txt";
    file.complete = true;
    file.sha256 = findings::sha256_hex(content);
    made.batch().files.push_back(file);
    EXPECT_EQ(lesson::verdict("seen: [{file: {verb: STOR, content: \"one\\ntwo\\n\"}}]", made).passed, right) << content;
  }
}

TEST(Judge, a_file_inside_tls_from_the_first_byte_is_ftps_all_the_same) {
  MadeRecording made;
  findings::File file;
  file.stream = made.connect(0, 1, 2, 21, 990, packet::Protocol::tls, 2);
  file.packet = 20;
  file.complete = file.decrypted = true;
  made.batch().files.push_back(file);
  EXPECT_TRUE(lesson::verdict("seen: [{file: {protocol: ftp, in_tls: yes}}]", made).passed);
  EXPECT_FALSE(lesson::verdict("seen: [{file: {protocol: http}}]", made).passed);
}

TEST(Judge, a_connection_that_was_refused) {
  MadeRecording made;
  made.connect(1, 25, 2, 25, 25, packet::Protocol::tcp, 0);
  made.batch().streams.back().state = stream::StreamState::reset;
  made.batch().streams.back().last_packet = 2;
  EXPECT_TRUE(judge(check("seen: [{connection: {protocol: smtp, state: refused}}]"), made.recording(), {}, "en").passed);
  EXPECT_FALSE(judge(check("seen: [{connection: {protocol: smtp}}]"), made.recording(), {}, "en").passed);
}

TEST(Judge, the_packet_that_gave_the_password_away_and_no_other) {
  MadeRecording made;
  secure_log_in(made);
  auto& recording = made.recording();
  const auto asked = check("packet: {credential: {user: bob}}");
  EXPECT_TRUE(judge(asked, recording, "9", "en").passed);
  EXPECT_FALSE(judge(asked, recording, "5", "en").passed);
  EXPECT_FALSE(judge(asked, recording, "", "en").passed);
  EXPECT_EQ(judge(asked, recording, "9", "en").note, "Packet 9 is right.");
  EXPECT_EQ(judge(asked, recording, "5", "en").note, "Packet 5 is not the one that is meant.");
  EXPECT_EQ(judge(asked, recording, "5", "de").note, "Paket 5 ist nicht das gemeinte.");
}

TEST(Judge, a_typed_answer_is_read_kindly) {
  MadeRecording made;
  secure_log_in(made);
  auto& recording = made.recording();
  const auto asked = check("answer: {line: {code: \"234\"}, field: text}");
  EXPECT_TRUE(judge(asked, recording, "  234   GO ", "en").passed);
  EXPECT_FALSE(judge(asked, recording, "235 go", "en").passed);
  const auto number = check("answer: \"36.8\"\nwithin: 1");
  EXPECT_TRUE(judge(number, recording, "36,9", "en").passed);
  EXPECT_FALSE(judge(number, recording, "37.5", "en").passed);
  const auto whole = check("answer: \"1002789\"");
  for (const char* typed : {"1002789", "1,002,789", "1.002.789", "1 002 789", "1'002'789", "1\u00a0002\u00a0789", "1\u202f002\u202f789"})
    EXPECT_TRUE(judge(whole, recording, typed, "en").passed) << typed;
  for (const char* typed : {"1,002.789", "1002,789", "1,02,789", "1,002,789,", "1,0027,89"})
    EXPECT_FALSE(judge(whole, recording, typed, "en").passed) << typed;
}

TEST(Judge, a_typed_answer_may_lack_a_code_or_a_version_and_have_a_sign_or_a_unit) {
  for (const auto& [typed, right] : {std::pair("There is no /pancakes.txt", "550 There is no /pancakes.txt"),
                                     {"\u201eThere is no /pancakes.txt\u201c", "550 There is no /pancakes.txt"},
                                     {"no such letter", "-ERR No such letter"},
                                     {"GET /three", "GET /three HTTP/1.1"},
                                     {"Restaurant hand band", "Restaurant hand band."},
                                     {"<zone-63@hamburger.edu>", "zone-63@hamburger.edu"},
                                     {"595 bytes", "595"},
                                     {"595 Oktette", "595"},
                                     {"#108", "108"},
                                     {"# 108", "108"},
                                     {"Packet 108", "108"},
                                     {"2 times", "2"},
                                     {"2,875 bytes", "2875"},
                                     {"250 ok", "250"},
                                     {"595Bytes", "595"},
                                     {"595 bytes.", "595"},
                                     {"Paket #77", "77"},
                                     {"Nr. 77", "77"},
                                     {"1.36x", "1.36"},
                                     {"1,36-mal", "1.36"},
                                     {"1,36\u00d7", "1.36"},
                                     {"137 %", "1.37"},
                                     {"1.002.789 Bytes", "1002789"}})
    EXPECT_TRUE(is_same(typed, right)) << typed;
  for (const auto& [typed, right] : {std::pair("550", "550 There is no /pancakes.txt"),
                                     {"There is no", "550 There is no /pancakes.txt"},
                                     {"GET", "GET /three HTTP/1.1"},
                                     {"596 bytes", "595"},
                                     {"1 or 2", "2"},
                                     {"1 2", "2"},
                                     {"1x2", "2"},
                                     {"137 %", "2"},
                                     {"Paket 7#7", "77"},
                                     {"-5", "5"},
                                     {"bytes", "595"},
                                     {"", "."}})
    EXPECT_FALSE(is_same(typed, right)) << typed;
}

TEST(Judge, what_has_two_meanings_in_two_cases_is_asked_for_as_it_is_written) {
  MadeRecording made;
  const auto base64 = check("answer: \"/9j/\"\ncase: exact");
  for (const char* typed : {"/9j/", " /9j/ ", "\"/9j/\"", "\u201e/9j/\u201c"})
    EXPECT_TRUE(judge(base64, made.recording(), typed, "en").passed) << typed;
  EXPECT_FALSE(judge(base64, made.recording(), "/9J/", "en").passed);
  EXPECT_TRUE(judge(check("answer: \"/9j/\""), made.recording(), "/9J/", "en").passed);
  EXPECT_TRUE(is_same("Bob is in", "+OK Bob is in", 0, wire::Letters::as_written));
  EXPECT_FALSE(is_same("bob is in", "+OK Bob is in", 0, wire::Letters::as_written));
}

TEST(Judge, a_secret_is_asked_for_as_it_is_written_and_its_user_by_either_name) {
  MadeRecording made;
  secure_log_in(made);
  const auto& known = made.recording().credentials();
  ASSERT_FALSE(known.empty());
  const auto secret = check("answer: {credential: {user: \"*\"}, field: secret}");
  std::string louder = known.front().secret;
  std::ranges::transform(louder, louder.begin(), [](unsigned char c) { return static_cast<char>(std::toupper(c)); });
  EXPECT_TRUE(judge(secret, made.recording(), known.front().secret, "en").passed);
  EXPECT_FALSE(judge(secret, made.recording(), louder, "en").passed);
  const auto user = check("answer: {credential: {user: \"*\"}, field: user}");
  for (const char* typed : {"bob", "Bob", "bob@hamburger.edu"}) EXPECT_TRUE(judge(user, made.recording(), typed, "en").passed) << typed;
  for (const char* typed : {"bob@crepes.fr", "alice"}) EXPECT_FALSE(judge(user, made.recording(), typed, "en").passed) << typed;
}

TEST(Judge, a_value_after_something_is_the_next_one) {
  MadeRecording made;
  const auto stream = made.connect(0, 1, 2, 25, 25, packet::Protocol::smtp, 2);
  made.reply(stream, 3, "220", "220 ready")
      .command(stream, 4, "RCPT", "RCPT")
      .reply(stream, 5, "550", "550 no")
      .command(stream, 6, "QUIT", "QUIT")
      .reply(stream, 7, "221", "221");
  auto& recording = made.recording();
  const auto asked = check("answer: {line: {from: server}, field: code, after: {line: {verb: RCPT}}}");
  EXPECT_TRUE(judge(asked, recording, "550", "en").passed);
  EXPECT_FALSE(judge(asked, recording, "220", "en").passed);
  EXPECT_FALSE(judge(asked, recording, "221", "en").passed);
}

TEST(Judge, the_address_of_who_called_can_be_asked_for) {
  MadeRecording made;
  secure_log_in(made);
  const auto asked = check("answer: {credential: {user: bob}, field: client_address}"),
             called = check("answer: {credential: {user: bob}, field: server_address}");
  EXPECT_TRUE(judge(asked, made.recording(), "127.0.0.1", "en").passed);
  EXPECT_TRUE(judge(called, made.recording(), "127.0.2.21", "en").passed);
  EXPECT_FALSE(judge(asked, made.recording(), "127.0.2.21", "en").passed);
}

TEST(Judge, what_was_chosen_is_told_without_marks) {
  MadeRecording made;
  const auto asked = check("choose: {right: a, of: [{id: a, says: {en: \"`Your exam`\", de: X}}, {id: b, says: {en: No, de: Y}}]}");
  EXPECT_EQ(judge(asked, made.recording(), "a", "en").note, "Right: Your exam");
}

TEST(Judge, a_count_that_was_right_when_it_was_answered_stays_right) {
  MadeRecording made;
  const auto stream = made.connect(0, 1, 2, 21, 21, packet::Protocol::ftp, 2);
  made.reply(stream, 5, "226", "226 one").reply(stream, 6, "226", "226 two").reply(stream, 40, "226", "226 three");
  Task task;
  task.id = "look";
  task.checks = {check("answer: {count: {line: {code: \"226\"}}}")};
  const std::string id = task.checks[0].id;
  const auto& recording = made.recording();
  const auto passes = [&](const std::string& typed, std::size_t packets) {
    Answers answers;
    keep_answer(answers, "look", id, typed, packets);
    return judge(task, recording, answers, "en").front().passed;
  };
  EXPECT_TRUE(passes("2", 10));
  EXPECT_TRUE(passes("3", 10)) << "and what is right by now";
  EXPECT_TRUE(passes("1", 5));
  EXPECT_FALSE(passes("1", 10));
  EXPECT_FALSE(passes("2", 90));
  EXPECT_FALSE(passes("0", 3));
  EXPECT_FALSE(passes("2", 4'000'000)) << "there were never so many";
  task.foundations = {check("seen: [{line: {code: \"226\", text: \"*two\"}}]")};
  const auto typed = [&](const char* text, std::size_t packets) {
    Answers answers;
    keep_answer(answers, "look", id, text, packets);
    return judge(task, recording, answers, "en").back().passed;
  };
  EXPECT_TRUE(typed("2", 10));
  EXPECT_FALSE(typed("1", 5)) << "said before there was enough to look at";
  task.foundations.clear();
  Answers answers;
  keep_answer(answers, "look", id, "2", 10);
  keep_answer(answers, "look", id, "2", 90);  // said again: it was right before
  EXPECT_TRUE(judge(task, recording, answers, "en").front().passed);
  forget_places(answers, task);
  EXPECT_FALSE(judge(task, recording, answers, "en").front().passed);
}

TEST(Judge, counts_and_measures_have_bounds) {
  MadeRecording made;
  secure_log_in(made);
  auto& recording = made.recording();
  EXPECT_TRUE(judge(check("count: {line: {}}\nleast: 2\nmost: 2"), recording, {}, "en").passed);
  EXPECT_FALSE(judge(check("count: {line: {}}\nleast: 3"), recording, {}, "en").passed);
  EXPECT_TRUE(
      judge(check("measure: {ratio: [{credential: {}, field: packet}, {line: {verb: AUTH}, field: packet}]}\nleast: 1.7\nmost: 1.9"),
            recording, {}, "en")
          .passed);
  EXPECT_FALSE(judge(check("measure: {difference: [{credential: {}, field: packet}, {line: {verb: AUTH}, field: packet}]}\nleast: 5"),
                     recording, {}, "en")
                   .passed);
}

TEST(Judge, a_letter_s_recipients_and_postmarks_are_counted) {
  MadeRecording made;
  findings::Message letter;
  letter.stream = made.connect(1, 10, 2, 25, 25, packet::Protocol::smtp, 2);
  letter.packet = 9;
  letter.complete = true;
  letter.envelope_to = {"bob@hamburger.edu", "carla@hamburger.edu"};
  letter.header = "Received: from b\r\n\tby c\r\nReceived: from a\r\nSubject: Received: twice\r\n";
  made.batch().messages.push_back(letter);
  EXPECT_TRUE(verdict("answer: {message: {}, field: received}", made, "2").passed);
  EXPECT_TRUE(verdict("answer: {message: {}, field: recipients}", made, "2").passed);
  EXPECT_FALSE(verdict("answer: {message: {}, field: received}", made, "3").passed);
}

TEST(Judge, a_foundation_that_is_missing_is_named_first) {
  MadeRecording made;
  Task task;
  task.id = "t";
  task.foundations.push_back(check("seen: [{connection: {}}]"));
  task.foundations[0].says = {{"en", "Open a connection."}};
  task.checks.push_back(check("seen: [{line: {}}]"));
  const auto verdicts = judge(task, made.recording(), {}, "en");
  ASSERT_EQ(verdicts.size(), 2U);
  EXPECT_TRUE(verdicts[0].foundation);
  EXPECT_TRUE(verdicts[1].note.starts_with("First: Open a connection.")) << verdicts[1].note;
  EXPECT_EQ(tally(verdicts).all, 2);
  EXPECT_EQ(tally(verdicts).passed, 0);
}

TEST(Judge, absent_alone_is_no_check) {
  std::vector<Fault> faults;
  Reader reader("check", faults);
  read_check(YAML::Load("id: x\nsays: {en: X, de: X}\ncount: {line: {}}\nabsent: [{line: {}}]"), reader);
  ASSERT_FALSE(faults.empty());
  EXPECT_NE(faults[0].sentence.find("beside seen"), std::string::npos);
}

}  // namespace
}  // namespace cleartext::lesson
