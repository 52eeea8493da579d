#include "extract/dating.h"

#include <algorithm>

#include "extract/spans.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

std::span<const TimeExpression> times_in(std::span<const TimeExpression> times, const Span& span) {
  const auto first = std::partition_point(
      times.begin(), times.end(),
      [&](const TimeExpression& time) { return time.span.begin < span.begin; });
  const auto last = std::partition_point(
      first, times.end(), [&](const TimeExpression& time) { return time.span.begin < span.end; });
  return {first, last};
}

std::uint32_t distance(const Span& a, const Span& b) {
  if (a.overlaps(b)) return 0;
  return a.end <= b.begin ? b.begin - a.end : a.begin - b.end;
}

// "had said": told of an earlier time, not of the article's day.
bool is_pluperfect(std::string_view text, const Span& cue, const Span& sentence) {
  const std::uint32_t from = std::max(sentence.begin, cue.begin >= 24 ? cue.begin - 24 : 0);
  for (const PlainWord& word : plain_words(text, {from, cue.end}, 16)) {
    if (word.word == "had" && word.span.end + 20 > cue.begin) return true;
  }
  return false;
}

}  // namespace

bool is_told_of_before(std::string_view text, std::span<const Sentence> sentences,
                       const Span& cue) {
  return !sentences.empty() &&
         is_pluperfect(text, cue, sentences[sentence_at(sentences, cue.begin)].span);
}

namespace {

bool stands_in(const Span& span, std::span<const Span> spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& other) { return other.overlaps(span); });
}

using Candidates = std::vector<const TimeExpression*>;

void take_dated(std::span<const TimeExpression> times, std::span<const Span> except,
                Candidates& candidates) {
  for (const TimeExpression& time : times) {
    if (!time.day.empty() && !stands_in(time.span, except)) candidates.push_back(&time);
  }
}

// The best of the candidates and the one after it; of equals the first. `times` holds them.
template <typename Better>
Dating pick(std::span<const TimeExpression> times, Candidates candidates, const char* rule,
            Better better) {
  if (candidates.empty()) return {};
  std::stable_sort(
      candidates.begin(), candidates.end(),
      [&](const TimeExpression* a, const TimeExpression* b) { return better(*a, *b); });
  const auto place = [&](std::size_t i) {
    return static_cast<std::size_t>(candidates[i] - times.data());
  };
  Dating dating{candidates.front()->day, place(0), std::nullopt, rule};
  if (candidates.size() > 1) dating.second = place(1);
  return dating;
}

Dating nearest_day(std::span<const TimeExpression> times, const Span& within, const Span& to,
                   std::span<const Span> except, const char* rule) {
  Candidates candidates;
  take_dated(times_in(times, within), except, candidates);
  return pick(times, std::move(candidates), rule,
              [&](const TimeExpression& a, const TimeExpression& b) {
                return distance(a.span, to) < distance(b.span, to);
              });
}

Dating without_expression(std::string_view day, const char* rule) {
  return {std::string(day), std::nullopt, std::nullopt, rule};
}

}  // namespace

Dating said_on(std::string_view text, std::span<const Sentence> sentences,
               std::span<const TimeExpression> times, const Attribution& attribution,
               std::span<const Span> contents, std::string_view published, bool retold,
               std::optional<Span> occasion) {
  constexpr const char* kRetold = "a retelling that names no day";
  constexpr const char* kFresh = "the day of publication";
  const std::string_view today = published.substr(0, 10);
  const std::optional<Span> anchor = attribution.cue ? attribution.cue : attribution.source;
  if (!anchor || sentences.empty())
    return retold ? without_expression("", kRetold) : without_expression(today, kFresh);
  const Span sentence = sentences[sentence_at(sentences, anchor->begin)].span;
  std::vector<Span> except(contents.begin(), contents.end());
  if (attribution.source) except.push_back(*attribution.source);
  Dating dating = nearest_day(times, sentence, *anchor, except, "beside the cue");
  if (!dating.by && occasion)
    dating = nearest_day(times, *occasion, *occasion, {}, "in the sentence on the interview");
  if (dating.by) return dating;
  if (retold) return without_expression("", kRetold);
  if (is_pluperfect(text, *anchor, sentence))
    return without_expression("", "\"had said\": on an earlier day, which it does not name");
  return without_expression(today, kFresh);
}

Dating happened_on(std::span<const TimeExpression> times, std::span<const Span> content) {
  Candidates candidates;
  for (const Span& piece : content) take_dated(times_in(times, piece), {}, candidates);
  return pick(
      times, std::move(candidates), "in the content",
      [](const TimeExpression& a, const TimeExpression& b) { return a.day.size() > b.day.size(); });
}

}  // namespace sayso
