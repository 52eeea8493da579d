#include "extract/decisions.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <limits>
#include <map>
#include <string>
#include <utility>

#include "extract/lexicon.h"
#include "extract/nested_reports.h"
#include "extract/pronouns.h"
#include "extract/source_phrase.h"
#include "extract/spans.h"

namespace sayso {
namespace {

constexpr std::size_t kMostAlternatives = 4;
constexpr float kWorthTelling = 0.02F;  // what is less likely is told only as the second choice

// The spans of one kind do not overlap, so those near a place stand next to each other.
template <typename T>
using BySpan = std::map<Span, const T*>;

template <typename T>
const T* overlapping(const BySpan<T>& things, const Span& span) {
  if (const auto same = things.find(span); same != things.end()) return same->second;
  auto after = things.upper_bound(Span{span.begin, std::numeric_limits<std::uint32_t>::max()});
  if (after != things.begin() && std::prev(after)->first.overlaps(span))
    return std::prev(after)->second;
  return after != things.end() && after->first.overlaps(span) ? after->second : nullptr;
}

// The evidence by where it stands.
class EvidenceIndex {
 public:
  explicit EvidenceIndex(const Evidence& evidence) {
    for (const TaggedSpan& tagged : evidence.tagged)
      tagged_[{tagged.breadth, tagged.role}].emplace(tagged.span, &tagged);
    for (const LinkRow& row : evidence.nested_sources) nested_sources_.emplace(row.chooser, &row);
    for (const LinkRow& row : evidence.parents) parents_.emplace(row.chooser, &row);
    for (const LinkRow& row : evidence.links) {
      rows_[{row.breadth, row.kind}].emplace(row.chooser, &row);
      if (row.kind != LinkKind::kSourceCue) continue;
      for (const auto& [cue, probability] : row.candidates)
        sources_[{row.breadth, cue}].emplace_back(&row, probability);
    }
  }

  const TaggedSpan* tagged(Breadth breadth, Role role, const Span& span) const {
    const auto of_role = tagged_.find({breadth, role});
    return of_role == tagged_.end() ? nullptr : overlapping(of_role->second, span);
  }

  const LinkRow* row(Breadth breadth, LinkKind kind, const Span& chooser) const {
    const auto of_kind = rows_.find({breadth, kind});
    return of_kind == rows_.end() ? nullptr : overlapping(of_kind->second, chooser);
  }

  // What a cue of whatever depth chose for its source, and for the cue that it is told within.
  const LinkRow* nested_source(const Span& cue) const { return overlapping(nested_sources_, cue); }
  const LinkRow* parent(const Span& cue) const { return overlapping(parents_, cue); }

  // The sources that could choose a cue, each with the probability that it does.
  using Sources = std::vector<std::pair<const LinkRow*, float>>;
  const Sources& sources_of(Breadth breadth, const Span& cue) const {
    static const Sources none;
    const auto found = sources_.find({breadth, cue});
    return found == sources_.end() ? none : found->second;
  }

 private:
  std::map<std::pair<Breadth, Role>, BySpan<TaggedSpan>> tagged_;
  std::map<std::pair<Breadth, LinkKind>, BySpan<LinkRow>> rows_;
  std::map<std::pair<Breadth, Span>, Sources> sources_;
  BySpan<LinkRow> nested_sources_, parents_;
};

// Likeliest first; the second choice always, what is hardly likely not at all.
std::vector<Alternative> ranked(std::vector<Alternative> all) {
  std::stable_sort(all.begin(), all.end(), [](const Alternative& a, const Alternative& b) {
    return a.probability > b.probability;
  });
  std::size_t n = std::min<std::size_t>(all.size(), 1);
  while (n < all.size() && n < kMostAlternatives && all[n].probability >= kWorthTelling) ++n;
  all.resize(n);
  return all;
}

const char* tagger_of(Breadth breadth) {
  return breadth == Breadth::kReports ? "tagger of reports" : "tagger of all attributions";
}

bool is_silence(const Attribution& attribution) { return attribution.rule == kSilenceRule; }
bool is_nested(const Attribution& attribution) { return attribution.rule.starts_with(kNestedRule); }

constexpr const char* kNestedPass = "heads of reports within reports";

// What joined parts that no link joins: another turn of words, or a quotation over paragraphs.
std::string by_rule(const Attribution& attribution) {
  if (attribution.rule.starts_with("tagged")) return "the quotation goes on";
  return "rule: " + attribution.rule;
}

// StanceDecision::rule, for a person.
std::string stance_pass(const Attribution& attribution, const std::string& rule) {
  const bool model = rule.starts_with("model:");
  if (model && is_silence(attribution)) return attribution.rule;
  if (model) return "the model";
  if (rule == "nothing else") return "nothing says otherwise, and the model is not sure";
  return "words of the " + rule;
}

// The model's probabilities of an enumeration; all zero where it was not asked.
template <std::size_t N>
void add_probabilities(Decision& decision, const std::array<float, N>& probabilities,
                       std::size_t chosen, auto name_of) {
  if (std::all_of(probabilities.begin(), probabilities.end(), [](float p) { return p == 0; }))
    return;
  decision.probability = probabilities[chosen];
  std::vector<Alternative> others;
  for (std::size_t i = 0; i < N; ++i) {
    if (i != chosen) others.push_back({std::string(name_of(i)), probabilities[i]});
  }
  decision.others = ranked(std::move(others));
}

class Explainer {
 public:
  Explainer(const Document& document, const Findings& findings, const Records& records)
      : document_(document),
        text_(document.text),
        found_(findings),
        records_(records),
        evidence_(*findings.reading.evidence) {}

  std::vector<Decision> decisions_of(const Statement& statement, const Grounds& grounds) {
    decisions_.clear();
    if (grounds.attribution) {
      const Attribution& attribution = found_.reading.attributions[*grounds.attribution];
      add_parts(attribution);
      add_links(attribution);
      add_speaker(statement, *grounds.attribution);
      add_type(statement, attribution);
      add_relays(statement, *grounds.attribution);
      add_stance(statement, attribution, grounds.stance);
    } else {
      add_own_voice(statement);
    }
    add_day("said on", grounds.said, "neither the sentence nor the article has a day");
    add_day("happened on", grounds.happened, "the content names no day");
    return std::move(decisions_);
  }

 private:
  std::string words(const Span& span) const { return std::string(slice(text_, span)); }
  std::string quoted(const Span& span) const { return "\u201C" + words(span) + "\u201D"; }
  const std::string& name(EntityIndex entity) const { return records_.entities[entity].name; }

  Decision& add(const char* what, std::string chosen, std::string pass) {
    decisions_.push_back({what, std::move(chosen), std::nullopt, std::move(pass), {}});
    return decisions_.back();
  }

  // ---- spans ----

  void add_parts(const Attribution& attribution) {
    if (attribution.source) {
      add_span("source", Role::kSource, attribution, *attribution.source);
    } else {
      add("source", "none", "the text names none");
    }
    if (attribution.cue) {
      add_span("cue", Role::kCue, attribution, *attribution.cue);
    } else {
      add("cue", "none", "no word says that it is said");
    }
    for (const Span& piece : attribution.content)
      add_span("content", Role::kContent, attribution, piece);
    if (attribution.content.empty()) add("content", "none", "the text names no topic");
  }

  // A span that is not the tagger's own: its edges went to marks or sentences, or a rule found it.
  void add_span(const char* what, Role role, const Attribution& attribution, const Span& span) {
    const TaggedSpan* tagged = evidence_.tagged(attribution.breadth, role, span);
    Decision& decision = add(what, words(span), tagger_of(attribution.breadth));
    if (is_nested(attribution)) {
      decision.pass =
          role == Role::kContent ? "what the cue has of the words around it" : kNestedPass;
      if (role == Role::kCue) decision.probability = attribution.score;
      return add_other_tagger(decision, role, attribution, span);
    }
    if (is_silence(attribution)) decision.pass = attribution.rule;
    if (tagged && tagged->span == span) {
      decision.probability = tagged->probability;
    } else if (tagged) {
      if (!is_silence(attribution)) decision.pass += ", edges by rule";
      decision.others.push_back({words(tagged->span), tagged->probability});
    } else if (!is_silence(attribution)) {
      decision.pass = role == Role::kContent && !attribution.cue ? "a sentence in quotation marks"
                                                                 : by_rule(attribution);
    }
    add_other_tagger(decision, role, attribution, span);
  }

  // The other tagger read the same words: where its span differs, that is a choice, too.
  void add_other_tagger(Decision& decision, Role role, const Attribution& attribution,
                        const Span& span) const {
    const Breadth other =
        attribution.breadth == Breadth::kReports ? Breadth::kAttitudes : Breadth::kReports;
    const TaggedSpan* tagged = evidence_.tagged(other, role, span);
    const bool differs = tagged && tagged->span != span &&
                         std::none_of(decision.others.begin(), decision.others.end(),
                                      [&](const Alternative& alternative) {
                                        return alternative.words == words(tagged->span);
                                      });
    if (differs) decision.others.push_back({words(tagged->span), tagged->probability});
  }

  // ---- links ----

  void add_links(const Attribution& attribution) {
    if (attribution.cue) add_parent(attribution);
    if (is_silence(attribution)) return;  // the formula holds all its parts
    if (is_nested(attribution)) return add_nested_source(attribution);
    for (const Span& piece : attribution.content) add_cue_of_content(attribution, piece);
    if (attribution.cue) {
      add_source_of_cue(attribution);
    } else {
      add_source_of_content(attribution, "source of the content");
    }
  }

  void add_parent(const Attribution& attribution) {
    const LinkRow* row = evidence_.parent(*attribution.cue);
    if (!row) return;
    const std::optional<Span>& outer = attribution.within;
    Decision& decision = add("told within", outer ? words(*outer) : "none", kNestedPass);
    decision.probability = outer ? probability_of(*row, row->chosen.value_or(*outer)) : row->none;
    decision.others = candidates_of(*row, row->chosen, "none");
  }

  void add_nested_source(const Attribution& attribution) {
    const std::optional<Span>& source = attribution.source;
    Decision& decision = add("source of the cue", source ? words(*source) : "none", kNestedPass);
    const LinkRow* row = evidence_.nested_source(*attribution.cue);
    if (!row) return;
    decision.probability = source ? probability_of(*row, *source) : row->none;
    decision.others = candidates_of(*row, source, "none");
  }

  // Words with how far they stand from `from`: an article says "said" many times.
  std::string words_near(const Span& span, const Span& from) const {
    const std::size_t here = sentence_at(found_.sentences, from.begin);
    const std::size_t there = sentence_at(found_.sentences, span.begin);
    if (here == there) return words(span);
    const std::size_t n = here < there ? there - here : here - there;
    return words(span) + " (" + std::to_string(n) + (n == 1 ? " sentence" : " sentences") +
           (here < there ? " on)" : " back)");
  }

  std::vector<Alternative> candidates_of(const LinkRow& row, const std::optional<Span>& chosen,
                                         const char* none) const {
    std::vector<Alternative> others;
    for (const auto& [span, probability] : row.candidates) {
      if (span != chosen) others.push_back({words_near(span, row.chooser), probability});
    }
    if (chosen) others.push_back({none, row.none});
    return ranked(std::move(others));
  }

  static std::optional<float> probability_of(const LinkRow& row, const Span& span) {
    for (const auto& [candidate, probability] : row.candidates) {
      if (candidate == span) return probability;
    }
    return std::nullopt;
  }

  void add_cue_of_content(const Attribution& attribution, const Span& piece) {
    const LinkRow* row = evidence_.row(attribution.breadth, LinkKind::kContentCue, piece);
    const std::optional<Span>& cue = attribution.cue;
    Decision& decision = add("cue of the content", cue ? words(*cue) : "no cue",
                             row ? "link of contents to cues" : "no cue is near");
    if (!row) return;
    decision.probability = cue ? probability_of(*row, *cue) : row->none;
    if (row->chosen != cue) decision.pass = by_rule(attribution);
    decision.others = candidates_of(*row, cue, "no cue");
  }

  void add_source_of_cue(const Attribution& attribution) {
    bool by_cue = false;
    std::vector<Alternative> others;
    for (const auto& [row, probability] :
         evidence_.sources_of(attribution.breadth, *attribution.cue)) {
      if (row->chooser == attribution.source && row->chosen == attribution.cue) {
        Decision& decision =
            add("source of the cue", words(row->chooser), "link of sources to cues");
        decision.probability = probability;
        by_cue = true;
      } else {
        others.push_back({words_near(row->chooser, *attribution.cue), probability});
      }
    }
    if (by_cue) {
      decisions_.back().others = ranked(std::move(others));
    } else if (attribution.source) {
      add_source_of_content(attribution, "source of the cue");
    } else {
      add("source of the cue", "none", "no source is likely enough").others =
          ranked(std::move(others));
    }
  }

  void add_source_of_content(const Attribution& attribution, const char* what) {
    const std::optional<Span>& source = attribution.source;
    const LinkRow* row = nullptr;
    for (const Span& piece : attribution.content) {
      if (row && row->chosen == source) break;
      row = evidence_.row(attribution.breadth, LinkKind::kContentSource, piece);
    }
    Decision& decision = add(what, source ? words(*source) : "none", "link of contents to sources");
    if (!row || row->chosen != source) {
      decision.pass = source ? by_rule(attribution) : "no source is near";
    }
    if (!row) return;
    decision.probability = source ? probability_of(*row, *source) : row->none;
    decision.others = candidates_of(*row, source, "none");
  }

  // ---- who ----

  void add_speaker(const Statement& statement, std::size_t i) {
    const SpeakerChoice& choice = found_.entities.choices[i];
    const std::optional<EntityIndex> resolved = found_.entities.speakers[i];
    Decision& decision =
        add("speaker", statement.speaker ? name(*statement.speaker) : "none", choice.rule);
    if (decision.pass.empty()) decision.pass = "nothing tells who speaks";
    if (!choice.joined.empty())
      decision.pass += "; \u201C" + choice.joined + "\u201D is described in the same words";
    const std::optional<Span>& source = found_.reading.attributions[i].source;
    add_candidates(decision, choice, statement.speaker, source && holds_name(*source));
    if (statement.speaker == resolved) return;
    const Ladder& ladder = found_.ladders[i];
    const bool first_person = source && pronoun_of(words(*source)) == Pronoun::kFirst;
    decision.pass = statement.speaker == ladder.speaker ? ladder.rule
                    : first_person                      ? kFirstPersonRule
                                                        : "who could not verify it";
    if (resolved) decision.others.insert(decision.others.begin(), {name(*resolved), std::nullopt});
  }

  bool holds_name(const Span& span) const {
    return std::any_of(found_.reading.names.begin(), found_.reading.names.end(),
                       [&](const NameMention& mention) { return span.contains(mention.span); });
  }

  // The model's weights; what they leave is for somebody who was not mentioned before. A name tells
  // who it is, new or not.
  void add_candidates(Decision& decision, const SpeakerChoice& choice,
                      std::optional<EntityIndex> speaker, bool named) const {
    if (choice.candidates.empty()) return;
    std::map<EntityIndex, float> weights;
    float rest = 1;
    for (const auto& [entity, probability] : choice.candidates) {
      weights[entity] += probability;
      rest -= probability;
    }
    std::vector<Alternative> others;
    for (const auto& [entity, probability] : weights) {
      if (entity == speaker) {
        decision.probability = probability;
      } else {
        others.push_back({name(entity), probability});
      }
    }
    const bool found_new = speaker && !decision.probability && !named;
    if (found_new) {
      decision.probability = std::max(rest, 0.0F);
    } else if (rest >= kWorthTelling && !named) {
      others.push_back({"somebody not mentioned before", rest});
    }
    decision.others = ranked(std::move(others));
  }

  void add_type(const Statement& statement, const Attribution& attribution) {
    if (!statement.speaker) return;
    const Entity& speaker = records_.entities[*statement.speaker];
    Decision& decision = add("type of the speaker", std::string(to_string(speaker.type)),
                             type_pass(*statement.speaker));
    add_probabilities(decision, attribution.kind, static_cast<std::size_t>(speaker.type),
                      [](std::size_t i) { return to_string(static_cast<EntityType>(i)); });
  }

  std::string type_pass(EntityIndex entity) const {
    if (found_.entities.has_outlet && entity == 0) return "the article's own outlet";
    const std::vector<Span>& mentions = records_.entities[entity].mentions;
    for (const Span& mention : mentions) {
      if (is_name(mention)) return "by its name, " + quoted(mention);
    }
    if (mentions.empty()) return "the model";
    const SourcePhrase phrase = read_source_phrase(text_, mentions.front(), found_.reading.names);
    return phrase.noun ? "by the noun \u201C" + phrase.head + "\u201D" : "the model";
  }

  bool is_name(const Span& span) const {
    const std::vector<NameMention>& names = found_.reading.names;
    const auto near = std::partition_point(
        names.begin(), names.end(),
        [&](const NameMention& mention) { return mention.span.begin < span.begin; });
    return near != names.end() && near->span == span;
  }

  // ---- through whom ----

  void add_relays(const Statement& statement, std::size_t i) {
    const Ladder& ladder = found_.ladders[i];
    const std::map<EntityIndex, float> likely = relay_probabilities(i);
    std::vector<Alternative> others;
    for (const auto& [entity, probability] : likely) {
      const bool taken =
          std::find(statement.via.begin(), statement.via.end(), entity) != statement.via.end();
      const bool possible =
          entity != statement.speaker && !(found_.entities.has_outlet && entity == 0) && !taken;
      if (possible) others.push_back({name(entity), probability});
    }
    if (statement.via.empty()) add("relay", "none", "nobody is likelier to be one than not");
    for (const EntityIndex relay : statement.via) {
      Decision& decision =
          add("relay", name(relay), ladder.rule.empty() ? kRelayedRule : ladder.rule);
      if (const auto found = likely.find(relay); found != likely.end())
        decision.probability = found->second;
    }
    decisions_.back().others = ranked(std::move(others));  // whoever is none, told once
  }

  // Of each entity near the report, that it came through it, by its likeliest mention.
  std::map<EntityIndex, float> relay_probabilities(std::size_t i) const {
    std::map<EntityIndex, float> likely;
    for (const auto& [span, log_odds] : found_.reading.attributions[i].relays) {
      const std::optional<EntityIndex> entity = entity_in(found_.entities, span);
      if (!entity) continue;
      float& best = likely[*entity];
      best = std::max(best, 1 / (1 + std::exp(-log_odds)));
    }
    return likely;
  }

  // ---- how and when ----

  void add_stance(const Statement& statement, const Attribution& attribution,
                  const StanceDecision& stance) {
    Decision& decision = add("stance", std::string(to_string(statement.stance)),
                             stance_pass(attribution, stance.rule));
    if (is_silence(attribution)) return;  // the model was not asked
    add_probabilities(decision, attribution.stance, static_cast<std::size_t>(statement.stance),
                      [](std::size_t i) { return to_string(static_cast<Stance>(i)); });
  }

  void add_day(const char* what, const Dating& dating, const char* without_day) {
    const bool nothing =
        dating.day.empty() && (*dating.rule == '\0' || document_.published.empty());
    Decision& decision = add(what, dating.day.empty() ? "not told" : dating.day,
                             nothing ? without_day : dating.rule);
    if (dating.by) decision.pass = quoted(found_.times[*dating.by].span) + " " + dating.rule;
    if (!dating.second) return;
    const TimeExpression& second = found_.times[*dating.second];
    decision.others.push_back({second.day + ", " + quoted(second.span), std::nullopt});
  }

  void add_own_voice(const Statement& statement) {
    constexpr const char* kPass = "the sentence attributes nothing: the outlet's own voice";
    for (const Span& piece : statement.content) add("content", words(piece), kPass);
    add("speaker", statement.speaker ? name(*statement.speaker) : "none", kPass);
    add("stance", std::string(to_string(statement.stance)), kPass);
  }

  const Document& document_;
  std::string_view text_;
  const Findings& found_;
  const Records& records_;
  const EvidenceIndex evidence_;
  std::vector<Decision> decisions_;  // of the statement that is being explained
};

}  // namespace

std::vector<std::vector<Decision>> find_decisions(const Document& document,
                                                  const Findings& findings,
                                                  const Assembled& assembled) {
  Explainer explainer(document, findings, assembled.records);
  std::vector<std::vector<Decision>> decisions;
  for (std::size_t i = 0; i < assembled.records.statements.size(); ++i) {
    decisions.push_back(
        explainer.decisions_of(assembled.records.statements[i], assembled.grounds[i]));
  }
  return decisions;
}

}  // namespace sayso
