"""Every command of the program, each one line into a room."""

import sys
from typing import Any

import click

from roleplay import __version__, playing

_DATA = click.option(
    "--data", metavar="DIR", help="Keep sessions in this folder (else ROLEPLAY_HOME, else your data folder)."
)
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
def play(scenario: str | None, data: str | None, plain: bool, hide_trust: bool, seed: int | None) -> int:
    """Practise SCENARIO: one from the list, or a file of your own."""
    if scenario is None:
        return playing.pick(data=data, plain=plain, hide_trust=hide_trust)
    return playing.play(scenario, data=data, plain=plain, hide_trust=hide_trust, seed=seed)


@cli.command(name="list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_DATA
def list_(form: str, data: str | None) -> int:
    """List the scenarios."""
    from roleplay import places, shelf

    scenarios = shelf.shipped_scenarios(places.data_folder(data))
    if form == "json":
        return _print_json(shelf.as_json(scenarios))
    click.echo(shelf.listed(scenarios))
    return 0


@cli.command()
@click.argument("session", required=False)
@_DATA
@_PLAIN
def resume(session: str | None, data: str | None, plain: bool) -> int:
    """Go on with SESSION, or with the last one that has not ended."""
    return playing.go_on(session, data=data, plain=plain)


@cli.command()
@_DATA
def sessions(data: str | None) -> int:
    """List the sessions that are kept, the newest first."""
    from roleplay.desk import list_sessions

    return list_sessions(data)


@cli.command()
@click.argument("session", default="last")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text")
@_DATA
def review(session: str, form: str, data: str | None) -> int:
    """Read SESSION again (its id, or "last") with what each reply did to trust."""
    from roleplay.desk import review_session

    return review_session(session, form, data)


@cli.command()
@click.argument("session", required=False)
@click.option("--all", "everything", is_flag=True, help="Forget every session.")
@click.option("--older-than", metavar="DAYS", help="Forget sessions not touched for so long, for instance 30d.")
@click.option("--yes", is_flag=True, help="Do not ask first.")
@_DATA
def forget(session: str | None, everything: bool, older_than: str | None, yes: bool, data: str | None) -> int:
    """Erase SESSION, or several, from this computer for good."""
    from roleplay.desk import forget_sessions

    return forget_sessions(session, everything=everything, older_than=older_than, sure=yes, data=data)


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
