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

// "a memo seen by the Courier", "leaked to the agency": how a document came to an outlet.
constexpr std::string_view kComeBy[] = {
    "seen",    "obtained",  "reviewed",  "viewed",   "examined",  "leaked",    "quoted", "cited",
    "carried", "published", "disclosed", "revealed", "unearthed", "uncovered", "dug",    "passed"};
// "the records that the Courier has seen"
constexpr std::string_view kGetting[] = {"saw",    "seen",  "obtained",  "obtains",   "reviewed",
                                         "viewed", "got",   "published", "quotes",    "quoted",
                                         "cites",  "cited", "dug",       "unearthed", "acquired"};
// Words that may stand between the links of a chain: "the Post, which had it from the agency, citing".
constexpr std::string_view kBetweenLinks[] = {
    "which", "who",  "that", "had", "has", "have", "having", "it",   "this", "from",
    "in",    "turn", "a",    "an",  "the", "its",  "own",    "only", "both", "two",
    "also",  "as",   "was",  "is",  "one", "some", "and",    "then", "now"};
// What an outlet is called without its name.
constexpr std::string_view kOutletNouns[] = {
    "newspaper",   "paper",   "daily",   "weekly",  "monthly", "magazine",   "journal",
    "broadcaster", "station", "channel", "website", "tabloid", "newsletter", "radio"};

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
    find_places();
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

  static bool is_in(const std::vector<EntityIndex>& entities, EntityIndex entity) {
    return std::find(entities.begin(), entities.end(), entity) != entities.end();
  }

  bool is_outlet(EntityIndex entity) const {
    return entities_.all[entity].type == EntityType::kOutlet;
  }

  // Every mention, and "the newspaper" and "it quoted" with the outlet that was named last.
  void find_places() {
    for (const auto& [span, entity] : entities_.mentions) places_.push_back({entity, span});
    const std::vector<Place> named = places_;
    const bool has_agency =
        std::any_of(entities_.all.begin(), entities_.all.end(), [](const Entity& entity) {
          return entity.type == EntityType::kOrganisation &&
                 (entity.name.find("gency") != std::string::npos ||
                  std::any_of(entity.roles.begin(), entity.roles.end(),
                              [](const std::string& role) {
                                return role.find("gency") != std::string::npos;
                              }));
        });
    std::vector<PlainWord> words =
        plain_words(text_, {0, static_cast<std::uint32_t>(text_.size())});
    for (std::size_t i = 0; i + 1 < words.size(); ++i) {
      std::size_t last = i + 1;
      if (words[i].word == "the" && words[last].word == "news") ++last;
      const bool noun = words[i].word == "the" && last < words.size() &&
                        (any_of(words[last].word, kOutletNouns) ||
                         (words[last].word == "agency" && (last > i + 1 || !has_agency)));
      const bool quoting = words[i].word == "it" && words[i].sentence &&
                           (any_of(words[i + 1].word, kQuoting) ||
                            (words[i + 1].word == "also" && i + 2 < words.size() &&
                             any_of(words[i + 2].word, kQuoting)));
      if (!noun && !quoting) continue;
      const Span phrase{words[i].span.begin, noun ? words[last].span.end : words[i].span.end};
      if (const auto outlet = outlet_named_before(named, phrase))
        places_.push_back({*outlet, phrase});
    }
    std::sort(places_.begin(), places_.end(),
              [](const Place& a, const Place& b) { return a.span < b.span; });
  }

  // The last outlet that was named in the few sentences before; none if the phrase is a mention, or
  // if a name goes on from it ("the newspaper Skerry").
  std::optional<EntityIndex> outlet_named_before(const std::vector<Place>& named,
                                                 const Span& phrase) const {
    constexpr std::uint32_t kSentencesBack = 4;
    if (sentences_.empty()) return std::nullopt;
    const std::uint32_t here = sentence_at(sentences_, phrase.begin);
    auto next = std::partition_point(named.begin(), named.end(), [&](const Place& place) {
      return place.span.begin < phrase.begin;
    });
    if (next != named.end() && next->span.begin <= phrase.end + 2) return std::nullopt;
    for (auto place = std::make_reverse_iterator(next); place != named.rend(); ++place) {
      if (place->span.end > phrase.begin) return std::nullopt;
      const std::uint32_t there = sentence_at(sentences_, place->span.begin);
      if (there + kSentencesBack < here) break;
      if (there == here) continue;  // "the Post had it from the agency"
      // An article calls its own outlet by its name.
      if (is_outlet(place->entity) && !is_own_outlet(place->entity)) return place->entity;
    }
    return std::nullopt;
  }

  // Those that begin in a range.
  std::span<const Place> places_in(std::uint32_t begin, std::uint32_t end) const {
    const auto at_least = [&](std::uint32_t at) {
      return std::partition_point(places_.begin(), places_.end(),
                                  [&](const Place& place) { return place.span.begin < at; });
    };
    return {at_least(begin), at_least(std::max(begin, end))};
  }

  // Outlets that the sentence names outside of the content and that are not the speaker.
  std::vector<Place> outlets_beside(const Attribution& a,
                                    std::optional<EntityIndex> speaker) const {
    const Span sentence = sentence_of(a);
    std::vector<Place> places;
    for (const Place& place : places_in(sentence.begin, sentence.end)) {
      if (!is_outlet(place.entity) || speaker == place.entity) continue;
      if (is_own_outlet(place.entity) || in_content(a, place.span)) continue;
      places.push_back(place);
    }
    return places;
  }

  // "The Post, which had it from the agency, quoting a clerk": all that hand it on from each other
  // before the source, the first of them first.
  std::vector<EntityIndex> chain_before(const Attribution& a,
                                        std::optional<EntityIndex> speaker) const {
    constexpr std::size_t kWordsBetween = 6;
    std::vector<EntityIndex> chain;
    if (!a.source) return chain;
    const Span sentence = sentence_of(a);
    std::uint32_t inner = a.source->begin;
    const std::span<const Place> before = places_in(sentence.begin, inner);
    for (std::size_t i = before.size(); i-- > 0;) {
      const Place& place = before[i];
      if (place.span.end > inner) continue;
      const std::vector<std::string> between = words_between(place.span.end, inner);
      if (between.size() > kWordsBetween || !hands_on(between)) break;
      if (in_content(a, place.span) || place.entity == speaker || is_in(chain, place.entity)) break;
      if (entities_.all[place.entity].type == EntityType::kPlace) break;
      if (!is_own_outlet(place.entity)) chain.insert(chain.begin(), place.entity);
      inner = place.span.begin;
    }
    return chain;
  }

  // "quoting", "which had it from", "citing the"
  static bool hands_on(const std::vector<std::string>& between) {
    bool quoting = false;
    for (const std::string& word : between) {
      if (any_of(word, kQuoting)) {
        quoting = true;
      } else if (!any_of(word, kBetweenLinks)) {
        return false;
      }
    }
    const auto it = std::find(between.begin(), between.end(), "it");
    const bool had_from = it != between.end() && it + 1 != between.end() && *(it + 1) == "from";
    return quoting || had_from;
  }

  // "a memo seen by the Courier", "the lists that the Courier dug out": in the source, or right after
  // it.
  std::optional<EntityIndex> came_by(const Attribution& a,
                                     std::optional<EntityIndex> speaker) const {
    constexpr std::uint32_t kBytesAfter = 40;
    constexpr std::size_t kWordsBefore = 5;
    if (!a.source) return std::nullopt;
    const std::uint32_t end =
        std::min(a.source->end + kBytesAfter, std::max(a.source->end, sentence_of(a).end));
    for (const Place& place : places_in(a.source->begin, end)) {
      if (!is_outlet(place.entity) || is_own_outlet(place.entity) || place.entity == speaker ||
          in_content(a, place.span))
        continue;
      std::vector<std::string> before = words_between(a.source->begin, place.span.begin);
      const std::size_t skipped = before.size() - std::min(before.size(), kWordsBefore);
      before.erase(before.begin(), before.begin() + static_cast<std::ptrdiff_t>(skipped));
      const bool handed =
          has(before, kComeBy) && (std::find(before.begin(), before.end(), "by") != before.end() ||
                                   std::find(before.begin(), before.end(), "to") != before.end());
      std::vector<std::string> after = words_between(place.span.end, place.span.end + 24);
      if (after.size() > 2) after.resize(2);
      const bool got =
          !before.empty() &&
          (before.back() == "that" || before.back() == "which" ||
           (before.size() > 1 && before.back() == "the" && before[before.size() - 2] == "that")) &&
          has(after, kGetting);
      if (handed || got) return place.entity;
    }
    return std::nullopt;
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
    const auto is_according_to = [&](std::size_t from_end) {
      return before.size() >= from_end && before[before.size() - from_end] == "according" &&
             before[before.size() - from_end + 1] == "to";
    };
    const bool according = is_according_to(2) || is_according_to(3);
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
    if (!ladder.via.empty()) ladder.rule = "by the model";
    add_links(ladder, chain_before(a, ladder.speaker), "hands on what another has");
    if (const std::optional<EntityIndex> outlet = came_by(a, ladder.speaker))
      add_links(ladder, {*outlet}, "the source's words came by the outlet");
    if (!ladder.via.empty()) {
      if (!outlet_speaks) add_who_reports(ladder, a);
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

  // In their order among those that are there: behind what is already known of the first, before the
  // rest.
  static void add_links(Ladder& ladder, const std::vector<EntityIndex>& links, const char* rule) {
    std::vector<EntityIndex> all = links;
    if (links.empty()) return;
    for (const EntityIndex known : ladder.via) {
      if (!is_in(all, known)) all.insert(all.begin(), known);
    }
    if (all.size() == ladder.via.size()) return;
    ladder.via = std::move(all);
    ladder.rule += (ladder.rule.empty() ? "" : "; ") + std::string(rule);
  }

  // "The office has told the station, the Post reports": the Post is nearer to the reader.
  void add_who_reports(Ladder& ladder, const Attribution& a) const {
    for (const Place& outlet : outlets_beside(a, ladder.speaker)) {
      if (is_in(ladder.via, outlet.entity)) continue;
      if (is_told(a, outlet) || !reports_beside(a, outlet)) continue;
      ladder.via.insert(ladder.via.begin(), outlet.entity);
      ladder.rule += "; reported by the outlet";
      return;
    }
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
  std::vector<Place> places_;                    // in order
  std::map<EntityIndex, Interview> interviews_;  // by the person interviewed
  std::vector<Ladder> ladders_;
};

}  // namespace

std::vector<Ladder> find_ladders(std::string_view text, std::span<const Sentence> sentences,
                                 const Reading& reading, const Entities& entities) {
  return LadderFinder(text, sentences, reading, entities).run();
}

}  // namespace sayso
