// Log-ins that cross HTTP: forms in every spelling, and what stands in Authorization and Proxy-Authorization.
#include <gtest/gtest.h>

#include "engine/findings/forms.h"
#include "servers/sasl/exchange.h"
#include "tests/support/analysis.h"

namespace cleartext::findings {
namespace {

using wire::Side;

std::string post(const std::string& type, const std::string& body, const std::string& more = {}) {
  return "POST /login HTTP/1.1\r\nHost: x\r\nContent-Type: " + type + "\r\n" + more + "Content-Length: " + std::to_string(body.size()) +
         "\r\n\r\n" + body;
}
std::string answer(const std::string& status, const std::string& more = {}) {
  return "HTTP/1.1 " + status + "\r\n" + more + "Content-Length: 0\r\n\r\n";
}

void expect_log_ins(const tests::Said& said, const std::string& wanted) {
  for (const std::size_t cut : {std::size_t{1}, std::size_t{5}, std::size_t{1} << 20})
    EXPECT_EQ(tests::log_ins(tests::overheard(80, said, cut)), wanted) << "in pieces of " << cut;
}

TEST(WebLogins, a_form_of_many_parts_is_a_log_in) {
  const std::string body =
      "--b\r\nContent-Disposition: form-data; name=\"portrait\"; filename=\"password.png\"\r\nContent-Type: image/png\r\n\r\n" +
      std::string(200'000, 'x') +
      "\r\n--b\r\nContent-Disposition: form-data; name=\"user[email]\"\r\n\r\nbob@hamburger.edu\r\n--b\r\n"
      "Content-Disposition: form-data; name=\"user[password]\"\r\n\r\nhun\r\ngry\r\n--b--\r\n";
  const tests::Found found =
      tests::overheard(80, {{Side::client, post("multipart/form-data; boundary=b", body)}, {Side::server, answer("401 No")}}, 1400);
  EXPECT_EQ(tests::log_ins(found), "form bob@hamburger.edu/hun\r\ngry no");
  expect_log_ins({{Side::client, post("Multipart/Form-Data; boundary=\"b\"", body.substr(200'000))},
                  {Side::server, answer("302 Found", "Set-Cookie: s=1\r\n")}},
                 "form bob@hamburger.edu/hun\r\ngry yes");
}

TEST(WebLogins, a_json_text_is_a_log_in) {
  expect_log_ins({{Side::client, post("application/json", "{\"username\":\"bob\",\"password\":\"hungry\",\"remember\":true}")},
                  {Side::server, answer("401 No")}},
                 "form bob/hungry no");
  expect_log_ins(
      {{Side::client, post("application/vnd.api+json; charset=utf-8",
                           " { \"data\" : { \"attributes\" : {\"email\" : \"b\\u00f6b@x\", \"pin\": 1234 , \"tags\":[\"a\",\"b\"]}}}")},
       {Side::server, answer("200 OK")}},
      "form böb@x/1234 ?");
  expect_log_ins({{Side::client, post("application/json", "{\"query\":\"a\",\"page\":2}")}, {Side::server, answer("200 OK")}}, "");
}

TEST(WebLogins, json_strings_are_read_as_they_are_escaped) {
  const FormFields fields =
      json_fields(R"({"a\"b":"q\\\"\/\n\t\u0041\ud83d\ude00\ud83d","c":-1.5e3,"d":null,"e":["x",{"f":"y"}],"g":"cut)");
  EXPECT_EQ(fields, (FormFields{{"a\"b", "q\\\"/\n\tA😀�"}, {"c", "-1.5e3"}, {"f", "y"}, {"g", "cut"}}));
  for (const std::string broken : {"{\"", "{\"a", "{\"a\"", "{\"a\":", "{\"a\":\"\\", "{\"a\":\"\\u12", "\"\"\"\"", ":::"})
    json_fields(broken);
}

TEST(WebLogins, the_surest_names_of_fields_count) {
  EXPECT_EQ(log_in_among({{"user_agent", "x"}, {"password_hint", "dog"}, {"login", "bob"}, {"pass", "hungry"}})->user, "bob");
  EXPECT_EQ(log_in_among({{"user_agent", "x"}, {"password_hint", "dog"}, {"login", "bob"}, {"pass", "hungry"}})->secret, "hungry");
  EXPECT_FALSE(log_in_among({{"user", "bob"}, {"message", "my password is x"}}));
}

TEST(WebLogins, a_token_is_a_secret_without_a_name) {
  const std::string request = "GET /api HTTP/1.1\r\nAuthorization: Bearer ey.J0.eXAi\r\n\r\n";
  expect_log_ins(
      {{Side::client, request}, {Side::server, answer("200 OK")}, {Side::client, request}, {Side::server, answer("204 No Content")}},
      "Bearer -/ey.J0.eXAi yes");
  const tests::Found found = tests::overheard(80, {{Side::client, request}, {Side::server, answer("401 No")}});
  EXPECT_EQ(tests::log_ins(found), "Bearer -/ey.J0.eXAi no");
  ASSERT_EQ(found.weaknesses.size(), 1u);
  EXPECT_EQ(found.weaknesses[0].rule, "password-in-clear");
}

TEST(WebLogins, a_digest_is_told_once_for_each_challenge) {
  const auto request = [](const std::string& count) {
    return "GET / HTTP/1.1\r\nAuthorization: Digest username=\"bob\", realm=\"zoo, north\", nonce=\"n\\\"1\", uri=\"/\", "
           "algorithm=SHA-256, qop=auth, nc=" +
           count + ", cnonce=\"c\", response=\"ab" + count + "\"\r\n\r\n";
  };
  expect_log_ins(
      {{Side::client, request("01")}, {Side::server, answer("200 OK")}, {Side::client, request("02")}, {Side::server, answer("200 OK")}},
      "Digest bob [n\"1 ab01] yes");
}

TEST(WebLogins, a_proxy_and_the_server_behind_it_are_two_doors) {
  // Ym9iOmh1bmdyeQ== is bob:hungry, YWxpY2U6Y3JlcGU= is alice:crepe.
  const std::string request =
      "GET http://x/ HTTP/1.1\r\nProxy-Authorization: Basic Ym9iOmh1bmdyeQ==\r\nAuthorization: Basic YWxpY2U6Y3JlcGU=\r\n\r\n";
  expect_log_ins({{Side::client, request}, {Side::server, answer("407 No")}}, "Basic bob/hungry no\nBasic alice/crepe ?");
  expect_log_ins({{Side::client, request}, {Side::server, answer("401 No")}}, "Basic bob/hungry yes\nBasic alice/crepe no");
  expect_log_ins({{Side::client, request}, {Side::server, answer("200 OK")}, {Side::client, request}, {Side::server, answer("200 OK")}},
                 "Basic bob/hungry yes\nBasic alice/crepe yes");
}

TEST(WebLogins, an_answer_that_leads_elsewhere_says_nothing_of_a_password_in_the_header) {
  const std::string request = "GET /a HTTP/1.1\r\nAuthorization: Basic Ym9iOmh1bmdyeQ==\r\n\r\n";
  expect_log_ins({{Side::client, request}, {Side::server, answer("301 Moved", "Location: https://x/a\r\n")}}, "Basic bob/hungry ?");
  expect_log_ins({{Side::client, request}, {Side::server, "HTTP/1.1 304 Not Modified\r\n\r\n"}}, "Basic bob/hungry yes");
}

TEST(WebLogins, a_form_that_leads_back_to_a_log_in_is_not_taken_to_be_accepted) {
  const auto sent_to = [](const std::string& location, const std::string& cookie = "s=1") {
    return tests::log_ins(
        tests::overheard(80, {{Side::client, post("application/x-www-form-urlencoded", "user=bob&password=hungry")},
                              {Side::server, answer("302 Found", "Set-Cookie: " + cookie + "\r\nLocation: " + location + "\r\n")}}));
  };
  for (const std::string back : {"/login", "http://x/login", "login?error=1", "/Login#again", "/user/signin"})
    EXPECT_EQ(sent_to(back), "form bob/hungry ?") << back;
  for (const std::string on : {"/", "/in", "http://x/in", "https://x", "mail?from=login"})
    EXPECT_EQ(sent_to(on), "form bob/hungry yes") << on;
  for (const std::string ended :
       {"s=deleted; path=/", "s=", "s=\"\"; path=/", "s=1; Max-Age=0", "s=1; expires=Thu, 01 Jan 1970 00:00:00 GMT"})
    EXPECT_EQ(sent_to("/", ended), "form bob/hungry ?") << ended;
  for (const std::string set : {"s=deleted1", "s=1; Max-Age=60", "s=1; Max-Age=60; expires=Thu, 01 Jan 1970 00:00:00 GMT"})
    EXPECT_EQ(sent_to("/", set), "form bob/hungry yes") << set;
}

TEST(WebLogins, a_form_that_leads_back_to_where_it_stood_is_not_taken_to_be_accepted) {
  const auto sent_from = [](const std::string& page, const std::string& fields = "user=bob&password=hungry") {
    return tests::log_ins(
        tests::overheard(80, {{Side::client, post("application/x-www-form-urlencoded", fields, "Referer: " + page + "\r\n")},
                              {Side::server, answer("302 Found", "Set-Cookie: s=1\r\nLocation: http://x/start\r\n")}}));
  };
  EXPECT_EQ(sent_from("http://x/start"), "form bob/hungry ?");
  EXPECT_EQ(sent_from("http://x/form"), "form bob/hungry yes");
  EXPECT_EQ(sent_from("http://x/form", "user=bob&password_hint=dog"), "");
}

// RFC 9110, 15.5.4
TEST(WebLogins, a_page_that_asks_nobody_does_not_make_a_refused_password_right) {
  const std::string ask = "GET /a HTTP/1.1\r\nAuthorization: Basic Ym9iOmh1bmdyeQ==\r\n\r\n";
  const std::string other = "GET /b HTTP/1.1\r\nAuthorization: Basic Ym9iOmh1bmdyeQ==\r\n\r\n";
  expect_log_ins({{Side::client, ask}, {Side::server, answer("401 No")}, {Side::client, other}, {Side::server, answer("200 OK")}},
                 "Basic bob/hungry no");
  expect_log_ins({{Side::client, ask}, {Side::server, answer("403 No")}}, "Basic bob/hungry ?");
}

TEST(WebLogins, ntlm_and_kerberos_are_named) {
  const std::string asks =
      sasl::to_base64(std::string("NTLMSSP\0\2\0\0\0", 12) + std::string(12, '\0') + "\x01\x23\x45\x67\x89\xab\xcd\xef");
  const std::string says =
      sasl::to_base64(std::string("NTLMSSP\0\3\0\0\0\0\0\0\0\0\0\0\0\2\0\2\0\x40\0\0\0\0\0\0\0\0\0\0\0\3\0\3\0\x42\0\0\0", 44) +
                      std::string(16, '\0') + std::string("\0\0\0\0", 4) +
                      "\xab\xcd"
                      "bob");
  const std::string hello = sasl::to_base64(std::string("NTLMSSP\0\1\0\0\0", 12) + std::string(20, '\0'));
  expect_log_ins({{Side::client, "GET / HTTP/1.1\r\nAuthorization: NTLM " + hello + "\r\n\r\n"},
                  {Side::server, answer("401 No", "WWW-Authenticate: NTLM " + asks + "\r\n")},
                  {Side::client, "GET / HTTP/1.1\r\nAuthorization: NTLM " + says + "\r\n\r\n"},
                  {Side::server, answer("200 OK")}},
                 "NTLM bob [0123456789abcdef abcd] yes");
  expect_log_ins({{Side::client, "GET / HTTP/1.1\r\nAuthorization: Negotiate YIIFAXRpY2tldA==\r\n\r\n"}, {Side::server, answer("200 OK")}},
                 "Negotiate -/- yes");
}

}  // namespace
}  // namespace cleartext::findings
