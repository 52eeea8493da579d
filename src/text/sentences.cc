// Problem: where a sentence of a news text ends. UAX 29 alone cuts after "Mr." and "the U.S.", and
// between a quoted question and its "he asked".
//
// Idea: a newline ends a sentence, and a blank line a paragraph. Within a line ICU proposes the
// breaks of UAX 29, and each is looked at once: it is dropped after an abbreviation that goes on,
// or moved so that closing quotes stay with what they close and opening ones with what they open.
//
//   He met Gen. Ruiz at 5 p.m. Monday. “Why?” he asked. She left the U.S. The rest stayed.
//             ^ title          ^ day        ^ lower case          before "The": a sentence ends
//
// Cost: one pass of ICU's automaton and one bounded look at each break: about 30 ns a byte.

#include "text/sentences.h"

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/utext.h>

#include <algorithm>
#include <array>
#include <memory>
#include <string>

#include "base/utf8.h"

namespace sayso {
namespace {

// Tables are written in any order and sorted by the compiler.
template <std::size_t N>
constexpr std::array<std::string_view, N> sorted(std::array<std::string_view, N> words) {
  std::sort(words.begin(), words.end());
  return words;
}

template <std::size_t N>
bool contains(const std::array<std::string_view, N>& words, std::string_view word) {
  return std::binary_search(words.begin(), words.end(), word);
}

// Written before a name: a break after them is never one.
constexpr auto kTitles = sorted(std::to_array<std::string_view>(
    {"Adm",    "Atty", "Brig", "Capt",  "Cmdr", "Col", "Cpl",  "Cpt",  "Det", "Dr",
     "Drs",    "Ens",  "Fr",   "Ft",    "Gen",  "Gov", "Hon",  "Insp", "Lt",  "Maj",
     "Messrs", "Mlle", "Mme",  "Mr",    "Mrs",  "Ms",  "Msgr", "Mt",   "Mx",  "Pfc",
     "Pres",   "Prof", "Pvt",  "Rep",   "Reps", "Rev", "Sen",  "Sens", "Sgt", "Sr",
     "St",     "Ste",  "Supt", "Treas", "ca",   "cf",  "e.g",  "i.e",  "vs"}));

// Written before a figure: no break before a digit.
constexpr auto kBeforeFigures = sorted(std::to_array<std::string_view>(
    {"Apr", "Art", "Aug", "Ch",  "Dec", "Feb",  "Fig",  "Jan", "Jul",  "Jun", "Mar",
     "No",  "Nos", "Nov", "Oct", "Op",  "Para", "Sec",  "Sep", "Sept", "Vol", "approx",
     "art", "ch",  "fig", "no",  "nos", "p",    "para", "pp",  "sec",  "vol"}));

// May end a sentence or stand within a name: "Acme Corp. Chief Executive Ruiz", "Jan. Ruiz" not.
constexpr auto kWithinNames = sorted(std::to_array<std::string_view>(
    {"Assn", "Ave", "Blvd", "Bros", "Co", "Corp", "Cos", "Dept", "Dist", "Inc", "Jr", "Ltd", "Mfg",
     "Ph.D", "Rd", "Univ", "al"}));

// What follows "p.m." in the same sentence though it has a capital.
constexpr auto kAfterClock = sorted(std::to_array<std::string_view>(
    {"April",    "August",   "BST",     "CEST",    "CET",      "CST",      "Central",
     "December", "EDT",      "EST",     "Eastern", "February", "Friday",   "GMT",
     "IST",      "January",  "July",    "June",    "March",    "May",      "Monday",
     "November", "October",  "PDT",     "PST",     "Pacific",  "Saturday", "September",
     "Sunday",   "Thursday", "Tuesday", "UTC",     "Wednesday"}));

// Words that open a sentence and hardly ever go on with a name.
constexpr auto kOpeners = sorted(std::to_array<std::string_view>(
    {"A",       "After",   "Afterwards", "All",   "Also",      "Although", "An",    "And",
     "Another", "As",      "Asked",      "At",    "Because",   "Before",   "Both",  "But",
     "By",      "Despite", "During",     "Each",  "Earlier",   "Even",     "Every", "For",
     "Four",    "From",    "Had",        "Has",   "He",        "Her",      "Here",  "His",
     "How",     "However", "I",          "If",    "In",        "Instead",  "Is",    "It",
     "Its",     "Last",    "Later",      "Many",  "Meanwhile", "More",     "Most",  "My",
     "Neither", "No",      "Nobody",     "None",  "Not",       "Nothing",  "Now",   "Of",
     "On",      "Once",    "One",        "Only",  "Or",        "Others",   "Our",   "Several",
     "She",     "Since",   "So",         "Some",  "Still",     "Such",     "That",  "The",
     "Their",   "Then",    "There",      "These", "They",      "This",     "Those", "Though",
     "Three",   "Through", "Thus",       "To",    "Two",       "Under",    "Until", "Was",
     "We",      "Were",    "What",       "When",  "Where",     "Whether",  "Which", "While",
     "Who",     "Whoever", "Why",        "With",  "Yet",       "You",      "Your"}));

// Verbs of speech: after a quoted question, "Mr. Vale asked" belongs to its sentence.
constexpr auto kSpeech = sorted(
    std::to_array<std::string_view>({"added", "asked", "asks", "cried", "demanded", "replied",
                                     "said", "says", "shouted", "wondered", "wrote"}));

bool is_space(char32_t c) { return u_isUWhiteSpace(static_cast<UChar32>(c)) != 0; }

bool in_category(char32_t c, std::uint32_t mask) {
  return (U_GET_GC_MASK(static_cast<UChar32>(c)) & mask) != 0;
}

bool is_opening(char32_t c) { return in_category(c, U_GC_PS_MASK | U_GC_PI_MASK); }
bool is_closing(char32_t c) { return in_category(c, U_GC_PE_MASK | U_GC_PF_MASK); }
bool is_quote(char32_t c) { return c == U'"' || c == U'\'' || is_opening(c) || is_closing(c); }

bool is_line_break(char32_t c) {
  return c == U'\n' || c == U'\r' || c == 0x0B || c == 0x0C || c == 0x85 || c == 0x2028 ||
         c == 0x2029;
}

Span trim(std::string_view text, Span span) {
  while (!span.empty()) {
    const CodePoint c = next_code_point(text, span.begin);
    if (!is_space(c.value)) break;
    span.begin += c.bytes;
  }
  while (!span.empty()) {
    const CodePoint c = previous_code_point(text, span.end);
    if (!is_space(c.value)) break;
    span.end -= c.bytes;
  }
  return span;
}

// Abbreviations are short: no look goes farther than this.
constexpr std::uint32_t kWordBytes = 16;

// The letters and inner full stops that end at `end`: "U.S" of "the U.S.". Longer ones come out
// cut.
std::string_view word_before(std::string_view text, std::uint32_t line_begin, std::uint32_t end) {
  const std::uint32_t least = end - std::min(end - line_begin, kWordBytes);
  std::uint32_t begin = end;
  while (begin > least) {
    const CodePoint c = previous_code_point(text, begin);
    if (c.value != U'.' && !u_isalpha(static_cast<UChar32>(c.value))) break;
    begin -= c.bytes;
  }
  while (begin < end && text[begin] == '.') ++begin;
  return text.substr(begin, end - begin);
}

std::string_view word_after(std::string_view text, std::uint32_t begin, std::uint32_t line_end) {
  const std::uint32_t most = begin + std::min(line_end - begin, kWordBytes);
  std::uint32_t end = begin;
  while (end < most) {
    const CodePoint c = next_code_point(text, end);
    if (!u_isalpha(static_cast<UChar32>(c.value))) break;
    end += c.bytes;
  }
  return text.substr(begin, end - begin);
}

// "U.S", "D.C", "J", "J.R": single letters with stops between.
bool is_initials(std::string_view word) {
  bool letter_next = true;
  for (std::size_t at = 0; at < word.size();) {
    const CodePoint c = next_code_point(word, at);
    if (letter_next ? !u_isupper(static_cast<UChar32>(c.value)) : c.value != U'.') return false;
    letter_next = !letter_next;
    at += c.bytes;
  }
  return !word.empty() && !letter_next;
}

// A proposed break: the sentence so far is [begin, stop), the next one would begin at `next`.
struct Break {
  Span line;
  std::uint32_t begin = 0;
  std::uint32_t stop = 0;  // without white space
  std::uint32_t next = 0;
};

// Whether the full stop at the end of [.., stop) belongs to an abbreviation and the sentence goes
// on.
bool goes_on_after_abbreviation(std::string_view text, const Break& at) {
  const std::string_view word = word_before(text, at.line.begin, at.stop - 1);
  if (word.empty()) return false;
  if (contains(kTitles, word)) return true;
  const char32_t following = next_code_point(text, at.next).value;
  if (contains(kBeforeFigures, word)) return u_isdigit(static_cast<UChar32>(following)) != 0;
  const std::string_view next_word = word_after(text, at.next, at.line.end);
  if (word == "p.m" || word == "a.m" || word == "P.M" || word == "A.M") {
    return contains(kAfterClock, next_word);
  }
  if (!contains(kWithinNames, word) && !is_initials(word)) return false;
  return !next_word.empty() && !contains(kOpeners, next_word);
}

// After “Why?”, whether one of the next few words is a verb of speech: “Why?” Mr. Vale asked.
bool speech_follows(std::string_view text, const Break& at) {
  std::uint32_t place = at.next;
  for (int n_words = 0; n_words < 4 && place < at.line.end; ++n_words) {
    const std::string_view word = word_after(text, place, at.line.end);
    if (word.empty()) return false;
    if (contains(kSpeech, word)) return true;
    place += static_cast<std::uint32_t>(word.size());
    while (place < at.line.end && (text[place] == ' ' || text[place] == '.')) ++place;
  }
  return false;
}

// Whether a question or exclamation in quotes goes on with who said it.
bool goes_on_after_quotation(std::string_view text, const Break& at) {
  std::uint32_t end = at.stop;
  CodePoint last = previous_code_point(text, end);
  if (!is_quote(last.value)) return false;
  while (end > at.begin && is_quote(last.value)) {
    end -= last.bytes;
    last = previous_code_point(text, end);
  }
  if (last.value != U'?' && last.value != U'!') return false;
  return speech_follows(text, at);
}

// "1." of a list is no sentence.
bool is_list_number(std::string_view text, const Break& at) {
  if (at.stop - at.begin > kWordBytes) return false;
  const std::string_view sentence = slice(text, {at.begin, at.stop});
  return sentence.find_first_not_of("0123456789.()") == std::string_view::npos;
}

bool goes_on(std::string_view text, const Break& at) {
  if (at.next >= at.line.end || at.stop == at.begin) return false;
  const char32_t following = next_code_point(text, at.next).value;
  if (u_islower(static_cast<UChar32>(following))) return true;
  if (is_list_number(text, at)) return true;
  if (text[at.stop - 1] == '.') return goes_on_after_abbreviation(text, at);
  return goes_on_after_quotation(text, at);
}

// ICU's iterator over one line after another.
class Breaker {
 public:
  Breaker() {
    UErrorCode status = U_ZERO_ERROR;
    iterator_.reset(icu::BreakIterator::createSentenceInstance(icu::Locale::getEnglish(), status));
    if (U_FAILURE(status)) iterator_.reset();
  }
  ~Breaker() { utext_close(&text_); }
  Breaker(const Breaker&) = delete;
  Breaker& operator=(const Breaker&) = delete;

  // Breaks within the line, in order, its end included; without ICU's data the line is one
  // sentence.
  std::vector<std::uint32_t> breaks(std::string_view text, const Span& line) {
    UErrorCode status = U_ZERO_ERROR;
    std::vector<std::uint32_t> result;
    utext_openUTF8(&text_, text.data() + line.begin, line.size(), &status);
    if (iterator_ && U_SUCCESS(status)) {
      iterator_->setText(&text_, status);
      iterator_->first();
      for (std::int32_t at = iterator_->next(); at != icu::BreakIterator::DONE;
           at = iterator_->next()) {
        result.push_back(line.begin + static_cast<std::uint32_t>(at));
      }
    }
    if (result.empty() || result.back() != line.end) result.push_back(line.end);
    return result;
  }

 private:
  std::unique_ptr<icu::BreakIterator> iterator_;
  UText text_ = UTEXT_INITIALIZER;
};

std::uint32_t skip_space(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const CodePoint c = next_code_point(text, at);
    if (!is_space(c.value)) break;
    at += c.bytes;
  }
  return at;
}

// Closing marks that stand after a space belong to what they close: « C'est vrai. » Il part.
std::uint32_t past_closing(std::string_view text, std::uint32_t at, std::uint32_t end) {
  while (at < end) {
    const CodePoint c = next_code_point(text, at);
    const std::uint32_t after = at + c.bytes;
    const bool alone = after >= end || is_space(next_code_point(text, after).value) ||
                       is_closing(next_code_point(text, after).value);
    if (!is_closing(c.value) || !alone) break;
    at = skip_space(text, after, end);
  }
  return at;
}

// Opening marks right before the break belong to what they open: He left.“It was late.”
std::uint32_t before_opening(std::string_view text, std::uint32_t begin, std::uint32_t at) {
  while (at > begin) {
    const CodePoint c = previous_code_point(text, at);
    if (!is_opening(c.value)) break;
    at -= c.bytes;
  }
  return at;
}

class Splitter {
 public:
  explicit Splitter(std::string_view text) : text_(text) {}

  std::vector<Sentence> split() {
    std::uint32_t at = 0;
    const auto end = static_cast<std::uint32_t>(text_.size());
    while (at < end) {
      const Span line = line_from(at, end);
      take_line(line);
      at = line.end + next_code_point(text_, line.end).bytes;
    }
    return std::move(sentences_);
  }

 private:
  Span line_from(std::uint32_t begin, std::uint32_t end) const {
    std::uint32_t at = begin;
    while (at < end) {
      const CodePoint c = next_code_point(text_, at);
      if (is_line_break(c.value)) break;
      at += c.bytes;
    }
    return {begin, at};
  }

  // A line of white space alone is blank, but CR LF is one line's end.
  bool is_blank(const Span& line) const {
    const bool within_crlf = line.empty() && line.begin > 0 && text_[line.begin - 1] == '\r' &&
                             line.end < text_.size() && text_[line.end] == '\n';
    return !within_crlf && trim(text_, line).empty();
  }

  void take_line(const Span& line) {
    const Span content = trim(text_, line);
    if (content.empty()) {
      if (is_blank(line)) blank_before_ = true;
      return;
    }
    if (blank_before_ && !sentences_.empty()) ++paragraph_;
    blank_before_ = false;
    split_line(content);
  }

  void split_line(const Span& line) {
    std::uint32_t begin = line.begin;
    for (std::uint32_t at : breaker_.breaks(text_, line)) {
      if (at <= begin) continue;  // an earlier one was moved past it
      if (at < line.end) {
        at = past_closing(text_, before_opening(text_, begin, at), line.end);
        const Span so_far = trim(text_, {begin, at});
        if (goes_on(text_, {line, begin, so_far.end, at})) continue;
      }
      emit({begin, at});
      begin = at;
    }
  }

  void emit(const Span& span) {
    const Span trimmed = trim(text_, span);
    if (!trimmed.empty()) sentences_.push_back({trimmed, paragraph_});
  }

  std::string_view text_;
  Breaker breaker_;
  std::vector<Sentence> sentences_;
  std::uint32_t paragraph_ = 0;
  bool blank_before_ = false;
};

}  // namespace

std::vector<Sentence> split_sentences(std::string_view text) { return Splitter(text).split(); }

}  // namespace sayso
