from forums.kinds.kind import LATEST, Kind

# A place to let off steam: nothing is marked or ranked here, so there is nothing to win.
KIND = Kind(
    key="off_duty",
    label="Off duty",
    icon="coffee",
    new_topic="New topic",
    title_hint="What is on your mind, in one line?",
    empty="Quiet here. Put the kettle on and open the first topic.",
    marks=(),
    looks=(LATEST,),
)
