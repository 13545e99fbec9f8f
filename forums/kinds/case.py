from forums.kinds.kind import LATEST, USEFUL, Kind

KIND = Kind(
    key="case",
    label="Case",
    icon="clipboard-list",
    new_topic="Present a case",
    title_hint="The question first: what do you want to know, in one line?",
    empty="No cases yet. Present the first one.",
    looks=(LATEST, USEFUL),
)
