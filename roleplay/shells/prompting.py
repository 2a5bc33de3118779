"""A question on the screen, and the line that is typed after it."""

import sys


def typed_after(prompt: str) -> str:
    """The line that the learner types after the prompt; "" at the end of input and on Ctrl-C."""
    sys.stdout.write(prompt)
    sys.stdout.flush()
    try:
        return sys.stdin.readline()
    except KeyboardInterrupt:
        return ""
