// HTML that means harm. What comes out is read again, by another reader than the sanitiser's own: nothing but
// allowed tags and attributes may be in it, whatever went in.
#include "servers/webmail/sanitiser.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include "tests/servers/webmail/harmless.h"

namespace cleartext::webmail {
namespace {

std::optional<std::string> own(std::string_view id) {
  if (id == "pic@x") return "/mail/1/part/2";
  return std::nullopt;
}

std::string clean(std::string_view html) {
  const auto cleaned = cleaned_html(html, own);
  EXPECT_EQ(harm_in(cleaned.html), "") << html << "\n-> " << cleaned.html;
  return cleaned.html;
}

TEST(Sanitiser, what_letters_need_stays) {
  EXPECT_EQ(clean("<p>a<br>b</p><ul><li>c</ul>"), "<p>a<br>b</p><ul><li>c</li></ul>");
  EXPECT_EQ(clean("<TABLE><tr><td colspan=2 style=x>d</td></tr></TABLE>"), "<table><tr><td colspan=\"2\">d</td></tr></table>");
  EXPECT_EQ(clean("<h1 class=y>e</h1><blockquote cite=z>f</blockquote>"), "<h1>e</h1><blockquote>f</blockquote>");
  EXPECT_EQ(clean("<html><body bgcolor=red><font color=red>g</font></body></html>"), "g");
  EXPECT_EQ(clean("&lt;b&gt; &eacute; &#8364; &#x20ac; & &amp &;"), "&lt;b&gt; &eacute; &#8364; &#x20ac; &amp; &amp;amp &amp;;");
  EXPECT_EQ(clean("1 < 2 > 0"), "1 &lt; 2 &gt; 0");
}

TEST(Sanitiser, links_go_to_the_web_and_show_where) {
  EXPECT_EQ(clean("<a href='https://bank.example@evil.example:80/x?a&b' onclick=x>bank</a>"),
            "<a href=\"https://bank.example@evil.example:80/x?a&amp;b\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">bank</a> "
            "<small>[evil.example:80]</small>");
  EXPECT_EQ(clean("<a href=mailto:a@b>m</a>"), "<a href=\"mailto:a@b\" target=\"_blank\" rel=\"noopener noreferrer nofollow\">m</a>");
  for (const auto* link : {"javascript:alert(1)",
                           "JaVaScRiPt:alert(1)",
                           " javascript:alert(1)",
                           "java\nscript:alert(1)",
                           "java\tscript:alert(1)",
                           "&#106;avascript:alert(1)",
                           "&#x6A;avascript:alert(1)",
                           "&#0000106avascript:alert(1)",
                           "javascript&colon;alert(1)",
                           "java&Tab;script:alert(1)",
                           "\x01javascript:alert(1)",
                           "data:text/html,<script>alert(1)</script>",
                           "vbscript:x",
                           "file:///etc/passwd",
                           "//evil.example",
                           "/logout",
                           "/\\evil.example",
                           "cid:pic@x",
                           "view-source:http://x",
                           "feed:javascript:x",
                           "blob:x",
                           "\xc2\xa0javascript:x",
                           "ftp://x",
                           "http&#58;//x",
                           "hTTp:javascript",
                           "http:/x"}) {
    const auto out = clean(fmt::format("<a href=\"{}\">x</a>", link));
    EXPECT_TRUE(out == "<a>x</a>" || out.find("href=\"http://") != out.npos) << link << " -> " << out;
  }
}

TEST(Sanitiser, nothing_is_fetched_from_elsewhere) {
  for (const auto* picture : {"http://evil/p.gif", "https://evil/p.gif", "//evil/p.gif", "/three/crepe.png", "data:image/png;base64,xx",
                              "cid:other@x", "", "javascript:x"}) {
    const auto cleaned =
        cleaned_html(fmt::format("<img src=\"{}\" alt='a \"b\" <c>' onerror=alert(1) srcset='http://evil/2 2x'>", picture), own);
    EXPECT_EQ(cleaned.html, "<span>[a &quot;b&quot; &lt;c&gt;]</span>") << picture;
    EXPECT_EQ(cleaned.pictures_left_out, 1);
  }
  EXPECT_EQ(clean("<img src='CID:pic%40x' alt=crepe width=9999>"), "<img src=\"/mail/1/part/2\" alt=\"crepe\">");
  EXPECT_EQ(clean("<video src=//x poster=//y>a</video><audio src=//x></audio><table background=//x><tr><td>b</td></tr></table><link "
                  "rel=stylesheet href=//x>"),
            "<table><tr><td>b</td></tr></table>");
}

// Mostly the list of https://cheatsheetseries.owasp.org/cheatsheets/XSS_Filter_Evasion_Cheat_Sheet.html.
TEST(Sanitiser, the_usual_list_runs_nothing) {
  for (const std::string_view html :
       {"<script>alert(1)</script>",
        "<SCRIPT SRC=//evil.js></SCRIPT>",
        "<script/x>alert(1)</script >",
        "<scr<script>ipt>alert(1)</scr</script>ipt>",
        "<<SCRIPT>alert(1);//\\<</SCRIPT>",
        "<script>a<!--</script>--><img src=x onerror=alert(1)>",
        "<script",
        "<script src=x",
        "<script>never closed",
        "<img src=x onerror=alert(1)>",
        "<img src=x:alert(alt) onerror=eval(src) alt=0>",
        "<IMG \"\"\"><SCRIPT>alert(1)</SCRIPT>\">",
        "<img src=javascript:alert(1)>",
        "<img/src=x/onerror=alert(1)>",
        "<img src='x'onerror=alert(1)>",
        "<img \x0b src=x \x0c onerror=alert(1)>",
        "<body onload=alert(1)>",
        "<BODY ONLOAD=alert('XSS')>",
        "<svg onload=alert(1)>",
        "<svg><script>alert(1)</script></svg>",
        "<svg/onload=alert(1)//",
        "<svg><a xlink:href=javascript:alert(1)><text>x</text></a></svg>",
        "<math href=javascript:alert(1)>x</math>",
        "<math><mtext><table><mglyph><style><!--</style><img title=\"--&gt;&lt;img src=1 onerror=alert(1)&gt;\">",
        "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
        "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
        "<iframe src=javascript:alert(1)></iframe>",
        "<iframe srcdoc='<script>alert(1)</script>'>",
        "<object data=javascript:alert(1)>",
        "<embed src=//evil>",
        "<style>@import'//evil';body{background:url(//evil)}</style>",
        "<p style='background:url(//evil)'>x</p>",
        "<style><img src=\"</style><img src=x onerror=alert(1)//\">",
        "<title><img src=x onerror=alert(1)></title>",
        "<textarea><img src=x onerror=alert(1)></textarea>",
        "<xmp><img src=x onerror=alert(1)></xmp>",
        "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
        "<!--><img src=x onerror=alert(1)>-->",
        "<!---><img src=x onerror=alert(1)>-->",
        "<!-- --!><img src=x onerror=alert(1)> -->",
        "<![CDATA[<img src=x onerror=alert(1)>]]>",
        "<!DOCTYPE x [<!ENTITY y \"<script>\">]>",
        "<?php echo '<script>' ?>",
        "<a href=\"x\" onmouseover=\"alert(1)\">y</a>",
        "<a onmouseover=alert(document.cookie)>xxs link</a>",
        "<p onclick=alert(1) id=a class=b name=c>x</p>",
        "<base href=//evil>",
        "<meta http-equiv=refresh content='0;url=javascript:alert(1)'>",
        "<link rel=import href=//evil>",
        "<form action=//evil><input name=password><button formaction=javascript:x>Log in</button></form>",
        "<isindex action=javascript:x>",
        "<marquee onstart=alert(1)>x</marquee>",
        "<details open ontoggle=alert(1)>",
        "<select><option onclick=x></select>",
        "<keygen autofocus onfocus=alert(1)>",
        "<template><script>alert(1)</script></template>",
        "<plaintext><script>alert(1)</script>",
        "<frameset onload=alert(1)>",
        "<applet code=x>",
        "</article></main></body><script>alert(1)</script>",
        "</article></main><form action=//evil>",
        "<p a='>' onclick=alert(1)>",
        "<p a=`>`onclick=alert(1)>",
        "<p =a=b onclick=x>",
        "<p / / onclick=x>",
        "<p\x00onclick=x>",
        "<p<img src=x onerror=alert(1)>",
        "<table><td><script>x</script></table>",
        "<a href=http://x\"onclick=y>z</a>",
        "<a href=\"http://x'&quot;&gt;<script>\">z</a>",
        "&lt;script&gt;alert(1)&lt;/script&gt;",
        "&#60;script&#62;alert(1)",
        "%3Cscript%3E",
        "\xc0\xbcscript\xc0\xbe"})
    clean(html);
}

TEST(Sanitiser, what_is_hidden_stays_hidden_with_its_text) {
  EXPECT_EQ(clean("a<style>.x{}</style>b<script>x()</script>c<title>t</title>d<svg><text>e</text></svg>f"), "abcdf");
  EXPECT_EQ(clean("a<script>b</scripty>c</SCRIPT\n>d"), "ad");
  EXPECT_EQ(clean("a<!-- b -->c<!d>e<?f>g</ h>i"), "acegi");
}

TEST(Sanitiser, every_tag_is_closed_and_none_that_was_not_open) {
  EXPECT_EQ(clean("</div></p><b>x"), "<b>x</b>");
  EXPECT_EQ(clean("<b><i>x</b>y</i>"), "<b><i>x</i></b>y");
  EXPECT_EQ(clean("<table><tr><td><b>x</table>y"), "<table><tr><td><b>x</b></td></tr></table>y");
  EXPECT_EQ(clean("<div><table><tr><td>x</div>y</td></tr></table>z</div>"), "<div><table><tr><td>xy</td></tr></table>z</div>");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  EXPECT_LT(clean(deep).size(), 2000u);
}

TEST(Sanitiser, long_nonsense_takes_no_longer_than_it_must) {
  for (const std::string_view piece : {"<!--a", "<!--a--", "<svg>", "</svg", "<a href=\"", "<p a='", "&#", "<", "</", "<!", "<b>", "</b>",
                                       "<img src=cid:x>", "&amp", "<td><b>"}) {
    std::string much;
    while (much.size() < 500'000) much += piece;
    clean(much);
    plain_text_of(much);
  }
}

TEST(Sanitiser, a_quotation_is_text) {
  EXPECT_EQ(plain_text_of("<style>x</style><p>Dear  Bob,</p>\r\n<p>1 &lt; 2<br>&#8364;</p><script>y</script>"), "Dear Bob,\n1 < 2\n€\n");
}

}  // namespace
}  // namespace cleartext::webmail
