#include "text/plain_words.h"

#include <libstemmer.h>

#include <algorithm>
#include <memory>
#include <utility>

#include "text/fold.h"
#include "text/words.h"

namespace sayso {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_figure_mark(char c) { return c == '.' || c == ','; }

bool begins_with_capital(std::string_view text, const Span& span) {
  const std::string_view word = slice(text, span);
  if (word[0] >= 'A' && word[0] <= 'Z') return true;
  return (word[0] & 0x80) != 0 && fold_case(word) != word;
}

// "Nobody knows.” Then" and "He said: “Nobody": a capital after these tells nothing of a name.
bool ends_sentence(std::string_view between) {
  static constexpr std::string_view kMarks[] = {".", "!", "?", ":", "\n", "\"", "“", "‘", "«", "„"};
  return std::any_of(std::begin(kMarks), std::end(kMarks), [&](std::string_view mark) {
    return between.find(mark) != std::string_view::npos;
  });
}

// Whether what stands just before a range ends a sentence, or the text begins there.
bool begins_sentence(std::string_view text, std::uint32_t at) {
  const std::uint32_t back = std::min<std::uint32_t>(at, 4);
  return at == 0 || ends_sentence(text.substr(at - back, back));
}

bool is_hyphen(std::string_view between) {
  return between == "-" || between == "‐" || between == "‑";
}

// "U.S" is "us", "1,800" is "1800", "Renée's" is "renee".
std::string plain_form(std::string_view word) {
  if (is_digit(word[0])) {
    std::string digits(word);
    std::erase(digits, ',');
    return digits;
  }
  std::string form = fold_case_and_accents(word);
  std::erase(form, '.');
  if (form.ends_with("'s") && form.size() > 2) form.resize(form.size() - 2);
  return form;
}

// "47kph" is a figure and its unit.
std::vector<Span> split_figures(std::string_view text, const Span& word) {
  std::vector<Span> parts;
  for (std::uint32_t at = word.begin; at < word.end;) {
    std::uint32_t end = at + 1;
    const bool digits = is_digit(text[at]);
    const auto belongs = [&](std::uint32_t i) {
      if (digits && is_figure_mark(text[i])) return i + 1 < word.end && is_digit(text[i + 1]);
      return is_digit(text[i]) == digits;
    };
    while (end < word.end && belongs(end)) ++end;
    parts.push_back({at, end});
    at = end;
  }
  return parts;
}

struct StemmerDeleter {
  void operator()(sb_stemmer* stemmer) const { sb_stemmer_delete(stemmer); }
};

}  // namespace

std::vector<PlainWord> plain_words(std::string_view text, const Span& range, std::size_t limit) {
  std::vector<PlainWord> words;
  std::uint32_t before = range.begin;
  for (const Span& whole : split_words(text, range)) {
    for (const Span& part : split_figures(text, whole)) {
      if (words.size() >= limit) return words;
      const std::string_view between = text.substr(before, part.begin - before);
      std::string form = plain_form(slice(text, part));
      if (form.empty()) continue;
      words.push_back({.word = std::move(form),
                       .span = part,
                       .capital = begins_with_capital(text, part),
                       .joined = !words.empty() && (between.empty() || is_hyphen(between)),
                       .sentence = ends_sentence(between) ||
                                   (words.empty() && begins_sentence(text, range.begin))});
      before = part.end;
    }
    const bool percent = before < range.end && text[before] == '%' && is_digit(text[before - 1]);
    if (percent && words.size() < limit)
      words.push_back({.word = "%", .span = {before, before + 1}, .joined = true});
  }
  return words;
}

std::string stem(const std::string& word) {
  // A stemmer keeps a buffer, so each thread has its own.
  thread_local const std::unique_ptr<sb_stemmer, StemmerDeleter> stemmer(
      sb_stemmer_new("english", "UTF_8"));
  if (!stemmer || word.size() > 64) return word;
  const sb_symbol* stemmed =
      sb_stemmer_stem(stemmer.get(), reinterpret_cast<const sb_symbol*>(word.data()),
                      static_cast<int>(word.size()));
  if (!stemmed) return word;
  return {reinterpret_cast<const char*>(stemmed),
          static_cast<std::size_t>(sb_stemmer_length(stemmer.get()))};
}

}  // namespace sayso
