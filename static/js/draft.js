// Saves what is being written as a draft, on the server, at each pause. Nothing is kept in the
// browser: it may be a ward's. Without this there is a button that saves.
const PAUSE = 1500; // ms after the last key
const LATEST = 8000; // ms after the first
const AGAIN = 15000; // ms until the next try, when it could not be saved
const MOST = 60000; // bytes: a browser lets no larger request outlive its page

const HERE = "Your words are still here.";
const WORDS = {
  0: `Not saved: you are offline. ${HERE}`,
  403: `Not saved: you are signed out. ${HERE}`,
  404: `Not saved: this is no longer open to you. ${HERE}`,
};

// A post has a title and a text; other things that are written have fields of their own.
const FIELDS =
  "[name=title], [name=source], [name=masked], [name^=poll_], [data-fields] :is(textarea, select)";

const held_in = (field) => (field.type === "radio" ? field.checked : field.value);

// What a field held in the page as it came.
function given_in(field) {
  if (field.type === "radio") return field.defaultChecked;
  if (!field.options) return field.defaultValue;
  return ([...field.options].find((option) => option.defaultSelected) ?? field.options[0]).value;
}

function watch(form) {
  const { seen } = form.elements;
  const fields = [...form.querySelectorAll(FIELDS)];
  const status = form.querySelector("[data-saved]");
  const said = form.querySelector("[data-said]");
  const keep = form.querySelector("[data-keep]");
  const other = form.querySelector("[data-other]");
  const typed = () => JSON.stringify(fields.map(held_in));

  // What a browser puts back after a reload is in the box, but was not in the page as it came.
  const given = JSON.stringify(fields.map(given_in));
  let saved = form.hasAttribute("data-unsaved") ? null : given;
  let refused = saved === null ? given : null; // what is of no use to send again as it is
  let timer = 0;
  let begun = 0;
  let busy = false;
  let leaving = false;
  let last = "";
  let abort = new AbortController();

  // Read out only when it is of another kind than before: not at each save.
  function tell(kind, words) {
    status.textContent = words;
    if (kind !== last) said.textContent = words;
    last = kind;
  }

  function wait(pause) {
    clearTimeout(timer);
    timer = setTimeout(save, pause);
  }

  async function hear(answer, sent) {
    const told = answer.headers.get("Content-Type")?.includes("json") ? await answer.json() : {};
    const kind = answer.type === "opaqueredirect" ? 403 : answer.status; // to the sign-in
    if (answer.ok) {
      saved = sent;
      seen.value = told.version;
      tell("saved", told.at ? `Saved ${told.at}` : "");
      return;
    }
    if (kind === 422 || kind === 409) refused = sent;
    if (kind === 409) offer(told);
    tell(kind, WORDS[kind] ?? `Not saved. ${told.error ?? "That did not work just now."} ${HERE}`);
  }

  // Another window saved, sent or discarded it: only its writer knows which words should stay.
  function offer({ version, url }) {
    keep.hidden = false;
    other.hidden = !url;
    other.href = url;
    keep.onclick = () => {
      seen.value = version;
      form.elements.anyway.value = "1";
      refused = null;
      keep.hidden = other.hidden = true;
      form.querySelector("textarea").focus();
      save();
    };
  }

  async function save() {
    begun = 0;
    const sent = typed();
    if (busy || leaving || !keep.hidden || sent === saved || sent === refused) return;
    busy = true;
    try {
      const answer = await fetch(form.dataset.draft, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual",
        keepalive: sent.length * 3 < MOST,
        signal: abort.signal,
      });
      await hear(answer, sent);
    } catch {
      if (!leaving) tell(0, WORDS[0]);
    }
    busy = false;
    if (typed() !== saved) wait(typed() === sent ? AGAIN : PAUSE);
  }

  form.addEventListener("input", () => {
    begun ||= Date.now();
    wait(Math.max(0, Math.min(PAUSE, begun + LATEST - Date.now())));
  });
  addEventListener("online", save);
  document.addEventListener("visibilitychange", () => document.hidden && save());

  form.addEventListener("submit", (event) => {
    if (event.defaultPrevented) return;
    leaving = navigator.onLine; // with all of it
    if (leaving) return abort.abort();
    event.preventDefault();
    tell("", WORDS[0]);
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    leaving = false;
    abort = new AbortController();
  });
  addEventListener("beforeunload", (event) => {
    if (!leaving && typed() !== saved) event.preventDefault();
  });

  form.querySelector("[data-save]")?.setAttribute("hidden", "");
  if (typed() !== given) wait(PAUSE);
}

for (const form of document.querySelectorAll("form[data-draft]")) watch(form);
