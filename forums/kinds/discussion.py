from forums.kinds.kind import Kind

KIND = Kind(
    key="discussion",
    label="Discussion",
    icon="messages-square",
    new_topic="New topic",
    title_hint="What is this about, in one line?",
    empty="No one has spoken here yet. Open the first topic.",
)
