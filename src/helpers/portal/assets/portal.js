"use strict";
// Adds to a page that is complete without it: choice of language, year and measure (kept in the address only),
// sorting and filtering.
(() => {
  const root = document.documentElement;
  const portals = [...document.querySelectorAll(".portal")];
  const switches = [...document.querySelectorAll(".languages a")];
  const dashed = (name) => name.replaceAll("_", "-");
  root.classList.add("scripted");

  // State: #vi-2023-victims_assisted, each part optional; a report's page adds its folder: #vi-2023/lang-son.
  let state = {};
  const [chosen, folder] = location.hash.slice(1).split("/");
  function readState() {
    const parts = location.hash.slice(1).split("/")[0].split("-");
    const portal = portals.find((p) => p.id === parts[0]) || portals[0];
    const years = [...portal.querySelectorAll(".years a")].map((a) => a.dataset.year);
    const measures = new Set([...portal.querySelectorAll(".measures input")].map((i) => i.value));
    const measure = parts.slice(1).find((part) => measures.has(part));
    return {
      language: portal.id,
      year: years.includes(parts[1]) ? parts[1] : years[0],
      measure: measure || [...measures][0],
    };
  }
  function address(change) {
    const { language, year, measure } = { ...state, ...change };
    const parts = [language];
    if (year) parts.push(year);
    if (measure && measure !== "sessions") parts.push(measure);
    return "#" + parts.join("-");
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
  }
  function mark(link, current) {
    if (current) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }

  function colour(edition, texts) {
    const name = dashed(state.measure);
    const label = texts[camel("measure-" + name)];
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
    const form = portal.querySelector(".filter");
    if (form && link.closest("tr")) {
      form.querySelector(".all-years").checked = true;
      form.querySelector("input[type=search]").value = link.firstChild.textContent;
      filter(portal);
    }
    (link.closest("tr") ? portal.querySelector(".reports") : link.closest(".projects")).scrollIntoView();
    history.replaceState(null, "", address({}));
  }
  const camel = (name) => name.replace(/-([a-z0-9])/g, (_, letter) => letter.toUpperCase());

  const fold = (text) =>
    text.toLowerCase().normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d")
      .split(/[^a-z0-9]+/).filter(Boolean);

  function filter(portal) {
    const form = portal.querySelector(".filter");
    if (!form) return;
    const every = form.querySelector(".all-years").checked;
    const words = fold(form.querySelector("input[type=search]").value);
    const region = form.querySelector("select").value;
    portal.querySelector("table").classList.toggle("one-year", !every);
    portal.querySelector(".year-now").textContent = every ? "" : ", " + state.year;
    let shown = 0;
    let all = 0;
    for (const row of portal.querySelectorAll("tbody tr")) {
      const inYear = every || row.dataset.year === state.year;
      const found = words.every((word) => row.dataset.find.includes(word)) && (!region || row.dataset.region === region);
      row.hidden = !(inYear && found);
      all += inYear;
      shown += !row.hidden;
    }
    const count = form.querySelector(".count");
    const text = count.dataset.text.replace("{shown}", shown).replace("{all}", all);
    if (count.textContent !== text) count.textContent = text;
    portal.querySelector(".none-found").hidden = shown > 0;
    portal.querySelector(".frame").hidden = shown === 0;
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

  for (const portal of portals) {
    for (const link of portal.querySelectorAll(".years a")) {
      link.addEventListener("click", (event) => { event.preventDefault(); go({ year: link.dataset.year }); });
    }
    for (const input of portal.querySelectorAll(".measures input")) {
      input.addEventListener("change", () => go({ measure: input.value }));
    }
    const form = portal.querySelector(".filter");
    if (!form) continue;
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
  addEventListener("hashchange", show);
  addEventListener("popstate", show);
  show();
  if (folder) goOn(folder);
})();
