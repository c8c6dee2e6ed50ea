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

// RFC 7578: a part a field, a file with its name and type, whatever its bytes are.
TEST(Form, brings_files_in_parts) {
  auto request = with({{"Content-Type", "multipart/form-data; boundary=\"x y\""}});
  request.body =
      "--x y\r\nContent-Disposition: form-data; name=\"text\"\r\n\r\nCr\u00eapes\r\n\r\n--x y\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"dir/men\u00fc \\\"1%22.bin\"\r\nContent-Type: image/PNG\r\n\r\n" +
      std::string("\0\xff\n--x\r\n", 8) +
      "\r\n--x y\r\n"
      "Content-Disposition: form-data; name=\"file\"; filename=\"\"\r\nContent-Type: application/octet-stream\r\n\r\n\r\n--x y--\r\n";
  const Form form(request);
  EXPECT_EQ(form.value("text"), "Cr\u00eapes\r\n");
  ASSERT_EQ(form.files().size(), 1u) << "nothing was chosen in the second";
  EXPECT_EQ(form.files()[0].name, "men\u00fc \"1\".bin");
  EXPECT_EQ(form.files()[0].type, "image/png");
  EXPECT_EQ(form.files()[0].bytes, std::string("\0\xff\n--x\r\n", 8));
  EXPECT_TRUE(is_form(request));
}

TEST(Form, in_parts_has_a_most_and_survives_nonsense) {
  auto request = with({{"Content-Type", "multipart/form-data; boundary=b"}});
  for (int i = 0; i < 5000; ++i) request.body += "--b\r\nContent-Disposition: form-data; name=\"a\"; filename=\"f\"\r\n\r\nx\r\n";
  EXPECT_EQ(Form(request).files().size(), Form::most_fields);
  for (const auto* body : {"", "--b", "--b--", "--b\r\n\r\n--b\r\n", "no boundary"}) {
    request.body = body;
    EXPECT_TRUE(Form(request).files().empty()) << body;
  }
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
  EXPECT_EQ(escaped(std::string("a\0b\x1b\n", 5)),
            "a\xef\xbf\xbd"
            "b\xef\xbf\xbd\n");
  EXPECT_EQ(percent_encoded("a b/é~"), "a%20b%2F%C3%A9~");
}

}  // namespace
}  // namespace cleartext::http
