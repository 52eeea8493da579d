#include "extract/readable.h"

#include <algorithm>
#include <unordered_set>

#include "base/utf8.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr std::size_t kProseWords = 400;     // from this length on a paragraph's words are counted
constexpr std::size_t kRepeatsAtLeast = 40;  // words for one different one; English has about 3
constexpr std::size_t kNotesAtMost = 5;      // on paragraphs that repeat themselves

// Whether a paragraph says a few words over and over.
bool repeats_itself(std::string_view text, const Span& paragraph) {
  std::unordered_set<std::string> different;
  std::size_t n_words = 0;
  for (const PlainWord& word : plain_words(text, paragraph)) {
    ++n_words;
    different.insert(word.word);
  }
  return n_words >= kProseWords && different.size() * kRepeatsAtLeast <= n_words;
}

// A sentence that goes on beyond the bound ends with its last whole word before it.
void cut(std::string_view text, Sentence& sentence) {
  if (sentence.span.end <= kReadBytesAtMost) return;
  std::size_t end = text.find_last_of(" \n", kReadBytesAtMost);
  if (end == std::string_view::npos || end <= sentence.span.begin) {
    for (end = kReadBytesAtMost; !is_boundary(text, end);) --end;
  }
  sentence.span.end = static_cast<std::uint32_t>(end);
}

std::string bytes(const Span& span) {
  return "bytes " + std::to_string(span.begin) + " to " + std::to_string(span.end);
}

}  // namespace

Readable find_readable(std::string_view text, std::vector<Sentence> sentences) {
  Readable readable;
  if (text.size() > kReadBytesAtMost) {
    std::erase_if(sentences, [](const Sentence& s) { return s.span.begin >= kReadBytesAtMost; });
    if (!sentences.empty()) cut(text, sentences.back());
    readable.notes.push_back("longer than an article: only the first " +
                             std::to_string(kReadBytesAtMost) + " of its " +
                             std::to_string(text.size()) + " bytes are read");
  }
  std::size_t n_repeating = 0;
  for (auto first = sentences.begin(); first != sentences.end();) {
    const auto last = std::find_if(first, sentences.end(), [&](const Sentence& sentence) {
      return sentence.paragraph != first->paragraph;
    });
    const Span paragraph{first->span.begin, (last - 1)->span.end};
    if (!repeats_itself(text, paragraph)) {
      readable.sentences.insert(readable.sentences.end(), first, last);
    } else if (++n_repeating <= kNotesAtMost) {
      readable.notes.push_back(bytes(paragraph) + " repeat a few words: not read");
    }
    first = last;
  }
  if (n_repeating > kNotesAtMost) {
    readable.notes.push_back(std::to_string(n_repeating - kNotesAtMost) +
                             " more paragraphs repeat a few words: not read");
  }
  return readable;
}

}  // namespace sayso
