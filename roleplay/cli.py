"""Every command of the program, each one line into a room."""

import sys
from typing import Any

import click

from roleplay import __version__
from roleplay.shells import playing

_DATA = click.option(
    "--data", metavar="DIR", help="Keep sessions in this folder (else ROLEPLAY_HOME, else your data folder)."
)
_FORMAT = click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
_PLAIN = click.option("--plain", is_flag=True, help="Lines only: for screen readers, pipes and simple terminals.")
_HIDE = click.option("--hide-trust", is_flag=True, help="Practise without the gauge; the review shows it later.")


class _Group(click.Group):
    """A group that names the nearest command for a wrong one."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.UsageError:
            from roleplay.nearest import nearest

            near = nearest(args[0], self.list_commands(ctx), 1)
            meant = f" Did you mean {near[0]!r}?" if near else ""
            raise click.UsageError(f"There is no command {args[0]!r}.{meant}", ctx) from None


@click.group(cls=_Group, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="roleplay")
@_DATA
@_PLAIN
@_HIDE
@click.pass_context
def cli(ctx: click.Context, data: str | None, plain: bool, hide_trust: bool) -> None:
    """Practise a difficult conversation with a scripted client whose trust you have to earn.

    Without a command: choose somebody to talk with.
    """
    options = {"data": data, "plain": plain, "hide_trust": hide_trust}
    said = {name: value for name, value in options.items() if value}
    ctx.default_map = dict.fromkeys(cli.commands, said)
    if ctx.invoked_subcommand is None:
        ctx.exit(playing.pick(data=data, plain=plain, hide_trust=hide_trust))


@cli.command()
@click.argument("scenario", required=False)
@_DATA
@_PLAIN
@_HIDE
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), help="Choose the same lines again.")
@click.option("--from", "node", metavar="NODE", help="Begin at this node.")
@click.option("--trust", type=click.FloatRange(0, 100), help="Begin with this trust.")
@click.option("--flag", "flags", multiple=True, help="Begin with this flag set; can be given several times.")
@click.option("--replies", metavar="FILE", help="Say these replies first, one a line, then hand over.")
@click.option("--watch", is_flag=True, help="Go on in the new version whenever the file is saved.")
def play(
    scenario: str | None,
    data: str | None,
    plain: bool,
    hide_trust: bool,
    seed: int | None,
    node: str | None,
    trust: float | None,
    flags: tuple[str, ...],
    replies: str | None,
    watch: bool,
) -> int:
    """Practise SCENARIO: one from the list, or a file of your own."""
    is_rehearsal = node is not None or trust is not None or flags or replies is not None or watch
    if scenario is None:
        if is_rehearsal:
            raise click.UsageError("Say which scenario to play so.")
        return playing.pick(data=data, plain=plain, hide_trust=hide_trust)
    if is_rehearsal:
        from roleplay.shells.rehearsing import Wishes, rehearse

        return rehearse(scenario, Wishes(node, trust, flags, replies, watch, seed, hide_trust, plain), data)
    return playing.play(scenario, data=data, plain=plain, hide_trust=hide_trust, seed=seed)


@cli.command(name="list")
@click.option("--practises", metavar="TEXT", help="Only those that practise this, such as privacy or SAMHSA VIII.")
@_FORMAT
@_DATA
def list_(practises: str | None, form: str, data: str | None) -> int:
    """List the scenarios by what they practise, and what you have played."""
    from roleplay import places
    from roleplay.shells import played, shelf

    folder = places.data_folder(data)
    scenarios = shelf.shipped_scenarios(folder)
    found = scenarios if practises is None else shelf.practising(scenarios, practises)
    if form == "json":
        return _print_json(shelf.as_json(found, played.played_in(folder)))
    if not found:
        everything = shelf.everything_practised(scenarios)
        return playing.complain(f"Nothing here practises {practises!r}. There is: {everything}.")
    shelf.show(shelf.contents(found, played.played_in(folder)))
    return 0


@cli.command()
@click.argument("session", required=False)
@_DATA
@_PLAIN
def resume(session: str | None, data: str | None, plain: bool) -> int:
    """Go on with SESSION, or with the last one that has not ended."""
    return playing.go_on(session, data=data, plain=plain)


@cli.command()
@click.argument("session")
@click.option("--from", "number", metavar="REPLY", help="Say this reply differently: its number, or last.")
@click.option("--as-it-was", is_flag=True, help="Use the scenario as it was then, even if it was edited since.")
@_DATA
@_PLAIN
def replay(session: str, number: str | None, as_it_was: bool, data: str | None, plain: bool) -> int:
    """Go back into SESSION (its id, or "last") before one of its replies and say it differently.

    Without --from: choose from a list of the replies.
    """
    from roleplay.shells.replaying import replay

    return replay(session, number, data=data, plain=plain, as_it_was=as_it_was)


@cli.command()
@click.argument("a", metavar="[A]", default="last")
@click.argument("b", metavar="[B]", required=False)
@click.option("--format", "form", type=click.Choice(["text", "html", "json"]), default="text")
@click.option("-o", "--output", metavar="FILE", help="Write to this file instead of the screen.")
@_DATA
@_PLAIN
def compare(a: str, b: str | None, form: str, output: str | None, data: str | None, plain: bool) -> int:
    """Set two sessions side by side: what is the same, where they part, and what made the difference.

    Without B: session A (or the last one) beside the session that it is another attempt of.
    """
    from roleplay.shells.comparing import compare

    return compare(a, b, form, output=output, data=data, plain=plain)


@cli.command()
@click.option("--tree", is_flag=True, help="Show which session is another attempt of which.")
@_DATA
@_PLAIN
def sessions(tree: bool, data: str | None, plain: bool) -> int:
    """List the sessions that are kept, the newest first."""
    from roleplay.shells.desk import list_sessions

    return list_sessions(data, tree=tree, plain=plain)


@cli.command()
@click.argument("session", default="last", metavar="[SESSION|last|FILE]")
@click.option("--format", "form", type=click.Choice(["text", "html", "md", "csv", "json"]), default="text")
@click.option("-o", "--output", metavar="FILE", help="Write to this file; its ending says in which format.")
@click.option("--open", "opens", is_flag=True, help="Show it in your browser (as HTML unless --format says otherwise).")
@click.option("--trainer", is_flag=True, help="Add the trainer's view: codes, all attempts, fields to fill in.")
@click.option("--redact", is_flag=True, help="Leave out names, places, numbers and addresses where they are found.")
@click.option("--learner", metavar="NAME", help="Who the learner is, in a text file.")
@_DATA
@click.pass_context
def review(
    ctx: click.Context,
    session: str,
    form: str,
    output: str | None,
    opens: bool,
    trainer: bool,
    redact: bool,
    learner: str | None,
    data: str | None,
) -> int:
    """Look at a conversation again: what built trust, what cost it, and one thing to try next.

    SESSION is a kept one, by its id, or "last"; FILE is a transcript made elsewhere (JSON Lines, CSV or text).
    """
    from roleplay.shells.reviewing import Wish, form_for, review_conversation

    if ctx.get_parameter_source("form") == click.core.ParameterSource.DEFAULT:
        form = form_for(output, opens=opens)
    return review_conversation(Wish(session, form, output, opens, trainer, redact, learner, data))


@cli.command()
@click.argument("session")
@click.argument("reply", type=int, required=False)
@click.option("--add", metavar="SKILL", help="This skill or misstep is in the reply.")
@click.option("--words", metavar="WORDS", default="", help="The words of the reply that show it (with --add).")
@click.option("--remove", metavar="SKILL", help="This skill or misstep is not in the reply.")
@click.option("--comment", metavar="TEXT", help="A note on the reply.")
@click.option("--undo", type=int, metavar="NUMBER", help="Take one annotation back, by its number in the list.")
@_DATA
def annotate(
    session: str,
    reply: int | None,
    add: str | None,
    words: str,
    remove: str | None,
    comment: str | None,
    undo: int | None,
    data: str | None,
) -> int:
    """Correct what was heard in a REPLY of SESSION, or list the corrections.

    What the program heard is kept; the review counts with the corrections and says so.
    """
    from roleplay.shells.annotating import Wish, annotate_session

    return annotate_session(Wish(session, reply, add, words, remove, comment, undo, data))


@cli.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help="Forget every session.")
@click.option("--older-than", metavar="DAYS", help="Forget sessions not touched for so long, for instance 30d.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@_DATA
def forget(session: str | None, everything: bool, older_than: str | None, yes: bool, data: str | None) -> int:
    """Erase SESSION, or several, from this computer for good."""
    from roleplay.shells.desk import forget_sessions

    return forget_sessions(session, everything=everything, older_than=older_than, sure=yes, data=data)


@cli.command()
@click.argument("reply")
@click.option("--client", metavar="WORDS", default="", help="What the client said before.")
@click.option("--persona", metavar="ID", help="Score with this client's temperament.")
@click.option("--trust", type=click.FloatRange(0, 100), metavar="N", help="Trust before, 0 to 100.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def explain(reply: str, client: str, persona: str | None, trust: float | None, form: str) -> int:
    """Take one REPLY apart: what is heard in it, and what it does to trust. "-" reads it from standard input."""
    from roleplay.shells import explaining

    return explaining.explain(reply, client, persona=persona, trust=trust, form=form)


@cli.command()
@click.argument("name", required=False)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
def skills(name: str | None, form: str) -> int:
    """Read about the skills and missteps that are listened for, or about NAME alone."""
    from roleplay.shells.catalogue import show_skills

    return show_skills(name, form)


@cli.command()
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--format", "form", type=click.Choice(["text", "jsonl", "csv"]), default="text")
@click.option("--input", "source", type=click.Choice(["jsonl", "csv", "text"]), help="The form of the files.")
@click.option("-o", "--output", metavar="FILE", help="Write to this file, whole or not at all.")
@click.option("--learner", metavar="NAME", help="Who the learner is, in text files.")
@click.option("--persona", metavar="ID", help="Score with this client's temperament.")
@click.option("--jobs", type=click.IntRange(1, 64), default=1, help="Use so many processes.")
def score(
    files: tuple[str, ...],
    form: str,
    source: str | None,
    output: str | None,
    learner: str | None,
    persona: str | None,
    jobs: int,
) -> int:
    """Score transcripts made elsewhere: JSON Lines, CSV or text; "-" is standard input."""
    from roleplay.shells.scoring import Wish, score_files

    return score_files(Wish(files, form, source or "", output, learner, persona, jobs))


@cli.command()
@click.argument("scenario")
@click.option("--runs", type=click.IntRange(1, 1_000_000), default=500, show_default=True, help="Runs of each kind.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, show_default=True, help="Play other runs.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes to use; all processors without it.")
@_FORMAT
def playtest(scenario: str, runs: int, seed: int, jobs: int | None, form: str) -> int:
    """Try SCENARIO with skilled, passive, advising, clumsy, hostile, silent and mixed learners.

    Fails where skilled learners come out no better than clumsy ones, where one warm line buys trust, and where an
    ending is never seen.
    """
    from roleplay.shells.playtesting import run_playtest

    return run_playtest(scenario, runs, seed, jobs, form)


@cli.command()
@click.argument("scenario")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "dot", "mermaid", "svg", "png"]),
    help="Else by the name of the file, else text.",
)
@click.option("-o", "--output", "path", metavar="FILE", help="Write here, not to the screen.")
@click.option("--coverage", is_flag=True, help="Play it first, and show what was seen and with how much trust.")
def graph(scenario: str, form: str | None, path: str | None, coverage: bool) -> int:
    """Draw the map of SCENARIO."""
    from roleplay.shells.drawing import draw_map

    return draw_map(scenario, form, path, coverage=coverage)


@cli.command()
@click.argument("id")
@click.option("--folder", default=".", metavar="DIR", help="Make it in this folder.")
def new(id: str, folder: str) -> int:
    """Make a small scenario called ID that plays, with comments that teach."""
    from roleplay.shells.beginning import make_scenario

    return make_scenario(id, folder)


@cli.command()
def schema() -> int:
    """Print the JSON Schema of a scenario file, for editors."""
    from roleplay.shells.beginning import print_schema

    return print_schema()


@cli.command()
@click.argument("old")
@click.argument("new")
@_FORMAT
@_DATA
def diff(old: str, new: str, form: str, data: str | None) -> int:
    """Tell what changed from OLD to NEW, two versions of a scenario, and which kept sessions still replay."""
    from roleplay.shells.differing import compare

    return compare(old, new, form, data)


@cli.command()
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text")
@click.option("--strict", is_flag=True, help="Warnings count as problems too.")
@click.option("--witness", "node", metavar="NODE", help="Print replies that lead to this node, one a line.")
@click.option("--seed", type=click.IntRange(0, 2**32 - 1), default=0, help="The seed that the replies are for.")
def check(paths: tuple[str, ...], form: str, strict: bool, node: str | None, seed: int) -> int:
    """Find every problem in scenario files and folders; without PATH, in the scenarios that come with the program.

    Each way through is proved: what can never be reached, and what blocks it.
    """
    from roleplay.shells import checking

    return checking.witness(paths, node, seed) if node else checking.check(paths, form, strict=strict)


def _print_json(value: Any) -> int:
    import json

    click.echo(json.dumps(value, indent=2))
    return 0


def run(arguments: list[str]) -> int:
    """Run one command; gives its exit code, 2 for a command that makes no sense."""
    try:
        return cli.main(arguments, prog_name="roleplay", standalone_mode=False) or 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.Abort:
        sys.stderr.write("Stopped; nothing was changed.\n")
        return 1
    except click.ClickException as error:
        error.show()
        return error.exit_code
