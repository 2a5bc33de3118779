"""The shape of a scenario file: which keys there are and what kind of value belongs to each."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

LONGEST_TEXT = 2000
"""How many characters one text can have."""

LINES_WANTED = "text, or a list of variants (a variant is text, or a map with `line`)"


def _as_lines(value: Any) -> Any:
    """Lines always as a list of maps with `line`."""
    if isinstance(value, str):
        return [{"line": value}]
    if not isinstance(value, list):
        raise PydanticCustomError("lines", "{wanted}", {"wanted": LINES_WANTED})
    return [{"line": item} if isinstance(item, str) else item for item in value]


def _as_voices(value: Any) -> Any:
    """Lines without a voice are spoken from the lowest band up."""
    return value if isinstance(value, dict) else {"closed": value}


def _one_decimal(value: float) -> float:
    """Trust is kept in tenths of a point."""
    if round(value * 10) != round(value * 10, 6):
        raise PydanticCustomError("one_decimal", "{value}", {"value": value})
    return value


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TEXT)]
MaybeText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TEXT)]
Id = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=60)]
Word = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([-_][a-z0-9]+)*$", max_length=60)]
Trust = Annotated[float, Field(ge=0, le=100, allow_inf_nan=False), AfterValidator(_one_decimal)]
Factors = dict[str, Annotated[float, Field(ge=0, le=3, allow_inf_nan=False)]]
About = dict[Text, Annotated[list[Text], Field(min_length=1)]]
Depth = Annotated[int, Field(ge=0, le=3)]
Texts = list[Text]
SomeTexts = Annotated[list[Text], Field(min_length=1)]
SomeWords = Annotated[list[Word], Field(min_length=1)]


class Shape(BaseModel):
    """Only the keys that are named, and no value turned into another kind."""

    model_config = ConfigDict(extra="forbid", strict=True)


class LineShape(Shape):
    """A line with what its author knows about it."""

    line: Text
    about: About | None = None
    feelings: Texts | None = None
    acts: Texts | None = None
    depth: Depth | None = None


Lines = Annotated[list[LineShape], BeforeValidator(_as_lines), Field(min_length=1)]
Voices = Annotated[dict[str, Lines], BeforeValidator(_as_voices), Field(min_length=1)]


class GuardShape(Shape):
    """What has to hold for a transition."""

    trust_at_least: Trust = 0.0
    trust_at_most: Trust = 100.0
    any_skill: SomeTexts | None = None
    visits: Annotated[dict[str, Annotated[int, Field(ge=1)]], Field(min_length=1)] | None = None
    flags: SomeWords | None = None
    ruptured: bool | None = None
    heard_so_far: SomeTexts | None = None


class TransitionShape(Shape):
    """A way to the next node."""

    to: str
    when: GuardShape = GuardShape()
    note: MaybeText = ""
    says: Lines | None = None
    sets: SomeWords | None = None


class EndingShape(Shape):
    """How a conversation came out."""

    title: Text
    meaning: Text


class NodeShape(Shape):
    """One beat of the conversation."""

    says: Voices
    about: About = {}
    feelings: Texts = []
    acts: Texts = []
    depth: Depth = 0
    needs: Texts = []
    traps: Texts = []
    hint: MaybeText = ""
    model_replies: Texts = []
    trap_replies: Texts = []
    event: Literal["pledge_kept", "pledge_broken"] | None = None
    then: Annotated[list[TransitionShape], Field(min_length=1)] | None = None
    ending: EndingShape | None = None


class TemperamentShape(Shape):
    """How quickly trust grows and is lost."""

    start: Trust
    growth: Annotated[float, Field(ge=0.5, le=1.3, allow_inf_nan=False)]
    loss: Annotated[float, Field(ge=0.8, le=2.0, allow_inf_nan=False)]
    forgiveness: Annotated[float, Field(ge=0.2, le=1.0, allow_inf_nan=False)]
    guardedness: Annotated[float, Field(ge=0.0, le=0.9, allow_inf_nan=False)]
    style: Literal["withdraw", "confront"] = "withdraw"
    hurt: Trust = 0.0


class PersonaShape(Shape):
    """Who the client is."""

    name: Text
    pronouns: Text
    background: Text
    voice: MaybeText = ""
    strengths: Texts = []
    own_terms: Texts = []
    temperament: TemperamentShape
    lands_better: Factors = {}
    lands_worse: Factors = {}
    reactions: dict[str, Lines] = {}


class MarkerShape(Shape):
    """A sign of progress."""

    says: Text
    any_skill: SomeTexts | None = None
    nodes: SomeTexts | None = None


class HeadShape(Shape):
    """A scenario file without its nodes."""

    id: Id
    title: Text
    summary: Text
    content_note: MaybeText = ""
    opt_in: MaybeText = ""
    support_line: bool = False
    setting: MaybeText = ""
    difficulty: Literal["easy", "medium", "hard", "very hard"]
    minutes: Annotated[int, Field(ge=1, le=120)]
    practises: Texts = []
    competencies: Texts = []
    persona: PersonaShape
    markers: dict[Word, MarkerShape] = {}
    start: str


class ScenarioShape(HeadShape):
    """A whole scenario file."""

    nodes: Annotated[dict[Word, NodeShape], Field(min_length=1)]
