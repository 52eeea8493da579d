// Valid input, broken at random in a thousand ways (seeds are fixed and printed): ingest returns,
// and what it returns keeps the promises of document.h.

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <vector>

#include "base/utf8.h"
#include "sayso/ingest.h"

namespace sayso {
namespace {

using Random = std::mt19937;

std::size_t below(Random& random, std::size_t n) { return n == 0 ? 0 : random() % n; }

const std::vector<std::string>& pieces() {
  static const std::vector<std::string> kPieces = {"\"",
                                                   "\\",
                                                   "{",
                                                   "}",
                                                   "[",
                                                   "]",
                                                   ",",
                                                   ":",
                                                   "\n",
                                                   "\\u",
                                                   "\\ud83d",
                                                   "\\ude00",
                                                   "null",
                                                   "<",
                                                   ">",
                                                   "</",
                                                   "<div>",
                                                   "</div>",
                                                   "<p",
                                                   "<!--",
                                                   "-->",
                                                   "&",
                                                   "&#",
                                                   "&amp;",
                                                   "<a ",
                                                   "<table>",
                                                   "<td>",
                                                   "<svg>",
                                                   "<title>",
                                                   "</title>",
                                                   "<script>",
                                                   "</p>",
                                                   "<template>",
                                                   "\xff",
                                                   "\xc3",
                                                   "\xe2\x80",
                                                   "\xf0\x9f",
                                                   "\xed\xa0\x80",
                                                   std::string(1, '\0'),
                                                   "\xef\xbb\xbf",
                                                   "\xff\xfe",
                                                   "'",
                                                   "=",
                                                   "<body>",
                                                   "<form>",
                                                   "<select>",
                                                   "\x01"};
  return kPieces;
}

void mutate(std::string& bytes, Random& random) {
  const std::size_t at = below(random, bytes.size() + 1);
  switch (random() % 6) {
    case 0:
      bytes.resize(at);
      break;
    case 1:
      bytes.erase(at, below(random, 20));
      break;
    case 2:
      bytes.insert(at, pieces()[below(random, pieces().size())]);
      break;
    case 3:
      bytes.insert(at, bytes.substr(below(random, bytes.size()), below(random, 200)));
      break;
    case 4:
      if (at < bytes.size()) bytes[at] = static_cast<char>(random() % 256);
      break;
    default:
      if (at < bytes.size()) bytes[at] = static_cast<char>(bytes[at] ^ (1 << random() % 8));
  }
}

void check_document(const Document& document, const std::string& name) {
  EXPECT_FALSE(find_invalid_utf8(document.text));
  EXPECT_NE(document.text.find_first_not_of(" \t\r\n"), std::string::npos);
  for (const std::string* field :
       {&document.external_id, &document.outlet, &document.address, &document.title,
        &document.byline, &document.published, &document.modified, &document.captured}) {
    EXPECT_FALSE(find_invalid_utf8(*field));
  }
  EXPECT_EQ(document.key, document_key(document));
  EXPECT_EQ(document.file, name);
  EXPECT_FALSE(document.bytes.empty());
}

void check(const std::string& name, const std::string& valid) {
  for (unsigned seed = 0; seed < 1000; ++seed) {
    SCOPED_TRACE(name + ", seed " + std::to_string(seed));
    Random random(seed);
    std::string bytes = valid;
    for (std::size_t n = 1 + below(random, 8); n > 0; --n) mutate(bytes, random);
    // A buffer of just this size, so that a sanitizer sees a byte read past its end.
    const std::vector<char> exact(bytes.begin(), bytes.end());
    const Ingested out = ingest(std::string_view(exact.data(), exact.size()), name);
    EXPECT_GT(out.documents.size() + out.errors.size(), 0u);
    for (const Document& document : out.documents) check_document(document, name);
    for (const Error& error : out.errors)
      EXPECT_FALSE(error.what.empty() || error.where.empty() || error.remedy.empty());
    if (::testing::Test::HasFailure()) return;
  }
}

const std::string kJsonLines =
    R"({"id":"a1","url":"https://skerry.example/1","outlet":"Skerry","title":"T 😀","byline":null,"published":"2023-04-11",)"
    R"("text":"“It fell,” she said.\r\n\r\nIt \ud83d\ude00 stood e\u0301.","more":[1,{"a":null}]})"
    "\n"
    R"({"id":2,"text":"The crane had not been inspected since May, a customs official said."})"
    "\n";

const std::string kPage =
    R"(<!DOCTYPE html><html lang=en><head><meta charset="utf-8"><title>Crane &amp; port - Skerry</title>
<meta property="og:site_name" content="Skerry"><link rel="canonical" href="https://skerry.example/2023/04/11/crane">
<script type="application/ld+json">{"@type":"NewsArticle","headline":"Crane &amp; port","author":[{"name":"Mara Lind"}],
"datePublished":"2023-04-11T08:00:00Z"}</script><style>p{}</style></head><body><nav><a href=/>Home</a></nav>
<article><h1>Crane &amp; port</h1><p class="byline">By Mara Lind</p><p>The port’s largest crane had <b>not</b> been inspected
since May, a <a href=/x>customs official</a> said.</p><ul><li>One<li>Two</ul><table><tr><td>Letters<td>2</table>
<figure><figcaption>A crane</figcaption></figure><p>“It fell,” she said.<br><br>It stood &#x1F600; again.</article>
<aside><p>Another story</p></aside><svg><title>x</title></svg></body></html>)";

const std::string kRss =
    R"(<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>Skerry</title>
<item><title>Crane &amp; port</title><link>https://skerry.example/1</link><guid>https://skerry.example/1</guid>
<pubDate>Tue, 11 Apr 2023 08:00:00 GMT</pubDate><dc:creator>Mara Lind</dc:creator><source url="https://m.example">M</source>
<content:encoded><![CDATA[<p>The port’s largest crane had <b>not</b> been inspected.</p><p>“It fell,” she said.</p>]]></content:encoded>
</item><item><title>Two</title><description>It stood &lt;b&gt;still&lt;/b&gt; &#x1F600;.</description></item></channel></rss>)";

const std::string kAtom =
    R"(<feed xmlns="http://www.w3.org/2005/Atom"><title>Skerry</title><entry><title>Crane</title><id>1</id>
<link href="https://skerry.example/1"/><updated>2023-04-11T08:00:00Z</updated><author><name>Mara Lind</name></author>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>The crane <i>fell</i>.</p></div></content></entry></feed>)";

const std::string kJsonFeed =
    R"({"version":"https://jsonfeed.org/version/1","title":"Skerry","items":[{"id":"1","url":"https://skerry.example/1",)"
    R"("content_html":"<p>The crane \ud83d\ude00 fell.<p>It stood.","author":{"name":"Mara Lind"}},{"id":2,"summary":"It fell…"}]})";

const std::string kMail =
    R"(From: =?utf-8?q?Caf=C3=A9?= <news@skerry.example>
Subject: Crane falls
Date: Tue, 11 Apr 2023 08:00:00 +0200
Content-Type: multipart/alternative; boundary="x"

--x
Content-Transfer-Encoding: base64

SXQgZmVsbC4=
--x
Content-Type: text/html; charset=iso-8859-1
Content-Transfer-Encoding: quoted-printable

<p>The caf=E9 said =
yes.</p><p>It fell.</p>
--x--
)";

const std::string kCsv =
    "id,title,outlet,published,text\n1,Crane,Skerry,2023-04-11,\"It fell, \"\"she\"\" said.\n\nIt "
    "stood "
    "😀.\"\n2,Two,,,It stood.\n";

const std::string kMarkdown =
    "---\ntitle: \"Crane falls\"\noutlet: Skerry\ndate: 2023-04-11\nauthors: [Mara Lind, Bo "
    "Ek]\n---\n\n# Crane "
    "falls\n\nIt **fell**, [she](https://x.example) said.\nIt ![x](y) stood.\n\n> "
    "Quoted.\n\n```\ncode\n```\n";

const std::string kPlain =
    "Dredger aground off Halden\n\nDecember 22, 2021 by Mara Lind\n\n“A dredger ran aground,” "
    "she said – e\xcc\x81\xc2\xa0😀.\r\n\r\nNobody was hurt.\n";

TEST(Mutation, JsonLines) { check("a.jsonl", kJsonLines); }
TEST(Mutation, JsonFile) {
  check("a.json", "[\n" + kJsonLines.substr(0, kJsonLines.find('\n')).append("]"));
}
TEST(Mutation, Html) { check("a.html", kPage); }
TEST(Mutation, Plain) { check("a.txt", kPlain); }
TEST(Mutation, Rss) { check("a.rss", kRss); }
TEST(Mutation, Atom) { check("a.xml", kAtom); }
TEST(Mutation, Mail) {
  check("a.eml", kMail);
  check("a.mbox", "From a Tue Apr 11\n" + kMail + "\n\nFrom b Tue Apr 11\n" + kMail);
  check("a.mhtml", kMail);
}
TEST(Mutation, Csv) { check("a.csv", kCsv); }
TEST(Mutation, Markdown) { check("a.md", kMarkdown); }
TEST(Mutation, JsonFeed) { check("a.json", kJsonFeed); }
TEST(Mutation, Unnamed) { check("-", kPage); }

}  // namespace
}  // namespace sayso
