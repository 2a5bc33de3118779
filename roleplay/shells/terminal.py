"""The chat in a terminal: the scrollback is the transcript, the gauge is below it, nothing needs a mouse."""

import asyncio
from collections.abc import Callable, Iterable
from typing import Any

from prompt_toolkit import PromptSession
from prompt_toolkit.application import Application
from prompt_toolkit.buffer import Buffer
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.formatted_text import StyleAndTextTuples
from prompt_toolkit.history import InMemoryHistory
from prompt_toolkit.input import Input
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.layout import Layout
from prompt_toolkit.output import Output
from prompt_toolkit.output.color_depth import ColorDepth
from prompt_toolkit.renderer import Renderer
from prompt_toolkit.styles import Style

from roleplay.conversation import is_skipped
from roleplay.safe_text import visible
from roleplay.shells import telling
from roleplay.shells.commands import COMMANDS
from roleplay.shells.paint import Painter
from roleplay.shells.sitting import FileChanged, Sitting

_STYLE = Style.from_dict({"bottom-toolbar": "noreverse fg:ansibrightblack", "bottom-toolbar.gauge": "fg:ansicyan"})
_NARROW = 60
_GLANCE = 0.3
"""Seconds between two looks at a file that is watched (set by hand)."""

_PAUSE = 0.08
"""Seconds without a key after which what was typed so far is listened to: somebody who types fast takes longer from
one key to the next (set by hand)."""

_KEYS = (
    "  /hint /why /undo /skip /pause /support /quit",
    "  /skip /pause /support /quit /help",
    "  /pause /support /quit /help",
    "  /support /help",
    "  /help",
)
"""What can be typed, longest first; skipping, pause, support and leaving stay in view as long as there is room."""


def _fitting(room: int) -> str:
    """As many of the commands as there is room for."""
    return next((keys for keys in _KEYS if len(keys) <= room), "")


class _Commands(Completer):
    """Completes the slash commands, each with what it does."""

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterable[Completion]:
        typed = document.text
        if typed.startswith("/") and " " not in typed:
            for name, meaning in COMMANDS.items():
                if name.startswith(typed.lower()):
                    yield Completion(name, start_position=-len(typed), display_meta=meaning)


def _keys() -> KeyBindings:
    """Enter sends, Alt-Enter and Ctrl-J begin a new line."""
    keys = KeyBindings()

    @keys.add("escape", "enter")
    @keys.add("c-j")
    def _(event: KeyPressEvent) -> None:
        event.current_buffer.insert_text("\n")

    return keys


class _Renderer(Renderer):
    """Draws no prompt that has been answered: it would be erased at once, and drawing it keeps the learner waiting."""

    def render(self, app: Application[Any], layout: Layout, is_done: bool = False) -> None:
        """Draw the prompt, unless it has been answered."""
        if is_done or not app.is_done:
            super().render(app, layout, is_done)


class Screen:
    """The prompt with its gauge, history and completion, around one sitting."""

    def __init__(
        self,
        sitting: Sitting,
        painter: Painter,
        *,
        colour: bool,
        changed: Callable[[], bool] | None = None,
        input: Input | None = None,
        output: Output | None = None,
    ) -> None:
        self._sitting = sitting
        self._changed = changed
        self._painter = painter
        self._prompt: PromptSession[str] = PromptSession(
            message=[("", "> ")],
            history=InMemoryHistory(),
            completer=_Commands(),
            complete_while_typing=True,
            bottom_toolbar=self._toolbar,
            key_bindings=_keys(),
            multiline=False,
            prompt_continuation=lambda width, line, wrapped: "  ",
            color_depth=None if colour else ColorDepth.MONOCHROME,
            style=_STYLE,
            reserve_space_for_menu=4,
            erase_when_done=True,  # to draw it once more as it was takes longer than to say it again
            enable_open_in_editor=False,
            input=input,
            output=output,
        )
        app = self._prompt.app
        app.renderer = _Renderer(
            app.renderer.style,
            app.renderer.output,
            full_screen=app.renderer.full_screen,
            mouse_support=app.renderer.mouse_support,
            cpr_not_supported_callback=app.renderer.cpr_not_supported_callback,
        )
        self._later: asyncio.TimerHandle | None = None
        self._prompt.default_buffer.on_text_changed += self._listen_later
        then = sitting.practice.then
        for turn in (*sitting.practice.turns, *([then] if then else ())):
            if not is_skipped(turn.reading):
                self._prompt.history.append_string(turn.reply)

    def _listen_later(self, buffer: Buffer) -> None:
        """Listen to what was typed so far as soon as no key comes for a moment."""
        self._listen_no_more()
        if buffer.text:
            self._later = asyncio.get_running_loop().call_later(_PAUSE, self._sitting.listen_ahead, buffer.text)

    def _listen_no_more(self) -> None:
        if self._later is not None:
            self._later.cancel()
            self._later = None

    def _toolbar(self) -> StyleAndTextTuples:
        """Trust as a bar, a number and a word, and what can be typed; below it whom to call, where that is wanted."""
        line = self._sitting.support_line()
        return [*self._gauge(), *([("", f"\n {visible(line)}")] if line else [])]

    def _gauge(self) -> StyleAndTextTuples:
        """The first line of the toolbar: everything but the support line."""
        practice = self._sitting.practice
        state = practice.state
        columns = self._prompt.output.get_size().columns
        where = f" {visible(practice.client)}  "
        reply = f"  reply {len(practice.turns) + 1}"
        if practice.hide_trust:
            return [("", where + reply.strip() + _fitting(columns - len(where + reply)))]
        width = 10 if columns >= _NARROW else 5
        bar = telling.gauge(state.standing.trust, width, ascii_only=self._painter.ascii_only)
        level = f" trust {telling.points(state.standing.trust)} {state.band}"
        room = columns - len(where + bar + level + reply)
        rest = reply + _fitting(room) if room >= 0 else ""
        return [("", where), ("class:bottom-toolbar.gauge", bar), ("", level + rest)]

    def converse(self) -> int:
        """Hold the conversation until it ends or the learner leaves; raises FileChanged when that is watched for."""
        # One loop for all prompts: a new one for each costs the learner a millisecond after Enter. It has no
        # handler of its own for Ctrl-C, which asyncio.run has.
        loop = asyncio.new_event_loop()
        try:
            return loop.run_until_complete(self._converse())
        finally:
            loop.close()

    async def _converse(self) -> int:
        sitting, painter = self._sitting, self._painter
        sitting.ascii_only = painter.ascii_only
        interrupted = False
        while True:
            try:
                text = await self._typed()
            except KeyboardInterrupt:
                if interrupted:
                    painter.show(sitting.farewell())
                    return 0
                interrupted = True
                painter.show(telling.note("Line cleared. Ctrl-C once more leaves; everything is kept."))
                continue
            except EOFError:
                painter.show(sitting.farewell())
                return 0
            interrupted = False
            self._listen_no_more()
            sitting.width = painter.width
            painter.show(telling.learner_says(text))
            shown = sitting.take(text)
            painter.show((*shown.told, telling.GAP))
            if shown.action in ("quit", "stop", "end"):
                return 0
            if shown.action == "pause":
                await self._pause()

    async def _typed(self) -> str:
        """The next line; while it is typed, a file that is watched may change."""
        if self._changed is None:
            return await self._prompt.prompt_async()
        typing = asyncio.ensure_future(self._prompt.prompt_async())
        while not (await asyncio.wait({typing}, timeout=_GLANCE))[0]:
            if self._changed():
                self._prompt.app.exit(exception=FileChanged())
                break
        return await typing

    async def _pause(self) -> None:
        """Wait until the learner presses Enter, with the client's last line out of sight."""
        painter = self._painter
        try:
            await self._prompt.prompt_async(
                message="(paused - Enter to go on) ", bottom_toolbar=self._sitting.support_line()
            )
        except (KeyboardInterrupt, EOFError):
            pass
        finally:
            self._prompt.message = [("", "> ")]
            self._prompt.bottom_toolbar = self._toolbar
        painter.show(self._sitting.opening())
