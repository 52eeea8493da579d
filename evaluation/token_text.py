#!/usr/bin/env python3
"""Tokens as the text that they were cut from, with a map from its characters back to the tokens.

Problem. Corpora of names and mentions hold tokens ("do n't", "( now closed )"); the program reads what people write.
Idea. A corpus that gives the sentence beside its tokens is believed. Else a handful of rules set the spaces: none before closing
marks, "'s" and "n't", none after opening marks, and straight double quotes open and close in turn, anew in each sentence. A token
is never changed, so where each begins and ends is exact.
Example. TokenText([["He", "said", "\\"", "no", "\\"", "."]]).text == 'He said "no".'
Cost. Linear. `token_text.py --self-test` tests itself.
"""
import bisect
import sys

CLOSING = set(",.;:?!)]}%") | {"'", "’", "”", "''", "...", "n't", "n’t"}
OPENING = set("([{$#£€“‘") | {"``"}
CLITICS = {"s", "m", "d", "re", "ve", "ll"}


def is_closing(token):
    only_stops = token.strip(".?!") == "" and token != ""
    return token.lower() in CLOSING or only_stops or (token[0] in "'’" and token[1:].lower() in CLITICS)


def spaces_by_rule(tokens):
    """Whether a space stands before each token of a sentence."""
    spaces, glued, open_quote = [], True, False
    for token in tokens:
        opens = token in OPENING or (token == '"' and not open_quote)
        closes = token == '"' and open_quote or is_closing(token)
        spaces.append(not (glued or closes))
        open_quote ^= token == '"'
        glued = opens
    return spaces


def spaces_in(tokens, sentence):
    """The same, as the sentence has it; None where it does not consist of these tokens."""
    spaces, at = [], 0
    for token in tokens:
        start = at
        while at < len(sentence) and sentence[at].isspace():
            at += 1
        if not sentence.startswith(token, at):
            return None
        spaces.append(at > start)
        at += len(token)
    return spaces if not sentence[at:].strip() else None


class TokenText:
    """The text of sentences of tokens, one a line.

    sentences  lists of tokens
    written    the text of each sentence where the corpus has it, or None
    between    what stands before each sentence but the first; a line's end for all if it is a string
    """

    def __init__(self, sentences, written=None, between="\n"):
        self.begins, self.ends, parts, at = [], [], [], 0
        for n, tokens in enumerate(sentences):
            as_written = written[n] if written else None
            spaces = (spaces_in(tokens, as_written) if as_written is not None else None) or spaces_by_rule(tokens)
            for k, token in enumerate(tokens):
                gap = (between if isinstance(between, str) else between[n]) if k == 0 and n else " " if k and spaces[k] else ""
                parts += [gap, token]
                self.begins.append(at + len(gap))
                at += len(gap) + len(token)
                self.ends.append(at)
        self.text = "".join(parts)

    def tokens(self, start, end):
        """The range of tokens, counted over all sentences, that characters [start, end) touch."""
        return bisect.bisect_right(self.ends, start), bisect.bisect_left(self.begins, end)


def self_test():
    rules = {
        'He said , " I do n\'t know . "': 'He said, "I don\'t know."',
        "John 's ( now closed ) school ; it cost $ 5 .": "John's (now closed) school; it cost $5.",
        "the boys ' dogs": "the boys' dogs",
        "\" A \" and \" B \"": '"A" and "B"',
        "no way !! really ?!": "no way!! really?!",
        "We 've seen 15 % : 4 -- 5": "We've seen 15%: 4 -- 5",
        "`` Yes , '' he said": "``Yes,'' he said",
        ". NET": ". NET",
    }
    for tokens, text in rules.items():
        made = TokenText([tokens.split()])
        assert made.text == text, (made.text, text)
        assert [made.text[b:e] for b, e in zip(made.begins, made.ends)] == tokens.split()
    # An open quotation does not reach the next sentence; a sentence that is written out is believed.
    two = TokenText([['"', "Oh", "."], ['"', "Ah", '"']])
    assert two.text == '"Oh.\n"Ah"'
    written = TokenText([["gon", "na", "go", "."], ["odd", "one"]], ["gonna  go .", "another one"], between=["", "\n\n"])
    assert written.text == "gonna go .\n\nodd one", written.text
    # Characters to tokens: whole tokens, parts of them, spaces at an edge, and the second sentence.
    at = written.text.index
    assert written.tokens(0, 5) == (0, 2) and written.tokens(0, 2) == (0, 1) and written.tokens(3, 8) == (1, 3)
    assert written.tokens(5, 8) == (2, 3) and written.tokens(at("odd"), at("odd") + 3) == (4, 5)
    assert spaces_in(["a"], "a b") is None and spaces_in(["a", "b"], "ab ") == [False, False]
    print("ok")


if __name__ == "__main__":
    if sys.argv[1:] != ["--self-test"]:
        sys.exit(__doc__)
    self_test()
