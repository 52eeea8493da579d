#include "extract/occasions.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "base/date.h"
#include "extract/spans.h"

namespace sayso {
namespace {

constexpr int kDaysBack = 7;                     // an occasion farther back is another one
constexpr std::uint32_t kDescriptionBytes = 40;  // how far after a document its date may stand
constexpr std::size_t kLeadParagraphs = 2;       // how far a saying of the lead's day dates others
constexpr int kPartiesUp = 8;                    // of parties: a cycle ends there

class Calendar {
 public:
  Calendar(std::string_view text, std::span<const Sentence> sentences,
           std::span<const TimeExpression> times, const Entities& entities,
           std::span<const Saying> sayings, std::string_view published)
      : text_(text),
        sentences_(sentences),
        times_(times),
        entities_(entities),
        sayings_(sayings),
        today_(published.substr(0, 10)) {}

  std::vector<Dating> run() {
    date_documents();
    for (std::size_t i = 0; i < sayings_.size(); ++i) {
      if (sayings_[i].speaker) by_voice_[voice_of(*sayings_[i].speaker)].push_back(i);
    }
    std::vector<Dating> settled;
    for (std::size_t i = 0; i < sayings_.size(); ++i) settled.push_back(day_of(i));
    go_on_with_lead(settled);
    return settled;
  }

 private:
  // Who speaks, or the body that he speaks for.
  EntityIndex voice_of(EntityIndex speaker) const {
    for (int i = 0; i < kPartiesUp && entities_.all[speaker].party; ++i) {
      const EntityIndex party = *entities_.all[speaker].party;
      if (entities_.all[party].type == EntityType::kPerson || party == speaker) break;
      speaker = party;
    }
    return speaker;
  }

  bool is_document(const Saying& saying) const {
    return saying.speaker && entities_.all[*saying.speaker].type == EntityType::kDocument;
  }

  // ---- documents ----

  void date_documents() {
    for (const auto& [span, entity] : entities_.mentions) {
      if (entities_.all[entity].type != EntityType::kDocument) continue;
      if (const std::optional<std::size_t> time = date_in(span))
        day_of_document_.try_emplace(entity, *time);
    }
    for (const Saying& saying : sayings_) {
      if (!is_document(saying) || !saying.source) continue;
      if (const std::optional<std::size_t> time = date_in(*saying.source))
        day_of_document_.try_emplace(*saying.speaker, *time);
    }
  }

  // "a two-page note dated 2 June", "the study, published on Wednesday in the journal".
  std::optional<std::size_t> date_in(const Span& mention) const {
    static const RE2 dated(
        R"((?i)(?:\b(?:dated|date of|published|released|issued|posted|filed|sent|written|signed|printed|stamped|of|from)|’s|'s|,)\s+(?:(?:on|in|at|last|late|early|the)\s+)?$)");
    const Span sentence = sentences_[sentence_at(sentences_, mention.begin)].span;
    const std::uint32_t end = std::min(sentence.end, mention.end + kDescriptionBytes);
    const auto first = std::partition_point(
        times_.begin(), times_.end(),
        [&](const TimeExpression& time) { return time.span.begin < mention.begin; });
    for (auto time = first; time != times_.end() && time->span.begin < end; ++time) {
      if (time->day.empty()) continue;
      const std::uint32_t from =
          std::max(mention.begin, time->span.begin - std::min(24U, time->span.begin));
      const std::string_view before = slice(text_, {from, time->span.begin});
      if (RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), dated))
        return static_cast<std::size_t>(time - times_.begin());
    }
    return std::nullopt;
  }

  // ---- occasions ----

  // "as of Tuesday night", "by Friday": until when nobody had answered.
  bool is_limit(const TimeExpression& time) const {
    static const RE2 until(R"((?i)\b(?:as of|by|until)\s+(?:late |early )?$)");
    const std::string_view before =
        slice(text_, {time.span.begin - std::min(16U, time.span.begin), time.span.begin});
    return RE2::PartialMatch(re2::StringPiece(before.data(), before.size()), until);
  }

  Dating day_of(std::size_t i) const {
    const Saying& saying = sayings_[i];
    if (saying.unanswered && !(saying.dating.by && is_limit(times_[*saying.dating.by]))) {
      return {today_, std::nullopt, std::nullopt, "nothing until the day of publication"};
    }
    if (is_document(saying)) {
      const auto known = day_of_document_.find(*saying.speaker);
      if (known != day_of_document_.end())
        return {times_[known->second].day, known->second, saying.dating.by, "the document's date"};
    }
    if (saying.dating.by || saying.earlier || saying.retold || !saying.speaker)
      return saying.dating;
    const std::optional<std::size_t> other = occasion_for(i);
    if (!other) return saying.dating;
    return {sayings_[*other].dating.day, sayings_[*other].dating.by, std::nullopt,
            "as the same voice's saying near it"};
  }

  // The nearest dated saying of the same voice: before it, else after it.
  std::optional<std::size_t> occasion_for(std::size_t i) const {
    const std::vector<std::size_t>& of_voice = by_voice_.at(voice_of(*sayings_[i].speaker));
    const auto here = std::lower_bound(of_voice.begin(), of_voice.end(), i);
    for (auto before = here; before != of_voice.begin();) {
      if (is_occasion(sayings_[*--before])) return *before;
    }
    const auto after = std::find_if(
        here, of_voice.end(), [&](std::size_t other) { return is_occasion(sayings_[other]); });
    if (after == of_voice.end()) return std::nullopt;
    return *after;
  }

  // ---- the lead's day ----

  std::size_t paragraph_of(const Saying& saying) const {
    return sentences_[sentence_at(sentences_, saying.at)].paragraph;
  }

  // Where the first paragraph tells what was said the day before, the article tells of that day: what
  // others say a paragraph or two after a saying of it is of that day, too, where nothing else dates
  // it. In the training stories that is right for 77 and wrong for 40 such sayings; farther on, or
  // where the lead's day is another one, it would be wrong for most.
  void go_on_with_lead(std::vector<Dating>& settled) const {
    const std::optional<std::size_t> lead = lead_saying();
    if (!lead) return;
    const std::string day = sayings_[*lead].dating.day;
    std::optional<std::size_t> last;
    for (std::size_t i = 0; i < sayings_.size(); ++i) {
      const Saying& saying = sayings_[i];
      if (settled[i].by && settled[i].day != today_) {
        last = settled[i].day == day ? std::optional(i) : std::nullopt;
      } else if (last && !settled[i].by && settled[i].day == today_ && !saying.unanswered &&
                 paragraph_of(saying) <= paragraph_of(sayings_[*last]) + kLeadParagraphs) {
        settled[i] = {day, sayings_[*lead].dating.by, std::nullopt,
                      "as what the first paragraph tells of"};
      }
    }
  }

  std::optional<std::size_t> lead_saying() const {
    for (std::size_t i = 0; i < sayings_.size() && paragraph_of(sayings_[i]) == 0; ++i) {
      if (is_occasion(sayings_[i]) &&
          days_between(*parse_day(sayings_[i].dating.day), *parse_day(today_)) == 1)
        return i;
    }
    return std::nullopt;
  }

  bool is_occasion(const Saying& saying) const {
    if (!saying.dating.by || saying.earlier || saying.retold || saying.unanswered) return false;
    const std::optional<Day> day = parse_day(saying.dating.day);
    const std::optional<Day> today = parse_day(today_);
    if (!day || !today || saying.dating.day.size() < 10) return false;
    const int back = days_between(*day, *today);
    return back >= 0 && back <= kDaysBack;
  }

  std::string_view text_;
  std::span<const Sentence> sentences_;
  std::span<const TimeExpression> times_;
  const Entities& entities_;
  std::span<const Saying> sayings_;
  std::string today_;
  std::map<EntityIndex, std::size_t> day_of_document_;        // into times_
  std::map<EntityIndex, std::vector<std::size_t>> by_voice_;  // into sayings_, rising
};

}  // namespace

std::vector<Dating> settle_days(std::string_view text, std::span<const Sentence> sentences,
                                std::span<const TimeExpression> times, const Entities& entities,
                                std::span<const Saying> sayings, std::string_view published) {
  if (sentences.empty()) {
    std::vector<Dating> days;
    for (const Saying& saying : sayings) days.push_back(saying.dating);
    return days;
  }
  return Calendar(text, sentences, times, entities, sayings, published).run();
}

}  // namespace sayso
