#include "ingest/html_body.h"

// Problem. What tells an article from what stands around and within it: menus, captions, boxes of
// other stories, invitations, comments.
//
// Idea. An article is a run of long paragraphs with few links, in one element of the page.
//
//   1. The page becomes a list of blocks (html_blocks.h); an element is a range of it.
//   2. The article's element is the one that is marked as it (itemprop="articleBody", <article>,
//      <main>) or all of the page, and in there the smallest that still holds nearly all of the
//      weight, where a block weighs what it has of words outside of links.
//   3. In its range, blocks that are mostly links, that say "Read more", or that repeat a caption
//      are left out; at its end also what papers end with (who contributed, where to follow).
//   4. A standfirst outside of that range is told apart: it stands under the title and is named so,
//      or it is what the page says that it is about.
//   5. Where JSON-LD has the text, too, and the page shows it, a block that is in there belongs,
//      whatever its element is named; one before or after all of those does not.
//
// Example. <h1>T</h1><p class=standfirst>S</p><div class=story><p>A ...</p><p><a>Read more</a></p>
// <p>B ...</p><p>Follow us on ...</p></div>: "A ...", "B ...", and "S" apart.
//
// Cost. A few passes over the blocks; words are compared by hashes of runs of four.

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <unordered_set>

#include "base/hash.h"
#include "ingest/html_blocks.h"
#include "ingest/shown_date.h"
#include "re2/re2.h"

namespace sayso {
namespace {

constexpr std::size_t kWeightyBytes = 40;  // a shorter paragraph may be a label or a button
constexpr std::size_t kLabelBytes = 40;
constexpr double kMarkedShare = 0.4;     // of the page's weight that a marked body must hold
constexpr double kNarrowShare = 0.85;    // of the weight that the smaller element must still hold
constexpr double kLinkBlockShare = 0.5;  // a block with more of its text in links is navigation
constexpr double kSame = 0.7;            // of a block's runs of words that another text must have
constexpr double kKnownShare = 0.6;      // of the weight, for JSON-LD's text to be this article's
constexpr std::size_t kThinBytes = 250;  // of a text that may be the wrong one
constexpr std::size_t kEvidenceBytes = 500;     // a shorter articleBody is a description
constexpr std::size_t kSummaryMarkup = 20'000;  // between a title and its standfirst

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

// ---- texts compared by their words

bool is_word_byte(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         static_cast<unsigned char>(c) >= 0x80;
}

// Marks beyond ASCII count as letters unless they are general punctuation (U+2000 to U+206F).
std::vector<std::uint64_t> word_hashes(std::string_view text) {
  std::vector<std::uint64_t> hashes;
  std::string word;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    const bool mark =
        c == '\xe2' && i + 1 < text.size() && (text[i + 1] == '\x80' || text[i + 1] == '\x81');
    if (is_word_byte(c) && !mark) {
      word += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
      continue;
    }
    if (!word.empty()) hashes.push_back(hash64(word));
    word.clear();
    if (mark) i += 2;
  }
  return hashes;
}

// The runs of four words of a text; one run of all words if it has fewer.
std::vector<std::uint64_t> runs_of(std::string_view text) {
  const std::vector<std::uint64_t> words = word_hashes(text);
  std::vector<std::uint64_t> runs;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0 && i + 4 > words.size()) break;
    std::uint64_t run = 0;
    for (std::size_t k = i; k < std::min(i + 4, words.size()); ++k)
      run = run * 0x9e3779b97f4a7c15ULL + words[k];
    runs.push_back(run);
  }
  return runs;
}

class WordRuns {
 public:
  void add(std::string_view text) {
    for (std::uint64_t run : runs_of(text)) runs_.insert(run);
  }
  // Of the runs of `text`; a text of fewer than four words is only in one that is just that.
  double share(std::string_view text) const {
    const std::vector<std::uint64_t> runs = runs_of(text);
    if (runs.empty() || runs_.empty()) return 0;
    const auto n = std::count_if(runs.begin(), runs.end(),
                                 [&](std::uint64_t run) { return runs_.contains(run); });
    return static_cast<double>(n) / static_cast<double>(runs.size());
  }
  bool has(std::string_view text) const { return share(text) >= kSame; }

 private:
  std::unordered_set<std::uint64_t> runs_;
};

// ---- the article's element

bool ends_like_a_sentence(const std::string& text) {
  static const RE2 kEnd("(?s).*[.!?…:;][\"'”’»)\\]]*");
  return RE2::FullMatch(text, kEnd);
}

// Words outside of links, where there are enough of them to be somebody's prose.
std::size_t weight_of(const Block& block) {
  const std::size_t bytes = block.text.size() - std::min(block.link_bytes, block.text.size());
  if (block.aside || block.kind == BlockKind::kHeading || bytes < kWeightyBytes) return 0;
  return block.kind == BlockKind::kItem ? bytes / 2 : bytes;
}

class Weights {
 public:
  explicit Weights(const std::vector<Block>& blocks) : sums_(blocks.size() + 1) {
    for (std::size_t i = 0; i < blocks.size(); ++i) sums_[i + 1] = sums_[i] + weight_of(blocks[i]);
  }
  double of(const Region& region) const {
    return static_cast<double>(sums_[region.end] - sums_[region.begin]);
  }

 private:
  std::vector<std::size_t> sums_;  // of the blocks before
};

bool is_marked_body(const GumboNode& element) {
  if (attribute(element, "itemprop").find("articleBody") != std::string_view::npos) return true;
  static const RE2 kBody(
      "(?i)(?:^|[\\s_-])(?:article|story|entry|post|news|main)[_-]{0,2}(?:body|content|text)"
      "(?:[_-]{0,2}(?:text|content|inner|wrapper|main))?(?:$|\\s)");
  for (const char* name : {"class", "id"}) {
    const std::string_view value = attribute(element, name);
    if (RE2::PartialMatch(re2::StringPiece(value.data(), value.size()), kBody)) return true;
  }
  return false;
}

bool is_tag(const GumboNode& element, std::string_view tag) { return tag_of(element) == tag; }
bool is_article(const GumboNode& element) { return is_tag(element, "article"); }
bool is_main(const GumboNode& element) {
  return is_tag(element, "main") || attribute(element, "role") == "main";
}

// The heaviest region that `is_it` says is one; none if it does not hold enough of the page.
const Region* heaviest(const Blocks& blocks, const Weights& weights, double least,
                       bool (*is_it)(const GumboNode&)) {
  const Region* best = nullptr;
  for (const Region& region : blocks.regions) {
    if (!is_it(*region.element) || weights.of(region) < least) continue;
    if (best == nullptr || weights.of(region) > weights.of(*best)) best = &region;
  }
  return best;
}

bool is_within(const Region& inner, const Region& outer) {
  return outer.begin <= inner.begin && inner.end <= outer.end;
}

Region article_region(const Blocks& blocks) {
  const Weights weights(blocks.list);
  const Region page{nullptr, 0, blocks.list.size()};
  Region chosen = page;
  for (const auto& is_it : {is_marked_body, is_article, is_main}) {
    const Region* found = heaviest(blocks, weights, kMarkedShare * weights.of(page), is_it);
    if (found != nullptr) {
      chosen = *found;
      break;
    }
  }
  const double enough = kNarrowShare * weights.of(chosen);
  const Region outer = chosen;
  for (const Region& region : blocks.regions) {
    const bool smaller = region.end - region.begin < chosen.end - chosen.begin;
    if (smaller && is_within(region, outer) && weights.of(region) >= enough) chosen = region;
  }
  return chosen;
}

// ---- what is left out

// Lines of a page that are no text: labels, and invitations to read, to follow or to subscribe.
bool is_boilerplate(const std::string& text) {
  static const RE2 kLabel(
      "(?i)\\W*(?:adverts?|advertisement|advertising|ad feedback|iklan|anzeige|publicidad|explore "
      "further|related(?: "
      "(?:articles?|stories|topics|content|news|links|roundups?|tags?))?(?:\\s*:.*)?|"
      "recommended(?: (?:stories|reading))?|share(?: this)?(?: (?:story|article|post|page))?"
      "(?: (?:on|via) [\\w ]+)?|loading|copy link|print|(?:\\d+ )?comments?|leave a "
      "(?:comment|reply)|"
      "all rights reserved|published|updated|back to top|getty images|.*/\\s?getty images|"
      "(?:min|minute)s? read|\\d{1,3})\\W*");
  static const RE2 kInvitation(
      "(?i)\\W*(?:read (?:more|also|next|the full)|(?:see|watch|listen|more) (?:also|more|now)|"
      "(?:most|more) (?:read|popular|on this story|from)|sign up|subscribe|follow (?:us|me)|click "
      "here|"
      "(?:image|photo|picture|video|file)s?(?: (?:credit|source|by|photo))?\\s*:|skip (?:to|ad)|"
      "copyright|(?:this )?article continues (?:below|after)|story continues|"
      "like this (?:story|article)|filed under|tags?\\s*:)(?:\\W.*)?");
  if (text.size() >= 220) return false;
  return RE2::FullMatch(text, kLabel) || RE2::FullMatch(text, kInvitation) || text.starts_with("©");
}

// What papers end with: who helped, where to follow, whom to write to, whose rights these are.
bool is_last_words(const std::string& text) {
  static const RE2 kWords(
      "(?i)(?:^\\W*(?:additional |with )?(?:reporting|editing|writing|compiled|produced) by\\b|"
      "\\bcontributed (?:reporting|to (?:this|the) (?:report|story|article|post|piece))\\b|"
      "\\b(?:follow|like|join|find|add)\\b.*\\bon (?:facebook|twitter|x|instagram|telegram|"
      "google news|youtube|whatsapp|linkedin|apple news|threads|bluesky|tiktok)\\b|"
      "\\b(?:newsletters?|sign up|subscribe|download our app|push notifications)\\b|"
      "\\b(?:all rights reserved|subject to copyright|fair dealing|terms of (?:use|service)|may "
      "not be "
      "(?:published|reproduced|republished))\\b|©|"
      "\\bdo you have a (?:story|tip)\\b|\\be-?mail:? \\S+@|\\bcontact (?:us|the "
      "(?:author|reporter|"
      "writer))\\b|\\bletters to the editor\\b|\\bwe(?:['’]d| would) (?:like|love) to "
      "hear\\b|\\bgot a tip\\b|"
      "^\\W*(?:filed under|published under|posted "
      "in|tagged|tags|topics|categor(?:y|ies)|keywords)\\b|"
      "^\\W*citation\\s*:|\\baffiliate (?:links?|commission)|\\bearn a (?:small )?commission\\b|"
      "^\\W*(?:last )?(?:updated|published|posted|modified)(?: at| on)?\\b.*$)");
  return text.size() < 700 && RE2::PartialMatch(text, kWords);
}

// "Mara Lind is Skerry's harbour reporter."
bool is_about_an_author(const std::string& text, const std::string& byline) {
  static const RE2 kIs("(?i),?\\s+(?:is|was|are|has|covers|writes|reports|works|joined)\\b.*");
  for (std::size_t begin = 0; begin < byline.size();) {
    const std::size_t end = std::min(byline.find(", ", begin), byline.size());
    const std::string_view name = std::string_view(byline).substr(begin, end - begin);
    if (name.size() > 4 && text.starts_with(name) &&
        RE2::FullMatch(piece(text).substr(name.size()), kIs))
      return true;
    begin = end + 2;
  }
  return false;
}

bool is_correction(const std::string& text) {
  static const RE2 kNote(
      "(?i)\\W*(?:correction|clarification|corrections? and clarifications?|editor[’']?s[’']? "
      "note)\\b.*");
  return RE2::FullMatch(piece(text).substr(0, 60), kNote);
}

// Before a text: who wrote it and when.
bool is_head_line(const std::string& text, const std::string& byline) {
  static const RE2 kAgo(
      "(?i)\\b(?:\\d+|an?) "
      "?(?:m|h|d|mins?|minutes?|hours?|days?|weeks?|months?)\\s+(?:ago|read)\\b|\\bmin read\\b");
  if (text.size() > 120) return false;
  static const RE2 kTime("(?i)\\W*\\d{1,2}[:.]\\d{2}(?:\\s?[ap]\\.?m\\.?)?\\W*");
  if (RE2::PartialMatch(text, kAgo) || RE2::FullMatch(text, kTime)) return true;
  if (text.size() < 80 && !find_shown_day(text, "").empty()) return true;
  const std::string first = byline.substr(0, byline.find(", "));
  return first.size() > 4 && text.size() < first.size() + 30 &&
         text.find(first) != std::string::npos;
}

// Mostly link: navigation, unless it is a sentence that has words outside of its links, too.
bool is_link_block(const Block& block) {
  const std::size_t outside = block.text.size() - std::min(block.link_bytes, block.text.size());
  const auto links = static_cast<double>(block.link_bytes);
  const double share = links / static_cast<double>(block.text.size());
  const std::size_t enough = block.kind == BlockKind::kParagraph ? 6 : 20;
  if (block.kind != BlockKind::kHeading && outside >= enough && ends_like_a_sentence(block.text))
    return share > 0.9;
  return block.kind == BlockKind::kItem || block.text.size() < 200 ? share > kLinkBlockShare
                                                                   : share > 0.8;
}

// A short line that stands in a text three times is a label of the page ("Article content").
std::unordered_set<std::string_view> repeated_lines(const Blocks& blocks, const Region& region) {
  std::unordered_map<std::string_view, int> counts;
  std::unordered_set<std::string_view> repeated;
  for (std::size_t i = region.begin; i < region.end; ++i) {
    const std::string& text = blocks.list[i].text;
    const bool line = blocks.list[i].kind == BlockKind::kParagraph && text.size() < kLabelBytes &&
                      !ends_like_a_sentence(text) && !word_hashes(text).empty();
    if (line && ++counts[text] == 3) repeated.insert(text);
  }
  return repeated;
}

// ---- the choice

class Choice {
 public:
  Choice(const Blocks& blocks, const BodyHints& hints, const Region& region)
      : blocks_(blocks.list), hints_(hints), region_(region), kept_(blocks_.size()) {
    description_.add(hints.description);
    learn_captions();
    learn_evidence();
    labels_ = repeated_lines(blocks, region_);
  }

  ArticleText take() {
    for (std::size_t i = region_.begin; i < region_.end; ++i) kept_[i] = belongs(blocks_[i]);
    if (known_) keep_what_is_known();
    keep_headings();
    cut_the_head();
    cut_the_tail();
    keep_corrections();
    find_summary();
    drop_repetitions();
    return {joined(), summary_, captions(), corrections()};
  }

 private:
  void learn_captions() {
    for (const Block& block : blocks_) {
      if (block.caption) captions_.add(block.text);
    }
  }

  // JSON-LD's text is evidence if the page shows nearly all of it, and nearly all of the region is
  // in it.
  void learn_evidence() {
    if (hints_.body.size() < kEvidenceBytes) return;
    evidence_.add(hints_.body);
    std::size_t weight = 0, known = 0;
    for (std::size_t i = region_.begin; i < region_.end; ++i) {
      const std::size_t one = weight_of(blocks_[i]);
      weight += one;
      if (one > 0 && evidence_.has(blocks_[i].text)) known += one;
    }
    const auto enough = [&](std::size_t of) {
      return static_cast<double>(known) >= kKnownShare * static_cast<double>(of);
    };
    known_ = known > 0 && enough(weight) && enough(hints_.body.size());
  }

  bool is_known(const Block& block) const {
    return known_ && block.text.size() >= kWeightyBytes && evidence_.has(block.text);
  }

  bool belongs(const Block& block) const {
    if (block.aside || word_hashes(block.text) == title_words()) return false;
    if (block.note || is_correction(block.text)) return true;
    if (word_hashes(block.text).empty() && block.text.find("__") == std::string::npos) return false;
    if (is_boilerplate(block.text) || labels_.contains(block.text)) return false;
    if (is_known(block)) return true;
    return !is_link_block(block) && !captions_.has(block.text);
  }

  std::vector<std::uint64_t> title_words() const { return word_hashes(hints_.title); }

  // What the page shows of JSON-LD's text, and nothing before or behind it.
  void keep_what_is_known() {
    std::size_t first = blocks_.size(), last = 0;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].caption || !is_known(blocks_[i])) continue;
      if (i < region_.begin || i >= region_.end) continue;
      first = std::min(first, i);
      last = i;
    }
    if (first > last) return;
    for (std::size_t i = region_.begin; i < region_.end; ++i) {
      const Block& block = blocks_[i];
      if (i < first || (i > last && block.kind == BlockKind::kParagraph)) kept_[i] = false;
      if (i > first && i < last && block.aside && !block.caption && is_known(block))
        kept_[i] = true;
    }
  }

  // A heading that is a link stands over what follows it, if that is prose.
  void keep_headings() {
    for (std::size_t i = region_.begin; i + 1 < region_.end; ++i) {
      const Block& block = blocks_[i];
      const bool link = block.kind == BlockKind::kHeading && !block.aside && !kept_[i] &&
                        block.link_bytes + 3 > block.text.size() && !is_boilerplate(block.text) &&
                        !labels_.contains(block.text);
      if (link && kept_[i + 1] && weight_of(blocks_[i + 1]) > 0) kept_[i] = true;
    }
  }

  void cut_the_head() {
    for (std::size_t i = region_.begin; i < region_.end; ++i) {
      if (kept_[i] && weight_of(blocks_[i]) > kLabelBytes * 2) return;
      if (kept_[i] && is_head_line(blocks_[i].text, hints_.byline)) kept_[i] = false;
    }
  }

  // Also headings that stand over nothing: they announce what was left out.
  void cut_the_tail() {
    for (std::size_t i = region_.end; i > region_.begin; --i) {
      const Block& block = blocks_[i - 1];
      if (!kept_[i - 1]) continue;
      if (is_correction(block.text) || block.note) continue;
      const bool last = block.kind == BlockKind::kHeading || is_last_words(block.text) ||
                        is_about_an_author(block.text, hints_.byline);
      if (!last) return;
      kept_[i - 1] = false;
    }
  }

  // Around the text, in whatever box.
  void keep_corrections() {
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].note && !blocks_[i].caption && is_near(i)) kept_[i] = true;
    }
  }

  bool is_near(std::size_t i) const { return i + 15 >= region_.begin && i < region_.end + 15; }

  // Between the title and the first block; apart, unless the article's element holds it.
  void find_summary() {
    const std::size_t first = first_kept();
    if (first == blocks_.size()) return;
    for (std::size_t i = first > 40 ? first - 40 : 0; i < first; ++i) {
      const Block& block = blocks_[i];
      const std::size_t words = word_hashes(block.text).size();
      if (words < 4 || block.caption || is_link_block(block) || is_boilerplate(block.text))
        continue;
      if (word_hashes(block.text) == title_words() || is_head_line(block.text, hints_.byline))
        continue;
      const bool described = description_.has(block.text) && !hints_.description.empty();
      const bool named = block.summary && !block.aside && is_within_title_and(first, i);
      if ((described || named) && !kept_[i]) {
        summary_ = block.text;
        return;
      }
    }
  }

  // Whether a heading that is the title stands before block i, and not too far from block `first`.
  bool is_within_title_and(std::size_t first, std::size_t i) const {
    if (blocks_[first].at - blocks_[i].at > kSummaryMarkup) return false;
    const std::vector<std::uint64_t> title = title_words();
    for (std::size_t k = i; k > 0 && k + 12 > i; --k) {
      if (word_hashes(blocks_[k - 1].text) == title) return true;
    }
    return false;
  }

  std::size_t first_kept() const {
    return static_cast<std::size_t>(std::find(kept_.begin(), kept_.end(), true) - kept_.begin());
  }

  // A long paragraph is said once, though a page may show it to phones and to others.
  void drop_repetitions() {
    std::unordered_set<std::string_view> said;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (kept_[i] && blocks_[i].text.size() >= 80 && !said.insert(blocks_[i].text).second)
        kept_[i] = false;
    }
  }

  std::string joined() const {
    std::string text;
    const Block* before = nullptr;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (!kept_[i]) continue;
      const bool list = before != nullptr && before->kind == BlockKind::kItem &&
                        blocks_[i].kind == BlockKind::kItem;
      if (before != nullptr) text += list ? "\n" : "\n\n";
      text += blocks_[i].text;
      before = &blocks_[i];
    }
    return text;
  }

  std::vector<std::string> captions() const {
    std::vector<std::string> captions;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (blocks_[i].caption && is_near(i)) captions.push_back(blocks_[i].text);
    }
    return captions;
  }

  std::vector<std::string> corrections() const {
    std::vector<std::string> corrections;
    for (std::size_t i = 0; i < blocks_.size(); ++i) {
      if (kept_[i] && (blocks_[i].note || is_correction(blocks_[i].text)))
        corrections.push_back(blocks_[i].text);
    }
    return corrections;
  }

  const std::vector<Block>& blocks_;
  const BodyHints& hints_;
  const Region region_;
  std::vector<bool> kept_;  // by block
  WordRuns description_, captions_, evidence_;
  std::string summary_;
  bool known_ = false;  // evidence_ is this article's text
  std::unordered_set<std::string_view> labels_;
};

}  // namespace

ArticleText article_text(const HtmlTree& tree, const BodyHints& hints) {
  const Blocks blocks = read_blocks(tree.root());
  ArticleText article = Choice(blocks, hints, article_region(blocks)).take();
  if (article.text.size() >= kThinBytes) return article;
  // A page that names its article like a box has little text left: it is asked again.
  const Blocks all = read_blocks(tree.root(), NamesAre::kIgnored);
  ArticleText other = Choice(all, hints, article_region(all)).take();
  return other.text.size() > 2 * article.text.size() ? other : article;
}

ArticleText fragment_text(const HtmlTree& tree, const std::string& title) {
  const Blocks blocks = read_blocks(tree.root());
  return Choice(blocks, {.title = title}, {nullptr, 0, blocks.list.size()}).take();
}

}  // namespace sayso
