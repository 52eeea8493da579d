#include "extract/relays.h"

#include <algorithm>
#include <map>
#include <string>

#include "extract/lexicon.h"
#include "extract/spans.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

// The likeliest relay counts from odds of three to one; a second one beside it from twelve to one.
constexpr float kRelayLogOdds = 1.2F, kOtherRelayLogOdds = 2.5F;
constexpr std::uint32_t kAddresseeBytes = 60;  // how far after "told" the listener may stand

bool any_of(std::string_view word, std::span<const std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

constexpr std::string_view kTelling[] = {"told",     "tell",     "tells",  "telling",
                                         "confided", "informed", "assured"};
constexpr std::string_view kTalking[] = {"spoke",    "speaking", "said",       "says",
                                         "talking",  "talked",   "wrote",      "writing",
                                         "admitted", "revealed", "complained", "confirmed"};
constexpr std::string_view kOccasion[] = {"interview",    "remarks", "comments", "statement",
                                          "conversation", "piece",   "article",  "email",
                                          "letter",       "quoted",  "column",   "essay"};
constexpr std::string_view kQuoting[] = {"quoted", "quotes", "quoting", "cited", "cites", "citing"};
constexpr std::string_view kReporting[] = {
    "reports",   "reported", "reporting", "writes",  "wrote",     "says",     "said",
    "according", "revealed", "learned",   "carried", "published", "broadcast"};

struct Place {
  EntityIndex entity;
  Span span;
};

struct Interview {
  EntityIndex outlet;
  Span sentence;  // that tells of it
};

class LadderFinder {
 public:
  LadderFinder(std::string_view text, std::span<const Sentence> sentences, const Reading& reading,
               const Entities& entities)
      : text_(text), sentences_(sentences), reading_(reading), entities_(entities) {}

  std::vector<Ladder> run() {
    find_interviews();
    for (std::size_t i = 0; i < reading_.attributions.size(); ++i) ladders_.push_back(ladder_of(i));
    carry_on();
    return std::move(ladders_);
  }

 private:
  const Attribution& attribution(std::size_t i) const { return reading_.attributions[i]; }

  Span sentence_of(const Attribution& a) const {
    const Span at = a.cue ? *a.cue : a.source ? *a.source : a.content.front();
    return sentences_[sentence_at(sentences_, at.begin)].span;
  }

  bool in_content(const Attribution& a, const Span& span) const {
    return std::any_of(a.content.begin(), a.content.end(),
                       [&](const Span& content) { return content.overlaps(span); });
  }

  bool is_own_outlet(EntityIndex entity) const { return entities_.has_outlet && entity == 0; }

  // Outlets that the sentence names outside of the content and that are not the speaker.
  std::vector<Place> outlets_beside(const Attribution& a,
                                    std::optional<EntityIndex> speaker) const {
    const Span sentence = sentence_of(a);
    std::vector<Place> places;
    for (auto mention = entities_.mentions.lower_bound(Span{sentence.begin, 0});
         mention != entities_.mentions.end() && mention->first.begin < sentence.end; ++mention) {
      const EntityIndex entity = mention->second;
      if (entities_.all[entity].type != EntityType::kOutlet || speaker == entity) continue;
      if (is_own_outlet(entity) || in_content(a, mention->first)) continue;
      places.push_back({entity, mention->first});
    }
    return places;
  }

  std::vector<std::string> words_between(std::uint32_t begin, std::uint32_t end) const {
    std::vector<std::string> words;
    if (end <= begin) return words;
    for (PlainWord& word : plain_words(text_, {begin, end}, 60))
      words.push_back(std::move(word.word));
    return words;
  }

  static bool has(const std::vector<std::string>& words, std::span<const std::string_view> list) {
    return std::any_of(words.begin(), words.end(),
                       [&](const std::string& word) { return any_of(word, list); });
  }

  // "told the Courier": the outlet follows the cue, with nothing but its own words in between.
  bool is_told(const Attribution& a, const Place& outlet) const {
    if (!a.cue || outlet.span.begin < a.cue->end) return false;
    if (outlet.span.begin - a.cue->end > kAddresseeBytes) return false;
    const std::string_view between = text_.substr(a.cue->end, outlet.span.begin - a.cue->end);
    if (between.find_first_of(".,;:\"") != std::string_view::npos) return false;
    const std::vector<std::string> cue = words_between(a.cue->begin, a.cue->end);
    if (has(cue, kTelling)) return true;
    const std::vector<std::string> words = words_between(a.cue->end, outlet.span.begin);
    const bool to = !words.empty() && (words.front() == "to" || words.front() == "with");
    return to && has(cue, kTalking);
  }

  // "in an interview with the Courier", "in remarks to", "quoted by".
  bool is_occasion(const Place& outlet, const Span& sentence) const {
    const std::vector<std::string> before = words_between(sentence.begin, outlet.span.begin);
    const std::size_t reach = std::min<std::size_t>(before.size(), 7);
    const std::vector<std::string> near(before.end() - static_cast<std::ptrdiff_t>(reach),
                                        before.end());
    return has(near, kOccasion);
  }

  // "The agency quotes a worker as saying".
  bool quotes(const Attribution& a, const Place& outlet) const {
    const Span inner = a.source.value_or(a.cue.value_or(Span{}));
    if (outlet.span.end > inner.begin) return false;
    const std::vector<std::string> between = words_between(outlet.span.end, inner.begin);
    return between.size() <= 6 && has(between, kQuoting);
  }

  // "The trust, according to the agency, blames ..."; "..., the agency reports".
  bool reports_beside(const Attribution& a, const Place& outlet) const {
    if (a.cue && a.cue->overlaps(outlet.span)) return false;
    const Span sentence = sentence_of(a);
    std::vector<std::string> near =
        words_between(outlet.span.end, std::min(sentence.end, outlet.span.end + 30));
    if (near.size() > 2) near.resize(2);
    const std::vector<std::string> before = words_between(sentence.begin, outlet.span.begin);
    const bool according = before.size() >= 2 &&
                           (before.back() == "to" || before[before.size() - 2] == "to") &&
                           std::find(before.begin(), before.end(), "according") != before.end();
    return according || (a.source && has(near, kReporting));
  }

  // Whom a phrase means: of "the trade journal Sluice" the name, wherever the phrase ends.
  std::optional<EntityIndex> named_at(const Span& phrase) const {
    const std::vector<NameMention>& names = reading_.names;
    const auto first = std::partition_point(names.begin(), names.end(), [&](const auto& name) {
      return name.span.begin < phrase.begin;
    });
    for (auto at = first; at != names.end() && at->span.begin <= phrase.end + 1; ++at) {
      const NameMention& name = *at;
      if (name.label == NameLabel::kPlace && name.span.contains(phrase)) return std::nullopt;
      if (name.label == NameLabel::kPlace || name.label == NameLabel::kOther) continue;
      const auto mention = entities_.mentions.find(name.span);
      if (mention != entities_.mentions.end()) return mention->second;
    }
    return entity_in(entities_, phrase);
  }

  // "told the committee": who is told something need not have told it us.
  bool is_addressee(const Attribution& a, const Span& phrase) const {
    if (!a.cue || phrase.begin < a.cue->end || phrase.begin - a.cue->end > kAddresseeBytes)
      return false;
    const std::string_view between = text_.substr(a.cue->end, phrase.begin - a.cue->end);
    return between.find_first_of(".,;:\"") == std::string_view::npos &&
           has(words_between(a.cue->begin, a.cue->end), kTelling);
  }

  bool interviewed_by(std::optional<EntityIndex> speaker, EntityIndex outlet) const {
    const auto known = speaker ? interviews_.find(*speaker) : interviews_.end();
    return known != interviews_.end() && known->second.outlet == outlet;
  }

  // Who passes a statement on is named in its sentence; an outlet also before it in its paragraph.
  bool may_have_passed_on(const Attribution& a, const Span& phrase, EntityType type) const {
    Span around = sentence_of(a);
    for (const Span& piece : a.content) {
      around.begin = std::min(around.begin, piece.begin);
      around.end = std::max(around.end, piece.end);
    }
    if (phrase.begin >= around.begin && phrase.end <= around.end) return true;
    if (type != EntityType::kOutlet || phrase.begin > around.begin) return false;
    return sentences_[sentence_at(sentences_, phrase.begin)].paragraph ==
           sentences_[sentence_at(sentences_, around.begin)].paragraph;
  }

  struct Likely {
    Span span;
    float log_odds = 0;
  };

  // Each entity by the likeliest of its phrases; neither the speaker nor the article's own outlet.
  std::map<EntityIndex, Likely> weigh_relays(const Attribution& a,
                                             std::optional<EntityIndex> speaker) const {
    std::map<EntityIndex, Likely> weighed;
    for (const auto& [span, log_odds] : a.relays) {
      if (a.source && span.overlaps(*a.source)) continue;
      const std::optional<EntityIndex> entity = named_at(span);
      if (!entity || entity == speaker || is_own_outlet(*entity)) continue;
      if (!interviewed_by(speaker, *entity) &&
          !may_have_passed_on(a, span, entities_.all[*entity].type))
        continue;
      if (is_addressee(a, span) && entities_.all[*entity].type != EntityType::kOutlet) continue;
      const auto [place, added] = weighed.try_emplace(*entity, Likely{span, log_odds});
      if (!added && place->second.log_odds < log_odds) place->second = {span, log_odds};
    }
    return weighed;
  }

  // The model's answer: the likeliest relay, and others only where it is nearly sure; from the first
  // named to the last.
  std::vector<EntityIndex> likely_relays(const Attribution& a,
                                         std::optional<EntityIndex> speaker) const {
    const std::map<EntityIndex, Likely> weighed = weigh_relays(a, speaker);
    const auto best = std::max_element(weighed.begin(), weighed.end(), [](auto& x, auto& y) {
      return x.second.log_odds < y.second.log_odds;
    });
    std::vector<EntityIndex> relays;
    for (auto at = weighed.begin(); at != weighed.end(); ++at) {
      if (at->second.log_odds > (at == best ? kRelayLogOdds : kOtherRelayLogOdds))
        relays.push_back(at->first);
    }
    std::stable_sort(relays.begin(), relays.end(), [&](EntityIndex x, EntityIndex y) {
      return weighed.at(x).span < weighed.at(y).span;
    });
    return relays;
  }

  // "denied through her lawyer, Ada Quist, that", "was quoted by the Courier as saying".
  std::optional<EntityIndex> go_between(const Attribution& a,
                                        std::optional<EntityIndex> speaker) const {
    if (!a.cue) return std::nullopt;
    const std::vector<std::string> after =
        words_between(a.cue->end, std::min(a.cue->end + kAddresseeBytes, sentence_of(a).end));
    if (after.empty()) return std::nullopt;
    const bool quoted =
        after.front() == "by" && has(words_between(a.cue->begin, a.cue->end), kQuoting);
    if (after.front() != "through" && !quoted) return std::nullopt;
    for (auto mention = entities_.mentions.lower_bound(Span{a.cue->end, 0});
         mention != entities_.mentions.end() && mention->first.begin < a.cue->end + kAddresseeBytes;
         ++mention) {
      const EntityIndex entity = mention->second;
      if (entity == speaker || is_own_outlet(entity) || in_content(a, mention->first)) continue;
      if (entities_.all[entity].type != EntityType::kPlace) return entity;
    }
    return std::nullopt;
  }

  std::optional<std::pair<EntityIndex, const char*>> relay_beside(
      const Attribution& a, std::optional<EntityIndex> speaker) const {
    const Span sentence = sentence_of(a);
    for (const Place& outlet : outlets_beside(a, speaker)) {
      if (is_told(a, outlet)) return std::pair(outlet.entity, "told the outlet");
      if (quotes(a, outlet)) return std::pair(outlet.entity, "quoted by the outlet");
      if (is_occasion(outlet, sentence))
        return std::pair(outlet.entity, "said on the outlet's occasion");
      if (reports_beside(a, outlet)) return std::pair(outlet.entity, "reported by the outlet");
    }
    return std::nullopt;
  }

  // "the agency said, citing two people": another attribution of the sentence whose cue is
  // "citing".
  std::optional<EntityIndex> cited_source(std::size_t i) const {
    const Span sentence = sentence_of(attribution(i));
    for (std::size_t j = i > 2 ? i - 3 : 0; j < reading_.attributions.size() && j <= i + 3; ++j) {
      const Attribution& other = attribution(j);
      if (j == i || !other.cue || !other.source || !sentence.contains(*other.cue)) continue;
      const std::vector<std::string> cue = words_between(other.cue->begin, other.cue->end);
      if (has(cue, kQuoting) && other.content.empty()) return entities_.speakers[j];
    }
    return std::nullopt;
  }

  // "Heyman gave an interview to the magazine": what he says "in the interview" he says there.
  void find_interviews() {
    for (const Sentence& sentence : sentences_) {
      if (slice(text_, sentence.span).find("interview") == std::string_view::npos) continue;
      std::optional<EntityIndex> person, outlet;
      for (auto mention = entities_.mentions.lower_bound(Span{sentence.span.begin, 0});
           mention != entities_.mentions.end() && mention->first.begin < sentence.span.end;
           ++mention) {
        const EntityType type = entities_.all[mention->second].type;
        if (type == EntityType::kPerson && !person) person = mention->second;
        if (type == EntityType::kOutlet && !is_own_outlet(mention->second) && !outlet)
          outlet = mention->second;
      }
      if (person && outlet) interviews_.try_emplace(*person, Interview{*outlet, sentence.span});
    }
  }

  // Only where the sentence speaks of an interview itself, outside of the content.
  const Interview* interview_of(const Attribution& a, std::optional<EntityIndex> speaker) const {
    const auto known = speaker ? interviews_.find(*speaker) : interviews_.end();
    if (known == interviews_.end()) return nullptr;
    const Span sentence = sentence_of(a);
    for (std::size_t at = text_.find("interview", sentence.begin); at < sentence.end;
         at = text_.find("interview", at + 1)) {
      const auto begin = static_cast<std::uint32_t>(at);
      if (!in_content(a, {begin, begin + 9})) return &known->second;
    }
    return nullptr;
  }

  Ladder ladder_of(std::size_t i) const {
    const Attribution& a = attribution(i);
    Ladder ladder{entities_.speakers[i], {}, "", std::nullopt};
    if (sentences_.empty() || (!a.cue && !a.source && a.content.empty())) return ladder;
    const bool outlet_speaks =
        ladder.speaker && entities_.all[*ladder.speaker].type == EntityType::kOutlet;
    const std::optional<EntityIndex> cited = cited_source(i);
    if (cited && cited != ladder.speaker && ladder.speaker) {
      if (!is_own_outlet(*ladder.speaker)) ladder.via.push_back(*ladder.speaker);
      ladder.speaker = cited;
      ladder.rule = "cites its source";
      return ladder;
    }
    if (const std::optional<EntityIndex> relay = go_between(a, ladder.speaker)) {
      ladder.via.push_back(*relay);
      ladder.rule = "through somebody else";
      return ladder;
    }
    ladder.via = likely_relays(a, ladder.speaker);
    if (!ladder.via.empty()) {
      ladder.rule = "by the model";
      return ladder;
    }
    if (outlet_speaks) return ladder;
    if (const auto relay = relay_beside(a, ladder.speaker)) {
      ladder.via.push_back(relay->first);
      ladder.rule = relay->second;
    } else if (const Interview* interview = interview_of(a, ladder.speaker)) {
      ladder.via.push_back(interview->outlet);
      ladder.rule = "in the interview";
      ladder.occasion = interview->sentence;
    }
    return ladder;
  }

  std::uint32_t paragraph_of(std::size_t i) const {
    return sentences_[sentence_at(sentences_, sentence_of(attribution(i)).begin)].paragraph;
  }

  // The speaker goes on in the same paragraph: he said that, too, to whom he said the sentence
  // before.
  void carry_on() {
    for (std::size_t i = 1; i < ladders_.size(); ++i) {
      Ladder& now = ladders_[i];
      const Ladder& before = ladders_[i - 1];
      if (!now.via.empty() || before.via.empty() || !now.speaker || now.speaker != before.speaker)
        continue;
      if (sentences_.empty() || paragraph_of(i) != paragraph_of(i - 1)) continue;
      now.via = before.via;
      now.occasion = before.occasion;
      now.rule = "goes on from the sentence before";
    }
  }

  std::string_view text_;
  std::span<const Sentence> sentences_;
  const Reading& reading_;
  const Entities& entities_;
  std::map<EntityIndex, Interview> interviews_;  // by the person interviewed
  std::vector<Ladder> ladders_;
};

}  // namespace

std::vector<Ladder> find_ladders(std::string_view text, std::span<const Sentence> sentences,
                                 const Reading& reading, const Entities& entities) {
  return LadderFinder(text, sentences, reading, entities).run();
}

}  // namespace sayso
