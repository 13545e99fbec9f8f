// Says while one writes what could give a patient away: asks the server at each pause, which keeps
// nothing of it. Without this the Preview button's answer says it.
const PAUSE = 1200; // ms after the last key
const LONGEST = 4000; // ms, where an answer takes long: a long text is not checked at each word
const SHORTEST = 20; // characters: less says nothing yet
const FIELDS = "[name=title], [name=source], [data-fields] :is(textarea, select)";

for (const meter of document.querySelectorAll("[data-meter]")) {
  const form = meter.closest("form");
  const fields = [...form.querySelectorAll(FIELDS)];
  const written = () => fields.map((field) => field.value).join("\n");
  const isShort = () =>
    fields.reduce((sum, field) => sum + (field.options ? 0 : field.value.trim().length), 0) < SHORTEST;
  // Read out when it says something else than before, not at each pause.
  const said = document.createElement("p");
  said.className = "vh";
  said.setAttribute("role", "status");
  meter.after(said);
  let checked = "";
  let timer = 0;
  let took = 0;
  let abort = new AbortController();

  function show(html) {
    const wasOpen = meter.querySelector("details")?.open;
    meter.innerHTML = html; // made by the server, which escapes what was typed
    if (wasOpen) meter.querySelector("details")?.setAttribute("open", "");
    const says = meter.querySelector("[data-says]")?.textContent.trim() ?? "";
    if (says !== said.textContent) said.textContent = says;
  }

  async function check() {
    const now = written();
    if (now === checked) return;
    abort.abort();
    abort = new AbortController();
    if (isShort()) {
      checked = now;
      return show("");
    }
    const begun = Date.now();
    try {
      const answer = await fetch(meter.dataset.meter, {
        method: "POST",
        body: new FormData(form),
        headers: { "X-Requested-With": "fetch" },
        redirect: "manual", // to the sign-in
        signal: abort.signal,
      });
      if (answer.status !== 200 && answer.status !== 422) return;
      const html = await answer.text();
      took = Date.now() - begun;
      checked = now;
      if (now === written()) show(html);
    } catch {
      // Offline, or a newer question is on its way: what it said last stands.
    }
  }

  function wait() {
    clearTimeout(timer);
    timer = setTimeout(check, Math.min(LONGEST, Math.max(PAUSE, 3 * took)));
  }

  form.addEventListener("input", wait);
  if (!isShort()) wait();
}
