"use strict";
// The comparison of indicators, places and times: a table first, then its chart, its file and its address.
// All numbers are in the page; a number that is not there is never worked out from others.
function comparing({ element, sort, fold, change }) {
  const MOST_NUMBERS = 3000, MOST_LINES = 6, MARKS = ["c", "x", "z"], ABSENT = ".";
  const KINDS = ["line", "bar"];
  let numbers;
  const read = () => (numbers ??= JSON.parse(document.querySelector("#compared").textContent));
  const held = new Map();
  function named(portal) {
    if (!held.has(portal)) {
      const { indicators, places, quarters, words } = JSON.parse(portal.querySelector(".compare script").textContent);
      held.set(portal, {
        words, quarters,
        indicators: indicators.map(([id, label, unit, definition, subject, decimals, percent]) => ({ id, label, unit, definition, subject, decimals, percent })),
        places: places.map(([id, bare, which, level, vintages, note, later], at) =>
          ({ id, at, bare, name: which ? `${bare} (${which})` : bare, level, vintages: vintages.split(" "), note, later })),
      });
    }
    return held.get(portal);
  }
  const years = () => read().times.filter((time) => !time.includes("-"));
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (_, name) => values[name] ?? "");

  // Which provinces held in the last of the years.
  const vintageOf = (chosen) => (document.querySelector("#compared").dataset.merged > (chosen.at(-1) || "") ? "63" : "34");

  // The question that an address asks: indicator=sessions&place=lang-son,quang-ninh&year=2023,2024&by=quarter&chart=bar.
  // `provinces` and `regions` stand for all that there are in the last of the years; what means nothing is passed over.
  function question(portal, query) {
    const { indicators, places } = named(portal);
    const asked = new URLSearchParams(query);
    const [what, where, when] = ["indicator", "place", "year"].map((name) => new Set((asked.get(name) || "").split(",")));
    const chosenYears = years().filter((year) => when.has(year));
    const found = {
      indicators: indicators.filter((each) => what.has(each.id)),
      years: chosenYears.length || asked.has("year") ? chosenYears : years(),
      by: asked.get("by") === "quarter" ? "quarter" : "year",
      chart: KINDS.includes(asked.get("chart")) ? asked.get("chart") : "",
    };
    const vintage = vintageOf(found.years);
    const all = ["region", "province"].filter((level) => where.has(level + "s"));
    found.places = places.filter((each) => where.has(each.id) || (all.includes(each.level) && each.vintages.includes(vintage)));
    if (!asked.has("indicator")) found.indicators = [indicators.find((each) => each.id === "sessions") || indicators[0]];
    if (!asked.has("place")) found.places = places.slice(0, 1);
    return found;
  }
  function queryOf({ indicators, places, years, by, chart }) {
    const ids = (list) => list.map((each) => each.id).join(",");
    return `indicator=${ids(indicators)}&place=${ids(places)}&year=${years.join(",")}`
      + (by === "quarter" ? "&by=quarter" : "") + (chart ? "&chart=" + chart : "");
  }
  const timesOf = (asked) => read().times.filter((time) => asked.years.includes(time.slice(0, 4)) && time.includes("Q") === (asked.by === "quarter"));

  function cellOf(indicator, place, time) {
    const text = read().cells[indicator.id][place.at].split(" ")[read().times.indexOf(time)] || ABSENT;
    return { status: text === ABSENT ? "absent" : MARKS.includes(text) ? text : "", text };
  }
  // As reports print numbers: half away from zero, and what falls short of 100 % is not rounded onto it.
  function written(text, indicator, language) {
    const { percent } = indicator;
    for (let decimals = indicator.decimals; ; decimals += 1) {
      const options = { minimumFractionDigits: decimals, maximumFractionDigits: decimals };
      const made = new Intl.NumberFormat(language, options).format(text);
      if (percent && decimals < 2 && text < 100 && Number(new Intl.NumberFormat("en", options).format(text)) >= 100) continue;
      return made.replace("-", "\u2212") + (percent ? "%" : "");
    }
  }

  function render(portal, asked) {
    const { words } = named(portal);
    const place = portal.querySelector(".compared");
    place.replaceChildren();
    const times = timesOf(asked);
    const said = portal.querySelector(".compare .said");
    said.textContent = "";
    const count = asked.indicators.length * asked.places.length * times.length;
    if (!count) return place.append(element("p", "", words.none));
    if (count > MOST_NUMBERS) return place.append(element("p", "", fill(words.too_many, { n: count })));
    for (const indicator of asked.indicators) place.append(exhibit(portal, asked, indicator, times));
    place.append(notes(portal, asked));
    said.textContent = words.told;
    draw(portal);
  }
  const kindOf = (asked) => asked.chart || (asked.places.length <= MOST_LINES && timesOf(asked).length > 1 ? "line" : "bar");
  const charted = new WeakMap();
  function exhibit(portal, asked, indicator, times) {
    const { words } = named(portal);
    const language = portal.lang;
    const box = element("section", "exhibit");
    const head = element("h3", "", indicator.label);
    head.append(" ", element("span", "sub", indicator.unit));
    box.append(head);
    const rows = asked.places.map((each) => ({ place: each, cells: times.map((time) => cellOf(indicator, each, time)) }));
    const told = rows.filter((row) => row.cells.some((cell) => cell.status !== "absent"));
    if (!told.length) box.append(element("p", "", words.by_year_only));
    else {
      const table = tableOf(portal, indicator, told, times);
      const frame = element("div", "frame");
      frame.tabIndex = 0;
      frame.setAttribute("role", "region");
      frame.setAttribute("aria-label", indicator.label);
      frame.append(table);
      const chart = element("figure", "chart");
      charted.set(chart, { asked, indicator, rows: told, times, language });
      box.append(...(told.length > 1 && times.length > 1 ? moved(portal, indicator, told, times) : []), frame, chart);
    }
    const about = element("p", "sub", indicator.definition + " ");
    const sheet = element("a", "", words.sheet);
    sheet.href = `indicators.html#${language}-${indicator.id}`;
    sheet.append(element("span", "sr", ": " + indicator.label));
    about.append(sheet);
    box.append(about);
    return box;
  }
  const timeName = (portal, time) => {
    const { words, quarters } = named(portal);
    return time.includes("Q") ? fill(words.quarter, { quarter: quarters[time.slice(-1) - 1], year: time.slice(0, 4) }) : time;
  };
  // Without when a place was what it is, where the row is the only one of its name.
  const shortName = ({ place }, rows) => rows.filter((row) => row.place.bare === place.bare).length > 1 ? place.name : place.bare;
  // The last time and what it is held against: the time before it, but a quarter against that of the year before.
  function pairOf(times) {
    const last = times.length - 1;
    const yearBefore = times.indexOf(times[last].replace(/^[0-9]+/, (year) => year - 1));
    return [times[last].includes("Q") && yearBefore >= 0 ? yearBefore : Math.max(last - 1, 0), last];
  }
  // In the decimals that are printed, so that what is told to rise is not printed as 0.
  const difference = (cells, times, { decimals }) => {
    const [before, last] = pairOf(times).map((at) => cells[at]);
    return before.status || last.status ? null : Number((last.text - before.text).toFixed(decimals));
  };
  // The places whose number fell, rose or stayed from the last time but one; those that cannot be told are named, too.
  function moved(portal, indicator, rows, times) {
    const { words } = named(portal);
    const [first, last] = pairOf(times).map((at) => timeName(portal, times[at]));
    const of = (fits) => rows.filter((row) => fits(difference(row.cells, times, indicator))).map((row) => shortName(row, rows));
    const list = element("ul", "moved");
    for (const [text, places] of [
      [words.fell, of((by) => by !== null && by < 0)], [words.rose, of((by) => by > 0)],
      [words.unchanged, of((by) => by === 0)], [words.not_comparable, of((by) => by === null)],
    ]) {
      if (places.length) list.append(element("li", "", fill(text, { first, last, n: places.length, places: places.join(", ") })));
    }
    return [list];
  }
  function tableOf(portal, indicator, rows, times) {
    const { words } = named(portal);
    const changes = times.length > 1;
    const table = element("table", "");
    table.append(element("caption", "sr", `${indicator.label}, ${indicator.unit}`));
    const heads = document.createElement("tr");
    const [first, last] = pairOf(times).map((at) => timeName(portal, times[at]));
    const titles = [words.place, ...times.map((time) => timeName(portal, time)), ...(changes ? [fill(words.change, { first, last })] : [])];
    titles.forEach((title, at) => {
      const head = element("th", at ? "number" : "");
      head.scope = "col";
      head.dataset.key = at ? "number" : "text";
      const button = element("button", "", title);
      button.type = "button";
      button.addEventListener("click", () => sort(table, head, portal.lang));
      head.append(button);
      heads.append(head);
    });
    table.createTHead().append(heads);
    const body = table.createTBody();
    rows.forEach(({ place, cells }, order) => {
      const row = body.insertRow();
      row.dataset.order = order;
      const name = element("th", "", place.name);
      name.scope = "row";
      name.dataset.sort = place.name;
      row.append(name, ...cells.map((cell) => number(portal, cell, indicator)));
      if (!changes) return;
      const by = difference(cells, times, indicator);
      const told = row.insertCell();
      told.className = "number";
      told.dataset.sort = by ?? "";
      const text = by === null ? "–" : (by > 0 ? "+" : "") + written(String(by), { ...indicator, percent: 0 }, portal.lang);
      told.textContent = by !== null && indicator.percent ? fill(words.points, { n: text }) : text;
    });
    return table;
  }
  function number(portal, cell, indicator) {
    const made = element("td", "number");
    made.dataset.sort = cell.status ? "" : cell.text;
    if (!cell.status) made.textContent = written(cell.text, indicator, portal.lang);
    else {
      const mark = element("span", "", cell.status === "absent" ? "–" : `[${cell.status}]`);
      mark.setAttribute("aria-hidden", "true");
      made.append(mark, element("span", "sr", why(portal, cell.status)));
    }
    return made;
  }
  const why = (portal, status) => status === "absent" ? named(portal).words.absent
    : portal.querySelector(".texts").dataset["symbol" + status.toUpperCase()];

  function notes(portal, asked) {
    const { words, places } = named(portal);
    const list = element("ul", "sub notes");
    for (const note of new Set(asked.places.map((each) => each.note).filter(Boolean))) {
      const item = element("li", "", note);
      const place = asked.places.find((each) => each.note === note);
      const later = places.find((each) => each.id === place.later);
      if (later && !asked.places.includes(later)) {
        item.append(" ", linkTo(portal, { ...asked, places: places.filter((each) => each === later || asked.places.includes(each)) }, fill(words.add, { later: later.name })));
      }
      list.append(item);
    }
    const merged = list.childElementCount;
    if (merged < 4) {
      list.append(element("li", "", words.source));
      return list;
    }
    const all = element("div", "sub notes"), more = element("details", "");
    more.append(element("summary", "", fill(words.merger, { n: merged })), list);
    all.append(more, element("p", "", words.source));
    return all;
  }
  function linkTo(portal, asked, text) {
    const link = element("a", "", text);
    link.href = `#${portal.lang}-compare?${queryOf(asked)}`;
    return link;
  }

  function draw(portal) {
    for (const figure of portal.querySelectorAll(".compared .chart")) {
      const { asked, indicator, rows, times, language } = charted.get(figure);
      const { words } = named(portal);
      const kind = rows.length > MOST_LINES ? "bar" : kindOf(asked);
      const at = kind === "line" ? [...times.keys()] : [...new Set(pairOf(times))];
      const series = rows.map((row) => ({
        name: shortName(row, rows),
        cells: at.map((number) => row.cells[number]).map((cell) => ({
          value: cell.status ? null : Number(cell.text),
          hidden: cell.status === "c",
          text: cell.status ? (cell.status === "absent" ? "–" : `[${cell.status}]`) : written(cell.text, indicator, language),
        })),
      }));
      const said = at.map((number) => timeName(portal, times[number]));
      const label = fill(words.chart_label, {
        kind: kind === "line" ? words.lines : words.bars, indicator: indicator.label, times: said.join(", "),
        places: rows.map((row) => row.place.name).join(", "),
      });
      const options = { width: Math.max(figure.clientWidth, 240), label, whole: !indicator.decimals,
        write: (value) => written(String(+value.toFixed(3)), indicator, language) };
      const told = [
        ...(asked.chart === "line" && kind === "bar" ? [fill(words.few_lines, { n: MOST_LINES })] : []),
        ...(at.length < times.length ? [fill(words.drawn, { times: said.join(", ") })] : []),
      ];
      const caption = element("figcaption", "sub", told.join(" "));
      const key = element("ul", "key-" + kind);
      (kind === "line" ? series.map((each) => each.name) : said).forEach((name, at, all) => {
        const item = element("li", kind === "line" ? "series-" + (at + 1) : at === all.length - 1 ? "now" : "before", name);
        key.append(item);
      });
      key.setAttribute("aria-hidden", "true");
      figure.replaceChildren(...(kind === "line" && options.width > 520 ? [] : [key]), charts[kind + "s"](series, said, options), ...(told.length ? [caption] : []));
    }
  }

  // CSV as the data set has it, of the numbers in the table and no others.
  function csv(portal, asked) {
    const quoted = (text) => /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    const lines = [["indicator", "label", "unit", "place", "place_name", "vintage", "period", "value", "status", "demonstration"]];
    const { demonstration = "false" } = document.querySelector("#compared").dataset;
    for (const indicator of asked.indicators) for (const place of asked.places) for (const time of timesOf(asked)) {
      const cell = cellOf(indicator, place, time);
      if (cell.status === "absent") continue;
      lines.push([indicator.id, indicator.label, indicator.unit, place.id.split(".")[0], place.name,
        place.vintages.length > 1 ? "" : place.vintages[0], time, cell.status ? "" : cell.text, cell.status, demonstration]);
    }
    return lines.map((line) => line.map(quoted).join(",") + "\r\n").join("");
  }
  function save(portal, asked) {
    const link = element("a", "");
    link.href = URL.createObjectURL(new Blob([csv(portal, asked)], { type: "text/csv" }));
    link.download = (document.querySelector("#compared").dataset.demonstration ? "demonstration-" : "") + "comparison.csv";
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
  }

  // The form: lists of boxes, made when the comparison is first opened.
  function form(portal) {
    const { words, indicators, places } = named(portal);
    const form = portal.querySelector(".compare form");
    if (form.childElementCount) return form;
    const lists = [
      ["indicator", words.indicators, groupsOf(indicators, (each) => each.subject)],
      ["place", words.places, groupsOf(places, (each) => each.level !== "province" ? words.narrow : each.vintages.includes("34") ? words.wide : words.merged)],
      ["year", words.times, [[words.years, years().map((id) => ({ id, label: id }))]]],
    ];
    for (const [name, title, groups] of lists) form.append(listOf(portal, name, title, groups));
    for (const [name, title, options] of [
      ["by", words.times, [["year", words.years], ["quarter", words.quarters]]], ["chart", words.chart, [["line", words.lines], ["bar", words.bars]]],
    ]) {
      const set = element("fieldset", "choice");
      set.append(element("legend", "sr", title));
      for (const [value, text] of options) set.append(box("radio", name + "-" + portal.lang, value, text));
      form.append(set);
    }
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("change", (event) => {
      if (event.target.name.startsWith("chart")) current.chart = event.target.value;
      change(queryOf(chosen(portal)));
    });
    const actions = element("p", "actions");
    const button = element("button", "", words.file);
    button.type = "button";
    button.addEventListener("click", () => save(portal, chosen(portal)));
    actions.append(button, element("a", "address", words.link));
    form.append(actions);
    return form;
  }
  function groupsOf(list, groupOf) {
    const groups = new Map();
    for (const each of list) groups.set(groupOf(each), [...(groups.get(groupOf(each)) || []), { ...each, label: each.label || each.name }]);
    return [...groups];
  }
  function box(type, name, value, text) {
    const label = document.createElement("label");
    const input = document.createElement("input");
    Object.assign(input, { type, name, value });
    label.append(input, " ", element("span", "", text));
    return label;
  }
  function listOf(portal, name, title, groups) {
    const { words } = named(portal);
    const list = element("details", "list");
    const summary = element("summary", "", title + ": ");
    summary.append(element("span", "chosen"));
    list.append(summary);
    for (const [group, entries] of groups) {
      const set = document.createElement("fieldset");
      set.append(element("legend", "", group));
      if (entries.length > 5) {
        for (const [text, on] of [[words.pick_all, true], [words.pick_none, false]]) {
          const button = element("button", "pick", text);
          button.append(element("span", "sr", ": " + group));
          button.type = "button";
          button.addEventListener("click", () => {
            for (const input of set.querySelectorAll("input")) input.checked = on;
            change(queryOf(chosen(portal)));
          });
          set.append(button);
        }
      }
      const boxes = element("div", "boxes");
      boxes.append(...entries.map((each) => box("checkbox", name, each.id, each.label)));
      set.append(boxes);
      list.append(set);
    }
    return list;
  }
  function chosen(portal) {
    const form = portal.querySelector(".compare form");
    const ticked = (name) => [...form.querySelectorAll(`[name="${name}"]:checked`)].map((input) => input.value);
    const { indicators, places } = named(portal);
    const [by] = ticked("by-" + portal.lang);
    const [wanted, where] = [new Set(ticked("indicator")), new Set(ticked("place"))];
    return {
      indicators: indicators.filter((each) => wanted.has(each.id)),
      places: places.filter((each) => where.has(each.id)),
      years: ticked("year"), by, chart: current.chart,
    };
  }

  let current = null, last = "";
  function show(portal, query) {
    const details = portal.querySelector(".compare");
    if (!details) return;
    details.open = query !== null;
    if (query === null) return;
    const asked = current = question(portal, query);
    const made = form(portal);
    const ids = (list) => new Set(list.map((each) => each.id));
    const on = { indicator: ids(asked.indicators), place: ids(asked.places), year: new Set(asked.years), by: new Set([asked.by]), chart: new Set([kindOf(asked)]) };
    for (const input of made.querySelectorAll("input")) input.checked = on[input.name.split("-")[0]].has(input.value);
    const told = [asked.indicators.map((each) => each.label), asked.places.map((each) => each.name), asked.years];
    [...made.querySelectorAll(".chosen")].forEach((each, at) => {
      each.textContent = told[at].length > 4 ? told[at].slice(0, 3).join(", ") + ` + ${told[at].length - 3}` : told[at].join(", ");
    });
    made.querySelector(".address").href = `#${portal.lang}-compare?${queryOf(asked)}`;
    const key = portal.lang + queryOf(asked);
    if (key === last) return;
    last = key;
    render(portal, asked);
  }

  // What a search offers: the places that it names, and the indicator that its other words begin.
  function offer(portal, things) {
    if (!portal.querySelector(".compare")) return null;
    const { words, indicators, places } = named(portal);
    const chosen = new Map();
    const left = [];
    const wantedYears = years().filter((year) => things.some((thing) => thing.includes(year)));
    const vintage = vintageOf(wantedYears.length ? wantedYears : years());
    for (const thing of things) {
      const fitting = places.filter((each) => [fold(each.bare), each.slugWords ??= each.id.split(".")[0].split("-")].some((name) => name.every((word) => thing.includes(word))));
      const longest = Math.max(0, ...fitting.map((each) => each.slugWords.length));
      const best = fitting.filter((each) => each.slugWords.length === longest);
      const found = best.find((each) => each.vintages.includes(vintage)) || best[0];
      if (found) chosen.set(found, true);
      const used = found ? [...fold(found.bare), ...found.slugWords] : [];
      left.push(...thing.filter((word) => !used.includes(word)));
    }
    const wanted = left.filter((word) => !/^[0-9]+$/.test(word));
    const fits = (each) => wanted.every((word) => [...fold(each.label), ...each.id.split("_")].some((name) => name.startsWith(word)));
    const [indicator] = wanted.length ? indicators.filter(fits).sort((one, other) => fold(one.label).length - fold(other.label).length) : [];
    if (wanted.length && !indicator || !chosen.size) return null;
    const asked = { ...question(portal, ""), places: places.filter((each) => chosen.has(each)) };
    if (indicator) asked.indicators = [indicator];
    if (wantedYears.length) asked.years = wantedYears;
    return linkTo(portal, asked, fill(words.offer, {
      places: asked.places.map((each) => each.name).join(", "), indicators: asked.indicators.map((each) => each.label).join(", "),
    }));
  }
  // Beside an indicator that a search found: all provinces, the last two years.
  function offerProvinces(portal, address) {
    const { words, indicators } = named(portal);
    const found = indicators.find((each) => address === `indicators.html#${portal.lang}-${each.id}`);
    if (!found) return null;
    const link = element("a", "", words.offer_provinces);
    link.href = `#${portal.lang}-compare?indicator=${found.id}&place=provinces&year=${years().slice(-2).join(",")}`;
    link.append(element("span", "sr", ": " + found.label));
    return link;
  }
  return { show, offer, offerProvinces, draw };
}
