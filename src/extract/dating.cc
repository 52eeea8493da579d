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

bool stands_in(const Span& span, std::span<const Span> spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& other) { return other.overlaps(span); });
}

std::string nearest_day(std::span<const TimeExpression> times, const Span& to,
                        std::span<const Span> except) {
  const TimeExpression* best = nullptr;
  for (const TimeExpression& time : times) {
    if (time.day.empty() || stands_in(time.span, except)) continue;
    if (!best || distance(time.span, to) < distance(best->span, to)) best = &time;
  }
  return best ? best->day : "";
}

}  // namespace

std::string said_on(std::string_view text, std::span<const Sentence> sentences,
                    std::span<const TimeExpression> times, const Attribution& attribution,
                    std::span<const Span> contents, std::string_view published, bool retold,
                    std::optional<Span> occasion) {
  const std::string_view today = published.substr(0, 10);
  const std::optional<Span> anchor = attribution.cue ? attribution.cue : attribution.source;
  if (!anchor || sentences.empty()) return std::string(retold ? std::string_view{} : today);
  const Span sentence = sentences[sentence_at(sentences, anchor->begin)].span;
  std::vector<Span> except(contents.begin(), contents.end());
  if (attribution.source) except.push_back(*attribution.source);
  std::string day = nearest_day(times_in(times, sentence), *anchor, except);
  if (day.empty() && occasion) day = nearest_day(times_in(times, *occasion), *occasion, {});
  if (!day.empty()) return day;
  if (retold || is_pluperfect(text, *anchor, sentence)) return "";
  return std::string(today);
}

std::string happened_on(std::span<const TimeExpression> times, std::span<const Span> content) {
  std::string best;
  for (const Span& piece : content) {
    for (const TimeExpression& time : times_in(times, piece)) {
      if (time.day.size() > best.size()) best = time.day;
    }
  }
  return best;
}

}  // namespace sayso
