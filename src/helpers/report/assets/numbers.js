"use strict";
(() => {
  const told = JSON.parse(document.getElementById("numbers").textContent), words = told.words;
  const cells = told.cells.split(";").map((line) => {
    const [indicator, place, period, group, value] = line.split(",");
    const at = (list, key) => list[parseInt(key, 36)];
    return { indicator: at(told.indicators, indicator), place: at(told.places, place), period: at(told.periods, period),
      group: at(told.groups, group), value };
  });
  const make = (name, text = "", parts = []) => {
    const element = document.createElement(name);
    element.textContent = text;
    element.append(...parts);
    return element;
  };
  const link = (address, text) => {
    const element = make("a", text);
    element.href = address;
    return element;
  };
  // Whether the text is the cell's own number, as it is rounded, and not one that was computed of it.
  const isOwn = (text, cell) => {
    if (cell.value.startsWith("[")) return true;
    if (/^[+\u2212-]/.test(text)) return false;
    const mark = told.decimal, digits = text.replace(mark === "," ? /\./g : /,/g, "").replace(mark, ".").replace("%", "");
    if (!/\d/.test(digits)) return true;
    const decimals = (digits.split(".")[1] || "").length;
    return Math.abs(Number(digits) - Number(cell.value)) <= 0.5000001 * 10 ** -decimals;
  };
  const said = (cell, at) => told.texts[cell.indicator[at]];
  const status = (cell) => words[cell.value] || words.shown;
  const shown = (cell) => cell.value.startsWith("[") ? cell.value : Number(cell.value).toLocaleString(document.documentElement.lang);
  const named = (cell) => [cell.indicator[1], cell.group[2], cell.place[1], cell.period[1]].filter(Boolean).join(", ");
  const files = (cell) => {
    const given = cell.indicator[4][cell.period[0].slice(0, 4)], own = cell.place[0] === told.own;
    if (!given || !own) return own ? "" : words.elsewhere;
    if (/^\d+$/.test(given)) return words.files.replace("{n}", given);
    const [hash, ...name] = given.split(" ").reverse();
    return `${name.reverse().join(" ")}; ${hash === "[c]" ? words.hidden : `SHA-256 ${hash}…`}`;
  };
  const annex = (link) => (link ? link.getAttribute("href").split("#")[0] : "");
  const home = annex(document.querySelector('a.number, a.origin-link[href*="#from-"]'));
  const row = (cell) => {
    const key = [cell.indicator[0], cell.place[0], cell.period[0], cell.group[0], cell.group[1]].join(", ");
    const file = `data/${cell.indicator[3]}.csv`;
    return [make("code", key), ": ", told.packet ? link(file, file) : file];
  };
  const facts = (pairs) => {
    const list = make("dl");
    for (const [name, content] of pairs) {
      if (content && content.length) list.append(make("dt", words[name]), make("dd", "", [content].flat()));
    }
    return list;
  };
  const about = (cell) => [["definition", said(cell, 5)], ["source", said(cell, 6)],
    ["rows", cell.place[0] === told.own ? said(cell, 7) : words.elsewhere], ["file", files(cell)],
    ["revision", said(cell, 8)]];
  const ending = (cell) => [["annex", [link(`${home}#${cell.indicator[2]}`, cell.indicator[1])]]];
  const one = (cell) => facts([["indicator", cell.indicator[1]], ["published", shown(cell)], ["status", status(cell)],
    ["place", cell.place[1]], ["period", cell.period[1]], ["group", cell.group[2]], ...about(cell), ["row", row(cell)],
    ...ending(cell)]);
  const several = (found) => {
    const parts = [make("p", `${words.computed}:`), make("ul", "", found.map((cell) => make("li", `${named(cell)}: `, [make("strong", shown(cell)), ` (${status(cell)}; `, ...row(cell), ")"])))];
    const first = found.filter((cell, at) => found.findIndex((other) => other.indicator === cell.indicator) === at);
    for (const cell of first) parts.push(make("h3", cell.indicator[1]), facts([...about(cell), ...ending(cell)]));
    return parts;
  };
  const dialog = make("dialog"), body = make("div"), heading = make("h2"), close = make("button", words.close);
  let opener = null;
  dialog.className = "number-dialog";
  heading.id = "number-heading";
  heading.tabIndex = -1;
  close.type = "button";
  dialog.setAttribute("aria-labelledby", heading.id);
  dialog.append(heading, body, close);
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog || event.target.closest("a")) dialog.close();
  });
  dialog.addEventListener("close", () => opener && opener.focus());
  const open = (element) => {
    const holder = element.closest("[data-n]"), text = element.textContent.trim();
    const found = holder.dataset.n.split(" ").map((key) => cells[parseInt(key, 36)]);
    const own = found.length === 1 && isOwn(text, found[0]), about = own ? named(found[0]) : found[0].indicator[1];
    const from = found.map((cell) => `${named(cell)}: ${shown(cell)}`).join("; ");
    heading.textContent = `${text} · ${about}`;
    body.replaceChildren(...(own ? [one(found[0])] : several(found)), facts([["cite", told.cite && (own
      ? `${named(found[0])}: ${text}. ${told.cite}` : `${text} (${words.computed.toLowerCase()}: ${from}). ${told.cite}`)]]));
    opener = element;
    dialog.showModal();
    heading.focus();
    dialog.scrollTop = 0;
  };
  const ready = (element) => {
    element.setAttribute("aria-haspopup", "dialog");
    element.setAttribute("aria-label", `${element.textContent.trim()}: ${words.open}`);
  };
  document.querySelectorAll("td[data-n]").forEach((cell) => {
    const button = make("button", "", [...cell.childNodes]);
    button.type = "button";
    button.className = "number";
    ready(button);
    cell.append(button);
  });
  document.querySelectorAll("a.number[data-n]").forEach((number) => {
    number.setAttribute("role", "button");
    ready(number);
  });
  // A table is one stop of the Tab key; arrows go from number to number.
  document.querySelectorAll("table.data").forEach((table) => {
    [...table.querySelectorAll("button.number")].slice(1).forEach((button) => { button.tabIndex = -1; });
  });
  const step = (from, key) => {
    const cell = from.parentElement, line = cell.parentElement;
    const beside = (next) => {
      let found = next(cell);
      while (found && !found.querySelector(":scope > button.number")) found = next(found);
      return found;
    };
    const column = (way) => (at) => {
      const next = at.parentElement[way];
      return next && [...next.cells].find((other) => Math.abs(other.getBoundingClientRect().right - cell.getBoundingClientRect().right) < 2);
    };
    const ways = { ArrowRight: (at) => at.nextElementSibling, ArrowLeft: (at) => at.previousElementSibling,
      ArrowDown: column("nextElementSibling"), ArrowUp: column("previousElementSibling") };
    const to = beside(ways[key]);
    if (!to) return;
    const button = to.querySelector("button.number");
    line.closest("table").querySelectorAll("button.number").forEach((each) => { each.tabIndex = -1; });
    button.removeAttribute("tabindex");
    button.focus();
  };
  document.addEventListener("click", (event) => {
    const number = event.target.closest("button.number, a.number[data-n]");
    if (!number || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(number);
  });
  document.addEventListener("keydown", (event) => {
    const number = event.target.closest("button.number, a.number[data-n]");
    if (!number) return;
    if (event.key === " " && number.tagName === "A") {
      event.preventDefault();
      open(number);
    } else if (event.key.startsWith("Arrow") && number.tagName === "BUTTON") {
      event.preventDefault();
      step(number, event.key);
    }
  });
})();
