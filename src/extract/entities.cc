#include "extract/entities.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "extract/body_kinds.h"
#include "extract/entity_book.h"
#include "extract/lexicon.h"
#include "extract/narration.h"
#include "extract/nearby.h"
#include "extract/source_phrase.h"
#include "extract/spans.h"
#include "extract/stance.h"
#include "text/fold.h"
#include "text/plain_words.h"

namespace sayso {
namespace {

constexpr float kAntecedentFloor = 0.35F;  // the model's choice counts from here on
// What coreference weighs beside the link, where a pronoun has both: best on GAP validation (F1 of
// 0.69 with 0, 0.71 with 0.5, 0.73 with 0.85, 0.73 with 1).
constexpr float kTogether = 0.85F;
constexpr std::uint32_t kWholePhraseBytes = 200;  // of a description, as another form of it
constexpr std::size_t kSharedStems = 2;           // that join a description with a named person
constexpr EntityIndex kDescriptionsJoined = 400;  // of one article: each is compared with each

std::optional<EntityType> type_of(NameLabel label) {
  switch (label) {
    case NameLabel::kPerson:
      return EntityType::kPerson;
    case NameLabel::kOrganisation:
      return EntityType::kOrganisation;
    case NameLabel::kOutlet:
      return EntityType::kOutlet;
    case NameLabel::kPlace:
      return EntityType::kPlace;
    case NameLabel::kOther:
      return std::nullopt;
  }
  return std::nullopt;
}

std::string without_owner_mark(std::string_view name) {
  for (const std::string_view mark : {"'s", "\u2019s"}) {
    if (name.ends_with(mark)) name.remove_suffix(mark.size());
  }
  for (const std::string_view mark : {"s'", "s\u2019"}) {
    if (name.ends_with(mark)) name.remove_suffix(mark.size() - 1);
  }
  return std::string(name);
}

bool says_unnamed(std::string_view sentence) {
  const std::string text = fold_case_and_accents(sentence);
  for (const std::string_view sign :
       {"anonymity", "not to be named", "not be named", "declined to be identified",
        "not to be identified", "not authorised", "not authorized", "unnamed", "asked not to",
        "would not give his name", "would not give her name", "name withheld",
        "rather not be named"}) {
    if (text.find(sign) != std::string::npos) return true;
  }
  return false;
}

std::size_t shared(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  std::vector<std::string> both;
  std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
  return both.size();
}

void keep_sorted(std::vector<std::string>& strings) {
  std::sort(strings.begin(), strings.end());
  strings.erase(std::unique(strings.begin(), strings.end()), strings.end());
}

class Resolver {
 public:
  Resolver(const Resolver&) = delete;  // its parts refer to each other
  Resolver& operator=(const Resolver&) = delete;
  Resolver(const Document& document, std::span<const Sentence> sentences,
           std::span<const QuotePair> quotes, const Reading& reading)
      : document_(document),
        text_(document.text),
        sentences_(sentences),
        narration_(document.text, sentences, quotes),
        reading_(reading),
        nearby_(document.text, narration_, book_) {}

  Entities run() {
    add_outlet();
    for (const NameMention& name : reading_.names) add_name(name);
    describe_people();
    for (const Attribution& attribution : reading_.attributions) {
      if (attribution.source) resolve_pronouns(attribution.source->begin);
      choice_ = {};
      speakers_.push_back(speaker_of(attribution));
      choices_.push_back(choice_);
    }
    resolve_pronouns(static_cast<std::uint32_t>(text_.size()));
    join_descriptions();
    return finish();
  }

 private:
  std::string_view words(const Span& span) const { return slice(text_, span); }
  Draft& draft(EntityIndex entity) { return book_.drafts()[entity]; }

  void add_outlet() {
    if (document_.outlet.empty()) return;
    Draft outlet;
    outlet.entity.name = document_.outlet;
    outlet.entity.type = EntityType::kOutlet;
    outlet.named = true;
    outlet.words =
        read_name(document_.outlet, {0, static_cast<std::uint32_t>(document_.outlet.size())}, false)
            .words;
    book_.add(std::move(outlet));
    has_outlet_ = true;
  }

  // ---- names ----

  void add_name(const NameMention& mention) {
    const std::optional<EntityType> type = type_of(mention.label);
    if (!type) return;
    const bool person = type == EntityType::kPerson;
    NameWords name = read_name(text_, mention.span, person);
    if (name.words.empty()) return;
    if (person && name.gender == Gender::kUnknown) name.gender = title_before(mention.span);
    const std::optional<EntityIndex> known =
        person ? book_.find_person(name.words, name.gender, mention.span.begin)
               : book_.find_group(name.words, *type, name.acronym);
    const EntityIndex entity = known ? *known : new_name(mention, *type, name);
    if (known) take_form(*known, mention, *type, name);
    book_.mention(mention.span, entity);
  }

  Gender title_before(const Span& name) const {
    const Span sentence = sentence_of(name);
    const std::vector<PlainWord> before = plain_words(text_, {sentence.begin, name.begin});
    return before.empty() ? Gender::kUnknown : gender_of_noun(before.back().word);
  }

  EntityIndex new_name(const NameMention& mention, EntityType type, const NameWords& name) {
    Draft fresh;
    fresh.entity.name = shown_name(mention.span, name);
    fresh.entity.type = type;
    fresh.words = name.words;
    fresh.gender = name.gender;
    fresh.named = true;
    fresh.acronym = name.acronym;
    return book_.add(std::move(fresh));
  }

  // The name as it is written, from its first word that is no title or article.
  std::string shown_name(const Span& span, const NameWords& name) const {
    const std::vector<PlainWord> all = plain_words(text_, span);
    const std::size_t skip = all.size() - std::min(all.size(), name.words.size());
    const std::uint32_t begin = skip < all.size() ? all[skip].span.begin : span.begin;
    return without_owner_mark(words({begin, span.end}));
  }

  void take_form(EntityIndex entity, const NameMention& mention, EntityType type,
                 const NameWords& name) {
    Draft& known = draft(entity);
    const std::string form = shown_name(mention.span, name);
    const std::string whole = without_owner_mark(words(mention.span));
    if (whole != form) known.entity.aliases.push_back(whole);
    if (known.gender == Gender::kUnknown) known.gender = name.gender;
    if (type == EntityType::kOutlet && known.entity.type == EntityType::kOrganisation) {
      known.entity.type = EntityType::kOutlet;
    }
    const bool fuller = name.words.size() > known.words.size() && !(has_outlet_ && entity == 0) &&
                        plain_words(text_, mention.span).back().capital;
    if (fuller) {
      known.entity.aliases.push_back(known.entity.name);
      known.acronym = false;
      book_.rename(entity, form, name.words);
    } else if (form != known.entity.name) {
      known.entity.aliases.push_back(form);
    }
  }

  // ---- what is told of people ----

  Span sentence_of(const Span& span) const {
    return sentences_.empty() ? span : sentences_[sentence_at(sentences_, span.begin)].span;
  }

  // Words before a name that belong to it ("Major General"), and the apposition or relative clause
  // after it.
  Span description_around(const Span& name) const {
    const Span sentence = sentence_of(name);
    Span around = name;
    const std::vector<PlainWord> before = plain_words(text_, {sentence.begin, name.begin});
    for (std::size_t i = before.size(); i-- > 0 && before.size() - i <= 4;) {
      const bool touches = words({before[i].span.end, around.begin}).find_first_of(",.;:\"") ==
                           std::string_view::npos;
      if (!touches ||
          !(noun_class(before[i].word) || is_title(before[i].word) || before[i].capital))
        break;
      around.begin = before[i].span.begin;
    }
    const std::string_view after =
        text_.substr(name.end, std::min<std::size_t>(2, text_.size() - name.end));
    if (after.starts_with(",")) around.end = apposition_end(name.end + 1, sentence.end);
    return around;
  }

  std::uint32_t apposition_end(std::uint32_t begin, std::uint32_t end) const {
    constexpr std::size_t kMostWords = 22;
    const std::vector<PlainWord> after = plain_words(text_, {begin, end});
    std::uint32_t stop = begin;
    for (std::size_t i = 0; i < after.size() && i < kMostWords; ++i) {
      if (i > 0 &&
          words({stop, after[i].span.begin}).find_first_of(",.;:\"") != std::string_view::npos)
        break;
      stop = after[i].span.end;
    }
    return stop;
  }

  void describe_people() {
    for (const NameMention& name : reading_.names) {
      if (name.label != NameLabel::kPerson) continue;
      const auto mention = book_.mentions().find(name.span);
      if (mention == book_.mentions().end()) continue;
      Draft& person = draft(mention->second);
      const Span around = description_around(name.span);
      for (std::string& word : telling_stems(text_, {around.begin, name.span.begin}))
        person.stems.push_back(word);
      for (std::string& word : telling_stems(text_, {name.span.end, around.end}))
        person.stems.push_back(word);
      for (const PlainWord& word : plain_words(text_, name.span)) {
        if (!is_title(word.word)) continue;
        person.stems.push_back(stem(word.word));
        if (noun_class(word.word) == NounClass::kPerson)
          person.entity.roles.emplace_back(words(word.span));
      }
      keep_sorted(person.stems);
      const SourcePhrase phrase =
          read_source_phrase(text_, introduction_of(name.span), reading_.names);
      if (phrase.name && reading_.names[*phrase.name].span == name.span)
        learn_roles(phrase, mention->second);
    }
  }

  // The name with the words that introduce the person: a title or a role before it ("the director
  // of Port Halden, Ylva Dragsund"), an apposition after it. No clause: "Dragsund, who denied it".
  Span introduction_of(const Span& name) const {
    const Span sentence = sentence_of(name);
    Span around = description_around(name);
    around.end = name.end;
    const std::string_view before = words({sentence.begin, around.begin});
    if (around.begin == name.begin && before.ends_with(", ")) {
      const auto comma = static_cast<std::uint32_t>(around.begin - 2);
      if (const auto role = role_before(sentence.begin, comma)) around.begin = *role;
    }
    // "The firm's boss, Ada Quist, drove past our man": behind an apposition the sentence goes on.
    if (around.begin < name.begin && before.ends_with(", ")) return around;
    const std::string_view after =
        text_.substr(name.end, std::min<std::size_t>(2, text_.size() - name.end));
    if (after == ", ") {
      const std::uint32_t end = apposition_end(name.end + 1, sentence.end);
      if (is_apposition({name.end + 1, end}) && end < text_.size() &&
          std::string_view(",.;:").find(text_[end]) != std::string_view::npos)
        around.end = end;
    }
    return around;
  }

  // Where the last "the ..." before `end` begins, if it is a role and nothing else.
  std::optional<std::uint32_t> role_before(std::uint32_t begin, std::uint32_t end) const {
    constexpr std::size_t kMostWords = 8;
    const std::vector<PlainWord> before = plain_words(text_, {begin, end});
    for (std::size_t i = before.size(); i-- > 0 && before.size() - i <= kMostWords;) {
      const Span role{before[i].span.begin, end};
      if (words(role).find_first_of(",;:.\"") != std::string_view::npos) return std::nullopt;
      if (!is_definite(before[i].word) && !is_possessive_pronoun(before[i].word)) continue;
      const bool follows_of =
          i > 0 && is_preposition(before[i - 1].word) && before[i - 1].word == "of";
      if (follows_of) continue;  // "the director of the port"
      return names_a_role(role) && is_apposition(role) ? std::optional(role.begin) : std::nullopt;
    }
    return std::nullopt;
  }

  // Words without a verb that would make them a clause.
  bool is_apposition(const Span& span) const {
    constexpr std::size_t kMostWords = 14;
    static constexpr std::string_view kClause[] = {
        "who", "whom", "whose", "which", "that", "said", "says",  "told", "added", "is",   "was",
        "are", "were", "has",   "had",   "have", "will", "would", "did",  "does",  "asked"};
    const std::vector<PlainWord> all = plain_words(text_, span);
    return !all.empty() && all.size() <= kMostWords &&
           std::none_of(all.begin(), all.end(), [](const PlainWord& word) {
             return std::find(std::begin(kClause), std::end(kClause), word.word) !=
                    std::end(kClause);
           });
  }

  // ---- speakers ----

  std::optional<EntityIndex> speaker_of(const Attribution& attribution) {
    if (!attribution.source) return speaker_without_source(attribution);
    const auto known = resolved_.find(*attribution.source);
    if (known != resolved_.end()) {
      choice_ = known->second.second;
      return known->second.first;
    }
    const SourcePhrase phrase = read_source_phrase(text_, *attribution.source, reading_.names);
    if (reading_.evidence) choice_.candidates = likeliest(weigh(phrase));
    const std::optional<EntityIndex> speaker = resolve(phrase, attribution);
    if (speaker) {
      book_.mention(*attribution.source, *speaker);
      take_description(*speaker, phrase);
      resolved_[*attribution.source] = {*speaker, choice_};
    }
    return speaker;
  }

  // Keeps the rule that found the speaker.
  std::optional<EntityIndex> by(const char* rule, std::optional<EntityIndex> found) {
    if (found) choice_.rule = rule;
    return found;
  }

  // A quotation on its own: whom its paragraph has told of before it; an answer; else it goes on with
  // the speaker before, if he stands in its paragraph or the one before.
  std::optional<EntityIndex> speaker_without_source(const Attribution& attribution) {
    if (attribution.stance[static_cast<std::size_t>(Stance::kUnverified)] == 1)
      return by("the outlet, which could not verify it", first_person());
    if (sentences_.empty() || (attribution.cue && is_hearsay(words(*attribution.cue))))
      return std::nullopt;
    const Attribution* before =
        speakers_.empty() ? nullptr : &reading_.attributions[speakers_.size() - 1];
    if (!attribution.cue && !attribution.content.empty() &&
        narration_.is_quoted(attribution.content.front())) {
      if (const auto told = told_of_before(attribution.content.front(), before)) return told;
      if (const auto asked = who_answers(attribution.content.front())) return asked;
    }
    if (!before) return std::nullopt;
    const auto paragraph = [&](const Attribution& a) {
      const Span at = a.content.empty() ? a.cue.value_or(Span{}) : a.content.back();
      return sentences_[sentence_at(sentences_, at.begin)].paragraph;
    };
    const bool goes_on = paragraph(attribution) <= paragraph(*before) + 1;
    return by("goes on with the speaker before", goes_on ? speakers_.back() : std::nullopt);
  }

  // "Ada Quist shook her head. 'Never.'": the one person of whom the paragraph has told before the
  // quotation, since the statement before it.
  std::optional<EntityIndex> told_of_before(const Span& content, const Attribution* before) {
    Span lead = narration_.paragraph_before(content.begin);
    if (before) {
      for (const Span& piece : before->content) lead.begin = std::max(lead.begin, piece.end);
      if (before->source) lead.begin = std::max(lead.begin, before->source->end);
    }
    if (lead.empty()) return std::nullopt;
    resolve_pronouns(content.begin);
    return by("the one of whom its paragraph tells before it", nearby_.only_person_in(lead));
  }

  // The interviewed: who answered before; for the first answer, who was named last before it. What is
  // no question ("They say that it lay on your desk.") goes on with an interview, but not where it
  // names somebody else.
  std::optional<EntityIndex> who_answers(const Span& content) {
    const std::optional<Span> before = narration_.untold_paragraph_before(content);
    if (!before) return std::nullopt;
    const auto named = [&](EntityIndex, const Draft& candidate) {
      return candidate.named && candidate.entity.type == EntityType::kPerson;
    };
    if (narration_.asks(*before)) {
      if (!interviewed_) interviewed_ = book_.latest(before->begin, named);
      if (!interviewed_) interviewed_ = book_.latest(before->end, named);
    } else {
      const auto last = book_.latest(before->end, named);
      const auto at = last ? book_.last_mention(*last, before->end) : std::nullopt;
      if (at && *at >= before->begin && last != interviewed_) interviewed_.reset();
    }
    return by("an answer of the one who is interviewed", interviewed_);
  }

  std::optional<EntityIndex> resolve(const SourcePhrase& phrase, const Attribution& attribution) {
    if (phrase.pronoun == Pronoun::kRelative)
      return by("whom the relative clause follows", before_relative(phrase));
    if (phrase.pronoun == Pronoun::kFirst)
      return by("\"I\" or \"we\" outside of quotations: the outlet", first_person());
    if (phrase.pronoun == Pronoun::kSecond)
      return by("\"you\" outside of quotations: the one who is interviewed", interviewed_);
    if (phrase.pronoun == Pronoun::kIt) {
      if (const auto document = document_before(phrase, attribution)) return document;
    }
    if (phrase.pronoun != Pronoun::kNone) return by_pronoun(phrase);
    if (phrase.name && reading_.names[*phrase.name].label == NameLabel::kPerson)
      return by("the name in the phrase", by_person_name(phrase));
    if (is_this_article(words(phrase.whole)))
      return by("this article or its outlet", first_person());
    const bool mouthpiece =
        phrase.noun == NounClass::kSpokesperson || phrase.noun == NounClass::kPublication;
    if (mouthpiece) return by_mouthpiece(phrase, attribution);
    if (phrase.name) return by("the name in the phrase", by_group_name(phrase));
    return by_description(phrase, attribution);
  }

  // "I have read the study. It says": a document that stands in the paragraph before the pronoun,
  // after any organisation, where the verb is one that documents take.
  std::optional<EntityIndex> document_before(const SourcePhrase& pronoun,
                                             const Attribution& attribution) {
    if (!attribution.cue || !tells_what_is_written(words(*attribution.cue))) return std::nullopt;
    const Span lead = narration_.paragraph_before(pronoun.whole.begin);
    const std::optional<Span> found = nearby_.last_document_in(lead);
    if (!found || narration_.is_quoted(*found) ||
        names_a_body({sentence_of(*found).begin, found->begin}))
      return std::nullopt;
    const auto later =
        nearby_.only_one_in({found->end, lead.end}, [&](const Span& span, const Draft& d) {
          return is_body(d.entity.type) && pronoun_of(words(span)) == Pronoun::kNone;
        });
    if (later) return std::nullopt;
    const auto same = book_.mentions().find(*found);
    if (same != book_.mentions().end())
      return by("a pronoun: the document just spoken of", same->second);
    const SourcePhrase phrase = read_source_phrase(text_, *found, reading_.names);
    std::optional<EntityIndex> document = same_head(phrase, phrase.whole.begin);
    if (!document) document = new_description(phrase, attribution);
    book_.mention(*found, *document);
    return by("a pronoun: the document just spoken of", document);
  }

  // "Halvek rejected the audit. It says": it is Halvek who says so.
  bool names_a_body(const Span& range) const {
    if (range.empty()) return false;
    for (const PlainWord& word : plain_words(text_, range)) {
      const auto noun = noun_class(word.word);
      if (noun == NounClass::kOrganisation || noun == NounClass::kOutlet) return true;
    }
    for (auto mention = book_.mentions().lower_bound(Span{range.begin, 0});
         mention != book_.mentions().end() && mention->first.begin < range.end; ++mention) {
      if (is_body(book_.drafts()[mention->second].entity.type)) return true;
    }
    return false;
  }

  std::optional<EntityIndex> entity_of_name(std::size_t name) const {
    const auto mention = book_.mentions().find(reading_.names[name].span);
    if (mention == book_.mentions().end()) return std::nullopt;
    return mention->second;
  }

  std::optional<EntityIndex> by_person_name(const SourcePhrase& phrase) {
    const std::optional<EntityIndex> person = entity_of_name(*phrase.name);
    if (!person) return std::nullopt;
    learn_roles(phrase, *person);
    return person;
  }

  void learn_roles(const SourcePhrase& phrase, EntityIndex person) {
    for (const Span& role : phrase.roles) {
      if (names_a_role(role)) draft(person).entity.roles.push_back(std::string(words(role)));
      for (std::string& word : telling_stems(text_, role)) draft(person).stems.push_back(word);
    }
    keep_sorted(draft(person).stems);
    if (!draft(person).entity.party) draft(person).entity.party = party_in(phrase, person);
  }

  // "the duty forecaster", "former minister of ports", but not "reached by telephone" or "drove past
  // our man".
  bool names_a_role(const Span& role) const {
    for (const PlainWord& word : plain_words(text_, role)) {
      if (is_preposition(word.word) ||
          (is_possessive_pronoun(word.word) && word.span.begin != role.begin))
        return false;
      const auto noun = noun_class(word.word);
      if (noun == NounClass::kPerson || noun == NounClass::kSpokesperson) return true;
    }
    return false;
  }

  // The organisation that a role speaks of: by its name, by "its", or by its short form ("the
  // union's").
  std::optional<EntityIndex> party_in(const SourcePhrase& phrase, EntityIndex person) {
    std::optional<EntityIndex> party;
    if (phrase.organisation) party = entity_of_name(*phrase.organisation);
    if (!party && phrase.possessive) party = owner_before(phrase.whole.begin);
    if (!party) {
      for (const Span& role : phrase.roles) {
        if (!party) party = short_form_in(role, phrase.whole.begin);
      }
    }
    if (party == person) return std::nullopt;
    if (party && !is_body(draft(*party).entity.type)) return std::nullopt;
    return party;
  }

  // Whose "its" is: the only organisation named in the paragraph before, else the one that spoke or
  // was named last.
  std::optional<EntityIndex> owner_before(std::uint32_t at) const {
    const auto owns = [](const Draft& candidate) {
      return candidate.entity.type == EntityType::kOrganisation ||
             candidate.entity.type == EntityType::kOutlet;
    };
    const auto only = nearby_.only_one_in(narration_.paragraph_before(at),
                                          [&](const Span&, const Draft& d) { return owns(d); });
    if (only) return only;
    const auto last =
        book_.latest(at, [&](EntityIndex, const Draft& candidate) { return owns(candidate); });
    if (!last) return last;
    const Span sentence = sentence_of({*book_.last_mention(*last, at), at});
    if (sentence.end > at) return last;
    const auto subject = opens_with(sentence);
    return subject && owns(book_.drafts()[*subject]) ? subject : last;
  }

  // Whom a sentence begins with: "The Dyke Board accused Ostby Gas. Its chairman" is the Board's.
  std::optional<EntityIndex> opens_with(const Span& sentence) const {
    constexpr std::uint32_t kArticleBytes = 4;
    const auto mention = book_.mentions().lower_bound(Span{sentence.begin, 0});
    if (mention == book_.mentions().end() || mention->first.begin > sentence.begin + kArticleBytes)
      return std::nullopt;
    return mention->second;
  }

  // "the union" in a role, where "Halden Dockworkers' Union" is known.
  std::optional<EntityIndex> short_form_in(const Span& role, std::uint32_t at) const {
    for (const PlainWord& word : plain_words(text_, role)) {
      if (noun_class(word.word) != NounClass::kOrganisation) continue;
      if (const auto found = group_ending_with({word.word}, at)) return found;
    }
    return std::nullopt;
  }

  std::optional<EntityIndex> group_ending_with(const std::vector<std::string>& ending,
                                               std::uint32_t at) const {
    return book_.latest(at, [&](EntityIndex, const Draft& candidate) {
      if (!is_body(candidate.entity.type) || candidate.words.size() < ending.size()) return false;
      // "the ministry" for the Ministry of Water, "the port" for Port Halden
      const bool begins = candidate.named && ending.size() == 1 && candidate.words.size() > 1 &&
                          candidate.words.front() == ending.front() &&
                          noun_class(ending.front()) == NounClass::kOrganisation;
      return begins || std::equal(ending.rbegin(), ending.rend(), candidate.words.rbegin());
    });
  }

  std::optional<EntityIndex> by_group_name(const SourcePhrase& phrase) {
    const std::optional<EntityIndex> group = entity_of_name(*phrase.name);
    if (group) return group;
    Draft fresh;  // a name of another kind: a ship, a law, a work
    fresh.entity.name = std::string(words(phrase.core));
    fresh.entity.type = EntityType::kDocument;
    fresh.named = true;
    fresh.words = read_name(text_, phrase.core, false).words;
    return book_.add(std::move(fresh));
  }

  // A spokesman, a statement: the organisation speaks.
  std::optional<EntityIndex> by_mouthpiece(const SourcePhrase& phrase,
                                           const Attribution& attribution) {
    constexpr const char* kNamed = "speaks for the organisation that the phrase names";
    const bool known = phrase.noun == NounClass::kSpokesperson && phrase.definite &&
                       !phrase.possessive && !phrase.name && !phrase.organisation &&
                       phrase.modifiers.empty();
    if (known) {
      if (const auto person = person_in_role(phrase, phrase.whole.begin))
        return by("a person in that role", person);
    }
    if (phrase.name) return by(kNamed, entity_of_name(*phrase.name));
    if (phrase.organisation) return by(kNamed, entity_of_name(*phrase.organisation));
    if (phrase.possessive)
      return by("\"its\": of the organisation named last", owner_before(phrase.whole.begin));
    if (const auto owner = short_form_in(phrase.whole, phrase.whole.begin))
      return by("speaks for an organisation by its short form", owner);
    if (const auto owner = new_owner(phrase))
      return by("speaks for an organisation that was not named before", owner);
    if (!people_within(phrase).empty()) return by_description(phrase, attribution);
    if (phrase.noun == NounClass::kSpokesperson && !phrase.definite) {
      const auto body = nearby_.only_one_in(narration_.paragraph_before(phrase.whole.begin),
                                            [&](const Span& span, const Draft& d) {
                                              return pronoun_of(words(span)) == Pronoun::kNone &&
                                                     d.entity.type == EntityType::kOrganisation;
                                            });
      if (body) return by("speaks for the only organisation that its paragraph names", body);
    }
    const bool earlier = phrase.definite && !speakers_.empty() && speakers_.back();
    if (earlier && is_body(book_.drafts()[*speakers_.back()].entity.type))
      return by("speaks for the organisation that spoke before", speakers_.back());
    return by_description(phrase, attribution);
  }

  // "a spokesman for the ministry", where the ministry was not mentioned before.
  std::optional<EntityIndex> new_owner(const SourcePhrase& phrase) {
    const std::vector<PlainWord> all = plain_words(text_, phrase.whole);
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (noun_class(all[i].word) != NounClass::kOrganisation) continue;
      std::size_t first = i;
      while (first > 0 && !is_preposition(all[first - 1].word) && all[first - 1].word != "a" &&
             all[first - 1].word != "an") {
        --first;
      }
      return new_group({all[first].span.begin, all[i].span.end}, EntityType::kOrganisation);
    }
    return std::nullopt;
  }

  EntityIndex new_group(const Span& span, EntityType type) {
    Draft fresh;
    fresh.entity.name = without_owner_mark(words(span));
    fresh.entity.type = type;
    fresh.words = read_name(text_, span, false).words;
    if (!fresh.words.empty()) fresh.head = fresh.words.back();
    return book_.add(std::move(fresh));
  }

  // "the memo", "the official": another form that it goes by.
  void take_description(EntityIndex entity, const SourcePhrase& phrase) {
    const bool description = phrase.pronoun == Pronoun::kNone && !phrase.name && phrase.noun &&
                             *phrase.noun != NounClass::kSpokesperson &&
                             *phrase.noun != NounClass::kPublication;
    if (description) draft(entity).entity.aliases.push_back(without_owner_mark(words(phrase.core)));
    if (!draft(entity).named && phrase.pronoun == Pronoun::kNone && phrase.whole != phrase.core &&
        phrase.whole.size() <= kWholePhraseBytes)
      draft(entity).entity.aliases.push_back(without_owner_mark(words(phrase.whole)));
  }

  // ---- pronouns ----

  bool fits(const SourcePhrase& phrase, const Draft& candidate) const {
    const EntityType type = candidate.entity.type;
    switch (phrase.pronoun) {
      case Pronoun::kHe:
        return is_someone(type) && candidate.gender != Gender::kFemale;
      case Pronoun::kShe:
        return is_someone(type) && candidate.gender != Gender::kMale;
      case Pronoun::kIt:
        return is_body(type);
      case Pronoun::kThey:
        return type != EntityType::kDocument && type != EntityType::kPerson &&
               type != EntityType::kPlace;
      default:
        return !phrase.noun ||
               (suits(*phrase.noun, candidate) &&
                !kinds_differ(body_kinds(phrase.head), body_kinds(candidate.words)));
    }
  }

  // A memo is no person, and an official no ministry.
  static bool suits(NounClass noun, const Draft& candidate) {
    const EntityType type = candidate.entity.type;
    switch (noun) {
      case NounClass::kPerson:
        return is_someone(type);
      case NounClass::kPeople:
        return !candidate.named && type != EntityType::kDocument;
      case NounClass::kOrganisation:
        return type == EntityType::kOrganisation || type == EntityType::kPlace;
      case NounClass::kOutlet:
        return type == EntityType::kOutlet || type == EntityType::kOrganisation;
      case NounClass::kDocument:
        return type == EntityType::kDocument;
      case NounClass::kPublication:
        return type == EntityType::kOrganisation || type == EntityType::kOutlet;
      case NounClass::kSpokesperson:
        return is_body(type) || is_someone(type);
    }
    return true;
  }

  // "Mr Ekwall is sure of the cause. Bus 117, he said": the only one of whom the paragraph speaks
  // before. Somebody without a name is one, too: "A teacher met Bo Tamm. He said" tells nothing.
  std::optional<EntityIndex> only_one_before(const SourcePhrase& phrase) const {
    const Span lead = narration_.paragraph_before(phrase.whole.begin);
    std::optional<EntityIndex> only;
    if (phrase.pronoun == Pronoun::kHe || phrase.pronoun == Pronoun::kShe) {
      only = nearby_.only_person_in(lead);
    } else if (phrase.pronoun == Pronoun::kIt) {
      only = nearby_.only_one_in(lead, [&](const Span& span, const Draft& candidate) {
        return pronoun_of(words(span)) == Pronoun::kNone &&
               candidate.entity.type != EntityType::kPlace && !is_someone(candidate.entity.type);
      });
    }
    return only && fits(phrase, book_.drafts()[*only]) ? only : std::nullopt;
  }

  // The statement before, if it has a source in this paragraph, and nobody is named since.
  const Attribution* told_just_before(const SourcePhrase& phrase) const {
    if (speakers_.empty() || !speakers_.back()) return nullptr;
    const Attribution& before = reading_.attributions[speakers_.size() - 1];
    if (!before.source ||
        before.source->begin < narration_.paragraph_before(phrase.whole.begin).begin)
      return nullptr;
    std::uint32_t end = before.source->end;
    if (before.cue) end = std::max(end, before.cue->end);
    for (const Span& piece : before.content) end = std::max(end, piece.end);
    if (end > phrase.whole.begin) return nullptr;
    const auto since =
        nearby_.only_one_in({end, phrase.whole.begin}, [&](const Span& span, const Draft& d) {
          const bool rival =
              phrase.pronoun == Pronoun::kIt ? is_body(d.entity.type) : is_someone(d.entity.type);
          return pronoun_of(words(span)) == Pronoun::kNone && rival;
        });
    return !since || since == speakers_.back() ? &before : nullptr;
  }

  // "A spokesman for the mill replied that ...; he said": the mill still.
  std::optional<EntityIndex> spokesman_before(const SourcePhrase& phrase) const {
    const Attribution* before = told_just_before(phrase);
    if (!before || (phrase.pronoun != Pronoun::kHe && phrase.pronoun != Pronoun::kShe))
      return std::nullopt;
    const SourcePhrase source = read_source_phrase(text_, *before->source, reading_.names);
    const bool mouthpiece = source.noun == NounClass::kSpokesperson &&
                            is_body(book_.drafts()[*speakers_.back()].entity.type);
    return mouthpiece ? speakers_.back() : std::nullopt;
  }

  std::optional<EntityIndex> speaker_just_before(const SourcePhrase& phrase) const {
    if (!told_just_before(phrase)) return std::nullopt;
    const Draft& speaker = book_.drafts()[*speakers_.back()];
    return fits(phrase, speaker) ? speakers_.back() : std::nullopt;
  }

  std::optional<EntityIndex> by_pronoun(const SourcePhrase& phrase) {
    std::optional<EntityIndex> found =
        by("a pronoun: whose spokesman spoke just before", spokesman_before(phrase));
    if (!found && phrase.pronoun != Pronoun::kThey) {
      found = by("a pronoun: who spoke just before, in its paragraph", speaker_just_before(phrase));
    }
    if (!found)
      found = by("a pronoun: the only one of whom its paragraph speaks before",
                 only_one_before(phrase));
    if (!found) found = by("a pronoun: the model's choice", by_model(phrase));
    if (!found && !speakers_.empty() && speakers_.back() &&
        fits(phrase, book_.drafts()[*speakers_.back()])) {
      found = by("a pronoun: the speaker before, whom it fits", speakers_.back());
    }
    if (!found) {
      found = by("a pronoun: of those whom it fits, the one mentioned last",
                 book_.latest(phrase.whole.begin, [&](EntityIndex, const Draft& candidate) {
                   return fits(phrase, candidate);
                 }));
    }
    if (found && draft(*found).gender == Gender::kUnknown) {
      if (phrase.pronoun == Pronoun::kHe) draft(*found).gender = Gender::kMale;
      if (phrase.pronoun == Pronoun::kShe) draft(*found).gender = Gender::kFemale;
    }
    return found;
  }

  // "He" and "her" that stand before `end`, sources or not: whom they mean helps to tell whom the
  // next one means.
  void resolve_pronouns(std::uint32_t end) {
    for (; n_anaphors_ < reading_.antecedents.size(); ++n_anaphors_) {
      const Span& anaphor = reading_.antecedents[n_anaphors_].anaphor;
      if (anaphor.begin >= end) break;
      resolve_descriptions(anaphor.begin);
      const Pronoun pronoun = pronoun_of(words(anaphor));
      if ((pronoun != Pronoun::kHe && pronoun != Pronoun::kShe) ||
          book_.mentions().contains(anaphor))
        continue;
      SourcePhrase phrase;
      phrase.whole = anaphor;
      phrase.core = anaphor;
      phrase.pronoun = pronoun;
      std::optional<EntityIndex> found = by_model(phrase);
      if (!found) {
        found = book_.latest(anaphor.begin, [&](EntityIndex, const Draft& candidate) {
          return fits(phrase, candidate);
        });
      }
      if (found) book_.mention(anaphor, *found);
    }
    resolve_descriptions(end);
  }

  // The same for "the minister" and "the mill" where nothing but words decides whom they mean.
  void resolve_descriptions(std::uint32_t end) {
    for (; n_descriptions_ < reading_.descriptions.size(); ++n_descriptions_) {
      const Span& description = reading_.descriptions[n_descriptions_];
      if (description.begin >= end) return;
      if (book_.mentions().contains(description)) continue;
      const SourcePhrase phrase = read_source_phrase(text_, description, reading_.names);
      if (phrase.name || !phrase.definite || phrase.possessive) continue;
      const auto known = phrase.noun == NounClass::kPerson
                             ? person_in_role(phrase, description.begin)
                             : group_ending_with({phrase.head}, description.begin);
      if (known && (!phrase.noun || suits(*phrase.noun, book_.drafts()[*known])))
        book_.mention(description, *known);
    }
  }

  // What the phrase may take up: for each entity the probabilities of its mentions added up, and
  // the sum of all, with that of "something new" unless it is a pronoun.
  struct Weights {
    std::map<EntityIndex, float> of;
    float all = 0;
  };

  // The people named within a description: "the widow of Thorne Nagel" is anybody but him.
  std::vector<EntityIndex> people_within(const SourcePhrase& phrase) const {
    std::vector<EntityIndex> people;
    if (phrase.pronoun != Pronoun::kNone || phrase.name) return people;
    for (auto mention = book_.mentions().lower_bound(Span{phrase.whole.begin, 0});
         mention != book_.mentions().end() && mention->first.begin < phrase.whole.end; ++mention) {
      if (mention->first != phrase.whole && phrase.whole.contains(mention->first) &&
          book_.drafts()[mention->second].named &&
          book_.drafts()[mention->second].entity.type == EntityType::kPerson)
        people.push_back(mention->second);
    }
    return people;
  }

  Weights weigh(const SourcePhrase& phrase) const {
    Weights weights;
    const std::vector<EntityIndex> within = people_within(phrase);
    const auto can_be = [&](EntityIndex entity) {
      return fits(phrase, book_.drafts()[entity]) &&
             std::find(within.begin(), within.end(), entity) == within.end();
    };
    const auto row =
        std::lower_bound(reading_.antecedents.begin(), reading_.antecedents.end(), phrase.whole,
                         [](const Antecedents& antecedents, const Span& span) {
                           return antecedents.anaphor < span;
                         });
    if (row == reading_.antecedents.end() || row->anaphor != phrase.whole) return weights;
    if (phrase.pronoun == Pronoun::kNone) weights.all = std::exp(row->none);
    for (const auto& [span, score] : row->candidates) {
      const auto mention = book_.mentions().find(span);
      if (mention == book_.mentions().end() || !can_be(mention->second)) continue;
      weights.of[mention->second] += std::exp(score);
      weights.all += std::exp(score);
    }
    if (!row->together.empty()) mix(can_be, *row, weights);
    return weights;
  }

  // Both answers of the model: the weights, which become shares, and the best chance of each entity.
  template <typename CanBe>
  void mix(const CanBe& can_be, const Antecedents& row, Weights& weights) const {
    std::map<EntityIndex, float> best;
    for (const auto& [span, chance] : row.together) {
      const auto mention = book_.mentions().find(span);
      if (mention == book_.mentions().end() || !can_be(mention->second)) continue;
      float& most = best[mention->second];
      most = std::max(most, chance);
    }
    const float share = weights.all > 0 ? (1 - kTogether) / weights.all : 0;
    for (auto& [entity, weight] : weights.of) weight *= share;
    for (const auto& [entity, chance] : best) weights.of[entity] += kTogether * chance;
    weights.all = 1;
  }

  // The entity that the model thinks the phrase takes up.
  std::optional<EntityIndex> by_model(const SourcePhrase& phrase) const {
    const Weights weights = weigh(phrase);
    const auto best =
        std::max_element(weights.of.begin(), weights.of.end(),
                         [](const auto& a, const auto& b) { return a.second < b.second; });
    if (best == weights.of.end() || best->second < kAntecedentFloor * weights.all)
      return std::nullopt;
    return best->first;
  }

  static std::vector<std::pair<EntityIndex, float>> likeliest(const Weights& weights) {
    std::vector<std::pair<EntityIndex, float>> candidates(weights.of.begin(), weights.of.end());
    for (auto& [entity, weight] : candidates) weight = weights.all > 0 ? weight / weights.all : 0;
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return candidates;
  }

  std::optional<EntityIndex> before_relative(const SourcePhrase& phrase) const {
    const Span sentence = sentence_of(phrase.whole);
    const auto near =
        book_.latest(phrase.whole.begin, [](EntityIndex, const Draft&) { return true; });
    if (!near) return std::nullopt;
    const auto at = book_.last_mention(*near, phrase.whole.begin);
    return at && *at >= sentence.begin ? near : std::nullopt;
  }

  // "I" and "we" outside of quotations are the outlet, and so is who could not verify a thing if
  // nobody is named.
  std::optional<EntityIndex> first_person() const {
    return has_outlet_ ? std::optional<EntityIndex>(0) : std::nullopt;
  }

  // ---- descriptions ----

  std::optional<EntityIndex> by_description(const SourcePhrase& phrase,
                                            const Attribution& attribution) {
    if (!phrase.indefinite || phrase.definite) {
      if (const auto found = known_description(phrase)) return found;
    }
    return by("a description of somebody new", new_description(phrase, attribution));
  }

  std::optional<EntityIndex> known_description(const SourcePhrase& phrase) {
    const std::uint32_t at = phrase.whole.begin;
    const bool person = phrase.noun == NounClass::kPerson;
    if (!person) {
      std::vector<std::string> ending = read_name(text_, phrase.core, false).words;
      const auto group = group_ending_with(ending, at);
      if (group && (!phrase.noun || suits(*phrase.noun, book_.drafts()[*group])))
        return by("the end of a longer name", group);
    }
    if (const auto same = same_head(phrase, at)) return by("described so before", same);
    if (person) {
      if (const auto role = person_in_role(phrase, at)) return by("a person in that role", role);
    }
    if (phrase.noun == NounClass::kOutlet) {
      if (const auto outlet = outlet_before(at)) return by("the outlet named last", outlet);
    }
    if (const auto body = only_body_of_kind(phrase, at))
      return by("the only body of its kind", body);
    return by("a description: the model's choice", by_model(phrase));
  }

  // "The union", where one body is named so far that can be one: the League of Deck Hands. "The tax
  // office" says of which kind it is in a word that the Dyke Board has nothing of.
  std::optional<EntityIndex> only_body_of_kind(const SourcePhrase& phrase, std::uint32_t at) const {
    const BodyKinds kinds = body_kinds(phrase.head);
    if (phrase.noun != NounClass::kOrganisation || kinds == 0) return std::nullopt;
    std::optional<EntityIndex> only;
    for (auto mention = book_.mentions().begin();
         mention != book_.mentions().end() && mention->first.begin < at; ++mention) {
      const Draft& candidate = book_.drafts()[mention->second];
      const bool fitting =
          candidate.named && candidate.entity.type == EntityType::kOrganisation &&
          (body_kinds(candidate.words) & kinds) != 0 &&
          std::all_of(
              phrase.modifiers.begin(), phrase.modifiers.end(), [&](const std::string& word) {
                return std::binary_search(candidate.stems.begin(), candidate.stems.end(), word);
              });
      if (!fitting || mention->second == only) continue;
      if (only) return std::nullopt;
      only = mention->second;
    }
    return only;
  }

  // A description with the same noun, whose other words do not differ.
  std::optional<EntityIndex> same_head(const SourcePhrase& phrase, std::uint32_t at) const {
    return book_.latest(at, [&](EntityIndex, const Draft& candidate) {
      if (candidate.named || candidate.head.empty() || candidate.head != phrase.head) return false;
      return std::all_of(
          phrase.modifiers.begin(), phrase.modifiers.end(), [&](const std::string& word) {
            return std::binary_search(candidate.stems.begin(), candidate.stems.end(), word);
          });
    });
  }

  std::optional<EntityIndex> person_in_role(const SourcePhrase& phrase, std::uint32_t at) const {
    const std::string head = stem(phrase.head);
    return book_.latest(at, [&](EntityIndex, const Draft& candidate) {
      const auto told = [&](const std::string& word) {
        return std::binary_search(candidate.stems.begin(), candidate.stems.end(), word);
      };
      if (candidate.entity.type != EntityType::kPerson || !told(head)) return false;
      return phrase.modifiers.empty() ||
             std::any_of(phrase.modifiers.begin(), phrase.modifiers.end(), told);
    });
  }

  // "the magazine", "the agency": an outlet that was named, not the one that we are reading.
  std::optional<EntityIndex> outlet_before(std::uint32_t at) const {
    return book_.latest(at, [&](EntityIndex entity, const Draft& candidate) {
      return candidate.entity.type == EntityType::kOutlet && !(has_outlet_ && entity == 0);
    });
  }

  EntityType type_of_description(const SourcePhrase& phrase, const Attribution& attribution) const {
    if (phrase.noun) {
      switch (*phrase.noun) {
        case NounClass::kPerson:
          return EntityType::kAnonymous;
        case NounClass::kPeople:
          return phrase.indefinite && phrase.core.size() < 12 ? EntityType::kCollective
                                                              : EntityType::kAnonymous;
        case NounClass::kOrganisation:
          return EntityType::kOrganisation;
        case NounClass::kOutlet:
          return EntityType::kOutlet;
        case NounClass::kDocument:
          return EntityType::kDocument;
        case NounClass::kPublication:
          return EntityType::kDocument;
        case NounClass::kSpokesperson:
          return EntityType::kAnonymous;
      }
    }
    const auto best = std::max_element(attribution.kind.begin(), attribution.kind.end());
    const EntityType type = static_cast<EntityType>(best - attribution.kind.begin());
    // Without a name it is no person that we could tell from others, and no outlet that could be
    // looked up.
    if (type == EntityType::kPerson) return EntityType::kAnonymous;
    return type == EntityType::kOutlet ? EntityType::kOrganisation : type;
  }

  EntityIndex new_description(const SourcePhrase& phrase, const Attribution& attribution) {
    Draft fresh;
    fresh.entity.type = type_of_description(phrase, attribution);
    fresh.entity.name = without_owner_mark(words(phrase.core));
    fresh.head = phrase.head;
    fresh.gender = gender_of_noun(phrase.head);
    fresh.stems = telling_stems(text_, phrase.whole);
    fresh.words = read_name(text_, phrase.core, false).words;
    fresh.wants_no_name = says_unnamed(words(sentence_of(phrase.whole)));
    if (phrase.organisation) fresh.entity.party = entity_of_name(*phrase.organisation);
    if (fresh.entity.party && !is_body(draft(*fresh.entity.party).entity.type))
      fresh.entity.party.reset();
    const bool official = fresh.entity.type == EntityType::kDocument;
    // An unnamed person does not speak for the body that the description mentions, unless it says
    // so.
    if (!official) fresh.entity.party.reset();
    const std::vector<EntityIndex> people = people_within(phrase);
    if (speaks_for_others(phrase) && people.size() == 1) fresh.entity.party = people.front();
    return book_.add(std::move(fresh));
  }

  // "Thorne Nagel's lawyer"
  static bool speaks_for_others(const SourcePhrase& phrase) {
    static constexpr std::string_view kFor[] = {"lawyer",    "attorney", "solicitor",
                                                "barrister", "counsel",  "representative",
                                                "agent",     "publicist"};
    return phrase.noun == NounClass::kSpokesperson ||
           std::find(std::begin(kFor), std::end(kFor), phrase.head) != std::end(kFor);
  }

  // ---- descriptions that turn out to be somebody ----

  bool may_be_named(const Draft& candidate) const {
    return !candidate.named && !candidate.wants_no_name &&
           candidate.entity.type == EntityType::kAnonymous &&
           noun_class(candidate.head) == NounClass::kPerson && !candidate.entity.name.empty();
  }

  // First among themselves, so that what two descriptions tell adds up; then with the named.
  void join_descriptions() {
    const EntityIndex n =
        std::min(static_cast<EntityIndex>(book_.drafts().size()), kDescriptionsJoined);
    for (EntityIndex a = 0; a < n; ++a) {
      for (EntityIndex b = a + 1; b < n; ++b) {
        if (!may_be_named(draft(a)) || !may_be_named(draft(b))) continue;
        if (shared(draft(a).stems, draft(b).stems) > kSharedStems) join(b, a);
      }
    }
    for (EntityIndex a = 0; a < n; ++a) {
      if (!may_be_named(draft(a))) continue;
      if (const auto person = person_described_as(draft(a).stems)) join(a, *person);
    }
  }

  std::optional<EntityIndex> person_described_as(const std::vector<std::string>& stems) const {
    std::optional<EntityIndex> best;
    std::size_t most = kSharedStems - 1;
    for (EntityIndex i = 0; i < book_.drafts().size(); ++i) {
      const Draft& candidate = book_.drafts()[i];
      if (!candidate.named || candidate.entity.type != EntityType::kPerson) continue;
      const std::size_t both = shared(stems, candidate.stems);
      if (both > most) {
        best = i;
        most = both;
      } else if (both == most) {
        best.reset();
      }
    }
    return best;
  }

  void join(EntityIndex from, EntityIndex into) {
    const std::string description = draft(from).entity.name;
    book_.merge(from, into);
    keep_sorted(draft(into).stems);
    for (std::size_t i = 0; i < speakers_.size(); ++i) {
      if (speakers_[i] == from) {
        speakers_[i] = into;
        choices_[i].joined = description;
      }
      for (auto& [candidate, probability] : choices_[i].candidates) {
        if (candidate == from) candidate = into;
      }
    }
  }

  // ---- the answer ----

  Entities finish() {
    Entities result;
    result.has_outlet = has_outlet_;
    std::vector<std::optional<EntityIndex>> place(book_.drafts().size());
    for (EntityIndex i = 0; i < book_.drafts().size(); ++i) {
      if (draft(i).entity.name.empty()) continue;
      place[i] = static_cast<EntityIndex>(result.all.size());
      result.all.push_back(draft(i).entity);
    }
    for (Entity& entity : result.all) {
      if (entity.party) entity.party = place[*entity.party];
      keep_sorted(entity.roles);
      keep_sorted(entity.aliases);
      std::erase(entity.aliases, entity.name);
      if (entity.party && &result.all[*entity.party] == &entity) entity.party.reset();
    }
    for (const auto& [span, entity] : book_.mentions()) {
      if (!place[entity]) continue;
      result.mentions.emplace(span, *place[entity]);
      result.all[*place[entity]].mentions.push_back(span);
    }
    for (const std::optional<EntityIndex>& speaker : speakers_) {
      result.speakers.push_back(speaker ? place[*speaker] : std::nullopt);
    }
    for (SpeakerChoice& choice : choices_) {
      std::erase_if(choice.candidates, [&](const auto& c) { return !place[c.first]; });
      for (auto& [candidate, probability] : choice.candidates) candidate = *place[candidate];
    }
    result.choices = std::move(choices_);
    return result;
  }

  const Document& document_;
  std::string_view text_;
  std::span<const Sentence> sentences_;
  Narration narration_;
  const Reading& reading_;
  EntityBook book_;
  Nearby nearby_;
  bool has_outlet_ = false;
  std::size_t n_anaphors_ = 0;  // of the reading's antecedents, those that were looked at
  std::size_t n_descriptions_ = 0;
  std::vector<std::optional<EntityIndex>> speakers_;
  std::optional<EntityIndex> interviewed_;
  SpeakerChoice choice_;                // of the speaker that is being looked for
  std::vector<SpeakerChoice> choices_;  // beside speakers_
  std::map<Span, std::pair<EntityIndex, SpeakerChoice>> resolved_;
};

}  // namespace

Entities resolve_entities(const Document& document, std::span<const Sentence> sentences,
                          std::span<const QuotePair> quotes, const Reading& reading) {
  return Resolver(document, sentences, quotes, reading).run();
}

std::optional<EntityIndex> entity_in(const Entities& entities, const Span& span) {
  auto mention = entities.mentions.lower_bound(Span{span.begin, 0});
  for (; mention != entities.mentions.end() && mention->first.begin < span.end; ++mention) {
    if (mention->first.end <= span.end) return mention->second;
  }
  return std::nullopt;
}

}  // namespace sayso
