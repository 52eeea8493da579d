"""Corpora in, windows of wordpieces with every annotation that they carry out.

Problem: nine corpora annotate different things over different texts, and none annotates all that sayso reads.
Idea:    each becomes Documents of wordpieces with the annotations it has; a head trains on whatever a window carries. What a corpus
         does not know is left open, not labelled O: a name label is a set of labels that would satisfy the annotators.
Example: for window in cut(document, size=254, first=100): batch.append(window)
Cost:    about a minute to read everything; texts are read from --shared and never written.
"""
import bisect
import csv
import glob
import json
import re
from dataclasses import dataclass, field
from pathlib import Path

from tokenizers import Tokenizer

from labels import MENTIONS, NAMES, ROLES, shapes

CLS, SEP = 101, 102
SENTENCE_END = re.compile(r"""[.!?]["”’»)\]]*\s+(?=["“‘«(\[]?[A-Z0-9])|\n+""")
ANY = (1 << len(NAMES)) - 1  # a name label that every answer satisfies
NC_GENRES = ("whow", "fiction", "reddit")
# Stories that never train the network: what is fitted on top of it (grouping, thresholds) needs texts that it has not seen.
HELD_OUT = ("atlas-auction", "chess-final", "lynx-count", "water-ration")
PRONOUNS = ("he", "she", "they", "it", "we", "who", "his", "her", "their", "its", "one", "another", "both", "others", "him", "them")
TITLES = ("Mr ", "Mrs ", "Ms ", "Dr ", "Mr. ", "Mrs. ", "Ms. ", "Dr. ")


@dataclass
class Document:
    corpus: str
    id: str
    text: str
    ids: list
    begins: list  # code points, per wordpiece
    ends: list
    breaks: list  # wordpieces at which a sentence begins
    shapes: list  # of each wordpiece's word
    quotes: list = field(default_factory=list)  # {"sources","cues","contents": [span], "stance", "kind", "claim", "same"}
    roles: bool = False  # every attribution of the text is in quotes
    names: list = None  # a bit set of satisfying labels per wordpiece
    mentions: list = None  # a label per wordpiece
    deep: list = None  # per wordpiece: 1 begins a cue of whatever depth, 2 goes on with it, 0 is in none, -1 is not known
    chains: list = field(default_factory=list)  # (begin, end, chain, chooses)
    relays: list = field(default_factory=list)  # (begin, end, entity): whom a report may have come through


class Reader:
    def __init__(self, tokenizer):
        self.tokenizer = Tokenizer.from_file(str(tokenizer))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()

    def document(self, corpus, id, text, starts=None):
        e = self.tokenizer.encode(text, add_special_tokens=False)
        begins, ends = [o[0] for o in e.offsets], [o[1] for o in e.offsets]
        starts = [m.end() for m in SENTENCE_END.finditer(text)] if starts is None else starts
        breaks = sorted({bisect.bisect_left(begins, s) for s in starts} - {0})
        return Document(corpus, id, text, e.ids, begins, ends, breaks, shapes_of(e, text))


def shapes_of(encoding, text):
    """The shape of each wordpiece's word."""
    words, at = [], []
    for (b, e), word in zip(encoding.offsets, encoding.word_ids):
        if at and word == last:
            words[-1] = (words[-1][0], e)
        else:
            words.append((b, e))
        at.append(len(words) - 1)
        last = word
    known = shapes(text, words)
    return [known[k] for k in at]


def pieces(document, begin, end):
    """The wordpieces that code points [begin, end) touch."""
    return bisect.bisect_right(document.ends, begin), bisect.bisect_left(document.begins, end)


def without_that(text, begin, end):
    return (begin + 5, end) if text[begin : begin + 5].lower() == "that " and end > begin + 5 else (begin, end)


def apart(document):
    """Keeps the innermost of overlapping spans (each wordpiece has one role), and drops quotes that lost all their spans."""
    spans = {s for q in document.quotes for r in ("sources", "cues", "contents") for s in [(*x, r) for x in q[r]]}
    kept = []
    for s in sorted(spans, key=lambda s: (s[1] - s[0], s)):
        if s[1] > s[0] and all(s[1] <= k[0] or k[1] <= s[0] for k in kept):
            kept.append(s)
    kept = set(kept)
    for q in document.quotes:
        for r in ("sources", "cues", "contents"):
            q[r] = [x for x in q[r] if (*x, r) in kept]
    document.quotes = [q for q in document.quotes if q["sources"] or q["cues"] or q["contents"]]


def polnear(reader, path):
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        document = reader.document("polnear", d["id"], d["text"])
        document.roles = True
        for q in d["quotes"]:
            spans = {r: [(s["start"], s["end"]) for s in q[r]] for r in ("sources", "cues", "contents")}
            spans["contents"] = [without_that(d["text"], *s) for s in spans["contents"]]
            text = max((d["text"][b:e] for b, e in spans["contents"]), key=len, default="")
            document.quotes.append({r: [pieces(document, *s) for s in v] for r, v in spans.items()} | {"text": text})
        apart(document)
        mark_deep(document)
        yield document


def mark_deep(document, inner=()):
    """Which wordpieces are cues. What lies in a content stays open, but for the cues that are known there."""
    document.deep = [0] * len(document.ids)
    for b, e in (s for q in document.quotes for s in q["contents"]):
        document.deep[b:e] = [-1] * (e - b)
    for b, e in [*(s for q in document.quotes for s in q["cues"]), *inner]:
        document.deep[b:e] = [1] + [2] * (e - b - 1)


SMALL = set("""The A An In It He She They But And On At For This That Those These His Her Their Its There When While If As Some Many Most One Two
Three Not No What So Since After Before By To From With Both Each Every Such Another Even""".split())


PLAIN_CUES = set("said says say added claimed claims believes believe thinks think argued argues suggested noted insisted hopes fears".split())


def openings(documents):
    """How the corpus's own authors begin a report: (words up to the content, source, cue), as "The mayor told reporters that "."""
    out = set()
    for d in documents:
        for q in d.quotes:
            if [len(q[r]) for r in ("sources", "cues", "contents")] == [1, 1, 1]:
                (s, t), (c, u), (x, _) = (q[r][0] for r in ("sources", "cues", "contents"))
                first, last = d.begins[s], d.begins[x]
                words = d.text[first:last]
                marks = words.count('"') + words.count("“")
                clause = words.endswith(("that ", ': "', ', "', ": “", ", “")) or words[d.begins[c] - first : d.ends[u - 1] - first] in PLAIN_CUES
                if t <= c and u <= x and len(words) < 80 and "\n" not in words and marks <= words.endswith(('"', "“")) and clause:
                    out.add((words[:1].upper() + words[1:], (0, d.ends[t - 1] - first), (d.begins[c] - first, d.ends[u - 1] - first)))
    return sorted(out)


def retold(reader, d, known, chance, share=0.5):
    """The document with some of its reporting sentences told by somebody else, in words of `known`: the outer report is what the roles
    hold then, as the corpus has it, and the cues within are known, too, which they are nowhere else."""
    text, starts, at, out, deep, quotes, shift = d.text, sorted({0, *d.breaks, len(d.ids)}), 0, "", [], [], []
    spans = lambda q: [s for r in ("sources", "cues", "contents") for s in q[r]]
    touching = [(min(b for b, _ in spans(q)), max(e for _, e in spans(q)), q) for q in d.quotes]
    for b, e in zip(starts, starts[1:]):
        here = [x for x in touching if x[0] < e and x[1] > b]
        whole = here and all(x[0] >= b and x[1] <= e for x in here) and any(x[2]["cues"] for x in here)
        first, last = d.begins[b], d.ends[e - 1]
        sentence = text[first:last]
        if not whole or e - b > 60 or "\n" in sentence or not sentence[:1].isupper() or not known or chance.random() > share:
            continue
        words, source, cue = chance.choice(known)
        marked = words.endswith(('"', "“"))
        if marked and any(c in sentence for c in "\"“”"):
            continue
        if not marked and sentence.split()[0] in SMALL:
            sentence = sentence[:1].lower() + sentence[1:]
        closing = {'"': '"', "“": "”"}[words[-1]] if marked else ""
        out += text[at:first]
        begin = len(out)
        out, at = out + words + sentence + closing, last
        shift.append((first, last, len(words), len(closing)))
        told = len(sentence.rstrip(".")) or len(sentence)  # the corpus leaves the full stop outside, but for quotations
        quotes.append(([(begin, begin + source[1])], [(begin + cue[0], begin + cue[1])],
                       [(begin + len(words), begin + len(words) + told)] if not marked else [(begin + len(words) - 1, len(out))]))
        deep += [c for x in here for c in x[2]["cues"]]
    if not quotes:
        return d
    new = reader.document(d.corpus, d.id, out + text[at:])
    new.roles = True

    def move(span):
        b, e = d.begins[span[0]], d.ends[span[1] - 1]
        more = sum(a + c for _, last, a, c in shift if last <= b) + sum(a for first, last, a, _ in shift if first <= b < last)
        return b + more, e + more

    inner = {s for q in deep_quotes(touching, shift, d) for s in spans(q)}
    for q in d.quotes:
        if not inner.intersection(spans(q)):
            new.quotes.append({**q, **{r: [pieces(new, *move(s)) for s in q[r]] for r in ("sources", "cues", "contents")}})
    new.quotes += [{"sources": [pieces(new, *s) for s in x], "cues": [pieces(new, *s) for s in y], "contents": [pieces(new, *s) for s in z]}
                   for x, y, z in quotes]
    mark_deep(new)
    for _, _, contents in quotes:  # what is in these is known as well as it is anywhere
        for s in contents:
            b, e = pieces(new, *s)
            new.deep[b:e] = [0] * (e - b)
    for q in deep_quotes(touching, shift, d):
        for s in q["contents"]:  # but for the contents of the reports within
            b, e = pieces(new, *move(s))
            new.deep[b:e] = [-1] * (e - b)
    for s in deep:
        b, e = pieces(new, *move(s))
        new.deep[b:e] = [1] + [2] * (e - b - 1)
    return new


def deep_quotes(touching, shift, d):
    """Those that lie in a sentence that is told by somebody else now."""
    return [q for b, e, q in touching if any(first <= d.begins[b] and d.ends[e - 1] <= last for first, last, _, _ in shift)]


def occurrence(text, part, n):
    at = -1
    for _ in range(n + 1):
        at = text.find(part, at + 1)
        if at < 0:
            return None
    return at, at + len(part)


def stories(reader, folder):
    """One list of documents a story: a batch of them shares its claims, which is what the embedding is to tell apart."""
    gold = json.load(open(Path(folder) / "gold.json", encoding="utf8"))
    articles = [json.loads(l) for l in open(Path(folder) / "articles.jsonl", encoding="utf8")]
    entities = {e["id"]: e for e in gold["entities"]}
    outlets = [{"id": "outlet:" + a["outlet"], "name": a["outlet"], "type": "outlet", "aliases": []} for a in articles]
    known = {e["name"] for e in gold["entities"]}
    out = []
    for a in articles:
        text = a["text"]
        document = reader.document("stories", f"{gold['story']}/{a['id']}", text)
        document.roles = True
        speakers = []
        for r in gold["reports"]:
            if r["article"] != a["id"] or r.get("voice") == "own":
                continue
            at = r.get("at", {})
            source = [occurrence(text, r["source"], at.get("source") or 0)] if r["source"] else []
            cue = [occurrence(text, r["cue"], at.get("cue") or 0)] if r["cue"] else []
            contents = [occurrence(text, c, n) for c, n in zip(r["content"], at.get("content") or [0] * len(r["content"]))]
            spans = {"sources": source, "cues": cue, "contents": contents}
            spans = {k: [x for x in v if x] for k, v in spans.items()}
            spans["contents"] = [without_that(text, *s) for s in spans["contents"]]
            words = " ".join(text[b:e] for b, e in spans["contents"])
            speakers += [(*pieces(document, *s), r["speaker"]) for s in spans["sources"]]
            document.quotes.append({k: [pieces(document, *s) for s in v] for k, v in spans.items()} | {
                "stance": r["stance"], "kind": entities[r["speaker"]]["type"], "claim": (gold["story"], r["claim"]), "text": words,
                "via": set(r["via"])})
        names = story_names(document, gold["entities"] + [o for o in outlets if o["name"] not in known])
        chains = {(b, e): c for b, e, c in speakers}
        for b, e, c in names:
            if all(e <= x or y <= b for x, y in chains):
                chains[b, e] = c
        document.chains = [(b, e, c, True) for (b, e), c in sorted(chains.items())]
        own = next((e["id"] for e in gold["entities"] if a["outlet"] in (e["name"], *e["aliases"])), None)
        mentions = story_mentions(document, gold["entities"], speakers)
        document.relays = sorted(x for x in mentions if x[2] != own)
        describe(document, mentions, names, {k: e["type"] for k, e in entities.items()})
        apart(document)
        mark_deep(document)
        out.append(document)
    return out


def story_mentions(document, entities, speakers):
    """Every place where a gold entity is named or described, the longer form where two overlap, and the speakers' sources."""
    forms, taken, found = {}, set(), {(b, e): c for b, e, c in speakers}
    for e in entities:
        for form in [e["name"], *e["aliases"]]:
            forms.setdefault(form, e["id"])
    for form in sorted(forms, key=len, reverse=True):
        for m in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", document.text):
            if not taken.intersection(range(*m.span())):
                taken.update(range(*m.span()))
                found.setdefault(pieces(document, *m.span()), forms[form])
    return [(b, e, c) for (b, e), c in found.items() if e > b]


def describe(document, mentions, names, kinds):
    """Labels the descriptions among gold's mentions; names and cues are none, all else stays open."""
    label = {"person": "PERSON", "anonymous": "PERSON", "collective": "PERSON", "organisation": "ORGANISATION", "outlet": "ORGANISATION"}
    document.mentions = [-1] * len(document.ids)
    for b, e in [x[:2] for x in names] + [c for q in document.quotes for c in q["cues"]]:
        document.mentions[b:e] = [0] * (e - b)
    for b, e, entity in mentions:
        words = document.text[document.begins[b] : document.ends[e - 1]]
        kind = label.get(kinds[entity])
        if kind and words[:1].islower() and words not in PRONOUNS:
            document.mentions[b:e] = [MENTIONS.index(p + kind) for p in ["B-"] + ["I-"] * (e - b - 1)]


def is_name(form):
    """A name, not a description that holds one: every word of weight is capitalised ("the Gazette", not "a spokesman for Halden")."""
    words = form.split()
    if not words or words[0] in ("A", "An", "His", "Her", "Their", "Its", "Our", "My", "One", "Two"):
        return False
    heavy = [w for w in words if w.lower() not in ("the", "of", "and", "for", "&", "on", "in", "de", "van", "von", "der", "la", "le", "to", "at")]
    return bool(heavy) and all(w[0].isupper() or w[0].isdigit() for w in heavy) and any(w[0].isupper() for w in heavy)


def story_names(document, entities):
    """Labels the capitalised names of gold entities; other capitalised words stay open, the rest is O. Returns (begin, end, entity)."""
    text, kinds = document.text, {"person": "PERSON", "organisation": "ORGANISATION", "outlet": "OUTLET", "place": "PLACE"}
    forms = {}
    for e in entities:
        for form in [e["name"], *e["aliases"]]:
            form = next((form[len(t):] for t in TITLES if form.startswith(t)), form)
            form = form[4:] if form.startswith("the ") else form
            if e["type"] in kinds and is_name(form):
                forms.setdefault(form, (e["id"], kinds[e["type"]]))
                if form.startswith("The ") and len(form) > 8:
                    forms.setdefault(form[4:], (e["id"], kinds[e["type"]]))
    document.names = []
    for b, e in zip(document.begins, document.ends):  # a piece inside a capitalised word is open, too
        start = b
        while start and text[b].isalnum() and text[start - 1].isalnum():
            start -= 1
        document.names.append(ANY if text[start].isupper() else 1)
    taken, found = [False] * len(text), []
    for form in sorted(forms, key=len, reverse=True):
        for m in re.finditer(r"(?<!\w)" + re.escape(form) + r"(?!\w)", text):
            if not any(taken[m.start() : m.end()]):
                taken[m.start() : m.end()] = [True] * len(form)
                found.append((*pieces(document, *m.span()), forms[form]))
    for b, e, (_, kind) in found:
        the = document.text[document.begins[b] : document.ends[b]] == "The"
        for i in range(b, e):
            document.names[i] = 1 << NAMES.index(("B-" if i == b or (the and i == b + 1) else "I-") + kind)
        if the:  # corpora differ on whether a leading "The" belongs to the name
            document.names[b] = ANY
            if e > b + 1:
                document.names[b + 1] |= 1 << NAMES.index("I-" + kind)
    return [(b, e, entity) for b, e, (entity, _) in found]


def of_words(reader, corpus, id, sentences):
    """A document from sentences of (word, space after); also gives the span of wordpieces of every word, sentence by sentence."""
    text, spans, starts = "", [], []
    for sentence in sentences:
        starts.append(len(text))
        row = []
        for word, space in sentence:
            row.append((len(text), len(text) + len(word)))
            text += word + (" " if space else "")
        text = text if text.endswith(" ") else text + " "
        spans.append(row)
    document = reader.document(corpus, id, text, starts)
    return document, [[pieces(document, *s) for s in row] for row in spans]


ENTITY = re.compile(r"\(([^()]+)(\))?|([^()]+)\)")


def gum(reader, path):
    documents, rows = [], None
    for line in open(path, encoding="utf8"):
        if line.startswith("# newdoc id"):
            documents.append((line.split("=")[1].strip(), []))
        elif line.startswith("# sent_id"):
            documents[-1][1].append([])
        elif line[:1].isdigit():
            f = line.rstrip("\n").split("\t")
            if f[0].isdigit():
                documents[-1][1][-1].append(f)
    for id, sentences in documents:
        if id.split("_")[1] not in NC_GENRES:
            yield gum_document(reader, id, sentences)


def gum_entities(sentences):
    """[(first word, last word + 1, chain, type, head word)] over the document's words; pieces of split mentions are skipped."""
    words = [f for s in sentences for f in s]
    out, open_ = [], {}
    for i, f in enumerate(words):
        entity = next((x[7:] for x in f[9].split("|") if x.startswith("Entity=")), "")
        for m in ENTITY.finditer(entity):
            if m.group(1):
                parts = m.group(1).split("-")
                record = (i, parts[0], parts[1], parts[5] if len(parts) > 5 else "1")
                if m.group(2):
                    out.append((*record, i + 1))
                else:
                    open_.setdefault(parts[0], []).append(record)
            elif open_.get(m.group(3)):
                out.append((*open_[m.group(3)].pop(), i + 1))
    entities = []
    for b, chain, kind, least, e in out:
        first = least.split(",")[0]
        if "[" not in chain and first.isdigit():
            entities.append((b, e, chain, kind, min(b + int(first) - 1, e - 1)))
    return words, entities


def gum_document(reader, id, sentences):
    document, spans = of_words(reader, "gum", id, [[(f[1], "SpaceAfter=No" not in f[9]) for f in s] for s in sentences])
    words, entities = gum_entities(sentences)
    spans = [s for row in spans for s in row]
    piece = lambda b, e: (spans[b][0], spans[e - 1][1])
    document.names = [1] * len(document.ids)
    for f, (b, e) in zip(words, spans):  # proper nouns outside of what we find stay open
        if f[3] == "PROPN" or f[3] == "ADJ" and f[1][0].isupper():
            document.names[b:e] = [ANY] * (e - b)
    types = {"person": "PERSON", "organization": "ORGANISATION", "place": "PLACE"}
    for b, e, _, kind, head in sorted(entities, key=lambda x: x[0] - x[1]):
        if words[head][3] != "PROPN":
            continue
        first, last = head, head + 1
        while first > b and (words[first - 1][3] == "PROPN" or words[first - 1][1] == "-" and words[first - 2][3] == "PROPN"):
            first -= 1
        while last < e:
            skip = next((k for k in (0, 1, 2) if last + k < e and words[last + k][3] == "PROPN" and
                         all(words[last + j][1].lower() in ("of", "the", "for", "and", "-", "&") for j in range(k))), None)
            if skip is None:
                break
            last += skip + 1
        x, y = piece(first, last)
        kind = types.get(kind, "OTHER")
        for i in range(x, y):
            label = ("B-" if i == x else "I-") + kind
            document.names[i] = 1 << NAMES.index(label)
            if kind == "ORGANISATION":
                document.names[i] |= 1 << NAMES.index(label[:2] + "OUTLET")
    document.mentions, end = [0] * len(document.ids), 0
    nominal = [x for x in entities if x[3] in ("person", "organization") and words[x[4]][3] not in ("PROPN", "PRON", "DET")]
    for b, e, _, kind, _ in sorted(nominal, key=lambda x: (x[0], -x[1])):
        if b >= end:
            x, y = piece(b, e)
            for i in range(x, y):
                document.mentions[i] = MENTIONS.index(("B-" if i == x else "I-") + types[kind])
            end = e
    chains = {piece(b, e): c for b, e, c, _, _ in entities}  # things, too: they take pronouns that persons would else be given
    document.chains = [(b, e, c, True) for (b, e), c in sorted(chains.items()) if e > b]
    return document


def gap(reader, path):
    for row in csv.DictReader(open(path, encoding="utf8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        document = reader.document("gap", row["ID"], row["Text"])
        span = lambda name, at: pieces(document, int(row[at]), int(row[at]) + len(row[name]))
        pronoun = span("Pronoun", "Pronoun-offset")
        two = [(*span(x, x + "-offset"), "yes" if row[x + "-coref"] == "TRUE" else x, False) for x in "AB"]
        gold = [x for x in two if x[2] == "yes" and x[0] < pronoun[0]]
        if gold:  # a name that only follows, or is neither, teaches nothing about what precedes
            document.chains = sorted([*two, (*pronoun, "yes", True)])
            yield document


def pairs(path, without=()):
    """(a, b, same or None, similarity or None); SICK's licence is NC."""
    for line in open(path, encoding="utf8"):
        d = json.loads(line)
        if d["from"] in ("mrpc", "sts") and d["from"] not in without:
            yield d["a"], d["b"], d.get("same"), d.get("similarity")


def cut(document, size=254, first=None):
    """Windows of whole sentences of up to `size` wordpieces; `first` limits the first one, so that epochs cut differently."""
    begin, limit, total = 0, first or size, len(document.ids)
    while begin < total:
        end = begin + limit
        if end >= total:
            end = total
        else:
            k = bisect.bisect_right(document.breaks, end) - 1
            end = document.breaks[k] if k >= 0 and document.breaks[k] > begin else end
        yield window(document, begin, end)
        begin, limit = end, size


def window(document, begin, end):
    """The annotations of wordpieces [begin, end), with positions in [CLS] ... [SEP]."""
    shift = 1 - begin
    inside = lambda b, e: (max(b, begin) + shift, min(e, end) + shift) if b < end and e > begin else None
    w = {"corpus": document.corpus, "id": document.id, "ids": [CLS, *document.ids[begin:end], SEP], "begin": begin, "quotes": [],
         "shapes": [0, *document.shapes[begin:end], 0]}
    for q in document.quotes:
        clipped = {r: [s for s in (inside(*x) for x in q[r]) if s] for r in ("sources", "cues", "contents")}
        if any(clipped.values()):
            w["quotes"].append({**q, **clipped})
    if document.roles:
        w["role"] = [0] * len(w["ids"])
        for q in w["quotes"]:
            for r, name in (("sources", "SOURCE"), ("cues", "CUE"), ("contents", "CONTENT")):
                for b, e in q[r]:
                    w["role"][b:e] = [ROLES.index("B-" + name)] + [ROLES.index("I-" + name)] * (e - b - 1)
    if document.names:
        w["name"] = [ANY, *document.names[begin:end], ANY]
    if document.mentions:
        w["mention"] = [-1, *document.mentions[begin:end], -1]
    if document.deep:
        w["deep"] = [-1, *document.deep[begin:end], -1]
    w["relays"] = [(b + shift, e + shift, c) for b, e, c in document.relays if b >= begin and e <= end]
    w["chains"] = [(b + shift, e + shift, c, g) for b, e, c, g in document.chains if b >= begin and e <= end]
    return w


def named_corpora(reader, shared, without):
    """What names.py trains its head on and is not measured on; the encoder is to keep what that head needs."""
    import names

    for corpus in ("re3d", "ewt", "ecb"):
        if corpus not in without:
            yield from getattr(names, corpus)(reader, shared)


def load(shared, tokenizer, without=(), extra_stories=None):
    """{corpus: [documents]} (stories: a list of lists), of what may train shipped weights."""
    reader, shared = Reader(tokenizer), Path(shared)
    get = lambda name, make: [] if name in without else list(make())
    folders = sorted(glob.glob(str(shared / "training-stories/*/gold.json")) + glob.glob(str(extra_stories or "") + "/*/gold.json"))
    folders = [f for f in folders if Path(f).parent.name not in HELD_OUT]
    return {
        "polnear": get("polnear", lambda: polnear(reader, shared / "data/attribution/train.jsonl")),
        "stories": get("stories", lambda: (stories(reader, Path(f).parent) for f in folders)),
        "named": get("named", lambda: named_corpora(reader, shared, without)),
        "gum": get("gum", lambda: gum(reader, shared / "data/treebank/en_gum-ud-train.conllu")),
        "gap": get("gap", lambda: gap(reader, shared / "data/coreference/gap-development.tsv")),
        "pairs": get("pairs", lambda: pairs(shared / "data/pairs/train.jsonl", without)),
    }
