// The library as one types and chooses: asks the server for the very page that the form would lead to, and takes over
// its counts, its choices and its results. Without this file the form is a form, and every choice has its address.
const form = document.getElementById("find");
const question = document.getElementById("q");
const LIVE = ["count", "facets", "results"];
const PAUSE_MS = 120;
let waiting = 0;
let asking = new AbortController();

function address() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) asked.append(name, value);
  // The language that is looked in anyway is no choice.
  if (asked.getAll("language").join(",") === form.dataset.language) asked.delete("language");
  return `${location.pathname}${asked.size ? "?" : ""}${asked}`;
}

async function ask(url, { fromLink = false } = {}) {
  clearTimeout(waiting);
  asking.abort();
  asking = new AbortController();
  form.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(url, { signal: asking.signal, headers: { Accept: "text/html" } });
    if (!answer.ok) throw new Error(`${answer.status}`);
    const text = (await answer.text()).replace(/<style[^]*?<\/style>/g, ""); // they stand here already, with our nonce
    const page = new DOMParser().parseFromString(text, "text/html");
    take(page);
    if (fromLink) question.value = page.getElementById("q").value;
    history.replaceState(history.state, "", url);
    form.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
}

// What is open stays open, and who is on a box stays on it.
function take(page) {
  const focused = document.activeElement?.id;
  const open = new Map([...form.querySelectorAll("#facets details")].map((part) => [part.id, part.open]));
  for (const id of LIVE) document.getElementById(id).replaceChildren(...page.getElementById(id).childNodes);
  for (const part of form.querySelectorAll("#facets details")) if (open.has(part.id)) part.open = open.get(part.id);
  const again = focused && document.getElementById(focused);
  if (again && again !== document.activeElement) again.focus({ preventScroll: true });
}

question.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => ask(address()), PAUSE_MS);
});
form.addEventListener("change", (event) => {
  if (event.target !== question) ask(address());
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  ask(address());
});
form.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-live]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey || event.button) return;
  event.preventDefault();
  const url = new URL(link.getAttribute("href"), location.href);
  ask(url.pathname + url.search, { fromLink: true });
  if (link.closest("#results")) question.focus({ preventScroll: true });
});

// A muscle lights up on both sides of the map, and so does its box.
for (const [kind, on] of [["pointerover", true], ["pointerout", false]]) {
  form.addEventListener(kind, (event) => {
    const muscle = event.target.closest?.("[data-muscle]")?.dataset.muscle;
    if (!muscle) return;
    for (const part of form.querySelectorAll(`[data-muscle="${muscle}"]`)) part.classList.toggle("lit", on);
    document.getElementById(`muscle-${muscle}`)?.closest("label").classList.toggle("lit", on);
  });
}
