// The search of a site without a server: the index of the list that is shown, and the same answers as the server's
// (hofte.search.find, step by step). It is loaded once somebody asks; without this file the lists are links.
const form = document.getElementById("find");
const question = document.getElementById("q");
const count = document.getElementById("count");
const results = document.getElementById("results");
const asShown = [...results.childNodes];
const countAsShown = count.textContent;
const WEIGHTS = [16, 10, 7, 3, 1];
const EXACT = 60;
const MOST = { question: 200, words: 8, endings: 16, typos: 5, ending: 4 };
const SHORTEST = { start: 2, part: 3, typo: 5 };
const LONGEST = { typo: 30, word: 60 };
const LETTERS = [..."abcdefghijklmnopqrstuvwxyzæøå"];
const NORTHERN = { ä: "æ", ö: "ø" };
const SPELT = { æ: "0ae", ø: "0oe", å: "0aa" };
const STEP = 60;

// --- Words ---------------------------------------------------------------------------------------------------------

const bare = (letter) => (/[æøå]/.test(letter) ? letter : NORTHERN[letter] ?? letter.normalize("NFD").replace(/\p{M}/gu, ""));
const fold = (text) => [...text.normalize("NFKC").toLowerCase().replaceAll("ß", "ss")].map(bare).join("");
const spelt = (token) => token.replace(/[^\x00-\x7f]/g, (c) => SPELT[c] ?? `0u${c.codePointAt(0).toString(16)}0`);

class Words {
  constructor(words, counts = []) {
    this.sorted = words ? words.split(" ") : [];
    this.place = new Map(this.sorted.map((word, n) => [word, n]));
    this.counts = counts;
  }
  frequent(words, most) {
    const often = (word) => this.counts[this.place.get(word)] ?? 1;
    if (words.length > most) words.sort((a, b) => often(b) - often(a) || (a < b ? 1 : -1));
    return words.slice(0, most).sort();
  }
  beginning(start, most) {
    return this.frequent(this.sorted.filter((word) => word.startsWith(start)), most);
  }
  near(word, most) {
    if (word.length < SHORTEST.typo || word.length > LONGEST.typo) return [];
    const found = new Set();
    for (let at = 0; at <= word.length; at += 1) {
      const [before, after] = [word.slice(0, at), word.slice(at)];
      for (const letter of LETTERS) found.add(before + letter + after).add(before + letter + after.slice(1));
      found.add(before + after.slice(1)).add(before + after.slice(1, 2) + after.slice(0, 1) + after.slice(2));
    }
    found.delete(word);
    return this.frequent([...found].filter((other) => this.place.has(other)), most);
  }
}

// --- Sets of pages: number of the page → the best place in which it has a word ---------------------------------------

const either = (...several) => {
  const joined = new Map();
  for (const one of several) for (const [page, at] of one) joined.set(page, Math.min(at, joined.get(page) ?? at));
  return joined;
};
const both = (several) => {
  if (!several.length) return new Map();
  const [first, ...rest] = several;
  const joined = new Map();
  for (const [page, at] of first) if (rest.every((one) => one.has(page))) joined.set(page, Math.max(at, ...rest.map((one) => one.get(page))));
  return joined;
};
const lowered = (matches) => new Map([...matches].map(([page, at]) => [page, Math.min(at + 1, WEIGHTS.length - 1)]));

// --- The index -------------------------------------------------------------------------------------------------------

export class Index {
  constructor(data) {
    this.data = data;
    this.tokens = data.tokens.split(" ");
    this.numbers = new Map(this.tokens.map((token, n) => [token, n]));
    this.words = new Words(data.words, data.counts);
    this.known = data.known.map((one) => ({ ...one, words: new Words(one.words) }));
    this.small = new Set(data.small);
    this.all = new Map(data.pages.map((_, page) => [page, WEIGHTS.length - 1]));
  }

  postings(token) {
    const found = new Map();
    let at = 0;
    for (const step of this.data.places[token] ?? []) {
      at += step;
      const [page, place] = [Math.floor(at / WEIGHTS.length), at % WEIGHTS.length];
      found.set(page, Math.min(place, found.get(page) ?? place));
    }
    return found;
  }

  alternatives(word) {
    const at = this.words.place.get(word);
    if (at !== undefined) return this.data.under[at];
    for (const one of this.known) if (one.words.place.has(word)) return one.under[one.words.place.get(word)];
    // A form that stands on no page: the longest beginning that is the stem of another.
    for (let cut = 0; cut <= MOST.ending && word.length - cut >= SHORTEST.part; cut += 1) {
      const token = this.numbers.get(spelt(word.slice(0, word.length - cut)));
      if (token !== undefined) return token;
    }
    return [];
  }

  whole(word) {
    const found = this.alternatives(word);
    return this.tokens[Array.isArray(found) ? found[0]?.[0] : found] ?? "";
  }

  said(word) {
    const found = this.alternatives(word);
    if (!Array.isArray(found)) return this.postings(found);
    if (!found.length) return this.compound(word);
    return either(...found.map((tokens) => both(tokens.map((token) => this.postings(token)))));
  }

  // A compound that stands on no page: a beginning that the language knows, the longest one, and the rest.
  compound(word) {
    for (let at = word.length - SHORTEST.part; at >= SHORTEST.part; at -= 1) {
      if (!this.known[0].words.place.has(word.slice(0, at))) continue;
      for (const joint of this.data.joints) {
        const rest = word.slice(at + joint.length);
        if (!word.startsWith(joint, at) || rest.length < SHORTEST.part) continue;
        const matches = both([this.said(word.slice(0, at)), this.said(rest)]);
        if (matches.size) return matches;
      }
    }
    return new Map();
  }

  begun(start) {
    if (start.length < SHORTEST.start) return new Map();
    const tokens = new Set(this.words.beginning(start, MOST.endings).map((word) => this.numbers.get(this.whole(word))));
    for (const one of this.known) for (const word of one.words.beginning(start, MOST.endings)) tokens.add(one.base[one.words.place.get(word)]);
    return either(...[...tokens].filter((token) => token >= 0).map((token) => this.postings(token)));
  }

  guessed(word) {
    for (const words of [this.words, ...this.known.map((one) => one.words)]) {
      const near = words.near(word, MOST.typos);
      const matches = either(...near.map((other) => this.said(other)));
      if (matches.size) return [near, lowered(matches)];
    }
    for (let at = word.length - SHORTEST.part; at >= SHORTEST.part; at -= 1) {
      for (const joint of this.data.joints) {
        const [first, rest] = [word.slice(0, at), word.slice(at)];
        const second = rest.slice(joint.length);
        if (!rest.startsWith(joint) || second.length < SHORTEST.part) continue;
        if (!this.words.place.has(first) || !this.words.place.has(second)) continue;
        const matches = both([this.said(first), this.said(second)]);
        if (matches.size) return [[first, second], lowered(matches)];
      }
    }
    return [[], new Map()];
  }

  asked(text) {
    const words = (fold(text).match(/[\p{L}\p{N}]+/gu) ?? []).map((word) => {
      let one = word.slice(0, LONGEST.word);
      for (const [pair, letter] of Object.entries(this.data.letters)) one = one.replaceAll(pair, letter);
      return one;
    });
    const last = words.length && /[\p{L}\p{N}]$/u.test(text) ? words.at(-1) : "";
    const kept = words.filter((word) => !this.small.has(word));
    if (last.length >= SHORTEST.start && !kept.includes(last) && words.length === 1) kept.push(last);
    if (last.length < SHORTEST.start && kept.at(-1) === last) kept.pop();
    return [[...new Set(kept)].slice(0, MOST.words), last];
  }

  // Answers with the score of each page that has all words, and with the words that were read as others.
  ask(text) {
    const [asked, start] = this.asked(text.slice(0, MOST.question));
    const told = [];
    let scores = new Map(this.data.pages.map((_, page) => [page, 0]));
    for (const word of asked) {
      let matches = this.said(word);
      if (word === start) matches = either(matches, lowered(this.begun(word)));
      if (!matches.size) {
        const [instead, found] = this.guessed(word);
        matches = found;
        told.push([word, instead]);
      }
      const rarity = matches.size * 100 <= this.all.size ? 3 : matches.size * 10 <= this.all.size ? 2 : 1;
      scores = new Map([...scores].filter(([page]) => matches.has(page)).map(([page, score]) => [page, score + WEIGHTS[matches.get(page)] * rarity]));
    }
    const title = asked.length ? this.numbers.get(`00${asked.map((word) => this.whole(word)).join("0")}`.slice(0, 202)) : undefined;
    if (title !== undefined) for (const page of this.postings(title).keys()) if (scores.has(page)) scores.set(page, scores.get(page) + EXACT);
    return { scores, told };
  }

  // The pages that answer and have what was chosen, best first, and how many there would be with each value.
  find(text, chosen) {
    const { scores, told } = this.ask(text);
    const having = (facet, values) => new Set(values.flatMap((value) => this.data.facets[facet]?.[value] ?? []));
    const wanted = Object.entries(chosen).map(([facet, values]) => [facet, having(facet, values)]);
    const fits = (page, but) => scores.has(page) && wanted.every(([facet, pages]) => facet === but || pages.has(page));
    const counts = (facet, value) => (this.data.facets[facet]?.[value] ?? []).filter((page) => fits(page, facet)).length;
    const pages = [...scores.keys()].filter((page) => fits(page, "")).sort((a, b) => scores.get(b) - scores.get(a) || a - b);
    return { pages, told, counts };
  }
}

// --- What is seen ------------------------------------------------------------------------------------------------------

let index = null;
let asking = 0;
async function load() {
  const answer = await fetch(form.dataset.index, { cache: "no-cache" });
  if (!answer.ok) throw new Error(`${answer.status}`);
  return new Index(await answer.json());
}

function choice() {
  const asked = new URLSearchParams();
  for (const [name, value] of new FormData(form)) if (value.trim()) asked.append(name, value);
  return asked;
}

const made = (name, properties, ...children) => {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
};
const card = ([title, path, lang, , about]) =>
  made("li", { className: "card" }, made("h3", { lang }, made("a", { href: path }, title)), made("p", { className: "soft small", lang }, about));
const cards = (pages, kind = "") => made("ul", { className: `cards ${kind}` }, ...pages.map(card));

function list(found, upto) {
  const { pages, says } = index.data;
  const shown = found.pages.slice(0, upto).map((page) => pages[page]);
  if (!shown.length) return [made("p", { className: "note" }, says.nothing)];
  const exercises = shown.filter((page) => page[3]);
  const articles = shown.filter((page) => !page[3]);
  const parts = [];
  if (exercises.length) parts.push(cards(exercises));
  if (articles.length) parts.push(made("h2", {}, says.articles), cards(articles, "articles"));
  if (found.pages.length > upto) {
    const more = made("button", { type: "button", className: "button" }, says.more);
    more.addEventListener("click", () => {
      results.replaceChildren(...list(found, upto + STEP));
      results.querySelectorAll("a")[upto]?.focus();
    });
    parts.push(made("p", { className: "row pages" }, more));
  }
  return parts;
}

function say(found) {
  const { says } = index.data;
  const told = found.told.map(([word, instead]) =>
    instead.length ? says.instead.replace("%w", word).replace("%i", instead.join(", ")) : says.unknown.replace("%w", word));
  count.textContent = [says.count[found.pages.length === 1 ? 0 : 1].replace("%n", found.pages.length), ...told].join(". ");
}

function showCounts(counts, chosen) {
  for (const box of form.querySelectorAll("input[type=checkbox]")) {
    const pages = counts(box.name, box.value);
    box.closest("label").querySelector(".n").firstChild.data = pages;
    box.closest("label").classList.toggle("none", !pages);
  }
  for (const muscle of form.querySelectorAll("[data-muscle]")) muscle.classList.toggle("chosen", chosen.muscle?.includes(muscle.dataset.muscle) ?? false);
}

async function answer() {
  const mine = (asking += 1);
  const asked = choice();
  try {
    index ??= await load();
  } catch {
    form.classList.add("unserved"); // The lists below are still there.
    return;
  }
  if (mine !== asking) return;
  const chosen = {};
  for (const [name, value] of asked) if (name !== "q") (chosen[name] ??= []).push(value);
  const text = asked.get("q") ?? "";
  const found = index.find(text, chosen);
  showCounts(found.counts, chosen);
  if (asked.size) {
    say(found);
    results.replaceChildren(...list(found, STEP));
  } else {
    count.textContent = countAsShown;
    results.replaceChildren(...asShown);
  }
  history.replaceState(history.state, "", `${location.pathname}${asked.size ? "?" : ""}${asked}`);
}

function take(asked) {
  question.value = asked.get("q") ?? "";
  for (const box of form.querySelectorAll("input[type=checkbox]")) box.checked = asked.getAll(box.name).includes(box.value);
}

function begin() {
  form.classList.remove("unserved");
  question.addEventListener("input", answer);
  form.addEventListener("change", (event) => event.target !== question && answer());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    answer();
  });
  form.addEventListener("click", (event) => {
    const muscle = event.target.closest("a[data-muscle]");
    if (!muscle) return;
    event.preventDefault();
    document.getElementById(`muscle-${muscle.dataset.muscle}`)?.click();
  });
  const asked = new URLSearchParams(location.search);
  if (asked.size) {
    take(asked);
    answer();
  }
}

if (form) begin();
