#include "ingest/feed.h"

// Problem. A feed's item has a full text, or a summary, or one that may be either; dates in the form
// of e-mail; markup where one would expect text.
//
// Idea. Each kind of feed is read into the same item (feed_xml.cc, feed_json.cc); here the item
// becomes a document. HTML is read as in pages, without looking for the article: it is the article.
//
// Example. <description> of 200 bytes that ends in "[...]": a document with that text, and a note
// that it is a summary.
//
// Cost. That of reading the item's HTML.

#include <algorithm>

#include "base/utf8.h"
#include "ingest/encoding.h"
#include "ingest/html_body.h"
#include "ingest/html_scan.h"
#include "ingest/html_tree.h"
#include "ingest/written_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kArticleBytes = 1200;  // a description as long as that may be the article
constexpr std::size_t kMostErrors = 1000;    // listed for a feed
constexpr std::size_t kHeadBytes = 4096;     // in which the root of a feed stands

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool breaks_off(const std::string& text) {
  static const RE2 kEnd(
      "(?is).*(?:\\[?(?:…|\\.\\.\\.)\\]?|(?:continue reading|read (?:more|the full "
      "\\w+))\\W*)\\s*");
  return RE2::FullMatch(text, kEnd);
}

ArticleText text_of_html(const std::string& html, const std::string& title,
                         const ReaderInput& input) {
  ScannedHtml scanned = scan_html(html, input.options.max_depth);
  if (scanned.too_many_tags) return {};
  return fragment_text(HtmlTree(std::move(scanned.markup)), title);
}

void add_notes(const ArticleText& article, const FeedItem& item, bool summary, std::size_t document,
               Ingested& out) {
  const auto note = [&](NoteKind kind, const std::string& text) {
    out.notes.push_back({document, kind, text});
  };
  for (const std::string& caption : article.captions) note(NoteKind::kCaption, caption);
  for (const std::string& text : article.corrections) note(NoteKind::kCorrection, text);
  if (!item.first_had.empty()) note(NoteKind::kFirstHad, item.first_had);
  if (summary) note(NoteKind::kSummary, "the feed has no more of this article");
}

}  // namespace

void add_item(const FeedHead& head, const FeedItem& item, const std::string& where,
              const ReaderInput& input, Ingested& out) {
  ArticleText article = text_of_html(item.content, item.title, input);
  bool summary = false;
  if (article.text.empty()) {
    article = text_of_html(item.summary, item.title, input);
    summary = article.text.size() < kArticleBytes;
  }
  if (article.text.empty()) {
    add_error(out, {"the item has no text", where, "save its page and give that"}, Cause::kNoText);
    return;
  }
  Document document;
  document.external_id = item.id;
  document.outlet = head.title;
  document.address = item.address;
  document.title = item.title;
  document.byline = item.byline.empty() ? head.byline : item.byline;
  document.published = item.published;
  document.modified = item.modified;
  document.bytes = std::string(item.bytes);
  summary = summary || breaks_off(article.text);
  add_notes(article, item, summary, out.documents.size(), out);
  document.text = std::move(article.text);
  out.documents.push_back(std::move(document));
}

void limit_errors(const std::string& name, Ingested& out) {
  if (out.errors.size() <= kMostErrors) return;
  const std::size_t more = out.errors.size() - kMostErrors;
  out.errors.resize(kMostErrors);
  std::erase_if(out.causes, [](const auto& cause) { return cause.first >= kMostErrors; });
  out.errors.push_back({std::to_string(more) + " more errors are not listed", name,
                        "see to the first ones; most often all have one cause"});
}

std::string feed_date(std::string_view written) {
  std::string date(written.substr(0, 100));
  static const RE2 kYear("(?i)(\\d{1,2}\\s+[a-z]{3})\\s+(\\d{2})(\\s+\\d{1,2}:)");
  RE2::Replace(&date, kYear, "\\1 20\\2\\3");
  // RFC 822, 5.1.
  static const std::pair<RE2, const char*> kZones[] = {
      {"(?i)\\s+(?:UT|Z|-0000)$", " GMT"}, {"(?i)\\s+EST$", " -0500"}, {"(?i)\\s+EDT$", " -0400"},
      {"(?i)\\s+CST$", " -0600"},          {"(?i)\\s+CDT$", " -0500"}, {"(?i)\\s+MST$", " -0700"},
      {"(?i)\\s+MDT$", " -0600"},          {"(?i)\\s+PST$", " -0800"}, {"(?i)\\s+PDT$", " -0700"}};
  for (const auto& [zone, offset] : kZones) RE2::Replace(&date, zone, offset);
  return to_iso_date(date);
}

bool is_xml_feed(std::string_view text) {
  static const RE2 kFeed(
      "(?is)\\s*(?:(?:<\\?.*?\\?>|<!--.*?-->|<!DOCTYPE[^>\\[]*(?:\\[[^\\]]*\\])?[^>]*>)\\s*)*"
      "<(?:\\w+:)?(?:rss|feed|rdf)[\\s>]",
      RE2::Latin1);  // the bytes may be in any encoding that has ASCII
  re2::StringPiece head = piece(text.substr(0, kHeadBytes));
  return RE2::Consume(&head, kFeed);
}

std::string xml_encoding(std::string_view bytes) {
  static const RE2 kDeclared("(?i)\\s*<\\?xml[^>]*?\\sencoding\\s*=\\s*[\"']([\\w.:-]{1,40})[\"']");
  re2::StringPiece head = piece(bytes.substr(0, 200));
  std::string declared;
  if (!find_invalid_utf8(bytes) || !RE2::Consume(&head, kDeclared, &declared)) return "UTF-8";
  return declared;
}

}  // namespace sayso
