#include "extract/antecedents.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "extract/pronouns.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

using Index = std::uint32_t;
using Shares = std::vector<std::pair<Index, float>>;  // mentions with chances

void sort_once(std::vector<Span>& spans) {
  std::sort(spans.begin(), spans.end());
  spans.erase(std::unique(spans.begin(), spans.end()), spans.end());
}

// Every "he", "her" and the like, whether it speaks or is spoken of.
std::vector<Span> find_personal_pronouns(std::string_view text, const Span& range) {
  std::vector<Span> pronouns;
  for (const PlainWord& word : plain_words(text, range)) {
    const Pronoun pronoun = pronoun_of(word.word);
    if (pronoun == Pronoun::kHe || pronoun == Pronoun::kShe) pronouns.push_back(word.span);
  }
  return pronouns;
}

// Which mention stands for a phrase.
class Stand {
 public:
  explicit Stand(std::span<const Mention> mentions) : mentions_(mentions) {
    for (Index i = 0; i < mentions.size(); ++i) {
      by_span_.emplace(mentions[i].span, i);
      by_head_.emplace_back(mentions[i].words.head_span, i);
    }
    std::sort(by_head_.begin(), by_head_.end(), [&](const auto& a, const auto& b) {
      return std::pair(a.first, mentions[a.second].span.size()) <
             std::pair(b.first, mentions[b.second].span.size());
    });
  }

  // That of the same words; else the shortest one with the first head that is in the phrase.
  std::optional<Index> of(const Span& phrase) const {
    const auto same = by_span_.find(phrase);
    if (same != by_span_.end()) return same->second;
    const auto head =
        std::lower_bound(by_head_.begin(), by_head_.end(), phrase.begin,
                         [](const auto& a, std::uint32_t begin) { return a.first.begin < begin; });
    if (head == by_head_.end() || head->first.end > phrase.end) return std::nullopt;
    return head->second;
  }

 private:
  std::span<const Mention> mentions_;
  std::map<Span, Index> by_span_;
  std::vector<std::pair<Span, Index>> by_head_;
};

// For each mention all others with the chance that both are one entity: a name may come after the
// pronoun for it.
std::vector<Shares> shares_of(std::span<const std::vector<Antecedent>> choices) {
  const std::vector<Shares> earlier = chances_together(choices);
  std::vector<Shares> shares = earlier;
  for (Index i = 0; i < earlier.size(); ++i) {
    for (const auto& [mention, chance] : earlier[i]) shares[mention].emplace_back(i, chance);
  }
  return shares;
}

}  // namespace

Phrases find_phrases(std::string_view text, const Span& range, const Reading& reading) {
  Phrases phrases;
  for (const NameMention& name : reading.names) phrases.all.push_back(name.span);
  for (const Span& description : reading.descriptions) phrases.all.push_back(description);
  for (const Attribution& attribution : reading.attributions) {
    if (attribution.source) phrases.anaphors.push_back(*attribution.source);
  }
  sort_once(phrases.anaphors);
  for (const Span& pronoun : find_personal_pronouns(text, range)) {
    if (!std::binary_search(phrases.anaphors.begin(), phrases.anaphors.end(), pronoun))
      phrases.pronouns.push_back(pronoun);
  }
  phrases.anaphors.insert(phrases.anaphors.end(), phrases.pronouns.begin(), phrases.pronouns.end());
  phrases.all.insert(phrases.all.end(), phrases.anaphors.begin(), phrases.anaphors.end());
  sort_once(phrases.all);
  sort_once(phrases.anaphors);
  return phrases;
}

std::vector<std::vector<Span>> find_chains(const CoreferenceWeights& weights,
                                           std::span<const Mention> mentions,
                                           std::span<const std::vector<Antecedent>> choices) {
  std::map<Index, std::vector<Span>> by_number;
  const std::vector<Index> numbers = chain_numbers(choices, weights.least);
  for (Index i = 0; i < numbers.size(); ++i) by_number[numbers[i]].push_back(mentions[i].span);
  std::vector<std::vector<Span>> chains;
  for (auto& [number, chain] : by_number) {
    if (chain.size() > 1) chains.push_back(std::move(chain));
  }
  return chains;
}

void add_together(const Phrases& phrases, std::span<const Mention> mentions,
                  std::span<const std::vector<Antecedent>> choices,
                  std::vector<Antecedents>& antecedents) {
  const Stand stand(mentions);
  std::multimap<Index, Span> phrases_of;
  for (const Span& phrase : phrases.all) {
    if (const std::optional<Index> mention = stand.of(phrase)) phrases_of.emplace(*mention, phrase);
  }
  const std::vector<Shares> shares = shares_of(choices);
  std::map<Span, Antecedents> by_anaphor;
  for (Antecedents& row : antecedents) by_anaphor.emplace(row.anaphor, std::move(row));
  for (const Span& pronoun : phrases.pronouns) {
    const std::optional<Index> mention = stand.of(pronoun);
    if (!mention) continue;
    Antecedents& row =
        by_anaphor.try_emplace(pronoun, Antecedents{pronoun, {}, 0, {}}).first->second;
    for (const auto& [other, chance] : shares[*mention]) {
      const auto [first, last] = phrases_of.equal_range(other);
      for (auto phrase = first; phrase != last; ++phrase) {
        if (!phrase->second.overlaps(pronoun)) row.together.emplace_back(phrase->second, chance);
      }
    }
  }
  antecedents.clear();
  for (auto& [anaphor, row] : by_anaphor) antecedents.push_back(std::move(row));
}

}  // namespace sayso
