#include "extract/settle_names.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>

#include "extract/lexicon.h"
#include "extract/pronouns.h"
#include "text/fold.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr int kLabels = 5;
constexpr std::uint32_t kContextBytes = 40;
constexpr float kStated = 2.0F;  // a statement of the text outweighs two guesses of the model

// Words that outlets have in their names; the last word decides, and "radio", "channel" as the
// first.
constexpr std::string_view kOutletWords[] = {
    "times",    "post",      "herald",       "courier",     "gazette",  "tribune",    "journal",
    "news",     "radio",     "tv",           "television",  "mail",     "telegraph",  "observer",
    "examiner", "chronicle", "mirror",       "press",       "newswire", "wire",       "echo",
    "sentinel", "argus",     "mercury",      "tidings",     "courant",  "dispatch",   "bulletin",
    "weekly",   "daily",     "broadcasting", "broadcaster", "magazine", "advertiser", "inquirer",
    "guardian", "monitor",   "reporter",     "newspaper",   "globe",    "whistle",    "recorder",
    "newsroom"};

std::vector<PlainWord> words_before(std::string_view text, std::uint32_t at) {
  std::uint32_t begin = at > kContextBytes ? at - kContextBytes : 0;
  while (begin < at && (static_cast<unsigned char>(text[begin]) & 0xC0) == 0x80) ++begin;
  const std::size_t stop = text.substr(begin, at - begin).find_last_of(".;:\n\"");
  if (stop != std::string_view::npos) begin += static_cast<std::uint32_t>(stop) + 1;
  return plain_words(text, {begin, at});
}

// "the magazine Sluice", "news agency Polaris": nothing stands between the noun and the name.
bool follows_outlet_noun(std::string_view text, const Span& name,
                         const std::vector<PlainWord>& before) {
  if (before.empty() || noun_class(before.back().word) != NounClass::kOutlet) return false;
  return text.substr(before.back().span.end, name.begin - before.back().span.end) == " ";
}

// "Sluice, the quarterly magazine of the keepers".
bool outlet_noun_follows(std::string_view text, const Span& name) {
  const std::string_view after = text.substr(name.end, kContextBytes);
  if (!after.starts_with(", the ") && !after.starts_with(", a ") && !after.starts_with(", an "))
    return false;
  std::uint32_t end = name.end + static_cast<std::uint32_t>(after.size());
  while (end > name.end && end < text.size() &&
         (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80)
    --end;
  const std::vector<PlainWord> words = plain_words(text, {name.end, end}, 6);
  for (const PlainWord& word : words) {
    if (is_preposition(word.word)) return false;
    const bool owns = slice(text, word.span).ends_with("s") && !word.word.ends_with('s');
    if (owns) return false;  // ", the agency's spokesman" is none
    if (noun_class(word.word) == NounClass::kOutlet) return true;
  }
  return false;
}

// "MPs", "CEOs": an acronym in the plural is people, whatever else it may look like.
bool is_plural_acronym(std::string_view words) {
  return words.size() >= 3 && words.size() <= 6 && words.ends_with('s') &&
         std::all_of(words.begin(), words.end() - 1, [](char c) { return c >= 'A' && c <= 'Z'; });
}

// The kind that the text states; nullopt where it says nothing.
std::optional<NameLabel> stated_label(std::string_view text, const NameMention& name) {
  const std::vector<PlainWord> words = plain_words(text, name.span);
  const std::vector<PlainWord> before = words_before(text, name.span.begin);
  if (words.empty()) return std::nullopt;
  if (is_plural_acronym(slice(text, name.span))) return NameLabel::kOther;
  const bool titled = gender_of_title(words.front().word) != Gender::kUnknown ||
                      (!before.empty() && gender_of_title(before.back().word) != Gender::kUnknown);
  if (titled) return NameLabel::kPerson;
  if (follows_outlet_noun(text, name.span, before) || outlet_noun_follows(text, name.span))
    return NameLabel::kOutlet;
  const bool with_article =
      words.front().word == "the" || (!before.empty() && before.back().word == "the");
  const bool many = words.size() - (words.front().word == "the" ? 1 : 0) >= 2;
  if (name.label == NameLabel::kPerson && !with_article && many) return std::nullopt;
  const std::string& last = words.back().word;
  if (is_outlet_word(last) && (many || with_article)) return NameLabel::kOutlet;
  if (many && (words.front().word == "radio" || words.front().word == "channel"))
    return NameLabel::kOutlet;
  if (many && noun_class(last) == NounClass::kOrganisation && name.label != NameLabel::kOutlet) {
    return NameLabel::kOrganisation;
  }
  return std::nullopt;
}

bool has_capital(std::string_view word) {
  return std::any_of(word.begin(), word.end(),
                     [](unsigned char c) { return c >= 'A' && c <= 'Z'; });
}

// "broadcaster KPR", "the Harbour Voice station": the small words around a name only say what it is.
bool cut_small_words(std::string_view text, NameMention& name) {
  const std::vector<PlainWord> words = plain_words(text, name.span);
  const auto is_part = [&](const PlainWord& word) {
    const std::string_view written = slice(text, word.span);
    return word.capital || word.joined || has_capital(written) ||
           (written.front() >= '0' && written.front() <= '9') ||
           static_cast<unsigned char>(written.front()) >= 0x80;
  };
  const auto first = std::find_if(words.begin(), words.end(), is_part);
  if (first == words.end()) return false;
  const auto last = std::find_if(words.rbegin(), words.rend(), is_part);
  const bool article = first != words.begin() && (first - 1)->word == "the";
  name.span.begin = article                  ? (first - 1)->span.begin
                    : first == words.begin() ? name.span.begin
                                             : first->span.begin;
  if (last != words.rbegin()) name.span.end = last->span.end;
  return true;
}

// "American president" is no name of a person, and of "Yusuf Tamm of" the last word is none: it
// ends with a capital.
bool cut_to_name(std::string_view text, NameMention& name) {
  if (!cut_small_words(text, name)) return false;
  if (name.label != NameLabel::kPerson) return true;
  std::vector<PlainWord> words = plain_words(text, name.span);
  // "Iosif Lind, of Upper Sarnu", "Britta Roe of Halvek": where somebody is from is none of it.
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::string_view gap =
        text.substr(words[i - 1].span.end, words[i].span.begin - words[i - 1].span.end);
    const bool from = i >= 2 && (words[i].word == "of" || words[i].word == "from");
    if (gap.find(',') != std::string_view::npos || from) {
      words.resize(i);
      name.span.end = words.back().span.end;
      break;
    }
  }
  while (!words.empty() && !words.back().capital && is_preposition(words.back().word))
    words.pop_back();
  if (words.empty() || (!words.back().capital && !words.back().joined)) return false;
  if (std::all_of(words.begin(), words.end(),
                  [](const PlainWord& word) { return is_title(word.word); }))
    return false;
  if (words.back().span.end < name.span.end && words.size() < plain_words(text, name.span).size()) {
    name.span.end = words.back().span.end;
  }
  return true;
}

bool is_free(const std::vector<NameMention>& names, const Span& span) {
  const auto near = std::partition_point(names.begin(), names.end(), [&](const NameMention& name) {
    return name.span.end <= span.begin;
  });
  return near == names.end() || !near->span.overlaps(span);
}

// Runs of capitalised words that end with an outlet word: two or more, or one after "the".
void add_outlets(std::string_view text, const Span& range, std::vector<NameMention>& names) {
  constexpr float kFound = 0.6F;  // counts less than what the model is sure of
  const std::vector<PlainWord> words = plain_words(text, range);
  std::vector<NameMention> more;
  std::size_t first = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const bool joined = i > 0 && text.substr(words[i - 1].span.end,
                                             words[i].span.begin - words[i - 1].span.end) == " ";
    if (!words[i].capital || !joined || !words[i - 1].capital || words[i - 1].word == "the")
      first = i;
    if (!words[i].capital || !is_outlet_word(words[i].word)) continue;
    const bool after_the = first > 0 && words[first - 1].word == "the";
    const bool goes_on =
        i + 1 < words.size() && words[i + 1].capital &&
        text.substr(words[i].span.end, words[i + 1].span.begin - words[i].span.end) == " ";
    const Span span{words[first].span.begin, words[i].span.end};
    if (goes_on || (first == i && !after_the) || !is_free(names, span)) continue;
    more.push_back({span, NameLabel::kOutlet, kFound});
  }
  names.insert(names.end(), more.begin(), more.end());
  std::sort(names.begin(), names.end(),
            [](const NameMention& a, const NameMention& b) { return a.span < b.span; });
}

// How much speaks for each label.
struct Votes {
  std::array<float, kLabels> weight{};
  NameLabel best() const {
    return static_cast<NameLabel>(std::max_element(weight.begin(), weight.end()) - weight.begin());
  }
};

// The name's plain words, each with a blank behind it, without "the".
std::string key_of(std::string_view text, const Span& span) {
  std::string key;
  for (const PlainWord& word : plain_words(text, span)) {
    if (!key.empty() || word.word != "the") key += word.word + " ";
  }
  return key;
}

}  // namespace

bool is_outlet_word(std::string_view plain_word) {
  return std::find(std::begin(kOutletWords), std::end(kOutletWords), plain_word) !=
         std::end(kOutletWords);
}

std::vector<NameMention> settle_names(std::string_view text, std::vector<NameMention> names,
                                      const Span& range) {
  std::erase_if(names, [&](NameMention& name) { return !cut_to_name(text, name); });
  add_outlets(text, range, names);
  std::map<std::string, Votes> votes;
  for (const NameMention& name : names) {
    Votes& of_name = votes[key_of(text, name.span)];
    of_name.weight[static_cast<std::size_t>(name.label)] += name.probability;
    if (const auto stated = stated_label(text, name))
      of_name.weight[static_cast<std::size_t>(*stated)] += kStated;
  }
  for (NameMention& name : names) name.label = votes[key_of(text, name.span)].best();
  return names;
}

std::vector<NameMention> widen_to_sources(std::string_view text, std::vector<NameMention> names,
                                          const std::vector<Attribution>& attributions) {
  for (const Attribution& attribution : attributions) {
    if (!attribution.source) continue;
    std::vector<PlainWord> words = plain_words(text, *attribution.source);
    if (!words.empty() && is_definite(words.front().word)) words.erase(words.begin());
    const bool is_name =
        words.size() >= 2 && words.front().capital && words.back().capital &&
        std::all_of(words.begin(), words.end(), [](const PlainWord& word) {
          return (word.capital && !is_title(word.word)) || word.word == "of" || word.word == "for";
        });
    if (!is_name) continue;
    const Span whole{words.front().span.begin, words.back().span.end};
    if (slice(text, whole).find_first_of(",.;:()\n") != std::string_view::npos) continue;
    const auto first =
        std::partition_point(names.begin(), names.end(),
                             [&](const NameMention& name) { return name.span.end <= whole.begin; });
    const auto last = std::partition_point(
        first, names.end(), [&](const NameMention& name) { return name.span.begin < whole.end; });
    const bool body = last - first == 1 && (first->label == NameLabel::kOrganisation ||
                                            first->label == NameLabel::kOutlet);
    if (!body) continue;
    first->span.begin = std::min(first->span.begin, whole.begin);
    first->span.end = std::max(first->span.end, whole.end);
  }
  return names;
}

std::vector<NameMention> agree_on_kinds(std::string_view text, std::vector<NameMention> names) {
  std::map<std::string, Votes> votes;
  std::map<std::string, bool> titled;  // "Mr Castell": a person, whatever is called Castell Estates
  for (const NameMention& name : names) {
    const std::string key = key_of(text, name.span);
    const auto stated = stated_label(text, name);
    votes[key].weight[static_cast<std::size_t>(name.label)] += name.probability;
    if (stated) votes[key].weight[static_cast<std::size_t>(*stated)] += kStated;
    titled[key] = titled[key] || stated == NameLabel::kPerson;
  }
  std::map<std::string, std::array<bool, kLabels>> longer;  // by the first and the last word
  for (const auto& [key, of_name] : votes) {
    const std::size_t first = key.find(' ');
    if (first + 1 >= key.size()) continue;  // one word
    const std::size_t last = key.rfind(' ', key.size() - 2) + 1;
    for (const std::string& word : {key.substr(0, first + 1), key.substr(last)})
      longer[word][static_cast<std::size_t>(of_name.best())] = true;
  }
  for (NameMention& name : names) {
    const std::string key = key_of(text, name.span);
    name.label = votes[key].best();
    const auto found = longer.find(key);
    if (found == longer.end()) continue;
    const auto is = [&](NameLabel label) { return found->second[static_cast<std::size_t>(label)]; };
    const bool body = is(NameLabel::kOrganisation) || is(NameLabel::kOutlet);
    if (name.label == NameLabel::kPerson && body && !is(NameLabel::kPerson) && !titled[key]) {
      name.label = is(NameLabel::kOrganisation) ? NameLabel::kOrganisation : NameLabel::kOutlet;
    } else if (name.label == NameLabel::kOrganisation && is(NameLabel::kPerson) && !body) {
      name.label = NameLabel::kPerson;
    }
  }
  return names;
}

}  // namespace sayso
