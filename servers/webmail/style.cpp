#include "servers/webmail/style.h"

#include <openssl/evp.h>

#include <array>

#include "servers/mime/decode.h"

namespace cleartext::webmail {

std::string_view style_sheet() {
  return R"(
:root { color-scheme: light dark; --ground: #f4f2ec; --card: #fffefb; --line: #e3dfd4; --ink: #1d2433; --soft: #5b6475;
  --link: #1f5fbf; --wash: #e8f0fc; --bad: #b3263e; --bad-wash: #fbe9ec; --good: #1b7f5c; --good-wash: #e3f4ec; }
@media (prefers-color-scheme: dark) {
  :root { --ground: #12151d; --card: #1a1f2b; --line: #2a3140; --ink: #e8ebf2; --soft: #a5aec0;
    --link: #7db2ff; --wash: #1b2a44; --bad: #ff7d90; --bad-wash: #3a1c24; --good: #59d3a2; --good-wash: #12332a; } }
* { box-sizing: border-box; }
html { font: 1.25rem/1.5 Inter, system-ui, sans-serif; background: var(--ground); color: var(--ink); }
body { margin: 0 auto; max-width: 52rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; }
a { color: var(--link); }
header { display: flex; flex-wrap: wrap; gap: .4rem 1rem; align-items: center; padding: .9rem 0; }
header a.home { font-weight: 650; color: var(--ink); text-decoration: none; margin-right: auto; }
header span { color: var(--soft); }
form { margin: 0; }
main { background: var(--card); border: 1px solid var(--line); border-radius: 14px; padding: 1.3rem 1.4rem; }
h1 { font-size: 1.6rem; line-height: 1.25; margin: 0 0 .8rem; font-weight: 650; }
h2 { font-size: 1.1rem; margin: 1.6rem 0 .5rem; }
.bar { display: flex; flex-wrap: wrap; gap: .6rem; align-items: center; justify-content: space-between; margin-bottom: .8rem; }
.bar h1, .bar .bar { margin: 0; }
button, a.button { font: inherit; font-weight: 600; line-height: 1.3; padding: .45rem 1rem; border-radius: 10px; cursor: pointer;
  border: 1px solid var(--line); background: none; color: var(--ink); text-decoration: none; display: inline-block; }
button.main, a.main { background: var(--ink); color: var(--card); border-color: var(--ink); }
button:focus-visible, a:focus-visible, input:focus-visible, textarea:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
label { display: block; font-weight: 600; margin: .9rem 0 .25rem; }
input, textarea { font: inherit; width: 100%; padding: .5rem .7rem; border: 1px solid var(--soft); border-radius: 10px;
  background: var(--ground); color: var(--ink); }
textarea { min-height: 14rem; resize: vertical; }
form .row { display: flex; gap: .6rem; margin-top: 1.2rem; }
details { margin-top: .9rem; } summary { color: var(--soft); cursor: pointer; }
p.note { background: var(--wash); padding: .6rem .9rem; border-radius: 10px; margin: 0 0 1rem; }
p.good { background: var(--good-wash); color: var(--good); } p.bad { background: var(--bad-wash); color: var(--bad); }
ul.letters { list-style: none; margin: 0; padding: 0; }
ul.letters li { border-top: 1px solid var(--line); }
ul.letters .letter { display: grid; grid-template-columns: 12rem 1fr auto; gap: 0 1rem; align-items: baseline;
  padding: .6rem .3rem; color: inherit; text-decoration: none; }
ul.letters a.letter:hover { background: var(--wash); }
.who { padding-left: 1.2em; position: relative; } .unread .who, .unread .what { font-weight: 700; }
.unread .who::before { content: "\25cf"; color: var(--link); position: absolute; left: 0; }
.who, .what { overflow: hidden; text-overflow: ellipsis; white-space: nowrap; }
.when, .faint { color: var(--soft); font-size: .85em; }
dl { display: grid; grid-template-columns: auto 1fr; gap: .15rem 1rem; margin: 0 0 1rem; } dt { color: var(--soft); } dd { margin: 0; }
article { border-top: 1px solid var(--line); padding-top: 1rem; margin-top: 1rem; overflow-x: auto; }
article h1 { font-size: 1.35rem; } article h2 { font-size: 1.2rem; }
article pre, pre.text { white-space: pre-wrap; font: inherit; margin: 0; }
article blockquote { border-left: 3px solid var(--line); margin: .5rem 0; padding-left: .9rem; color: var(--soft); }
article td, article th { padding: .15rem .6rem .15rem 0; vertical-align: top; }
img { max-width: 100%; height: auto; border-radius: 8px; } figure { margin: 1rem 0; }
.pair { display: flex; flex-wrap: wrap; gap: 0 1.5rem; } figcaption { color: var(--soft); font-size: .85em; }
@media (max-width: 40rem) {
  html { font-size: 1.1rem; } main { padding: 1rem; }
  ul.letters .letter { grid-template-columns: 1fr auto; } .what { grid-column: 1 / -1; grid-row: 2; } }
)";
}

const std::string& style_digest() {
  static const std::string digest = [] {
    std::array<unsigned char, EVP_MAX_MD_SIZE> bytes{};
    unsigned length = 0;
    const auto style = style_sheet();
    EVP_Digest(style.data(), style.size(), bytes.data(), &length, EVP_sha256(), nullptr);
    return mime::encode_base64({reinterpret_cast<const char*>(bytes.data()), length});
  }();
  return digest;
}

}  // namespace cleartext::webmail
