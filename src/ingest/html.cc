// A page to the article in it: markup made safe, a tree, what it says of itself, its text.

#include "ingest/html_body.h"
#include "ingest/html_meta.h"
#include "ingest/html_scan.h"
#include "ingest/html_tree.h"
#include "ingest/reader.h"

namespace sayso {
namespace {

Ingested failed(const ReaderInput& input, std::string what, std::string remedy,
                Cause cause = Cause::kFailed) {
  Ingested out;
  add_error(out, {std::move(what), input.name, std::move(remedy)}, cause);
  return out;
}

}  // namespace

Ingested read_html(const ReaderInput& input) {
  ScannedHtml scanned = scan_html(input.bytes, input.options.max_depth);
  if (scanned.too_many_tags) {
    return failed(input, "the page has more than " + std::to_string(kMaxTags) + " tags",
                  "save the article's text as .txt");
  }
  const HtmlTree tree(std::move(scanned.markup));
  const HtmlMeta meta = html_meta(tree, scanned.json_ld, input.options.max_depth);

  Document document;
  ArticleText article =
      article_text(tree, {meta.title, meta.byline, meta.description, markup_text(meta.body)});
  document.text = std::move(article.text);
  if (document.text.empty()) document.text = meta.body;
  if (document.text.empty()) {
    return failed(input, "no text of an article was found in the page",
                  "a page that fills itself by script must be saved after it has loaded; or save "
                  "the text as .txt",
                  Cause::kNoText);
  }
  document.title = meta.title;
  document.outlet = meta.outlet;
  if (document.outlet.empty() && input.options.outlet.empty())
    document.outlet = host_of(meta.address);
  document.address = meta.address;
  document.byline = meta.byline;
  document.published = meta.published;
  document.modified = meta.modified;
  Ingested out;
  out.documents.push_back(std::move(document));
  if (!article.summary.empty()) out.notes.push_back({0, NoteKind::kStandfirst, article.summary});
  for (std::string& text : article.captions)
    out.notes.push_back({0, NoteKind::kCaption, std::move(text)});
  for (std::string& text : article.corrections)
    out.notes.push_back({0, NoteKind::kCorrection, std::move(text)});
  return out;
}

}  // namespace sayso
