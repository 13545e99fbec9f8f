// Put a quotation into the composer: the words selected in that post, or its opening paragraph.
// Without this the same link opens the page with the quotation already in the box.
const LONGEST = 600;
const box = document.querySelector(".composer textarea");

function wordsOf(post) {
  const prose = post.querySelector(".prose");
  const selection = window.getSelection();
  if (!selection.isCollapsed && prose?.contains(selection.anchorNode)) return selection.toString();
  const blocks = [...(prose?.children ?? [])].filter((block) => block.tagName !== "BLOCKQUOTE");
  const words = blocks.map((block) => block.innerText).join("\n").trim();
  return words.length > LONGEST ? `${words.slice(0, LONGEST).trim()} …` : words;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quote]");
  const post = link?.closest(".post");
  if (!box || !post) return;
  event.preventDefault();
  const { author } = link.dataset;
  const lines = wordsOf(post).trim().split(/\n+/).map((line) => `> ${line.trim()}`);
  const quotation = `> **${author}** wrote:\n>\n${lines.join("\n>\n")}\n\n`;
  const before = box.value && !box.value.endsWith("\n\n") ? `${box.value.trimEnd()}\n\n` : box.value;
  box.value = before + quotation;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
