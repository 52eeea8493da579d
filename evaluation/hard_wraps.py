"""Line ends that a corpus has put into running text, taken out again.

Problem. MPQA's texts are broken into lines of some seventy characters; the program takes what begins a line for the beginning of a paragraph.
Idea. Where no line is long, a line end with a long line before it and words right after it becomes a blank. The text keeps its length, so
spans of the corpus still fit.
Example. unwrapped("... said on Monday\\nthat ...") == "... said on Monday that ..."
Cost. Linear.
"""

LONGEST, LEAST = 110, 40  # of a hard-wrapped line; of one that goes on


def unwrapped(text):
    lines, out, at = text.split("\n"), list(text), 0
    if max(map(len, lines)) > LONGEST:
        return text
    for a, b in zip(lines, lines[1:]):
        at += len(a)
        if len(a.strip()) > LEAST and b[:1].strip():
            out[at] = " "
        at += 1
    return "".join(out)
