"""Starts the program: straight into a conversation where that is what was asked for, else the command line."""

import gc
import sys


def main() -> int:
    """Run the program with the arguments it was started with; gives its exit code."""
    _replace_closed_streams()
    try:
        code = _run(sys.argv[1:])
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        sys.stderr.write("\nStopped; what was kept before is safe.\n")
        return 1
    except BrokenPipeError:
        _give_up_output()
        return 1
    except OSError as error:
        sys.stderr.write(f"This could not be written or read: {error.strerror or error}.\n")
        _give_up_output()
        return 2


def _run(arguments: list[str]) -> int:
    if _is_simple_play(arguments):
        gc.disable()  # what is loaded at the start is never garbage; the backstage turns it on again
        from roleplay.shells.playing import play

        return play(arguments[1], plain="--plain" in arguments)
    from roleplay.cli import run

    return run(arguments)


def _is_simple_play(arguments: list[str]) -> bool:
    """Whether this is `play NAME` with at most `--plain`, which needs no parser: it starts at once."""
    if len(arguments) not in (2, 3) or arguments[0] != "play" or arguments[1].startswith("-"):
        return False
    return arguments[2:] in ([], ["--plain"])


def _replace_closed_streams() -> None:
    """A stream that was closed before the program began is empty input, or output that nobody reads."""
    import os

    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115 - open until the program ends
    if sys.stdout is None:
        sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115


def _give_up_output() -> None:
    """Whoever read the output has gone; nothing more is written, not even on the way out."""
    import os

    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    sys.exit(main())
