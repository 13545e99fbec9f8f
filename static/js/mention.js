// Name a colleague: after "@" and two letters a list of those who may read this board comes up.
// Arrows, Enter or Tab, a click or a touch choose; Escape puts it away. Without this the full
// name typed after "@" does the same.
const WAIT = 150; // ms: between two letters of a fast typist
const PLAIN = /(?:^|[^\w.+\\/@-])@([\p{L}][\p{L}\p{M}'’.-]*(?: [\p{L}][\p{L}\p{M}'’.-]*){0,2})$/u;
const SHORTEST = 2;

for (const list of document.querySelectorAll("[data-names]")) {
  const form = list.closest("form");
  const text = form.querySelector("textarea");
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  list.after(said);
  list.id ||= `${text.id}_names`;
  let chosen = -1;
  let put_away = ""; // what was typed when the list was put away: it does not come up again for that
  let timer = 0;
  let asked = 0;

  const options = () => [...list.children];

  function typed() {
    if (text.selectionStart !== text.selectionEnd) return null;
    const found = PLAIN.exec(text.value.slice(0, text.selectionStart));
    return found && found[1].length >= SHORTEST ? found[1] : null;
  }

  function close() {
    clearTimeout(timer);
    asked += 1;
    chosen = -1;
    list.hidden = true;
    list.replaceChildren();
    said.textContent = "";
    for (const name of ["role", "aria-expanded", "aria-controls", "aria-autocomplete", "aria-activedescendant"]) {
      text.removeAttribute(name);
    }
  }

  function point(to) {
    const all = options();
    chosen = (to + all.length) % all.length;
    all.forEach((option, place) => option.setAttribute("aria-selected", String(place === chosen)));
    all[chosen].scrollIntoView({ block: "nearest" });
    text.setAttribute("aria-activedescendant", all[chosen].id);
  }

  function open(html) {
    list.innerHTML = html; // a fragment of our own server
    const count = options().length;
    if (!count) return close();
    // While it is one: a text box has nothing to expand, and readers say so of this role alone.
    text.setAttribute("role", "combobox");
    text.setAttribute("aria-autocomplete", "list");
    text.setAttribute("aria-controls", list.id);
    text.setAttribute("aria-expanded", "true");
    list.hidden = false;
    place();
    point(0);
    said.textContent = `${count} ${count === 1 ? "colleague" : "colleagues"}. Arrows choose, Enter takes.`;
    return undefined;
  }

  // Under the line that is being written, measured on a copy of the text box.
  function place() {
    const style = getComputedStyle(text);
    const copy = document.createElement("div");
    for (const name of ["font", "letterSpacing", "padding", "border", "lineHeight", "boxSizing"]) {
      copy.style[name] = style[name];
    }
    Object.assign(copy.style, {
      position: "absolute", visibility: "hidden", whiteSpace: "pre-wrap", overflowWrap: "break-word",
      width: `${text.offsetWidth}px`,
    });
    const before = text.value.slice(0, text.selectionStart);
    copy.textContent = before.slice(0, before.lastIndexOf("@"));
    const caret = document.createElement("span");
    caret.textContent = "@";
    copy.append(caret);
    text.parentElement.append(copy);
    const below = caret.offsetTop + Number.parseFloat(style.lineHeight) - text.scrollTop;
    const beside = Math.min(caret.offsetLeft, Math.max(0, text.offsetWidth - list.offsetWidth));
    copy.remove();
    list.style.top = `${text.offsetTop + Math.min(below, text.offsetHeight)}px`;
    list.style.left = `${text.offsetLeft + beside}px`;
  }

  async function look(start) {
    const mine = (asked += 1);
    const query = new URLSearchParams({ q: start, topic: list.dataset.topic });
    try {
      const answer = await fetch(`${list.dataset.names}?${query}`, { headers: { "X-Requested-With": "fetch" } });
      if (mine !== asked) return;
      if (answer.ok && !answer.redirected) open(await answer.text());
      else close();
    } catch {
      close(); // offline: typing the full name still works
    }
  }

  function take(option) {
    const end = text.selectionStart;
    const start = text.value.slice(0, end).lastIndexOf("@");
    const after = text.value.slice(end);
    const words = option.dataset.mention + (/^\s/.test(after) ? "" : " ");
    close();
    text.setRangeText(words, start, end, "end");
    put_away = "";
    text.focus();
    text.dispatchEvent(new Event("input", { bubbles: true }));
  }

  text.addEventListener("input", () => {
    clearTimeout(timer);
    const start = typed();
    if (!start || (put_away && start.startsWith(put_away))) {
      if (!start) put_away = "";
      close();
      return;
    }
    put_away = "";
    timer = setTimeout(look, WAIT, start);
  });
  text.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const all = options();
    if (event.key === "ArrowDown") point(chosen + 1);
    else if (event.key === "ArrowUp") point(chosen - 1);
    else if ((event.key === "Enter" || event.key === "Tab") && !event.shiftKey) take(all[chosen]);
    else if (event.key === "Escape") {
      put_away = typed() ?? "";
      close();
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });
  text.addEventListener("blur", close);
  // The caret went elsewhere: what the list was for is not being written any more.
  text.addEventListener("click", close);
  // So that the text box keeps the focus, and a phone its keyboard.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]");
    if (option) take(option);
  });
}
