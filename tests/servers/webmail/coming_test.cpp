// Who may come in, and who may not: passwords, cookies, forms of other sites, old visits.
#include <gtest/gtest.h>

#include <set>

#include "servers/webmail/visitors.h"
#include "tests/servers/webmail/browser.h"

namespace cleartext::webmail {
namespace {

class Coming : public testing::Test {
 protected:
  TestDesk desk;
  std::unique_ptr<http::Site> site = make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  Browser browser{*site};
};

TEST_F(Coming, the_front_door_leads_to_the_form_and_the_form_to_the_mail) {
  EXPECT_EQ(browser.get("/").field("Location"), "/mail");
  const auto outside = browser.get("/mail");
  EXPECT_EQ(outside.status, 302);
  EXPECT_EQ(outside.field("Location"), "/login");
  const auto in = browser.log_in();
  EXPECT_EQ(in.status, 303);
  EXPECT_EQ(in.field("Location"), "/mail");
  EXPECT_TRUE(in.field("Set-Cookie").ends_with("; Path=/; HttpOnly; SameSite=Lax"));
  EXPECT_EQ(browser.get("/mail").status, 200);
  EXPECT_EQ(browser.get("/login").field("Location"), "/mail");
}

TEST_F(Coming, a_wrong_password_is_401_with_the_form_again) {
  for (const auto& [user, password] : {std::pair("bob", "wrong"), {"nobody", "hungry"}, {"", ""}, {"<b>", "hungry"}}) {
    const auto answer = browser.log_in(user, password);
    EXPECT_EQ(answer.status, 401);
    EXPECT_NE(answer.field("WWW-Authenticate"), "");
    EXPECT_TRUE(answer.says("The name or the password is wrong.") && answer.says("type=\"password\""));
    EXPECT_FALSE(answer.says("wrong\"") || answer.says("<b>"));
    EXPECT_EQ(browser.cookies.count("webmail"), 0u);
  }
}

TEST_F(Coming, a_log_in_typed_by_hand_needs_no_form_first) {
  EXPECT_EQ(browser.post("/login", {{"user", "bob@hamburger.edu"}, {"password", "hungry"}}).status, 303);
}

TEST_F(Coming, a_form_of_another_site_logs_nobody_in) {
  browser.get("/login");
  EXPECT_EQ(browser.post("/login", {{"user", "bob"}, {"password", "hungry"}}).status, 403);
  EXPECT_EQ(browser.post("/login", {{"token", "guess"}, {"user", "bob"}, {"password", "hungry"}}).status, 403);
  browser.cookies.clear();
  for (const auto* origin : {"http://evil.example", "null", "http://mail.hamburger.edu.evil.example", "http://mail.hamburger.edu:81",
                             "mail.hamburger.edu", ""}) {
    browser.more = fmt::format("Origin: {}\r\n", origin);
    EXPECT_EQ(browser.post("/login", {{"user", "bob"}, {"password", "hungry"}}).status, 403) << origin;
  }
  browser.more = "Origin: http://mail.hamburger.edu\r\n";
  EXPECT_EQ(browser.log_in().status, 303);
}

TEST_F(Coming, nothing_is_done_for_a_form_without_the_visitor_s_token) {
  desk.put("1", "Subject: x\r\n\r\n");
  browser.log_in();
  const auto token = Browser::token(browser.get("/mail"));
  ASSERT_NE(token, "");
  for (const auto& fields : {Filled{}, Filled{{"token", ""}}, Filled{{"token", token + "x"}}, Filled{{"token", "secret1"}}}) {
    for (const auto* path : {"/mail/1/delete", "/write", "/logout"}) EXPECT_EQ(browser.post(path, fields).status, 403) << path;
  }
  EXPECT_EQ(browser.ask("POST", "/mail/1/delete", "Content-Type: text/plain\r\nContent-Length: 0\r\n").status, 415);
  EXPECT_EQ(browser.get("/mail/1/delete").status, 405);
  EXPECT_EQ(desk.boxes["bob@hamburger.edu"].size(), 1u);
  EXPECT_TRUE(desk.sent.empty());
  EXPECT_EQ(browser.get("/mail").status, 200);
}

TEST_F(Coming, logging_out_ends_the_visit_at_the_server) {
  browser.log_in();
  const auto kept = browser.cookies;
  const auto out = browser.post("/logout", {{"token", Browser::token(browser.get("/mail"))}});
  EXPECT_EQ(out.status, 303);
  EXPECT_EQ(browser.cookies.count("webmail"), 0u);
  browser.cookies = kept;
  EXPECT_EQ(browser.get("/mail").status, 302);
}

TEST_F(Coming, logging_in_makes_a_new_key_and_the_old_one_is_worth_nothing) {
  browser.cookies["webmail"] = "chosen-by-eve";
  browser.log_in();
  EXPECT_NE(browser.cookies["webmail"], "chosen-by-eve");
  const auto first = browser.cookies["webmail"];
  browser.post("/login", {{"token", browser.cookies["form"]}, {"user", "bob"}, {"password", "hungry"}});
  EXPECT_NE(browser.cookies["webmail"], first);
  browser.cookies["webmail"] = first;
  EXPECT_EQ(browser.get("/mail").status, 302);
}

TEST_F(Coming, an_idle_visit_ends_and_so_does_a_very_long_one) {
  browser.log_in();
  desk.time += Visitors::longest_idle;
  EXPECT_EQ(browser.get("/mail").status, 200);
  desk.time += Visitors::longest_idle + std::chrono::seconds(1);
  EXPECT_EQ(browser.get("/mail").status, 302);
  browser.log_in();
  const auto start = desk.time;
  while (desk.time - start <= Visitors::longest_stay) {
    EXPECT_EQ(browser.get("/mail").status, 200);
    desk.time += std::chrono::minutes(60);
  }
  EXPECT_EQ(browser.get("/mail").status, 302);
}

TEST_F(Coming, one_user_s_many_visits_do_not_end_another_s) {
  browser.log_in();
  for (int i = 0; i < 1000; ++i) Browser(*site).log_in("eve", "listens");
  EXPECT_EQ(browser.get("/mail").status, 200);
}

TEST(Visitors, there_is_a_most_of_them_and_who_was_idle_longest_goes) {
  Visitors visitors;
  const Time start{};
  for (std::size_t i = 0; i < 500; ++i) visitors.admit(fmt::format("k{}", i), "t", fmt::format("user{}", i), start);
  EXPECT_EQ(visitors.count(), Visitors::most);
  EXPECT_EQ(visitors.find("k299", start), nullptr);
  EXPECT_NE(visitors.find("k300", start), nullptr);
  visitors.admit("new", "t", "somebody", start);
  EXPECT_NE(visitors.find("k300", start), nullptr) << "it was seen since";
  EXPECT_EQ(visitors.find("k301", start), nullptr);
  EXPECT_EQ(visitors.find("", start), nullptr);
}

TEST(Tokens, are_long_and_never_the_same) {
  std::set<std::string> all;
  for (int i = 0; i < 1000; ++i) all.insert(random_token());
  EXPECT_EQ(all.size(), 1000u);
  EXPECT_EQ(all.begin()->size(), 32u);
}

TEST_F(Coming, every_page_forbids_scripts_and_is_kept_nowhere) {
  desk.put("1", "Subject: x\r\n\r\n");
  browser.log_in();
  for (const auto* path :
       {"/login", "/mail", "/mail/1", "/mail/1/source", "/mail/1/part/1", "/write", "/basic", "/three", "/nowhere", "/mail/none", "/"}) {
    const auto answer = browser.get(path);
    EXPECT_EQ(answer.field("X-Content-Type-Options"), "nosniff") << path;
    EXPECT_EQ(answer.field("Cache-Control"), "no-store") << path;
    EXPECT_EQ(answer.head.find("Cache-Control"), answer.head.rfind("Cache-Control")) << path;
    if (answer.status >= 300 && answer.status < 400) continue;
    EXPECT_TRUE(answer.field("Content-Security-Policy").starts_with("default-src 'none'")) << path;
    EXPECT_EQ(answer.body.find("<script"), answer.body.npos) << path;
    EXPECT_EQ(answer.body.find(" style="), answer.body.npos) << path;
  }
}

TEST_F(Coming, basic_wants_name_and_password_with_every_request) {
  desk.put("1", "From: alice@crepes.fr\r\nSubject: <i>crepes</i>\r\n\r\n");
  const auto asked = browser.get("/basic");
  EXPECT_EQ(asked.status, 401);
  EXPECT_EQ(asked.field("WWW-Authenticate"), "Basic realm=\"Mail at mail.hamburger.edu\", charset=\"UTF-8\"");
  browser.more = "Authorization: Basic Ym9iOndyb25n\r\n";  // bob:wrong
  EXPECT_EQ(browser.get("/basic").status, 401);
  browser.more = "Authorization: Basic Ym9iOmh1bmdyeQ==\r\n";  // bob:hungry
  const auto list = browser.get("/basic");
  EXPECT_EQ(list.status, 200);
  EXPECT_TRUE(list.says("alice@crepes.fr") && list.says("&lt;i&gt;crepes&lt;/i&gt;"));
  EXPECT_TRUE(browser.cookies.empty());
  browser.more.clear();
  EXPECT_EQ(browser.get("/basic").status, 401);
}

}  // namespace
}  // namespace cleartext::webmail
