"use strict";
// Adds to a page that is complete without it: choice of language, year and measure (kept in the address only),
// sorting and filtering.
(() => {
  const root = document.documentElement;
  const portals = [...document.querySelectorAll(".portal")];
  const switches = [...document.querySelectorAll(".languages a")];
  const dashed = (name) => name.replaceAll("_", "-");

  // State: #vi-2023-victims_assisted?inl 2024, each part optional: the year and measure shown, and what is sought; with
  // #vi-2023-victims_assisted-compare?... what is compared.
  // A report's page adds its folder: #vi-2023/lang-son.
  let state = {};
  const [chosen, folder] = location.hash.slice(1).split("?")[0].split("/");
  function readState() {
    const [before, ...after] = location.hash.slice(1).split("?");
    const parts = before.split("/")[0].split("-");
    const portal = portals.find((p) => p.id === parts[0]) || portals[0];
    const years = [...portal.querySelectorAll(".years a")].map((a) => a.dataset.year);
    const measures = new Set([...portal.querySelectorAll(".measures input")].map((i) => i.value));
    const measure = parts.slice(1).find((part) => measures.has(part));
    const compared = parts.includes("compare");
    return {
      language: portal.id,
      year: years.includes(parts[1]) ? parts[1] : years[0],
      measure: measure || [...measures][0],
      sought: compared ? "" : decoded(after.join("?")),
      compared: compared ? after.join("?") : null,
    };
  }
  function address(change) {
    const { language, year, measure, sought, compared } = { ...state, ...change };
    const parts = [language];
    if (year) parts.push(year);
    if (measure && measure !== "sessions") parts.push(measure);
    if (compared !== null) return "#" + parts.join("-") + "-compare?" + compared;
    return "#" + parts.join("-") + (sought ? "?" + encodeURIComponent(sought) : "");
  }
  function decoded(text) {
    try { return decodeURIComponent(text); } catch { return ""; }
  }
  function go(change) {
    history.pushState(null, "", address(change));
    show();
  }

  function show() {
    state = readState();
    const portal = portals.find((p) => p.id === state.language);
    for (const each of portals) each.classList.toggle("now", each === portal);
    root.lang = state.language;
    document.title = portal.dataset.title;
    for (const link of switches) {
      link.href = address({ language: link.dataset.language });
      mark(link, link.dataset.language === state.language);
    }
    for (const link of portal.querySelectorAll(".years a")) {
      link.href = address({ year: link.dataset.year });
      mark(link, link.dataset.year === state.year);
    }
    for (const edition of portal.querySelectorAll(".edition")) {
      const chosen = edition.dataset.year === state.year;
      edition.classList.toggle("now", chosen);
      if (chosen) colour(edition, portal.querySelector(".texts").dataset);
    }
    filter(portal);
    const field = portal.querySelector(".find input");
    if (!field) return;
    if (field.value.trim() !== state.sought) field.value = state.sought;
    find(portal);
    compare.show(portal, state.compared);
  }
  // Where a link or an address leads to a comparison, its numbers are what is read next.
  function follow() {
    show();
    const numbers = document.querySelector(".portal.now .compare[open] .compared");
    if (!numbers) return;
    numbers.scrollIntoView();
    numbers.focus({ preventScroll: true });
  }
  function mark(link, current) {
    if (current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  function colour(edition, texts) {
    const name = dashed(state.measure);
    const label = edition.dataset[camel("measure-" + name)];
    edition.querySelector(".measure-now").textContent = label;
    for (const input of edition.querySelectorAll(".measures input")) input.checked = input.value === state.measure;
    for (const key of edition.querySelectorAll(".key ul[data-measure]")) key.hidden = key.dataset.measure !== state.measure;
    for (const tile of edition.querySelectorAll("a.tile")) {
      const written = tile.getAttribute("data-" + name);
      const look = written[0];
      tile.className = "tile look-" + look;
      tile.querySelector(".value").textContent = written.slice(2);
      const why = texts[camel("symbol-" + look)];
      tile.querySelector(".said").textContent = " " + label + (why ? ", " + why : "");
    }
  }
  // From a report's page to the same report in another language or, where no year is named, to the place's other years.
  function goOn(folder) {
    const links = [...document.querySelectorAll(".portal.now a")].map((link) => link.getAttribute("href") || "");
    const [language, ...time] = chosen.split("-");  // of a quarter: vi-2023-Q1
    const wanted = [time.join("-"), language, folder, "index.html"].join("/");
    if (links.includes(wanted)) return location.replace(wanted);
    const portal = document.querySelector(".portal.now");
    const link = [...portal.querySelectorAll(`a[href$="/${CSS.escape(folder.split(".")[0])}/index.html"]`)]
      .find((each) => each.closest("tr, .projects"));
    if (!link) return;
    const edition = link.closest(".edition:not(.now)");
    if (edition) go({ year: edition.dataset.year });
    history.replaceState(null, "", address({ sought: link.firstChild.textContent }));
    show();
    portal.querySelector(".find").scrollIntoView();
  }
  const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d")
      .split(/[^a-z0-9]+/).filter(Boolean);

  function filter(portal) {
    const form = portal.querySelector(".filter");
    if (!form) return;
    const every = form.querySelector(".all-years").checked;
    const region = form.querySelector("select").value;
    portal.querySelector("table").classList.toggle("one-year", !every);
    portal.querySelector(".year-now").textContent = every ? "" : ", " + state.year;
    let shown = 0;
    let all = 0;
    for (const row of portal.querySelectorAll("tbody tr")) {
      const inYear = every || row.dataset.year === state.year;
      row.hidden = !inYear || Boolean(region && row.dataset.region !== region);
      all += inYear;
      shown += !row.hidden;
    }
    const count = form.querySelector(".count");
    const text = count.dataset.text.replace("{shown}", shown).replace("{all}", all);
    if (count.textContent !== text) count.textContent = text;
  }

  // What is sought: things apart by commas, each some words that all begin a word of the entry, in any order. A name may
  // be typed as one word, "danang". A word that no entry has ("everything", "report") is left out, and that is said.
  const MOST = 50;
  const read = new Map();
  function entriesOf(portal) {
    if (!read.has(portal)) {
      const held = JSON.parse(portal.querySelector(".find script").textContent);
      read.set(portal, held.map(([name, detail, words, address, files, language]) => {
        const names = [...fold(name), fold(name.split(",")[0]).join("")];
        return { name, detail, address, files, language, names: fold(name), words: [...names, ...fold(detail), ...words.split(" ")] };
      }));
    }
    return read.get(portal);
  }
  function rank(entry, wanted) {  // 0: the words are all that the name has beside its year; 1: the name has them; 2: found
    const begins = (words) => wanted.every((word) => words.some((each) => each.startsWith(word)));
    if (!begins(entry.words)) return -Infinity;
    if (!begins(entry.names)) return 2;
    return entry.names.filter((name) => !/^[0-9]+$/.test(name)).every((name) => wanted.includes(name)) ? 0 : 1;
  }
  function find(portal) {
    const form = portal.querySelector(".find");
    const typed = state.sought.split(/[,;]/).map(fold).filter((words) => words.length);
    const entries = typed.length ? entriesOf(portal) : [];
    const known = (word) => entries.some((entry) => entry.words.some((each) => each.startsWith(word)));
    const unknown = [...new Set(typed.flat())].filter((word) => !known(word));
    // Of "hanoi 2024" a year is left, which is not what was sought.
    const things = typed.map((words) => [words, words.filter(known)])
      .filter(([words, left]) => left.length === words.length || left.some((word) => !/^[0-9]+$/.test(word))).map(([, left]) => left);
    const [count, list] = [form.querySelector(".found-count"), form.querySelector(".found")];
    list.replaceChildren();
    // By rank, then by which of the things it is, then newest first, as the entries are.
    const found = entries.flatMap((entry) => {
      const places = things.map((words, at) => rank(entry, words) * things.length + at).filter((place) => place >= 0);
      return places.length ? [[Math.min(...places), entry]] : [];
    }).sort(([one], [other]) => one - other).map(([, entry]) => entry);
    const reports = found.filter((entry) => entry.files).length;
    const indicators = found.filter((entry) => entry.address.startsWith("indicators.html")).length;
    const { text, data, more, none, without } = count.dataset;
    let said = text.replace("{reports}", reports).replace("{all}", entries.filter((entry) => entry.files).length)
      .replace("{indicators}", indicators);
    const files = found.length - reports - indicators;
    if (files) said += data.replace("{files}", files);
    if (unknown.length) said += ". " + without.replace("{words}", unknown.join(", "));
    if (found.length > MOST) said += ". " + more.replace("{shown}", MOST);
    said = typed.length ? (found.length ? said : none) : "";
    if (count.textContent !== said) count.textContent = said;
    const offer = things.length && compare.offer(portal, things);
    form.querySelector(".offer").replaceChildren(...(offer ? [offer] : []));
    list.append(...found.slice(0, MOST).map((entry) => result(entry, list.dataset, portal)));
  }
  function result(entry, { files, other }, portal) {
    const language = portal.lang;
    const item = document.createElement("li");
    const link = (text, address, of) => {
      const made = document.createElement("a");
      made.href = address;
      made.hreflang = entry.language;
      made.append(text);
      if (of) made.append(element("span", "sr", ", " + of));
      return made;
    };
    const named = link(entry.name, entry.files ? entry.address + "/index.html" : entry.address);
    named.className = "name";
    item.append(named, " ", element("span", "sub", entry.detail));
    if (entry.language !== language) item.append(" ", element("span", "sub", "(" + other + ")"));
    const links = element("div", "links");
    if (!entry.files) {
      const offer = compare.offerProvinces(portal, entry.address);
      if (offer) links.append(offer);
      item.append(links);
      return item;
    }
    const path = { p: "report.pdf", w: "report.docx", s: "tables.xlsx", a: "annex.html" };
    for (const [file, name] of JSON.parse(files).filter(([file]) => entry.files.includes(file))) {
      links.append(link(name, entry.address + "/" + path[file], entry.name), " ");
    }
    item.append(links);
    return item;
  }
  function element(tag, name, text = "") {
    const made = document.createElement(tag);
    made.className = name;
    made.textContent = text;
    return made;
  }

  function sort(table, head, language) {
    const column = [...head.parentNode.children].indexOf(head);
    const numeric = head.dataset.key === "number";
    const before = head.getAttribute("aria-sort");
    // Numbers begin with the largest, names with A.
    const falling = before ? before === "ascending" : numeric;
    for (const other of head.parentNode.children) other.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", falling ? "descending" : "ascending");
    const compare = new Intl.Collator(language).compare;
    for (const body of table.tBodies) {
      const rows = [...body.rows].map((row) => [row.children[column].dataset.sort, row]);
      // What is not shown stays at the end either way, in the order of the provinces: a rank would tell about it.
      rows.sort(([a, one], [b, other]) => {
        if (a === "" || b === "") return (a === "") - (b === "") || one.dataset.order - other.dataset.order;
        const order = numeric ? a - b : compare(a, b);
        return (falling ? -order : order) || one.dataset.order - other.dataset.order;
      });
      body.append(...rows.map(([, row]) => row));
    }
  }

  // Only the page over all reports has something to compare.
  const compare = typeof comparing === "function" ? comparing({ element, sort, fold, change: compareAgain }) : null;
  function compareAgain(compared) {
    history.replaceState(null, "", address({ compared }));
    show();
  }
  for (const portal of portals) {
    for (const link of portal.querySelectorAll(".years a")) {
      link.addEventListener("click", (event) => { event.preventDefault(); go({ year: link.dataset.year }); });
    }
    for (const input of portal.querySelectorAll(".measures input")) {
      input.addEventListener("change", () => go({ measure: input.value }));
    }
    const form = portal.querySelector(".filter");
    if (!form) continue;
    const finder = portal.querySelector(".find");
    finder.addEventListener("submit", (event) => event.preventDefault());
    finder.querySelector("input").addEventListener("input", (event) => {
      history.replaceState(null, "", address({ sought: event.target.value.trim(), compared: null }));
      state = readState();
      find(portal);
      compare.show(portal, null);
    });
    const comparison = portal.querySelector(".compare");
    comparison.addEventListener("toggle", () => {
      if (comparison.open !== (state.compared !== null)) go({ compared: comparison.open ? "" : null, sought: "" });
    });
    form.addEventListener("input", () => filter(portal));
    form.addEventListener("change", () => filter(portal));
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("reset", () => setTimeout(() => filter(portal)));
    const table = portal.querySelector("table");
    [...table.querySelectorAll("tbody tr")].forEach((row, order) => { row.dataset.order = order; });
    for (const head of table.querySelectorAll("thead th[data-key]")) {
      const button = document.createElement("button");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => sort(table, head, portal.lang));
    }
    const skip = portal.querySelector(".skip");
    skip.addEventListener("click", (event) => {
      event.preventDefault();
      const target = document.getElementById(skip.hash.slice(1));
      target.scrollIntoView();
      target.focus();
    });
  }
  for (const link of switches) {
    link.addEventListener("click", (event) => { event.preventDefault(); go({ language: link.dataset.language }); });
  }
  addEventListener("hashchange", follow);
  addEventListener("popstate", show);
  addEventListener("resize", () => { if (state.compared !== null) compare.draw(portals.find((p) => p.id === state.language)); });
  follow();
  if (folder) goOn(folder);
})();
