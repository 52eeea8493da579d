#include "ingest/feed.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/utf8.h"
#include "sayso/ingest.h"

namespace sayso {
namespace {

const std::string kFirst =
    "The port’s largest crane had not been inspected since May, a customs official said on Monday.";
const std::string kSecond =
    "The port authority, asked about the crane on Monday afternoon, did not reply to the paper.";
const std::string kBoth = kFirst + "\n\n" + kSecond;
const std::string kHtml = "<p>" + kFirst + "</p><p>" + kSecond + "</p>";

std::string cdata(const std::string& html) { return "<![CDATA[" + html + "]]>"; }

std::string rss(const std::string& items) {
  return "<?xml version=\"1.0\"?>\n<!-- made by hand --><rss version=\"2.0\"><channel><title>The "
         "Skerry</title><link>https://skerry.example</link>" +
         items + "</channel></rss>";
}

Document only(const std::string& feed, const std::string& name = "feed.xml") {
  const Ingested out = ingest(feed, name);
  for (const Error& error : out.errors) ADD_FAILURE() << to_string(error);
  EXPECT_EQ(out.documents.size(), 1u) << feed;
  return out.documents.empty() ? Document() : out.documents[0];
}

std::string notes_of(const std::string& feed) {
  std::string notes;
  for (const Note& note : ingest(feed, "-").notes) {
    notes += note.kind == NoteKind::kSummary ? "summary;" : "";
    notes += note.kind == NoteKind::kFirstHad ? "from " + note.text + ";" : "";
    notes += note.kind == NoteKind::kCaption ? "caption " + note.text + ";" : "";
  }
  return notes;
}

TEST(Feed, Rss2) {
  const std::string item =
      "<item><title>Crane &amp;amp; port</title><link>https://skerry.example/1"
      "</link><guid isPermaLink=\"false\">g1</guid><dc:creator>Mara Lind and Bo "
      "Ek</dc:creator><pubDate>Tue, 11 Apr 23 08:00 EST</pubDate><description>"
      "Short.</description><content:encoded>" +
      cdata(kHtml) + "</content:encoded></item>";
  const Document document = only(rss(item));
  EXPECT_EQ(document.title, "Crane & port");
  EXPECT_EQ(document.outlet, "The Skerry");
  EXPECT_EQ(document.address, "https://skerry.example/1");
  EXPECT_EQ(document.external_id, "g1");
  EXPECT_EQ(document.byline, "Mara Lind, Bo Ek");
  EXPECT_EQ(document.published, "2023-04-11T08:00:00-05:00");
  EXPECT_EQ(document.text, kBoth);
  EXPECT_EQ(document.bytes, item);
  EXPECT_EQ(notes_of(rss(item)), "");
}

TEST(Feed, Atom) {
  const std::string feed =
      "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>The Skerry</title><author><name>Desk "
      "Team</name></author><entry><title type=\"html\">Crane &lt;b&gt;falls&lt;/b&gt;</title>"
      "<id>urn:1</id><link rel=\"edit\" href=\"https://skerry.example/edit\"/><link "
      "href=\"https://skerry.example/1\"/><published>2023-04-11T08:00:00Z</published>"
      "<updated>2023-04-12T08:00:00Z</updated><summary>Short.</summary><content "
      "type=\"xhtml\"><div "
      "xmlns=\"http://www.w3.org/1999/xhtml\">" +
      kHtml + "</div></content><source><title>Meridian</title></source></entry></feed>";
  const Document document = only(feed);
  EXPECT_EQ(document.title, "Crane falls");
  EXPECT_EQ(document.outlet, "The Skerry");
  EXPECT_EQ(document.address, "https://skerry.example/1");
  EXPECT_EQ(document.external_id, "urn:1");
  EXPECT_EQ(document.byline, "Desk Team");
  EXPECT_EQ(document.published, "2023-04-11T08:00:00Z");
  EXPECT_EQ(document.modified, "2023-04-12T08:00:00Z");
  EXPECT_EQ(document.text, kBoth);
  EXPECT_EQ(notes_of(feed), "from Meridian;");
}

TEST(Feed, Rss1AndRss091) {
  const std::string rdf =
      "<rdf:RDF><channel rdf:about=\"x\"><title>The Skerry</title></channel><item rdf:about=\"1\">"
      "<title>Crane</title><link>https://skerry.example/1</link><dc:date>2023-04-11T08:00:00Z</"
      "dc:date>"
      "<description>" +
      kFirst + "</description></item></rdf:RDF>";
  EXPECT_EQ(only(rdf).outlet, "The Skerry");
  EXPECT_EQ(only(rdf).published, "2023-04-11T08:00:00Z");
  EXPECT_EQ(only(rdf).text, kFirst);
  const std::string old =
      "<!DOCTYPE rss PUBLIC \"-//Netscape//DTD RSS 0.91//EN\" \"rss-0.91.dtd\"><rss "
      "version=\"0.91\">"
      "<channel><title>The Skerry</title><item><title>Crane</title><description>" +
      kFirst + "</description></item></channel></rss>";
  EXPECT_EQ(only(old).text, kFirst);
}

TEST(Feed, JsonFeed) {
  const std::string feed =
      R"({"version":"https://jsonfeed.org/version/1.1","title":"The Skerry","items":[{"id":7,)"
      R"("url":"https://skerry.example/1","external_url":"https://meridian.example/1","title":"Crane",)"
      R"("content_text":"It fell < once.\n\nIt stood & fell.","date_published":"2023-04-11T08:00:00+02:00",)"
      R"("authors":[{"name":"Mara Lind"},{"name":"Bo Ek"}]}]})"
      "\n";
  const Document document = only(feed, "feed.json");
  EXPECT_EQ(document.outlet, "The Skerry");
  EXPECT_EQ(document.external_id, "7");
  EXPECT_EQ(document.address, "https://skerry.example/1");
  EXPECT_EQ(document.text, "It fell < once.\n\nIt stood & fell.");
  EXPECT_EQ(document.byline, "Mara Lind, Bo Ek");
  EXPECT_EQ(document.published, "2023-04-11T08:00:00+02:00");
  EXPECT_EQ(notes_of(feed), "from https://meridian.example/1;");
}

TEST(Feed, FullTextsAndSummariesAreToldApart) {
  std::string many;
  for (int i = 0; i < 12; ++i) many += "<p>Part " + std::to_string(i) + ". " + kFirst + "</p>";
  const std::pair<std::string, std::string> cases[] = {
      {"<description>" + kFirst + "</description>", "summary;"},
      {"<description>" + cdata(many) + "</description>", ""},
      {"<description>" + cdata(many + "<p>And then […]</p>") + "</description>", "summary;"},
      {"<content:encoded>" + cdata(kHtml) + "</content:encoded>", ""},
      {"<content:encoded>" + cdata(kHtml + "<p>It fell...</p>") + "</content:encoded>", "summary;"},
      {"<description>" + kFirst +
           "</description><source url=\"https://meridian.example/feed\">Meridian</source>",
       "from Meridian, https://meridian.example/feed;summary;"},
      {"<content:encoded>" +
           cdata(kHtml + "<figure><img><figcaption>A crane.</figcaption></figure>") +
           "</content:encoded>",
       "caption A crane.;"}};
  for (const auto& [fields, notes] : cases) {
    EXPECT_EQ(notes_of(rss("<item><title>T</title>" + fields + "</item>")), notes) << fields;
  }
}

TEST(Feed, OneBadItemCostsThatItem) {
  const std::string good = "<item><description>" + kFirst + "</description></item>";
  const std::string deep = [] {
    std::string tags;
    for (int i = 0; i < 100'000; ++i) tags += "<d>";
    return tags;
  }();
  struct Case {
    std::string bad;
    std::size_t byte;  // within it
    std::string error;
  };
  const Case cases[] = {
      {"<item><description>A & B</b></description></item>", 26,
       "the item is not well-formed XML (Start-end tags mismatch)"},
      {"<item><title>T</title></item>", 0, "the item has no text"},
      {"<item><description>" + kFirst + "</description>", 0, "the item is cut off"},
      {"<item>" + deep + "</item>", 0, "the item is nested too deeply"}};
  for (const Case& c : cases) {
    const Ingested out = ingest(rss(good + c.bad + good), "feed.xml");
    EXPECT_EQ(out.documents.size(), 2u) << c.bad.substr(0, 60);
    ASSERT_EQ(out.errors.size(), 1u) << c.bad.substr(0, 60);
    EXPECT_EQ(out.errors[0].what, c.error);
    const std::size_t byte = rss(good).find(good) + good.size() + c.byte;
    EXPECT_EQ(out.errors[0].where, "feed.xml, item 2, byte " + std::to_string(byte));
  }
}

TEST(Feed, WhatIsNoFeedIsNamed) {
  const Ingested none = ingest(rss(""), "feed.rss");
  ASSERT_EQ(none.errors.size(), 1u);
  EXPECT_EQ(none.errors[0].what, "the feed has no items");
  const Ingested other = ingest("<?xml version='1.0'?><note>x</note>", "feed.rss");
  ASSERT_EQ(other.errors.size(), 1u);
  EXPECT_EQ(other.errors[0].what, "the file is no RSS or Atom feed");
}

TEST(Feed, Encodings) {
  const std::string latin =
      "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><rss><channel><title>Caf\xe9</title><item>"
      "<description>The caf\xe9 said \xabyes\xbb to the port, and that was "
      "all.</description></item>"
      "</channel></rss>";
  EXPECT_EQ(only(latin).outlet, "Café");
  EXPECT_EQ(only(latin).text, "The café said «yes» to the port, and that was all.");
}

// Entities of its own are not resolved: nothing explodes and no file is read.
TEST(Feed, EntitiesAreNotResolved) {
  const std::string feed =
      "<?xml version=\"1.0\"?><!DOCTYPE rss [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b "
      "\"&a;&a;&a;\"><!ENTITY "
      "f SYSTEM \"file:///etc/passwd\">]><rss><channel><title>S</title><item><description>It fell "
      "&b; "
      "&f; &#xD800; and stood.</description></item></channel></rss>";
  const std::string text = only(feed).text;
  EXPECT_NE(text.find("&b; &f;"), std::string::npos) << text;
  EXPECT_FALSE(find_invalid_utf8(text));
}

TEST(Feed, CutAnywhereItReadsTheWholeItems) {
  const std::string item =
      "<item><title>T</title><description>" + cdata(kHtml) + "</description></item>";
  const std::string feed = rss(item + item + item);
  const std::size_t first = feed.find("<item>");
  for (std::size_t n = 1; n < feed.size(); n += n < 97 ? 1 : 97) {
    const Ingested out = ingest(feed.substr(0, n), "feed.rss");
    const std::size_t whole = n < first ? 0 : std::min<std::size_t>((n - first) / item.size(), 3);
    EXPECT_EQ(out.documents.size(), whole) << n;
    EXPECT_TRUE(n >= first + 3 * item.size() || out.errors.size() == 1) << n;
  }
}

TEST(FeedDate, FormsOfMail) {
  const std::pair<std::string, std::string> cases[] = {
      {"Tue, 22 Dec 2021 10:05:00 GMT", "2021-12-22T10:05:00Z"},
      {"22 Dec 21 10:05 UT", "2021-12-22T10:05:00Z"},
      {"Tue, 22 Dec 2021 10:05:00 PDT", "2021-12-22T10:05:00-07:00"},
      {"Tue, 22 Dec 2021 10:05:00 +0530", "2021-12-22T10:05:00+05:30"},
      {"2021-12-22T10:05:00Z", "2021-12-22T10:05:00Z"},
      {"yesterday", ""}};
  for (const auto& [written, iso] : cases) EXPECT_EQ(feed_date(written), iso) << written;
}

}  // namespace
}  // namespace sayso
