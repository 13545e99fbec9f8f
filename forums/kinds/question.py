from forums.kinds.kind import Kind

KIND = Kind(
    key="question",
    label="Questions",
    icon="circle-question-mark",
    new_topic="Ask a question",
    title_hint="Your question, in one line",
    empty="No questions yet. Ask the first one.",
)
