#include "extract/assemble.h"

#include <re2/re2.h>

#include <algorithm>
#include <numeric>
#include <tuple>

#include "extract/lexicon.h"
#include "extract/nested_reports.h"
#include "extract/occasions.h"
#include "extract/pronouns.h"
#include "extract/settle_names.h"
#include "extract/spans.h"
#include "text/plain_words.h"
#include "text/proposition.h"
#include "text/sketch.h"

namespace sayso {
namespace {

constexpr std::size_t kOwnWordsAtLeast =
    6;  // a shorter sentence of the outlet's own states nothing to compare
constexpr std::size_t kOwnSentencesAtMost = 400;  // of one document
constexpr std::size_t kClaimsAtOnce = 3;          // that "these claims" may stand for

Records head_of(const Document& document) {
  Records records;
  records.document = document.key;
  records.external_id = document.external_id;
  records.file = document.file;
  records.outlet = document.outlet;
  records.address = document.address;
  records.title = document.title;
  records.byline = document.byline;
  records.published = document.published;
  records.sketch = sketch(document.text);
  return records;
}

bool is_silent(Stance stance) {
  return stance == Stance::kDeclines || stance == Stance::kUnanswered ||
         stance == Stance::kUnverified;
}

Span first_of(const Attribution& attribution) {
  if (!attribution.content.empty()) return attribution.content.front();
  return attribution.cue ? *attribution.cue : attribution.source.value_or(Span{});
}

// The silence of the same cue, of `silences` in order of their cues; null if there is none.
Silence* same_silence(const Attribution& tagged, std::vector<Silence>& silences) {
  if (!tagged.cue) return nullptr;
  const auto near = std::partition_point(
      silences.begin(), silences.end(),
      [&](const Silence& silence) { return silence.cue.end <= tagged.cue->begin; });
  return near != silences.end() && near->cue.overlaps(*tagged.cue) ? &*near : nullptr;
}

Attribution as_attribution(const Silence& silence) {
  Attribution attribution;
  attribution.source = silence.source;
  attribution.cue = silence.cue;
  if (silence.topic) attribution.content.push_back(*silence.topic);
  attribution.stance[static_cast<std::size_t>(silence.stance)] = 1;
  attribution.score = 1;
  attribution.rule = kSilenceRule;
  return attribution;
}

class Assembler {
 public:
  Assembler(const Document& document, const Findings& findings)
      : document_(document), text_(document.text), found_(findings), records_(head_of(document)) {}

  Assembled run() {
    records_.entities = found_.entities.all;
    for (const NameMention& name : found_.reading.names) names_.push_back(name.span);
    for (std::size_t i = 0; i < found_.reading.attributions.size(); ++i) add_statement(i);
    date_by_occasions();
    add_own_voice();
    put_in_order();
    nest();
    give_first_persons_a_speaker();
    relay_what_is_told_within();
    repeat_for_several_claims();
    find_what_is_answered();
    find_citations();
    find_credits();
    return {std::move(records_), std::move(grounds_)};
  }

  Records run_given(std::vector<GivenStatement> given) {
    records_.entities = found_.entities.all;
    for (const NameMention& name : found_.reading.names) names_.push_back(name.span);
    std::vector<char> answers_known;
    for (GivenStatement& one : in_order_of_text(std::move(given))) {
      answers_known.push_back(one.tells_answers);
      add_given(std::move(one));
    }
    find_what_is_answered(answers_known);
    find_citations();
    find_credits();
    return std::move(records_);
  }

 private:
  // ---- given statements ----

  static bool comes_before(const Statement& a, const Statement& b) {
    return std::tuple(first_span(a), a.content, a.cue) <
           std::tuple(first_span(b), b.content, b.cue);
  }

  static std::vector<GivenStatement> in_order_of_text(std::vector<GivenStatement> given) {
    std::vector<std::size_t> order(given.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      const GivenStatement &one = given[a], &other = given[b];
      if (comes_before(one.statement, other.statement)) return true;
      if (comes_before(other.statement, one.statement)) return false;
      return std::tie(one.statement.stance, one.id, a) <
             std::tie(other.statement.stance, other.id, b);
    });
    std::vector<std::uint32_t> place(given.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) place[order[i]] = i;
    for (GivenStatement& one : given) {
      for (std::uint32_t& carried : one.statement.carries) carried = place[carried];
      std::sort(one.statement.carries.begin(), one.statement.carries.end());
      if (one.statement.inside) one.statement.inside = place[*one.statement.inside];
      if (one.statement.answers) one.statement.answers = place[*one.statement.answers];
    }
    return in_order(std::move(given), order);
  }

  void add_given(GivenStatement given) {
    Statement& statement = given.statement;
    const std::array<std::int8_t, 256> meaning = statement.proposition.meaning;
    const Statement as_given = statement;
    if (statement.rule.empty()) statement.rule = kGivenRule;
    if (statement.voice == Voice::kOwn && !statement.speaker && found_.entities.has_outlet)
      statement.speaker = 0;
    if (statement.voice == Voice::kOwn && !given.tells_seen && !found_.sentences.empty()) {
      const Sentence& sentence = sentence_at_place(first_span(statement).begin);
      statement.seen = says_that_it_saw(slice(text_, sentence.span));
    }
    finish(statement, meaning, {});
    if (given.tells_happened) records_.statements.back().happened_on = as_given.happened_on;
    if (given.tells_sentence) records_.statements.back().sentence = as_given.sentence;
  }

  const Sentence& sentence_at_place(std::uint32_t at) const {
    return found_.sentences[sentence_at(found_.sentences, at)];
  }

  // ---- attributed statements ----

  void add_statement(std::size_t i) {
    const Attribution& attribution = found_.reading.attributions[i];
    const std::vector<Span>& content = attribution.content;
    const Ladder& ladder = found_.ladders[i];
    Grounds grounds;
    grounds.attribution = i;
    grounds.stance = decide_stance(words(attribution.cue), joined(content), attribution.stance);
    const StanceDecision& stance = grounds.stance;
    if (content.empty() && !is_silent(stance.stance)) return;
    if (nobody_asked(attribution) || is_nobodys(attribution)) return;
    Statement statement;
    statement.source = attribution.source;
    statement.cue = attribution.cue;
    statement.content = content;
    statement.speaker = ladder.speaker;
    statement.via = ladder.via;
    statement.stance = stance.stance;
    if (stance.stance == Stance::kUnverified && !statement.speaker && found_.entities.has_outlet)
      statement.speaker = 0;
    statement.quoted = kind_of(content);
    grounds.said = said_on(text_, found_.sentences, found_.times, attribution, contents_around(i),
                           document_.published, !ladder.via.empty(), ladder.occasion);
    statement.said_on = grounds.said.day;
    statement.rule = attribution.rule + "; stance by " + stance.rule;
    if (!ladder.rule.empty()) statement.rule += "; relay: " + ladder.rule;
    finish(statement, attribution.meaning, std::move(grounds));
  }

  // What one sentence does not tell of the day, the others may.
  void date_by_occasions() {
    std::vector<Saying> sayings;
    for (std::size_t i = 0; i < records_.statements.size(); ++i) {
      const Statement& statement = records_.statements[i];
      Saying saying;
      saying.speaker = statement.speaker;
      saying.source = statement.source;
      saying.at = first_span(statement).begin;
      saying.dating = grounds_[i].said;
      saying.earlier = statement.cue && is_told_of_before(text_, found_.sentences, *statement.cue);
      saying.retold = !statement.via.empty();
      saying.unanswered = statement.stance == Stance::kUnanswered;
      sayings.push_back(std::move(saying));
    }
    const std::vector<Dating> days = settle_days(text_, found_.sentences, found_.times,
                                                 found_.entities, sayings, document_.published);
    for (std::size_t i = 0; i < days.size(); ++i) {
      grounds_[i].said = days[i];
      records_.statements[i].said_on = days[i].day;
    }
  }

  // Its own contents and those of its neighbours: the times in them tell when things happened.
  std::vector<Span> contents_around(std::size_t i) const {
    constexpr std::size_t kNeighbours = 4;
    const std::vector<Attribution>& all = found_.reading.attributions;
    std::vector<Span> contents;
    for (std::size_t j = i - std::min(i, kNeighbours);
         j < std::min(all.size(), i + kNeighbours + 1); ++j) {
      contents.insert(contents.end(), all[j].content.begin(), all[j].content.end());
    }
    return contents;
  }

  // What every statement has, whoever's it is.
  void finish(Statement& statement, const std::array<std::int8_t, 256>& meaning, Grounds grounds) {
    grounds.happened = happened_on(found_.times, statement.content);
    statement.happened_on = grounds.happened.day;
    statement.sentence = shown_sentence(statement);
    statement.proposition = make_proposition(text_, statement.content, names_,
                                             statement.cue.value_or(first_span(statement)));
    statement.proposition.meaning = meaning;
    records_.statements.push_back(std::move(statement));
    grounds_.push_back(std::move(grounds));
  }

  // Words that were tagged as content, with neither a cue nor a source nor quotation marks.
  bool is_nobodys(const Attribution& attribution) const {
    return !attribution.cue && !attribution.source &&
           kind_of(attribution.content) == Quoted::kIndirect;
  }

  // "The notice did not say when the bridge would open": that it is silent is no statement of
  // anybody's.
  bool nobody_asked(const Attribution& attribution) const {
    static const RE2 unsaid(R"((?i)^(?:did|does|do)(?: not|n[’']t) (?:say|tell|specify|mention)$)");
    static const RE2 question(R"((?i)^(?:whether|if|when|where|what|which|who|whom|why|how)\b)");
    if (!attribution.cue || attribution.content.empty()) return false;
    const std::string_view cue = words(attribution.cue);
    const std::string_view content = slice(text_, attribution.content.front());
    return RE2::FullMatch(re2::StringPiece(cue.data(), cue.size()), unsaid) &&
           RE2::PartialMatch(re2::StringPiece(content.data(), content.size()), question);
  }

  std::string_view words(const std::optional<Span>& span) const {
    return span ? slice(text_, *span) : std::string_view{};
  }
  std::string joined(const std::vector<Span>& content) const {
    std::string all;
    for (const Span& piece : content) all += std::string(slice(text_, piece)) + " ";
    return all;
  }

  Quoted kind_of(const std::vector<Span>& content) const {
    bool all = !content.empty();
    bool any = false;
    for (const Span& piece : content) {
      const QuotePair* pair = enclosing_pair(found_.quotes, piece);
      all = all && pair;
      any = any || pair;
      for (const QuotePair& inner : pairs_near(found_.quotes, piece)) {
        any = any || piece.contains(inner.outer);
      }
    }
    return all ? Quoted::kDirect : any ? Quoted::kMixed : Quoted::kIndirect;
  }

  Span shown_sentence(const Statement& statement) const {
    if (found_.sentences.empty()) return first_span(statement);
    Span whole = sentence_at_place(first_span(statement).begin).span;
    const auto widen = [&](const Span& span) {
      whole.begin = std::min(whole.begin, sentence_at_place(span.begin).span.begin);
      whole.end = std::max({whole.end, sentence_at_place(span.end - 1).span.end, span.end});
    };
    for (const Span& piece : statement.content) widen(piece);
    if (statement.cue) widen(*statement.cue);
    if (statement.source) widen(*statement.source);
    return whole;
  }

  // ---- the outlet's own voice ----

  // Sentences in which nobody is attributed with anything: group() keeps those that join a claim.
  void add_own_voice() {
    if (!found_.entities.has_outlet) return;
    std::vector<Span> taken;
    for (const Statement& statement : records_.statements) taken.push_back(statement.sentence);
    std::sort(taken.begin(), taken.end());
    std::size_t n_own = 0;
    std::size_t next = 0;
    std::uint32_t reach = 0;
    for (const Sentence& sentence : found_.sentences) {
      while (next < taken.size() && taken[next].begin < sentence.span.end)
        reach = std::max(reach, taken[next++].end);
      if (reach > sentence.span.begin || n_own >= kOwnSentencesAtMost ||
          !states_something(sentence.span))
        continue;
      add_own_sentence(sentence.span);
      ++n_own;
    }
  }

  bool states_something(const Span& sentence) const {
    const std::string_view sentence_words = slice(text_, sentence);
    if (!sentence_words.ends_with('.') || enclosing_pair(found_.quotes, sentence)) return false;
    return plain_words(text_, sentence, kOwnWordsAtLeast).size() >= kOwnWordsAtLeast;
  }

  static bool says_that_it_saw(std::string_view sentence) {
    static const RE2 seen(
        R"((?i)\b(?:seen|obtained|reviewed|verified|viewed|examined) by\b|\bwe (?:saw|have seen|obtained)\b)");
    return RE2::PartialMatch(re2::StringPiece(sentence.data(), sentence.size()), seen);
  }

  void add_own_sentence(const Span& sentence) {
    Statement statement;
    statement.voice = Voice::kOwn;
    statement.content.push_back({sentence.begin, sentence.end - 1});
    statement.speaker = 0;
    Grounds grounds;
    grounds.stance.rule = "own voice";
    grounds.said = {document_.published.substr(0, 10), std::nullopt, std::nullopt,
                    "the day of publication"};
    statement.said_on = grounds.said.day;
    statement.seen = says_that_it_saw(slice(text_, sentence));
    statement.rule = "own voice";
    finish(statement, {}, std::move(grounds));
  }

  // ---- order, nesting, answers ----

  void put_in_order() {
    std::vector<std::size_t> order(records_.statements.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
      return comes_before(records_.statements[a], records_.statements[b]);
    });
    records_.statements = in_order(std::move(records_.statements), order);
    grounds_ = in_order(std::move(grounds_), order);
  }

  template <typename T>
  static std::vector<T> in_order(std::vector<T> things, const std::vector<std::size_t>& order) {
    std::vector<T> sorted;
    sorted.reserve(things.size());
    for (const std::size_t i : order) sorted.push_back(std::move(things[i]));
    return sorted;
  }

  // Inside another is what is told within it, by the choice of its cue where there is one; else
  // whose cue or source stands in the other's content. The smallest such content counts.
  void nest() {
    std::vector<Statement>& all = records_.statements;
    for (std::uint32_t inner = 0; inner < all.size(); ++inner) {
      std::optional<std::uint32_t> outer = chosen_around(inner);
      if (!outer) outer = content_around(inner);
      if (!outer || is_inside(*outer, inner)) continue;
      all[inner].inside = outer;
      all[*outer].carries.push_back(inner);
    }
  }

  std::optional<std::uint32_t> content_around(std::uint32_t inner) const {
    const std::vector<Statement>& all = records_.statements;
    const std::optional<Span> anchor = all[inner].cue ? all[inner].cue : all[inner].source;
    if (!anchor) return std::nullopt;
    for (std::uint32_t outer = inner; outer-- > 0 && inner - outer < 8;) {
      // What a tagger has found is the article's own, and lies in nothing that only the heads found.
      if (is_heads_own(outer) && !is_heads_own(inner)) continue;
      if (holds(all[outer], *anchor) && all[outer].voice != Voice::kOwn) return outer;
    }
    return std::nullopt;
  }

  bool is_heads_own(std::uint32_t statement) const {
    const std::optional<std::size_t>& i = grounds_[statement].attribution;
    return i && found_.reading.attributions[*i].rule == kNestedRule;
  }

  // Of the statements of the cue that was chosen, the one whose content holds this one's cue, or
  // the first.
  std::optional<std::uint32_t> chosen_around(std::uint32_t inner) const {
    const std::vector<Statement>& all = records_.statements;
    if (!grounds_[inner].attribution) return std::nullopt;
    const Attribution& attribution = found_.reading.attributions[*grounds_[inner].attribution];
    if (!attribution.within) return std::nullopt;
    std::optional<std::uint32_t> outer;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (i == inner || all[i].cue != attribution.within) continue;
      if (!outer) outer = i;
      if (holds(all[i], *attribution.cue)) return i;
    }
    return outer;
  }

  // "We believe", she said: who says so is "we".
  void give_first_persons_a_speaker() {
    std::vector<Statement>& all = records_.statements;
    const auto is_first_person = [&](std::uint32_t i) {
      return all[i].inside && all[i].source && chosen_around(i) &&
             pronoun_of(words(all[i].source)) == Pronoun::kFirst;
    };
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (!is_first_person(i)) continue;
      std::uint32_t outer = *all[i].inside;
      while (is_first_person(outer)) outer = *all[outer].inside;
      all[i].speaker = all[outer].speaker;
    }
  }

  // Whose report a statement is told within stands between the reader and the speaker.
  void relay_what_is_told_within() {
    std::vector<Statement>& all = records_.statements;
    std::vector<std::vector<EntityIndex>> before;
    for (const Statement& statement : all) before.push_back(statement.via);
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      Statement& statement = all[i];
      if (!statement.inside || !statement.via.empty() || !chosen_around(i)) continue;
      for (std::optional<std::uint32_t> at = statement.inside; at; at = all[*at].inside) {
        if (all[*at].speaker) add_rung(statement, *all[*at].speaker);
        for (std::size_t k = before[*at].size(); k-- > 0;) add_rung(statement, before[*at][k]);
      }
      if (!statement.via.empty()) statement.rule += std::string("; relay: ") + kRelayedRule;
    }
  }

  // On the reader's side of those that are there.
  void add_rung(Statement& statement, EntityIndex entity) const {
    const bool own = found_.entities.has_outlet && entity == 0;
    std::vector<EntityIndex>& via = statement.via;
    if (own || statement.speaker == entity ||
        std::find(via.begin(), via.end(), entity) != via.end())
      return;
    via.insert(via.begin(), entity);
  }

  bool is_inside(std::uint32_t statement, std::uint32_t outer) const {
    for (std::optional<std::uint32_t> at = statement; at; at = records_.statements[*at].inside) {
      if (*at == outer) return true;
    }
    return false;
  }

  static bool holds(const Statement& outer, const Span& span) {
    return std::any_of(outer.content.begin(), outer.content.end(), [&](const Span& content) {
      return content.contains(span) && content != span;
    });
  }

  // A denial or an admission whose words name no topic is about what somebody else said just
  // before; a retraction, about what the same speaker said; a silence, about the article's main
  // matter, which newspapers put first.
  // `known`: those of which it was said, even that they answer nothing.
  void find_what_is_answered(const std::vector<char>& known = {}) {
    std::vector<Statement>& all = records_.statements;
    for (std::uint32_t i = 0; i < all.size(); ++i) {
      if (i < known.size() && known[i]) continue;
      const bool wordless = all[i].content.empty() || all[i].proposition.refers_back;
      if (!wordless || all[i].voice == Voice::kOwn || all[i].answers) continue;
      const bool to_the_lead =
          all[i].stance == Stance::kUnanswered || all[i].stance == Stance::kDeclines;
      all[i].answers = to_the_lead && all[i].content.empty() ? first_before(i) : last_before(i, i);
    }
  }

  // "No independent confirmation of these claims": of each that the paragraph reports before.
  void repeat_for_several_claims() {
    for (std::uint32_t i = 0; i < records_.statements.size(); ++i) {
      if (records_.statements[i].stance != Stance::kUnverified) continue;
      if (records_.statements[i].answers || !names_several(records_.statements[i])) continue;
      std::vector<std::uint32_t> claims;
      std::optional<std::uint32_t> last = last_before(i, i);
      while (last && claims.size() < kClaimsAtOnce && in_paragraph_of(*last, i)) {
        claims.push_back(*last);
        last = last_before(*last, i);
      }
      if (claims.empty()) continue;
      records_.statements[i].answers = claims.front();
      for (std::size_t n = 1; n < claims.size(); ++n) {
        insert_copy_after(i);
        records_.statements[i + 1].answers = claims[n];
      }
    }
  }

  void insert_copy_after(std::uint32_t place) {
    const auto moved = [&](std::uint32_t index) { return index > place ? index + 1 : index; };
    for (Statement& statement : records_.statements) {
      if (statement.inside) statement.inside = moved(*statement.inside);
      if (statement.answers) statement.answers = moved(*statement.answers);
      for (std::uint32_t& carried : statement.carries) carried = moved(carried);
    }
    const Statement copy = records_.statements[place];
    records_.statements.insert(records_.statements.begin() + place + 1, copy);
    const Grounds same = grounds_[place];
    grounds_.insert(grounds_.begin() + place + 1, same);
  }

  bool names_several(const Statement& statement) const {
    static const RE2 several(
        R"((?i)^(?:(?:any|either|both|all) of )?(?:these|those|both|such|their) (?:\w+ )?\w+s$)");
    if (statement.content.size() != 1) return false;
    const std::string_view content = slice(text_, statement.content.front());
    return RE2::FullMatch(re2::StringPiece(content.data(), content.size()), several);
  }

  bool in_paragraph_of(std::uint32_t a, std::uint32_t b) const {
    return sentence_at_place(first_span(records_.statements[a]).begin).paragraph ==
           sentence_at_place(first_span(records_.statements[b]).begin).paragraph;
  }

  // Whether `by` can be about what `other` says.
  bool can_answer(std::uint32_t other, std::uint32_t by) const {
    const Statement& one = records_.statements[other];
    const Statement& reaction = records_.statements[by];
    const bool says_something = one.voice == Voice::kAttributed && !is_silent(one.stance) &&
                                !one.proposition.refers_back && !one.content.empty();
    return says_something &&
           (one.speaker == reaction.speaker) == (reaction.stance == Stance::kRetracts);
  }

  // The nearest statement before `place` that `by` can be about.
  std::optional<std::uint32_t> last_before(std::uint32_t place, std::uint32_t by) const {
    constexpr std::uint32_t kFarthest = 6;
    for (std::uint32_t j = place; j-- > 0 && place - j <= kFarthest;) {
      if (can_answer(j, by)) return j;
    }
    return std::nullopt;
  }

  std::optional<std::uint32_t> first_before(std::uint32_t by) const {
    for (std::uint32_t j = 0; j < by; ++j) {
      if (can_answer(j, by)) return j;
    }
    return std::nullopt;
  }

  // ---- what the article leans on ----

  void find_citations() {
    std::vector<char> cited(records_.entities.size(), 0);
    const auto cite = [&](EntityIndex entity, const Span& at) {
      if (records_.entities[entity].type != EntityType::kOutlet || cited[entity]) return;
      if (found_.entities.has_outlet && entity == 0) return;
      if (!has_name(records_.entities[entity].name)) return;  // "the trade journal"
      cited[entity] = 1;
      records_.citations.push_back({entity, at});
    };
    for (const Statement& statement : records_.statements) {
      if (statement.voice == Voice::kOwn) continue;
      const Span at = statement.cue.value_or(first_span(statement));
      if (statement.speaker) cite(*statement.speaker, at);
      for (const EntityIndex relay : statement.via) cite(relay, at);
    }
  }

  static bool has_name(const std::string& words) {
    const std::vector<PlainWord> all =
        plain_words(words, {0, static_cast<std::uint32_t>(words.size())}, 12);
    return std::any_of(all.begin(), all.end(), [](const PlainWord& word) {
      return word.capital && !is_function_word(word.word) && !noun_class(word.word);
    });
  }

  // "PORT HALDEN, March 13 (Meridian) -": the agency whose text it is.
  void find_credits() {
    static const RE2 dateline(R"(^[^\n]{2,60}?\(([^()\n]{2,40})\) ?(?:-|–|—|--) )");
    re2::StringPiece agency;
    const std::string_view opening = text_.substr(0, 160);
    if (RE2::PartialMatch(re2::StringPiece(opening.data(), opening.size()), dateline, &agency)) {
      records_.credits.emplace_back(agency.data(), agency.size());
    }
    if (names_an_outlet(document_.byline) && document_.byline != document_.outlet) {
      records_.credits.push_back(document_.byline);
    }
  }

  // "Meridian", "Kystradio News"; a byline of two plain names is a reporter.
  static bool names_an_outlet(const std::string& byline) {
    const std::vector<PlainWord> words =
        plain_words(byline, {0, static_cast<std::uint32_t>(byline.size())}, 8);
    if (words.empty()) return false;
    const bool one_name = words.size() == 1 && words.front().capital;
    const std::string& last = words.back().word;
    const bool kind = is_outlet_word(last) || noun_class(last) == NounClass::kOutlet;
    return one_name || (kind && words.back().capital);
  }

  const Document& document_;
  std::string_view text_;
  const Findings& found_;
  Records records_;
  std::vector<Grounds> grounds_;  // beside records_.statements
  std::vector<Span> names_;
};

}  // namespace

Reading with_silences(std::string_view text, std::span<const Sentence> sentences,
                      std::span<const QuotePair> quotes, Reading reading,
                      std::vector<Silence> silences) {
  std::erase_if(reading.attributions, [&](const Attribution& tagged) {
    if (Silence* silence = same_silence(tagged, silences)) {
      const bool tells =
          !tagged.content.empty() && !is_no_topic(slice(text, tagged.content.front()));
      if (!silence->topic && tells) silence->topic = tagged.content.front();
      return true;
    }
    if (!tagged.content.empty() || !tagged.cue || sentences.empty()) return false;
    const Span& sentence = sentences[sentence_at(sentences, tagged.cue->begin)].span;
    return !tells_of_silence(slice(text, {tagged.cue->begin, sentence.end}));
  });
  for (const Silence& silence : silences) reading.attributions.push_back(as_attribution(silence));
  for (Attribution& attribution : reading.attributions) {
    const bool it = attribution.rule == kSilenceRule && attribution.content.size() == 1 &&
                    pronoun_of(slice(text, attribution.content.front())) == Pronoun::kIt;
    if ((!attribution.content.empty() && !it) || !attribution.cue) continue;
    Span whole = *attribution.cue;
    if (attribution.source) whole.begin = std::min(whole.begin, attribution.source->begin);
    if (const auto asked = what_was_asked(text, sentences, quotes, whole))
      attribution.content = {*asked};
  }
  std::stable_sort(
      reading.attributions.begin(), reading.attributions.end(),
      [](const Attribution& a, const Attribution& b) { return first_of(a) < first_of(b); });
  return reading;
}

Assembled assemble(const Document& document, const Findings& findings) {
  return Assembler(document, findings).run();
}

Records assemble_given(const Document& document, const Findings& findings,
                       std::vector<GivenStatement> given) {
  return Assembler(document, findings).run_given(std::move(given));
}

Records unread(const Document& document) {
  Records records = head_of(document);
  records.notes.push_back("language not read: " + document.language);
  return records;
}

}  // namespace sayso
