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
      {"<nav><p>" + kFirst + " A menu.</p></nav><article>" + two + "</article>", kBoth},
      // What a page shows twice, to phones and to others, is said once.
      {"<article>" + two + two + "</article>", kBoth},
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
      // A picture with little text is a figure, whatever its name.
      {"<article>" + paragraph(kFirst) + "<div class=x1><img><p>The crane at Halden.</p></div>" +
           paragraph(kSecond) + "</article>",
       kBoth},
      {"<article>" + paragraph(kFirst) + "<p><img>The crane at Halden in May</p>" +
           paragraph(kSecond) + "<p><img>The crane stood still.</p></article>",
       kBoth + "\n\nThe crane stood still."},
      // A caption that is shown again as text.
      {"<article>" + paragraph(kFirst) +
           "<figure><img><figcaption>The crane at Halden</figcaption></figure>"
           "<div>The crane at Halden</div>" +
           paragraph(kSecond) + "</article>",
       kBoth},
      // A sentence that is mostly a link is text, and so is an item that goes on behind its link.
      {"<article>" + paragraph(kFirst) + "<p>It also <a href=/x>carries out inspections</a>.</p>" +
           paragraph(kSecond) + "</article>",
       kFirst + "\n\nIt also carries out inspections.\n\n" + kSecond},
      {"<article>" + paragraph(kFirst) +
           "<ul><li><a href=/x>The port bought a crane</a>. It was the second in a year.</li>"
           "<li><a href=/y>The port sold another crane of the same kind</a></li></ul>" +
           paragraph(kSecond) + "</article>",
       kFirst + "\n\nThe port bought a crane. It was the second in a year.\n\n" + kSecond},
      // A heading that is a link stands over prose.
      {"<article>" + paragraph(kFirst) + "<h2><a href=/x>The port authority</a></h2>" +
           paragraph(kSecond) + "</article>",
       kFirst + "\n\nThe port authority\n\n" + kSecond},
      // Who wrote it and when, before; who helped and where to follow, behind.
      {"<article><p>2 hours ago</p><p>11 April 2023</p>" + two +
           "<p>Additional reporting by Bo Ek.</p><p>Follow Skerry on Facebook and Instagram.</p>"
           "<p>Do you have a story for us? Email: desk@skerry.example</p></article>",
       kBoth},
      {"<article>" + paragraph("Share prices fell on Monday.") + two + "</article>",
       "Share prices fell on Monday.\n\n" + kBoth},
      // Corrections stay, also where their box stands at the end.
      {"<article>" + two +
           "<div class='correction'><p>An earlier version named the wrong "
           "crane.</p></div></article>",
       kBoth + "\n\nAn earlier version named the wrong crane."},
      {"<article>" + two + "<p>Editor’s note: the name of the crane was corrected.</p></article>",
       kBoth + "\n\nEditor’s note: the name of the crane was corrected."},
      // All of the text in boxes that are named like other stories: the names are not believed.
      {"<div class=teaser><p>" + kFirst + "</p></div><div class=sidebar><p>" + kSecond +
           "</p></div><div class=promo><p>" + kFirst + " Again.</p></div>",
       kBoth + "\n\n" + kFirst + " Again."},
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

TEST(HtmlBody, WhatJsonLdHasBelongs) {
  const std::string third =
      "The harbour master, Bo Ek, said on Tuesday that the inspection had been put off twice, and "
      "that nobody had asked him about it since.";
  const std::string fourth =
      "He had told the port authority so in two letters, he said, one of January and one of March, "
      "and would have told the paper, too, if it had called before the crane stood still.";
  const std::string fifth =
      "Ama Teller, who speaks for the authority, answered on Wednesday that both letters had been "
      "read, and that the crane had been looked at by those who work with it every morning.";
  const std::string script =
      "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"articleBody\":\"" +
      kFirst + " " + kSecond + " " + third + " " + fourth + " " + fifth + "\"}</script>";
  const std::string body =
      "<article><p>Something that the site says before each of its stories, for "
      "reasons of its own.</p>" +
      paragraph(kFirst) + "<div class=promo><p>" + kSecond + "</p></div>" + paragraph(third) +
      paragraph(fourth) + paragraph(fifth) +
      "<p>Something that the site says behind each of its stories.</p></article>";
  const std::string all = kBoth + "\n\n" + third + "\n\n" + fourth + "\n\n" + fifth;
  EXPECT_EQ(read(page(body, script)).text, all);
  EXPECT_NE(read(page(body)).text, all);
}

TEST(HtmlBody, AStandfirstOutsideOfTheTextIsApart) {
  const std::string body =
      "<header><h1>Crane 4 stood still</h1><p class=standfirst>Nobody looked at it for "
      "two months.</p></header><div class=story-body>" +
      paragraph(kFirst) + paragraph(kSecond) + "</div>";
  const Ingested out = ingest(page(body), "page.html");
  ASSERT_EQ(out.documents.size(), 1u);
  EXPECT_EQ(out.documents[0].text, kBoth);
  ASSERT_EQ(out.notes.size(), 1u);
  EXPECT_EQ(out.notes[0].kind, NoteKind::kStandfirst);
  EXPECT_EQ(out.notes[0].text, "Nobody looked at it for two months.");
}

TEST(HtmlBody, CaptionsAndCorrectionsAreNoted) {
  const std::string body = "<article>" + paragraph(kFirst) +
                           "<figure><img><figcaption>The crane.</figcaption></figure>" +
                           paragraph(kSecond) + "<p>Correction: it was in May.</p></article>";
  const Ingested out = ingest(page(body), "page.html");
  ASSERT_EQ(out.notes.size(), 2u);
  EXPECT_EQ(out.notes[0].kind, NoteKind::kCaption);
  EXPECT_EQ(out.notes[0].text, "The crane.");
  EXPECT_EQ(out.notes[1].kind, NoteKind::kCorrection);
  EXPECT_EQ(out.notes[1].text, "Correction: it was in May.");
}

TEST(HtmlBody, JsonLdStandsInForAPageWithoutText) {
  const std::string script =
      R"(<script type="application/ld+json">{"@type":"NewsArticle","articleBody":"It fell.\n\nIt stood."}</script>)";
  EXPECT_EQ(read(page("<div></div>", script)).text, "It fell.\n\nIt stood.");
}

TEST(HtmlMeta, PrefersWhatIsWrittenForMachines) {
  const std::string head =
      R"(<title>Window title | Skerry</title>
         <meta property="og:title" content="Crane &amp; port | Skerry"><meta name="twitter:title" content="A crane"><meta property="og:site_name" content="The Skerry">
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
      {"<title>Crane falls - National | Skerry</title>", "<h1>Crane falls in storm</h1><h1>x</h1>",
       "Crane falls in storm", "", "", ""},
      // What most places say is the title; of equals og:title.
      {"<meta property='og:title' content='Crane falls in port'><script "
       "type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Crane falls at the "
       "port\"}</script>",
       "<h1>Crane falls at the port</h1>", "Crane falls at the port", "", "", ""},
      {"<meta property='og:title' content='Crane falls in port'>",
       "<h1>Crane falls at the port</h1>", "Crane falls in port", "", "", ""},
      {"<meta property='og:title' content='Crane falls in port - World | Skerry News'>",
       "<h1>Crane falls in port</h1>", "Crane falls in port", "", "", ""},
      // An <h1> that is the site's name is no title.
      {"<meta property='og:title' content='Crane falls in port'>", "<h1>The Skerry</h1>",
       "Crane falls in port", "", "", ""},
      {"<meta name=author content='Mara Lind and Bo Ek, Reporters'>", "", "", "",
       "Mara Lind, Bo Ek", ""},
      {"<script type='application/ld+json'>{\"@graph\":[{\"@type\":\"Article\",\"author\":{\"@id\":"
       "\"#ml\"}},{\"@type\":\"Person\",\"@id\":\"#ml\",\"name\":\"Mara Lind\"}]}</script>",
       "", "", "", "Mara Lind", ""},
      {"<script type='application/ld+json'><![CDATA[ "
       "{\"@type\":\"WebPage\",\"datePublished\":\"2023-04-11\"} ]]></script>",
       "", "", "", "", "2023-04-11"},
      {"<script type='application/ld+json'>{\"@type\":\"NewsArticle\",,\"datePublished\": "
       "\"2023-04-11\"}</script>",
       "", "", "", "", "2023-04-11"},
      // The date by the title, not that of today nor that of another story.
      {"",
       "<div id=today>12 May 2023</div>" + std::string(2000, ' ') +
           "<h1>Crane falls in port</h1><p>Halden, 11 de abril de 2023</p>",
       "Crane falls in port", "", "", "2023-04-11"},
      {"",
       "<aside><time datetime='2023-05-01'>1 May</time></aside><h1>Crane falls in port</h1><div "
       "class=meta>11 April 2023</div>",
       "Crane falls in port", "", "", "2023-04-11"},
      {"",
       "<h1>Crane falls in port</h1><span>Updated 12 April 2023</span><span>Published 11 April "
       "2023</span>",
       "Crane falls in port", "", "", "2023-04-11"},
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
      {"<meta charset=iso-8859-1><p>" + text + "</p>", text},  // declared wrongly
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

TEST(Html, AMillionOpenTagsAreRefused) {
  std::string tags;
  for (int i = 0; i < 1'000'000; ++i) tags += "<div>";
  const Ingested out = ingest(page(tags), "page.html");
  ASSERT_EQ(out.errors.size(), 1u);
  EXPECT_EQ(out.errors[0].what, "the page has more than 250000 tags");
}

TEST(Html, CutAnywhereItEnds) {
  const std::string whole = page("<article>" + paragraph(kFirst) + "<table><tr><td>x" +
                                     paragraph(kSecond) + "</table></article>",
                                 "<title>Crane</title><script type='application/ld+json'>{\"@type\":"
                                 "\"NewsArticle\",\"headline\":\"Crane\"}</script>");
  for (std::size_t n = 1; n < whole.size(); n += n < 97 ? 1 : 97) {
    const Ingested out = ingest(whole.substr(0, n), "page.html");
    EXPECT_EQ(out.documents.size() + out.errors.size(), 1u) << n;
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
