// Pictures to a post, chosen, dropped or pasted while one writes it; the page of pictures is asked
// for its list and its form, and answers as it does to those without scripts. Not a word of the
// post is lost on the way, and nothing is sent before its sender said what it shows.
import { declare } from "./declare.js";

const SOON = 5000; // ms until one that is being checked is asked for again
const SLOW = 30000;
const FAILED = "That did not work just now. Nothing was sent; please try again.";

const parsed = (text) => new DOMParser().parseFromString(text, "text/html");

async function ask(url, options = {}) {
  const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" }, ...options });
  const isPage = answer.headers.get("Content-Type")?.includes("html");
  if (!isPage || (!answer.ok && answer.status !== 422 && answer.status !== 429)) {
    throw new Error(answer.status);
  }
  return { ok: answer.ok, page: parsed(await answer.text()) };
}

function put(files) {
  const form = files.closest("form");
  const button = files.querySelector("button");
  const flag = form.elements.has_pictures;
  const url = `${files.dataset.files}?place=${encodeURIComponent(form.elements.place.value)}`;
  const given = files.querySelector("[data-list]"); // by the server, for those without scripts
  const list = files.appendChild(document.createElement("div"));
  const said = files.appendChild(document.createElement("p"));
  const dialog = document.createElement("dialog");
  let wait = SOON;
  let timer = 0;

  said.className = "small muted";
  said.setAttribute("role", "status");
  dialog.className = "declare card";
  dialog.setAttribute("aria-label", "Add pictures");
  form.after(dialog);
  if (given) list.append(given);

  function show(page) {
    const found = page.querySelector("[data-list]");
    if (!found) return;
    for (const link of found.querySelectorAll("a")) link.target = "_blank"; // the post stays here
    for (const inner of found.querySelectorAll("form")) {
      const remove = inner.querySelector("button"); // a form cannot stand in a form
      remove.type = "button";
      remove.dataset.remove = inner.getAttribute("action");
      inner.replaceWith(remove);
    }
    list.replaceChildren(found);
    flag.value = found.querySelector("[data-state]") ? "1" : "";
    clearTimeout(timer);
    if (found.querySelector("[data-state=waiting]")) timer = setTimeout(again, wait);
    else wait = SOON;
  }

  async function refresh() {
    try {
      show((await ask(url)).page);
    } catch {
      // what is there stays as it is
    }
  }

  function again() {
    wait = Math.min(SLOW, wait * 1.5);
    if (!document.hidden) refresh(); // else when they come back
  }

  // Asks what the files show, then sends one after the other.
  async function add(chosen) {
    let page;
    try {
      page = (await ask(url)).page;
    } catch {
      said.textContent = FAILED;
      return;
    }
    show(page);
    open(page.querySelector("[data-add]"), chosen);
  }

  function open(asking, chosen) {
    if (!asking) return;
    const input = asking.querySelector("input[type=file]");
    if (chosen?.length) {
      const given = new DataTransfer();
      for (const file of chosen) given.items.add(file);
      input.multiple = true;
      input.files = given.files;
      asking.querySelector("[data-again]")?.remove(); // here it is kept
    }
    const cancel = document.createElement("button");
    cancel.type = "button";
    cancel.className = "button button--quiet";
    cancel.textContent = "Cancel";
    cancel.addEventListener("click", () => dialog.close());
    asking.querySelector(".buttons").append(cancel);
    dialog.replaceChildren(asking);
    declare(asking);
    input.multiple = true;
    asking.addEventListener("submit", (event) => {
      event.preventDefault();
      send(asking, [...input.files]);
    });
    if (!dialog.open) dialog.showModal();
  }

  async function send(asking, chosen) {
    const submit = asking.querySelector("button.button--primary");
    submit.disabled = true;
    for (const [i, file] of (chosen.length ? chosen : [null]).entries()) {
      submit.textContent = chosen.length > 1 ? `Sending ${i + 1} of ${chosen.length}…` : "Sending…";
      const data = new FormData(asking);
      if (file) data.set("file", file);
      if (i) data.set("key", crypto.randomUUID());
      try {
        const { ok, page } = await ask(asking.action, { method: "POST", body: data });
        show(page);
        if (ok) continue;
        open(page.querySelector("[data-add]"), chosen.slice(i));
        return;
      } catch {
        submit.disabled = false;
        submit.textContent = "Add";
        said.textContent = FAILED;
        tell(asking, FAILED);
        return;
      }
    }
    dialog.close();
    said.textContent = chosen.length > 1 ? `${chosen.length} pictures are here.` : "The picture is here.";
  }

  function tell(asking, words) {
    let line = asking.querySelector("[data-wrong]");
    if (!line) {
      line = document.createElement("p");
      asking.querySelector(".buttons").before(line);
    }
    line.dataset.wrong = "";
    line.className = "errorlist";
    line.setAttribute("role", "alert");
    line.textContent = words;
  }

  button.addEventListener("click", (event) => {
    event.preventDefault();
    add();
  });
  list.addEventListener("click", async (event) => {
    const remove = event.target.closest("[data-remove]");
    if (!remove) return;
    event.preventDefault();
    const data = new FormData();
    data.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    await ask(remove.dataset.remove, { method: "POST", body: data }).catch(() => null);
    await refresh();
    said.textContent = "Removed.";
    button.focus();
  });

  const held = (event) => [...(event.clipboardData ?? event.dataTransfer)?.files ?? []];
  form.addEventListener("paste", (event) => {
    if (!held(event).length) return;
    event.preventDefault();
    add(held(event));
  });
  for (const kind of ["dragover", "dragleave", "drop"]) {
    form.addEventListener(kind, (event) => {
      if (![...(event.dataTransfer?.types ?? [])].includes("Files")) return;
      event.preventDefault();
      files.classList.toggle("files--over", kind === "dragover");
      if (kind === "drop") add(held(event));
    });
  }
  document.addEventListener("visibilitychange", () => {
    if (!document.hidden && list.querySelector("[data-state]")) refresh();
  });
  if (flag.value) refresh();
}

for (const files of document.querySelectorAll("[data-files]")) put(files);
