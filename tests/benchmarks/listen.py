"""What hearing a reply costs beside TextBlob alone: `python -m tests.benchmarks.listen`."""

import gc
from itertools import islice
from random import Random
from time import perf_counter

from textblob import TextBlob

from roleplay.conversation import context_for, opening
from roleplay.ears.listening import listen, warm_up
from roleplay.reading import Context
from tests.benchmarks.corpus import answered_lines, replies, scenario
from tests.benchmarks.figures import milliseconds, ratio

REPLIES = 300
ROUNDS = 3


def contexts() -> list[Context]:
    """What replies answer: every line of the scenario, with the others as what was said before."""
    played = scenario()
    _, state = opening(played, 7)
    lines = [(node, line) for node, line in answered_lines(played)]
    shown = tuple(line.text for _, line in lines)
    said = tuple(islice(replies(Random(6)), 4))
    made = []
    for place, (node, line) in enumerate(lines):
        voice = next(voice for voice, variants in node.lines.items() if line in variants)
        at = state._replace(node=node.id, voice=voice, variant=node.lines[voice].index(line))
        made.append(context_for(played, at, (*shown[:place], line.text)[-6:], said))
    return made


def main() -> None:
    """Measure in turns and print."""
    warm_up()
    gc.freeze()  # as the backstage does once everything is loaded
    _ = TextBlob("good").sentiment
    random = Random(8)
    written, answered = replies(random), contexts()
    hearing, textblob = [], []
    for number in range(ROUNDS):
        for text in islice(written, REPLIES):  # never the same reply twice
            context = random.choice(answered)
            began = perf_counter()
            _ = TextBlob(text).sentiment
            between = perf_counter()
            listen(text, context)
            if number:  # the first round fills what both keep between replies
                textblob.append(between - began)
                hearing.append(perf_counter() - between)
    print(f"Hearing {REPLIES} replies of 5 to 60 words")
    milliseconds("TextBlob(text).sentiment", textblob)
    milliseconds("listen(text, context)", hearing)
    ratio("listen to TextBlob", hearing, textblob, "at most 1.3")


if __name__ == "__main__":
    main()
