#include <gtest/gtest.h>

#include <string>

#include "base/utf8.h"
#include "ingest/html_meta.h"
#include "ingest/html_tree.h"
#include "sayso/ingest.h"

namespace sayso {
namespace {

const std::string kFirst =
    "The port’s largest crane had not been inspected since May, a customs official said on Monday.";
const std::string kSecond =
    "The port authority, asked about the crane on Monday afternoon, did not reply to the paper.";

std::string paragraph(const std::string& text) { return "<p>" + text + "</p>"; }

std::string page(const std::string& body, const std::string& head = "") {
  return "<!DOCTYPE html><html><head><meta charset=utf-8>" + head + "</head><body>" + body +
         "</body></html>";
}

Document read(const std::string& html, const IngestOptions& options = {}) {
  const Ingested out = ingest(html, "page.html", options);
  EXPECT_TRUE(out.errors.empty()) << to_string(out.errors[0]);
  return out.documents.empty() ? Document() : out.documents[0];
}

const std::string kBoth = kFirst + "\n\n" + kSecond;

struct BodyCase {
  std::string body;
  std::string text;
};

TEST(HtmlBody, KeepsTheArticleAndNothingElse) {
  const std::string two = paragraph(kFirst) + paragraph(kSecond);
  const BodyCase cases[] = {
      {two, kBoth},
      {"<nav><p>" + kFirst + " A menu.</p></nav><article>" + two + two + "</article>",
       kBoth + "\n\n" + kBoth},
      {"<article>" + two + "</article><aside>" +
           paragraph("Something else of the same outlet, long enough.") + "</aside>",
       kBoth},
      {"<div class=story-body>" + paragraph(kFirst) +
           "<div class='related-links'><p>Another story that one could read "
           "after this one.</p></div>" +
           paragraph(kSecond) + "</div>",
       kBoth},
      {"<article>" + paragraph(kFirst) +
           "<figure><img><figcaption>The crane at Halden, in a picture of May.</figcaption>"
           "</figure>" +
           paragraph(kSecond) + "</article>",
       kBoth},
      {"<article>" + paragraph(kFirst) +
           "<p><a href=/x>Read how the crane at Halden came to stand still</a></p>" +
           paragraph(kSecond) + "</article>",
       kBoth},
      {"<article>" + paragraph(kFirst) + "<p>Advertisement</p>" + paragraph(kSecond) +
           "<h3>Related stories</h3></article>",
       kBoth},
      {"<article>" + paragraph(kFirst) +
           "<div role=alert>We use cookies, as everybody else does these days.</div>" +
           paragraph(kSecond) +
           "<p hidden>x</p><div style='display: none'>A hidden line that is long "
           "enough.</div></article>",
       kBoth},
      {"<article>" + paragraph(kFirst) + "<h2>No reply</h2>" + paragraph(kSecond) + "</article>",
       kFirst + "\n\nNo reply\n\n" + kSecond},
      {"<article>" + paragraph(kFirst) + "<ul><li>Inspections: one</li><li>Letters: two</li></ul>" +
           paragraph(kSecond) + "</article>",
       kFirst + "\n\nInspections: one\nLetters: two\n\n" + kSecond},
      {"<article>" + kFirst + "<br><br>" + kSecond + "<br>Halden</article>", kBoth + "\nHalden"},
      {"<article><p>" + kFirst.substr(0, 20) + " \n\t " + kFirst.substr(21) +
           "&nbsp;&nbsp;</p><p>&#8203;</p>" + paragraph(kSecond) + "</article>",
       kBoth},
      {"<article><p>Caf&eacute; &amp; bar &#x1F600; &ldquo;yes&rdquo; &#xD800; &#0; were all that "
       "stood there.</p></article>",
       "Café & bar 😀 “yes” \xef\xbf\xbd \xef\xbf\xbd were all that stood there."},
      // A name that would throw away the article itself is not believed.
      {"<div class='share sidebar'>" + two + "</div>", kBoth},
      {"<form id=aspnetForm>" + two + "</form>", kBoth},
  };
  for (const BodyCase& c : cases) EXPECT_EQ(read(page(c.body)).text, c.text) << c.body;
}

TEST(HtmlBody, LeavesTheTitleOut) {
  const std::string body = "<article><h1>Crane 4 stood still</h1><p>Crane 4 stood still</p>" +
                           paragraph(kFirst) + "</article>";
  const Document document = read(page(body));
  EXPECT_EQ(document.title, "Crane 4 stood still");
  EXPECT_EQ(document.text, kFirst);
}

TEST(HtmlBody, JsonLdStandsInForAPageWithoutText) {
  const std::string script =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"It fell.\n\nIt stood."}</script>)";
  EXPECT_EQ(read(page("<div></div>", script)).text, "It fell.\n\nIt stood.");
}

TEST(HtmlMeta, PrefersWhatIsWrittenForMachines) {
  const std::string head =
      R"(<title>Window title | Skerry</title>
         <meta property="og:title" content="Open title"><meta property="og:site_name" content="The Skerry">
         <meta name="author" content="Meta Author"><meta property="article:published_time" content="2023-04-10">
         <link rel="canonical" href="https://www.skerry.example/crane">
         <script type="application/ld+json">
         {"@graph":[{"@type":"WebPage","name":"x"},
          {"@type":["Article","NewsArticle"],"headline":"Crane &amp; port","datePublished":"2023-04-11T08:00:00.000Z",
           "dateModified":"2023-04-12T09:00:00+02:00","author":[{"@type":"Person","name":"Mara Lind"},{"name":"Ama Teller"}],
           "publisher":{"@type":"Organization","name":"Skerry"}}]}</script>)";
  const Document document = read(page(paragraph(kFirst), head));
  EXPECT_EQ(document.title, "Crane & port");
  EXPECT_EQ(document.outlet, "Skerry");
  EXPECT_EQ(document.byline, "Mara Lind, Ama Teller");
  EXPECT_EQ(document.published, "2023-04-11T08:00:00Z");
  EXPECT_EQ(document.modified, "2023-04-12T09:00:00+02:00");
  EXPECT_EQ(document.address, "https://www.skerry.example/crane");
}

struct MetaCase {
  std::string head, body, title, outlet, byline, published;
};

TEST(HtmlMeta, FallsBackInOrder) {
  const MetaCase cases[] = {
      {"<title>Crane falls - Skerry</title><meta property=og:site_name content=Skerry>", "",
       "Crane falls", "Skerry", "", ""},
      {"<title>Crane - Skerry</title>", "<h1>Crane <b>falls</b></h1>", "Crane falls", "", "", ""},
      {"<meta property='og:title' content='Crane falls | Skerry'><meta property='og:site_name' "
       "content='Skerry'>",
       "", "Crane falls", "Skerry", "", ""},
      {"<meta name=author content='By Mara Lind'>", "", "", "", "Mara Lind", ""},
      {"", "<p>By <a rel=author href=/ml>Mara Lind</a></p>", "", "", "Mara Lind", ""},
      {"", "<div class='article-byline'>By Mara Lind</div>", "", "", "Mara Lind", ""},
      {"<meta name=author content='https://skerry.example/ml'>", "", "", "", "", ""},
      {"", "<time datetime='2023-04-11T08:00:00Z'>today</time>", "", "", "",
       "2023-04-11T08:00:00Z"},
      {"<link rel=canonical href='https://www.skerry.example/2023/4/11/crane'>", "", "",
       "skerry.example", "", "2023-04-11"},
      {"<meta property='og:url' content='https://skerry.example/crane'>", "", "", "skerry.example",
       "", ""},
      {"<link rel=canonical href='javascript:alert(1)'>", "", "", "", "", ""},
      {"", "<span class=post-date>Posted on 11 April 2023</span>", "", "", "", "2023-04-11"},
      {"<script "
       "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane\nfalls\"}</"
       "script>",
       "", "Crane falls", "", "", ""},
      {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":</script>", "",
       "", "", "", ""}};
  for (const MetaCase& c : cases) {
    const Document document =
        read(page(c.body + "<article>" + paragraph(kFirst) + "</article>", c.head));
    EXPECT_EQ(document.title, c.title) << c.head << c.body;
    EXPECT_EQ(document.outlet, c.outlet) << c.head << c.body;
    EXPECT_EQ(document.byline, c.byline) << c.head << c.body;
    EXPECT_EQ(document.published, c.published) << c.head << c.body;
  }
}

TEST(HtmlMeta, TheUsersOutletComesBeforeTheHost) {
  const std::string head = "<link rel=canonical href='https://www.skerry.example/crane'>";
  EXPECT_EQ(read(page(paragraph(kFirst), head), {.outlet = "Skerry"}).outlet, "Skerry");
}

TEST(HtmlMeta, HostOf) {
  EXPECT_EQ(host_of("https://www.Meridian.example:8080/a?b"), "meridian.example");
  EXPECT_EQ(host_of("http://user@meridian.example"), "meridian.example");
  EXPECT_EQ(host_of("file:///a"), "");
  EXPECT_EQ(host_of(""), "");
}

TEST(Html, EncodingsAreReadAsBrowsersReadThem) {
  const std::string text = "The café said “yes” to the port, and that was all.";
  const std::pair<std::string, std::string> cases[] = {
      {"<meta charset=iso-8859-1><p>The caf\xe9 said \x93yes\x94 to the port, and that was "
       "all.</p>",
       text},
      {"<p>The caf\xe9 said \x93yes\x94 to the port, and that was all.</p>", text},
      {"\xef\xbb\xbf<meta charset=iso-8859-1><p>" + text + "</p>", text},
      {"<meta charset=utf-8><p>The caf\xff said yes to the port, and that was all.</p>",
       "The caf\xef\xbf\xbd said yes to the port, and that was all."}};
  for (const auto& [html, expected] : cases) EXPECT_EQ(read(html).text, expected) << html;
}

// What a page may cost is bounded by its length, whatever it opens and never closes.
TEST(Html, HostilePagesEnd) {
  const auto repeated = [](const std::string& piece, std::size_t n) {
    std::string out;
    for (std::size_t i = 0; i < n; ++i) out += piece;
    return out;
  };
  const std::size_t n = 50'000;
  std::string attributes = "<p";
  for (std::size_t i = 0; i < n; ++i) attributes += " a" + std::to_string(i);
  const std::string pages[] = {repeated("<div>", n),
                               repeated("<b><p>", n),
                               repeated("<a href=x><div>", n),
                               repeated("<table><tr><td>", n),
                               repeated("<div><table></div></table>", n),
                               repeated("<span><div></span></div>", n),
                               repeated("<font color=a><font color=b></p>", n),
                               repeated("<svg><title><div>", n),
                               repeated("<form><button><select>", n),
                               repeated("<h1><h2>", n),
                               repeated("<ruby><rt>", n),
                               repeated("<!--", n),
                               repeated("<", n),
                               repeated("&", n),
                               repeated("&#x1F600;", n),
                               "&#" + std::string(n, '9'),
                               repeated("<script>", n),
                               attributes};
  for (const std::string& hostile : pages) {
    const Ingested out = ingest(page(hostile + paragraph(kFirst)), "page.html");
    EXPECT_EQ(out.documents.size() + out.errors.size(), 1u) << hostile.substr(0, 40);
    for (const Document& document : out.documents) EXPECT_FALSE(find_invalid_utf8(document.text));
  }
}

TEST(Html, TooManyTagsAreNamed) {
  std::string tags;
  for (int i = 0; i < 260'000; ++i) tags += "<hr>";
  const Ingested out = ingest(page(tags), "page.html");
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.errors[0].what, "the page has more than 250000 tags");
}

TEST(MarkupText, DecodesAndCollapses) {
  EXPECT_EQ(markup_text(" a &amp; <b>b</b>\n c "), "a & b c");
  EXPECT_EQ(markup_text("1 < 2"), "1 < 2");
  EXPECT_EQ(collapsed("\xc2\xa0 a \xe2\x80\x8b\xe3\x80\x80 b\xc2\xad"
                      "c "),
            "a bc");
}

}  // namespace
}  // namespace sayso
