// Put a quotation into the composer: the words selected in that post, or the post. Nothing shows
// when text is selected; the Quote link takes it. Without this the same link opens the page with
// the quotation already in the box.
const LONGEST = 1200;
const box = document.querySelector(".composer textarea");

function selected() {
  const selection = window.getSelection();
  return selection.rangeCount && !selection.isCollapsed ? selection.getRangeAt(0).cloneRange() : null;
}

// Pressing the link would end the selection before the click is heard of.
let pressed = null;
document.addEventListener("pointerdown", (event) => {
  pressed = event.target.closest?.("[data-quote]") ? selected() : null;
});

// The part of the selection inside this post's prose, as nodes of its own; all of it without one.
function chosen(prose) {
  const range = selected() ?? pressed;
  pressed = null;
  if (range?.intersectsNode(prose)) {
    const within = document.createRange();
    within.selectNodeContents(prose);
    if (range.compareBoundaryPoints(Range.START_TO_START, within) > 0) {
      within.setStart(range.startContainer, range.startOffset);
    }
    if (range.compareBoundaryPoints(Range.END_TO_END, within) < 0) {
      within.setEnd(range.endContainer, range.endOffset);
    }
    if (within.toString().trim()) return { nodes: wrapped(within, prose), whole: false };
  }
  return { nodes: prose.cloneNode(true), whole: true };
}

// What was chosen inside one list or one block of code is still that list or code.
function wrapped(range, prose) {
  let nodes = range.cloneContents();
  const start = range.commonAncestorContainer;
  let around = start.nodeType === Node.ELEMENT_NODE ? start : start.parentElement;
  while (around && around !== prose) {
    if (["LI", "UL", "OL", "PRE", "CODE", "TABLE"].includes(around.tagName)) {
      const shell = around.cloneNode(false);
      shell.append(nodes);
      nodes = shell;
    }
    around = around.parentElement;
  }
  const all = document.createElement("div");
  all.append(nodes);
  return all;
}

const INLINE = { STRONG: "**", B: "**", EM: "*", I: "*", S: "~~", DEL: "~~" };
const BLOCKS = new Set(
  ["P", "UL", "OL", "PRE", "TABLE", "BLOCKQUOTE", "H2", "H3", "H4", "HR", "DIV", "DETAILS", "SUMMARY"],
);
// The title of what a case hides: who reads the reply has not asked for it.
const HIDDEN = "Reveal the answer";
// What the house adds to a post, and notes, which would stand without what they are notes on.
const OUR_OWN = ".unseen, .note, .back, .notes";

function inline(node) {
  if (node.nodeType === Node.TEXT_NODE) {
    return node.data.replace(/[ \t]*\n[ \t]*/g, " ").replace(/[\\`*_[\]<>~]/g, "\\$&");
  }
  if (node.nodeType !== Node.ELEMENT_NODE) return "";
  if (node.matches(OUR_OWN)) return "";
  if (node.matches(".cite")) return node.getAttribute("href");
  if (node.tagName === "BR") return "\n";
  if (node.tagName === "CODE") return code(node.textContent);
  if (node.classList.contains("redacted")) return "[redacted]";
  const words = [...node.childNodes].map(inline).join("");
  if (node.tagName === "A" && words.trim()) return `[${words}](${node.getAttribute("href")})`;
  const mark = INLINE[node.tagName];
  return mark && words.trim() ? words.replace(/^(\s*)([^]*?)(\s*)$/, `$1${mark}$2${mark}$3`) : words;
}

function code(words) {
  const ticks = "`".repeat(1 + Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length)));
  return `${ticks}${words}${ticks}`;
}

function listed(list) {
  let number = Number(list.getAttribute("start") ?? 1);
  const items = [...list.children].filter((item) => item.tagName === "LI" && item.textContent.trim());
  return items.map((item) => {
    const mark = list.tagName === "OL" ? `${number++}. ` : "- ";
    const box = item.matches(".task") ? (item.matches(".task--done") ? "[x] " : "[ ] ") : "";
    return mark + box + blocks(item, "\n").replace(/\n(?=.)/g, `\n${" ".repeat(mark.length)}`);
  });
}

function block(node) {
  if (node.tagName === "BLOCKQUOTE" || node.matches(OUR_OWN)) return ""; // no quotation of one
  if (node.tagName === "DETAILS" && node.textContent.trim().startsWith(HIDDEN)) return "";
  if (node.tagName === "UL" || node.tagName === "OL") return listed(node).join("\n");
  if (node.tagName === "HR") return "---";
  if (node.tagName === "PRE") {
    const words = node.textContent.replace(/\n$/, "");
    const fence = "`".repeat(Math.max(3, 1 + Math.max(0, ...(words.match(/`+/g) ?? []).map((run) => run.length))));
    return `${fence}\n${words}\n${fence}`;
  }
  if (node.tagName === "TABLE") {
    const rows = [...node.querySelectorAll("tr")].map((row) => [...row.cells].map((cell) => inline(cell).trim()));
    if (!rows.length) return "";
    const line = (cells) => `| ${cells.join(" | ")} |`;
    return [line(rows[0]), line(rows[0].map(() => "---")), ...rows.slice(1).map(line)].join("\n");
  }
  if (node.tagName === "DIV" || node.tagName === "DETAILS") return blocks(node);
  return inline(node).trim().replace(/ *\n */g, "\n");
}

// The Markdown of what is inside: blocks apart from one another, words between them a paragraph.
function blocks(node, between = "\n\n") {
  const parts = [];
  let loose = "";
  const close = () => {
    if (loose.trim()) parts.push(loose.trim().replace(/ *\n */g, "\n"));
    loose = "";
  };
  for (const child of node.childNodes) {
    if (BLOCKS.has(child.tagName)) {
      close();
      parts.push(block(child));
    } else if (child.tagName === "LI") {
      close();
      parts.push(`- ${blocks(child, "\n")}`);
    } else {
      loose += inline(child);
    }
  }
  close();
  return parts.filter(Boolean).join(between);
}

// Whole lines, as many as fit; code that is cut short is closed again.
function shortened(text) {
  if (text.length <= LONGEST) return text;
  const cut = text.slice(0, LONGEST);
  const kept = cut.slice(0, Math.max(cut.lastIndexOf("\n"), cut.lastIndexOf(" "))).trimEnd();
  const open = kept.split("\n").filter((line) => line.startsWith("```")).length % 2;
  return open ? `${kept}\n…\n\`\`\`` : `${kept} …`;
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("[data-quote]");
  const post = link?.closest(".post");
  const prose = post?.querySelector(".prose");
  if (!box || !prose) return;
  event.preventDefault();
  const { nodes, whole } = chosen(prose);
  const words = blocks(nodes).trim();
  const name = post.querySelector(".author__name").firstChild.textContent.trim();
  const author = name.replace(/[\\`*_[\]<>~&|]/g, "\\$&");
  const where = post.querySelector("[data-copy-link]").getAttribute("href");
  const lines = (whole ? shortened(words) : words).split("\n").map((line) => `> ${line}`.trimEnd());
  const quotation = `> [${author} wrote](${where}):\n>\n${lines.join("\n")}\n\n`;
  const before = box.value.trim() ? `${box.value.trimEnd()}\n\n` : "";
  box.value = before + quotation;
  box.focus();
  box.setSelectionRange(box.value.length, box.value.length);
  box.scrollTop = box.scrollHeight;
  box.dispatchEvent(new Event("input", { bubbles: true }));
});
