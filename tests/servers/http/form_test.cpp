// Forms, cookies, Basic's letters, and text in HTML.
#include "servers/http/form.h"

#include <gtest/gtest.h>

#include "servers/http/escape.h"

namespace cleartext::http {
namespace {

Request with(Fields fields) {
  Request request;
  request.fields = std::move(fields);
  return request;
}

TEST(Form, names_and_values_are_decoded) {
  const Form form("user=bob%40hamburger.edu&text=a+b%2Bc&empty=&alone&=x&text=second&%75=%zz%4");
  EXPECT_EQ(form.value("user"), "bob@hamburger.edu");
  EXPECT_EQ(form.value("text"), "a b+c");
  EXPECT_EQ(form.value("empty"), "");
  EXPECT_EQ(form.value("alone"), "");
  EXPECT_EQ(form.value("u"), "%zz%4");
  EXPECT_EQ(form.value("none"), "");
}

TEST(Form, has_a_most) {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "a=b&";
  EXPECT_EQ(Form(text + "last=1").value("last"), "");
}

TEST(Form, is_told_by_its_type) {
  EXPECT_TRUE(is_form(with({{"content-type", "Application/x-www-form-urlencoded; charset=UTF-8"}})));
  EXPECT_FALSE(is_form(with({{"Content-Type", "text/plain"}})));
  EXPECT_FALSE(is_form(with({})));
}

TEST(Cookie, is_found_among_others) {
  const auto request = with({{"Cookie", "a=1; webmail=key;b=x=y"}, {"cookie", "late=z"}});
  EXPECT_EQ(cookie(request, "webmail"), "key");
  EXPECT_EQ(cookie(request, "b"), "x=y");
  EXPECT_EQ(cookie(request, "late"), "z");
  EXPECT_EQ(cookie(request, "mail"), std::nullopt);
  EXPECT_EQ(cookie(with({{"Cookie", ";;; =; a"}}), "webmail"), std::nullopt);
}

TEST(Basic, letters_become_name_and_password) {
  const auto said = basic_credentials(with({{"Authorization", "basic Ym9iOmh1bjpncnk="}}));
  ASSERT_TRUE(said);
  EXPECT_EQ(said->user, "bob");
  EXPECT_EQ(said->password, "hun:gry");
  for (const auto* value : {"", "Basic", "Basic ", "Basic Ym9i", "Bearer Ym9iOmh1bmdyeQ==", "Basic ****"})
    EXPECT_FALSE(basic_credentials(with({{"Authorization", value}}))) << value;
}

TEST(Escape, nothing_of_it_is_a_tag) {
  EXPECT_EQ(escaped("<a href=\"x\" title='y'>&amp;</a>"), "&lt;a href=&quot;x&quot; title=&#39;y&#39;&gt;&amp;amp;&lt;/a&gt;");
  EXPECT_EQ(escaped(std::string("a\0b\x1b\n", 5)), "a\xef\xbf\xbd" "b\xef\xbf\xbd\n");
  EXPECT_EQ(percent_encoded("a b/é~"), "a%20b%2F%C3%A9~");
}

}  // namespace
}  // namespace cleartext::http
