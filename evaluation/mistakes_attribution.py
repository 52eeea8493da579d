#!/usr/bin/env python3
"""Counts what the program reads wrong in attribution/dev, by kind; with --show KIND, lists the cases.

    python3 evaluation/evaluate.py --only attribution --work DIR
    python3 evaluation/mistakes_attribution.py DIR [--shared ../shared] [--show "missed, noun"] [--most 10]

Problem. An F1 says how much is wrong, not what.
Idea. Gold and read attributions are matched as the scorer does it (contents share half of their words, one to one). What is left over on
one side is missed or extra, by the kind of its cue; what is matched is compared edge by edge. Left-over pairs that share some of
their content, or their cue, are told apart from those that have nothing in common. Cues are sorted by closed lists of words.
Example. "missed, verb of attitude  131" counts gold attributions of which nothing was read, with cues such as "hopes".
Cost. Seconds.
"""
import argparse
import bisect
import collections
import json
import pathlib
import re
import sys

IRREGULAR = dict(pair.split(":") for pair in """
    said:say told:tell wrote:write written:write spoke:speak spoken:speak thought:think felt:feel knew:know known:know saw:see
    seen:see found:find shown:show understood:understand meant:mean swore:swear sworn:swear sang:sing sent:send heard:hear
    laid:lay learnt:learn foresaw:foresee sought:seek""".split())
VERBS = {
    "verb of saying": """
        say tell add note write report announce acknowledge admit concede claim assert contend insist maintain state declare
        explain describe recall respond reply answer continue mention remark comment observe warn caution disclose reveal
        confirm deny allege argue suggest indicate emphasize emphasise stress reiterate repeat quote cite tweet post call speak
        talk discuss testify swear joke quip boast brag complain predict estimate advise inform promise pledge vow propose offer
        ask question inquire publish release outline detail define reference refer point echo elaborate clarify conclude
        characterize characterise document recount relate rate label dub compare liken sum chant sing shout yell recite imply
        hint signal agree disagree rule decline put go tout spell address weigh express voice lament""",
    "verb of showing": "show find demonstrate illustrate prove reflect document indicate suggest conclude record learn",
    "verb of attitude": """
        believe think hope want wish plan expect know fear worry feel consider understand doubt suspect intend aim seek prefer
        like love hate desire realize realise see view regard assume imagine dream favor favour anticipate care wonder mean need
        decide refuse try remember forget appear seem determine resolve oppose support trust respect admire accept""",
    "verb of judging": """
        criticize criticise attack blast praise condemn slam denounce mock accuse blame charge hit assail knock rip chastise
        ridicule dismiss reject endorse back defend applaud commend welcome dispute challenge rebuke deride hail celebrate bash
        lash tear hammer pan disavow repudiate apologize apologise congratulate thank object protest disparage fault decry""",
    "verb of asking for": """
        urge demand call request order encourage implore beg plead recommend push press promote advocate require instruct appeal
        invite allow approve prohibit ban direct counsel lobby seek""",
}
NOUNS = """
    statement claim agreement effort criticism comment remark support opposition plan proposal promise pledge accusation
    allegation charge argument question answer reply response report announcement warning threat fear hope belief view opinion
    idea concern worry suspicion desire wish intention goal expectation hopes fears demand request appeal call decision judgment
    judgement ruling order finding findings evidence letter speech interview tweet message e-mail email editorial article story
    testimony lawsuit suit complaint attack attacks praise pressure emphasis outlook assertion denial doubt rumor rumour talk
    vow estimate prediction forecast poll survey advice suggestion recommendation explanation description quote word words
    policy abandonment disdain chagrin despair opponent supporter critic advocate consensus sense feeling notion perception""".split()
DETERMINERS = "a an the his her their its our my this that these those no some any of latest earlier repeated recent such".split()
PRONOUNS = "i we you he she it they who that which him her them one himself herself themselves".split()
MARKS = "\"“”"


def verb_kinds():
    kinds = {}
    for kind, words in VERBS.items():
        for word in words.split():
            kinds.setdefault(word, kind)
    return kinds


VERB_KINDS = verb_kinds()


def lemmas(word):
    """Forms that an inflected word may come from, itself first."""
    yield word
    yield IRREGULAR.get(word, word)
    for ending, others in (("ies", "y"), ("ied", "y"), ("es", ""), ("s", ""), ("ed", ""), ("d", ""), ("ing", ""), ("ing", "e")):
        if word.endswith(ending) and len(word) > len(ending) + 1:
            stem = word[: -len(ending)]
            yield stem + others
            if not others and len(stem) > 2 and stem[-1] == stem[-2]:
                yield stem[:-1]


def verb_kind(word):
    return next((VERB_KINDS[lemma] for lemma in lemmas(word) if lemma in VERB_KINDS), None)


def is_noun(words, i, before):
    """A noun that is listed, or a verb's form behind a determiner ("a claim", "Mr Vale's plan")."""
    previous = words[i - 1] if i else before
    after_owner = previous in DETERMINERS or previous.endswith(("'s", "’s", "s'", "s’"))
    listed, verb = any(lemma in NOUNS for lemma in lemmas(words[i])), verb_kind(words[i])
    if after_owner:
        return listed or bool(verb) and not words[i].endswith(("ed", "ing"))
    return listed and not verb


WORD = re.compile(r"[\w’'-]+")


def kind_of_cue(text, cues):
    """What kind of words attribute; `cues` are (begin, end)."""
    if not cues:
        return "no cue"
    words = [w.lower() for b, e in cues for w in WORD.findall(text[b:e]) if any(c.isalnum() for c in w)]
    if not words:
        return "a mark"
    if "according" in words:
        return "according to"
    before = (WORD.findall(text[max(0, cues[0][0] - 40) : cues[0][0]]) or [""])[-1].lower()
    for i, word in enumerate(words):
        if is_noun(words, i, before):
            return "noun"
        if kind := verb_kind(word):
            return kind
    return "preposition" if all(w in "in on for to of with at by as from about against per".split() for w in words) else "other words"


def is_direct(text, contents):
    return bool(contents) and all(text[b] in MARKS + "'‘" or text[b - 1 : b] and text[b - 1] in MARKS for b, _ in contents)


class Article:
    def __init__(self, scorer, gold, read):
        self.text, self.scorer = gold["text"], scorer
        self.starts = [m.start() for m in scorer.TOKEN.finditer(self.text)]
        self.gold, self.read = ([self.parts(q) for q in quotes] for quotes in (gold["quotes"], read))

    def parts(self, quote):
        return {role: sorted(self.scorer.spans(quote, role, self.text)) for role in self.scorer.ROLES}

    def tokens(self, spans):
        return {i for b, e in spans for i in range(bisect.bisect_left(self.starts, b), bisect.bisect_left(self.starts, e))}

    def share(self, quote, other, role):
        a, b = self.tokens(quote[role]), self.tokens(other[role])
        return len(a & b) / len(a | b) if a & b else 0.0

    def matched(self, least, role, gold, read):
        """One-to-one pairs (gold, read) of these numbers that share at least `least` of a role's words, the best first."""
        pairs = []
        for i in gold:
            for j in read:
                share = self.share(self.gold[i], self.read[j], role)
                if share and share >= least:
                    pairs.append((-share, not self.same_source(i, j), i, j))
        out, taken = {}, set()
        for _, _, i, j in sorted(pairs):
            if i not in out and j not in taken:
                out[i] = j
                taken.add(j)
        return out

    def same_source(self, i, j):
        a, b = self.tokens(self.gold[i]["sources"]), self.tokens(self.read[j]["sources"])
        return bool(a & b) or not a and not b

    def words(self, spans):
        return " ... ".join(self.text[b:e].replace("\n", " ") for b, e in spans)


def left_over(article, quote):
    kind = kind_of_cue(article.text, quote["cues"])
    direct = "direct, " if is_direct(article.text, quote["contents"]) else ""
    return direct + kind if quote["contents"] else "no content"


def edges(article, quote, found, role):
    """Where the read spans of a role begin and end against gold's, in words."""
    a, b = (sorted(article.tokens(x[role])) for x in (quote, found))
    if b[0] != a[0]:
        yield "begins too early" if b[0] < a[0] else "begins too late"
    if b[-1] != a[-1]:
        yield "ends too late" if b[-1] > a[-1] else "ends too early"
    inner = [{i for i in x if max(a[0], b[0]) <= i <= min(a[-1], b[-1])} for x in (a, b)]
    if inner[0] - inner[1]:
        yield "lacks words within"
    if inner[1] - inner[0]:
        yield "has words within too many"


def source_mistakes(article, quote, found):
    gold, read = (article.tokens(x["sources"]) for x in (quote, found))
    what = "a pronoun" if article.words(quote["sources"]).lower() in PRONOUNS else "a phrase"
    if read and not gold:
        yield "source read where gold has none"
    elif gold and not read:
        yield f"source wrong, none read for {what}"
    elif gold and not gold & read:
        yield f"source wrong, other words for {what}"
    elif gold != read:
        yield span_mistake(gold, read, "source")


def span_mistake(gold, read, name):
    return f"{name} wider" if gold < read else f"{name} narrower" if read < gold else f"{name} shifted"


def cue_mistakes(article, quote, found):
    gold, read = (article.tokens(x["cues"]) for x in (quote, found))
    if gold and not read:
        yield f"cue not read, {kind_of_cue(article.text, quote['cues'])}"
    elif read and not gold:
        yield "cue read where gold has none"
    elif gold and not gold & read:
        yield "cue wrong, other words"
    elif gold != read:
        yield span_mistake(gold, read, "cue")


def compared(article, quote, found):
    for edge in edges(article, quote, found, "contents"):
        yield f"content {edge}"
    if all(quote[r] and found[r] and not article.share(quote, found, r) for r in ("sources", "cues")):
        yield "source and cue of another attribution of these words"
        return
    yield from source_mistakes(article, quote, found)
    yield from cue_mistakes(article, quote, found)


def mistakes_of(article):
    """(kind, gold quote or None, read quote or None) for each mistake."""
    gold, read = set(range(len(article.gold))), set(range(len(article.read)))
    good = article.matched(0.5, "contents", gold, read)
    for i, j in good.items():
        for kind in compared(article, article.gold[i], article.read[j]):
            yield kind, article.gold[i], article.read[j]
    gold, read = gold - set(good), read - set(good.values())
    for role, least, name in (("contents", 0.0, "content less than half right"), ("cues", 0.0, "cue found, content elsewhere")):
        half = article.matched(least, role, gold, read)
        for i, j in half.items():
            how = ", ".join(edges(article, article.gold[i], article.read[j], role)) if role == "contents" else ""
            yield name + (": " + how if how else ""), article.gold[i], article.read[j]
        gold, read = gold - set(half), read - set(half.values())
    for i in sorted(gold):
        yield "missed, " + left_over(article, article.gold[i]), article.gold[i], None
    for j in sorted(read):
        yield "extra, " + left_over(article, article.read[j]), None, article.read[j]


def self_test():
    kinds = {
        "said": "verb of saying", "claimed": "verb of saying", "hopes that": "verb of attitude", "is demanding": "verb of asking for",
        "slammed": "verb of judging", "a claim": "noun", "disdain for": "noun", "according to": "according to", "in": "preposition",
        "―": "a mark", "drew": "other words",
    }
    for cue, kind in kinds.items():
        assert kind_of_cue(cue, [(0, len(cue))]) == kind, (cue, kind_of_cue(cue, [(0, len(cue))]))
    assert kind_of_cue("Vale's plan", [(7, 11)]) == "noun" and kind_of_cue("they plan", [(5, 9)]) == "verb of attitude"
    assert kind_of_cue("x", []) == "no cue"
    print("ok")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("work", type=pathlib.Path, nargs="?", help="the folder that evaluate.py --work kept its files in")
    parser.add_argument("--shared", type=pathlib.Path, default=pathlib.Path(__file__).resolve().parent.parent / "../shared")
    parser.add_argument("--show", help="list the cases of kinds that contain these words")
    parser.add_argument("--most", type=int, default=10, help="how many kinds; 0 for all")
    parser.add_argument("--self-test", action="store_true")
    args = parser.parse_args()
    if args.self_test:
        return self_test()
    if not args.work:
        parser.error("the folder of evaluate.py --work is missing")
    sys.path.insert(0, str(args.shared / "bench/attribution"))
    import score as scorer

    predicted = {d["id"]: d["quotes"] for d in map(json.loads, (args.work / "attribution-predicted.jsonl").open(encoding="utf8"))}
    count = collections.Counter()
    for gold in map(json.loads, (args.shared / "bench/attribution/dev.jsonl").open(encoding="utf8")):
        article = Article(scorer, gold, predicted.get(gold["id"], []))
        for kind, quote, found in mistakes_of(article):
            count[kind] += 1
            if args.show and args.show in kind:
                print(kind, gold["id"])
                for name, one in (("gold", quote), ("read", found)):
                    print(f"    {name}  " + (" | ".join(article.words(one[r]) for r in scorer.ROLES) if one else "-"))
    for kind, n in count.most_common(args.most or None):
        print(f"{n:5d}  {kind}")


if __name__ == "__main__":
    main()
