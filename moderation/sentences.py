"""Sentences that moderators need often, by rule: kind, to the author, and saying what to change.
They are a beginning; whoever decides writes on from there."""

SENTENCES: dict[str, tuple[str, ...]] = {
    "patients": (
        "This holds details that a relative could know the patient by. Please tell it without "
        "the date, the place or the exact age; the question stands without them.",
        "A name or a number of a patient stood in this. We took it out; the rest stays.",
        "The picture shows something that may tell who the patient is. Please cover it and post it "
        "again.",
    ),
    "respect": (
        "The point is welcome, the words about the person are not. Please say what is wrong with "
        "the argument.",
        "This speaks of a colleague in a way that none of us would want to read of themselves. "
        "Please write it again without that.",
    ),
    "accusation": (
        "This accuses someone who can be recognised. If it is true it needs another place: your "
        "medical director, the GMC or a Freedom to Speak Up guardian. We will help you find it.",
        "Please tell what happened without saying who it was or where.",
    ),
    "advice": (
        "This asks for advice about a person's own illness. Please turn to their own doctor; in an "
        "emergency to 999 or 111.",
        "This could be read as advice to a patient. Please write it as to colleagues.",
    ),
    "honesty": (
        "Please say what your interest is in what you recommend here.",
        "This reads as if somebody else had written it. Please write as who you are.",
    ),
    "closed-rooms": (
        "This repeats what was said in a closed room. Please leave it out, or ask its author.",
    ),
}
