"""The label sets and the distance buckets: what the model file, the C++ runtime and the training must agree on."""
import bisect
import unicodedata

KINDS = ["person", "organisation", "outlet", "place", "anonymous", "collective", "document"]
STANCES = ["asserts", "confirms", "denies", "questions", "declines", "unanswered", "retracts", "unverified"]
bio = lambda *types: ["O"] + [f"{p}-{t}" for t in types for p in "BI"]
ROLES = bio("SOURCE", "CUE", "CONTENT")
NAMES = bio("PERSON", "ORGANISATION", "OUTLET", "PLACE", "OTHER")
MENTIONS = bio("PERSON", "ORGANISATION")
LABELS = {"role": ROLES, "report": ROLES, "name": NAMES, "mention": MENTIONS, "stance": STANCES, "kind": KINDS}

# Bucket 0 is "overlapping or adjacent"; k in 1..n is a chosen span that lies before the chooser, with boundaries[k-1] as the
# largest boundary that its gap reaches; n + k one that lies after it. Log-spaced: 3 against 4 pieces matters, 90 against 91 does not.
BOUNDARIES = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128]
BUCKETS = 1 + 2 * len(BOUNDARIES)


def bucket(chooser, chosen):
    """The bucket of a pair of half-open spans of wordpieces."""
    if chosen[1] <= chooser[0]:
        k, side = bisect.bisect_right(BOUNDARIES, chooser[0] - chosen[1]), 0
    elif chooser[1] <= chosen[0]:
        k, side = bisect.bisect_right(BOUNDARIES, chosen[0] - chooser[1]), len(BOUNDARIES)
    else:
        return 0
    return k and k + side


# What an uncased vocabulary cannot see of a word: its letters' case, and where white space stands around a mark. 0 is a word of small
# letters; 1 a capital and small letters (or one capital); 2 capitals only; 3 any other mixture; 4 a mark within text; 5 after white
# space only (it opens); 6 before white space only (it closes); 7 between white space; 8 a word that begins with a digit. Words that
# begin a paragraph have SHAPES / 2 more.
SHAPES = 18


def shapes(text, words):
    """The shape of each word, given as (begin, end) in text."""
    out, paragraph = [], True
    last = 0
    for b, e in words:
        paragraph = not out or "\n" in text[last:b]
        word, last = text[b:e], e
        kinds = [unicodedata.category(c) for c in word]
        upper, lower = kinds.count("Lu"), kinds.count("Ll")
        if len(word) == 1 and kinds[0][0] not in "LN":
            shape = 4 + (b == 0 or text[b - 1].isspace()) + 2 * (e == len(text) or text[e].isspace())
        elif kinds[0] == "Nd":
            shape = 8
        elif not upper:
            shape = 0
        elif kinds[0] == "Lu" and upper == 1:
            shape = 1
        else:
            shape = 3 if lower or kinds[0] != "Lu" else 2
        out.append(shape + (SHAPES // 2 if paragraph else 0))
    return out


def legal(labels):
    """legal[a][b]: may label b follow label a; the last row is the start. I-X follows only B-X or I-X."""
    ok = lambda a, b: not b.startswith("I-") or (a != "O" and a[2:] == b[2:])
    return [[ok(a, b) for b in labels] for a in labels + ["O"]]


def spans_of(indexes, labels):
    """[(type, begin, end)] of a legal or illegal BIO sequence; a stray I- opens a span."""
    out, kind, begin = [], None, 0
    for i, label in enumerate([labels[k] for k in indexes] + ["O"]):
        if kind and label != "I-" + kind:
            out.append((kind, begin, i))
            kind = None
        if label != "O" and kind is None:
            kind, begin = label[2:], i
    return out
