#include "ingest/html_scan.h"

#include <gtest/gtest.h>

#include <algorithm>

namespace sayso {
namespace {

constexpr std::string_view kDoctype = "<!DOCTYPE html>";

std::string scanned(std::string_view page, int max_depth = 512) {
  return scan_html(page, max_depth).markup.substr(kDoctype.size());
}

int depth_of(std::string_view markup) {
  int depth = 0, most = 0;
  for (std::size_t i = 0; i + 1 < markup.size(); ++i) {
    if (markup[i] != '<') continue;
    depth += markup[i + 1] == '/' ? -1 : 1;
    most = std::max(most, depth);
  }
  return most;
}

TEST(ScanHtml, WritesWhatItUnderstands) {
  const std::pair<std::string_view, std::string> cases[] = {
      {"<div onclick=x class=a><b>1 < 2</div>", "<div class=\"a\">1 &lt; 2</div>"},
      {"<DIV CLASS='a \"b\"'>x", "<div class=\"a &quot;b&quot;\">x</div>"},
      {"<p>one<p>two", "<p>one</p><p>two</p>"},
      {"<ul><li>one<li>two<ul><li>in</ul></ul>",
       "<ul><li>one</li><li>two<ul><li>in</li></ul></li></ul>"},
      {"<table><tr><td>1<td>2<tr><td>3</table>",
       "<table><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></table>"},
      {"<div><span>x</div>y</span>", "<div><span>x</span></div>y"},
      {"<div><table><td></div>x</table></div>", "<div><table><td>x</td></table></div>"},
      {"a<!-- <p> -->b<!-->c<!x>d<?y>e</ z>f", "abcdef"},
      {"a<!-- never closed <p>b", "a"},
      {"a<script>if (1<2) '</div>'</script>b<style>p{}</style>c", "abc"},
      {"a<svg><title>x</title><div></svg>b", "ab"},
      {"a<svg>b", "ab"},
      {"<title>1 <b> 2</title>x", "<title>1 &lt;b> 2</title>x"},
      {"a<br/>b<img src=x>c<wbr>d", "a<br>b<img>cd"},
      {"<p class=a class=b id=>x", "<p class=\"a\" id=\"\">x</p>"},
      {"<a href=/x?a=1&b=2>y</a>", "<a href=\"/x?a=1&b=2\">y</a>"},
      {"x<p class='never closed", "x"},
      {"</p></div>x", "x"},
      {"&#65;&#x41&#0;&#xD800;&#1114112;&#99999999999999999999a",
       "&#65;&#x41;&#xfffd;&#xfffd;&#xfffd;&#xfffd;a"},
      {"<p title=x class='&#99999999999;'>&#", "<p class=\"&#xfffd;\">&#</p>"},
      {"R&am<b>p;</b> &#<!-- -->65; A&B<i>C</i>", "R&am<!---->p; &#<!---->65; A&B<!---->C"},
      {"1 <3 <", "1 &lt;3 &lt;"}};
  for (const auto& [page, markup] : cases) EXPECT_EQ(scanned(page), markup) << page;
}

TEST(ScanHtml, HandsOutJsonLd) {
  const ScannedHtml out =
      scan_html("<script type=\"application/LD+json\">{\"a\":1}</script><script>x</script>", 512);
  ASSERT_EQ(out.json_ld.size(), 1u);
  EXPECT_EQ(out.json_ld[0], "{\"a\":1}");
}

TEST(ScanHtml, FlattensWhatIsTooDeep) {
  EXPECT_EQ(scanned("<div><div><div>x</div>y</div>z</div>", 2), "<div><div> xy</div>z</div>");
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += i % 2 == 0 ? "<div>" : "<section>";
  EXPECT_EQ(depth_of(scanned(deep + "x")), 512);
}

TEST(ScanHtml, UnclosedParagraphsAndItemsAreNotDeep) {
  std::string page;
  for (int i = 0; i < 1000; ++i) page += "<p>x<ul><li>y</ul>";
  EXPECT_LE(depth_of(scanned(page)), 3);
}

TEST(ScanHtml, StopsAtTooManyTags) {
  std::string page;
  for (std::size_t i = 0; i < kMaxTags + 10; ++i) page += "<hr>";
  EXPECT_TRUE(scan_html(page, 512).too_many_tags);
  EXPECT_FALSE(scan_html("<hr>", 512).too_many_tags);
}

}  // namespace
}  // namespace sayso
