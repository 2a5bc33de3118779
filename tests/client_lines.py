"""The client lines that the examples answer, with what their authors would say about them."""

from roleplay.reading import Context

LINES = {
    "-": Context(),
    "A": Context(
        "I've had three workers in one year. Every time I get used to somebody, they leave. "
        "So forgive me if I don't unpack my life story.",
        about=(
            ("three workers", ("three", "number four", "last three", "new workers", "goodbye", "goodbyes")),
            ("leaving", ("left", "leave", "gone", "stay", "start over", "starting over", "started over")),
            ("opening up", ("unpack", "trust", "open up", "life story", "coat", "tell me")),
        ),
        feelings=("tired", "guarded", "suspicious", "disappointed", "hurt"),
        acts=("discloses", "tests_you"),
        depth=1,
    ),
    "B": Context(
        "I drank Saturday. Eleven months, gone. I sat in my car outside my own house so my daughter wouldn't smell it.",
        about=(
            ("drinking", ("drank", "drink", "drinks", "slip", "sober", "day one", "stopped")),
            ("eleven months", ("11 months", "months", "mornings")),
            ("the car", ("car", "sitting")),
            ("daughter", ("her", "protect her", "kids", "she")),
        ),
        feelings=("ashamed", "guilty", "sad", "scared"),
        acts=("discloses", "shame"),
        depth=2,
    ),
    "C": Context(
        "I stopped my pills two weeks ago. My hands shook so bad I couldn't play violin. "
        "Everyone's going to freak out.",
        about=(
            (
                "pills",
                ("meds", "medication", "med", "prescriber", "stopped", "body", "side effect", "off them"),
            ),
            ("shaking", ("hands", "shook", "tremor", "shaking")),
            ("violin", ("play", "playing", "music", "the thing you love")),
            ("reactions", ("everyone", "everybody", "freak out", "panicking", "hospital", "react")),
        ),
        feelings=("scared", "worried", "sad", "frustrated", "relieved"),
        acts=("discloses", "ambivalence", "fears_force"),
        depth=2,
    ),
    "D": Context(
        "You said you'd call Tuesday. I sat by the phone. Nobody called. Same as everyone else.",
        about=(
            ("tuesday", ("call", "called", "phone call")),
            ("waiting", ("sat", "waited", "wait", "phone", "rang")),
            ("everyone else", ("everybody else", "same as", "let down")),
        ),
        feelings=("angry", "hurt", "lonely", "disappointed", "let down"),
        acts=("complaint",),
        depth=1,
        earlier=("They cut my benefits and the appeal form is due.",),
        open_rupture=True,
    ),
    "E": Context(
        "I don't know. Sometimes I think they'd all sleep better if I wasn't around.",
        about=(
            ("being gone", ("not around", "without you", "gone", "sleep better")),
            ("being a burden", ("burden", "favor", "carrying", "alone")),
        ),
        feelings=("hopeless", "lonely", "ashamed", "tired", "sad"),
        acts=("risk_cue",),
        depth=3,
        earlier=("I lost the work, I don't sleep, and the kids tiptoe around me.",),
    ),
    "F": Context(
        "They sold the building. I got till the thirtieth. Where do I put a dog and forty years of tools?",
        about=(
            ("the building", ("sold", "place", "room", "roof", "move", "moves", "landlord")),
            ("the thirtieth", ("deadline", "two weeks", "notice", "30th")),
            ("the dog", ("dog", "biscuit", "pets", "dogs")),
            ("the tools", ("tools", "forty years", "work", "40 years", "packing")),
        ),
        feelings=("scared", "angry", "sad", "lost", "overwhelmed"),
        acts=("discloses",),
        depth=1,
    ),
}

TONE = frozenset(("lands_well", "jars"))
"""Behaviours that are heard in the whole reply and not in a phrase."""
