"use strict";
// Draws the comparison's charts as SVG, as wide as their place on the page, so that letters keep their size.
// A series has a name and for each time { value, text }: text as printed, value null where nothing is shown.
const charts = (() => {
  const LETTER = 6.4;  // width of a letter of 12 px
  const HATCH = 26;  // length of the mark of a withheld number: the same for all
  const SVG = Object.assign(document.createElement("p"), { innerHTML: "<svg></svg>" }).firstChild.namespaceURI;
  function node(tag, attributes = {}, text = "") {
    const made = document.createElementNS(SVG, tag);
    for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
    if (text) made.textContent = text;
    return made;
  }
  let drawn = 0;
  function canvas(width, height, label) {
    const svg = node("svg", { viewBox: `0 0 ${width} ${height}`, width, height, role: "img", "aria-label": label });
    const hatch = node("pattern", { id: "hatch-" + ++drawn, width: 5, height: 5, patternUnits: "userSpaceOnUse", patternTransform: "rotate(45)" });
    hatch.append(node("line", { x1: 0, y1: 0, x2: 0, y2: 5, class: "hatch" }));
    const defs = node("defs");
    defs.append(hatch);
    svg.append(defs);
    return svg;
  }
  // The end of the scale and its step: 1, 2 or 5 times a power of ten, some four steps to the largest value.
  function scale(most, whole) {
    const rough = Math.max(most, whole ? 1 : 0.1) / 4;
    const power = 10 ** Math.floor(Math.log10(rough));
    const step = Math.max([1, 2, 5, 10].find((n) => n * power >= rough) * power, whole ? 1 : 0);
    return [Math.ceil(most / step) * step || step, step];
  }
  const short = (name, width) => {
    const letters = Math.floor(width / LETTER);
    return name.length > letters ? name.slice(0, Math.max(letters - 1, 1)) + "…" : name;
  };

  function lines(series, times, { width, label, write, whole }) {
    const named = width > 520;  // else the key above the chart names the lines
    const right = named ? Math.min(190, 14 + LETTER * Math.max(...series.map((each) => each.name.length))) : 14;
    const height = 270, top = 14, bottom = 26;
    const [most, step] = scale(Math.max(0, ...series.flatMap((each) => each.cells.map((cell) => cell.value ?? 0))), whole);
    const left = 14 + LETTER * write(most).length;
    const x = (at) => left + (times.length > 1 ? at * (width - left - right - 32) / (times.length - 1) + 16 : (width - left - right) / 2);
    const y = (value) => top + (height - top - bottom) * (1 - value / most);
    const svg = canvas(width, height, label);
    for (let value = 0; value <= most * 1.0001; value += step) {
      svg.append(node("line", { x1: left, x2: width - right, y1: y(value), y2: y(value), class: value ? "grid" : "axis" }));
      svg.append(node("text", { x: left - 6, y: y(value) + 4, class: "end" }, write(value)));
    }
    const room = (width - left - right) / Math.max(times.length, 1);
    const every = Math.ceil((LETTER * Math.max(...times.map((time) => time.length)) + 10) / room);
    times.forEach((time, at) => {
      if (at % every === 0) svg.append(node("text", { x: x(at), y: height - 8, class: "middle" }, time));
    });
    const ends = [];
    const stacked = times.map(() => 0);
    series.forEach((each, number) => {
      const group = node("g", { class: "series-" + (number + 1) });
      const runs = [[]];
      each.cells.forEach((cell, at) => {
        if (cell.value === null) runs.push([]);
        else runs[runs.length - 1].push([x(at), y(cell.value)]);
        if (cell.value === null && cell.text !== "–") {
          const up = y(0) - 17 - 18 * stacked[at]++;
          if (cell.hidden) group.append(node("rect", { x: x(at) - 13, y: up, width: HATCH, height: 15, class: "withheld", fill: `url(#hatch-${drawn})` }));
          group.append(node("text", { x: x(at), y: up + 12, class: "mark" }, cell.text));
        }
      });
      for (const run of runs.filter((run) => run.length)) {
        group.append(node("polyline", { points: run.map((point) => point.map((n) => n.toFixed(1)).join(",")).join(" ") }));
        for (const [cx, cy] of run) group.append(node("circle", { cx: cx.toFixed(1), cy: cy.toFixed(1), r: 3.5 }));
      }
      const last = runs.flat().pop();
      if (named) ends.push({ group, name: each.name, at: last ? last[1] : y(0) });
      svg.append(group);
    });
    // Names at the ends of the lines, moved apart where they would touch.
    ends.sort((one, other) => one.at - other.at);
    ends.forEach((end, at) => { end.y = Math.max(end.at, at ? ends[at - 1].y + 15 : top); });
    let limit = height - bottom;
    for (const end of ends.slice().reverse()) {
      end.y = Math.min(end.y, limit);
      limit = end.y - 15;
      end.group.append(node("text", { x: width - right + 8, y: end.y + 4, class: "name" }, short(end.name, right - 8)));
    }
    return svg;
  }

  // One group of bars a series, at most two times: that before in grey, the last in colour.
  function bars(series, times, { width, label }) {
    const thick = 15, gap = times.length > 1 ? 12 : 7, top = 6;
    const left = Math.min(width * 0.42, 10 + LETTER * Math.max(...series.map((each) => each.name.length)));
    const texts = series.flatMap((each) => each.cells.map((cell) => cell.text.length));
    const most = Math.max(1e-9, ...series.flatMap((each) => each.cells.map((cell) => cell.value ?? 0)));
    const room = width - left - 16 - LETTER * Math.max(...texts);
    const tall = thick * times.length + gap;
    const svg = canvas(width, top + tall * series.length, label);
    series.forEach((each, row) => {
      const y = top + row * tall;
      svg.append(node("text", { x: left - 8, y: y + tall / 2 - gap / 2 + 4, class: "end" }, short(each.name, left - 8)));
      each.cells.forEach((cell, at) => {
        const long = cell.value === null ? (cell.hidden ? HATCH : 0) : Math.max(room * cell.value / most, cell.value ? 1 : 0);
        const when = at === times.length - 1 ? "now" : "before";
        const bar = { x: left, y: y + at * thick, width: long.toFixed(1), height: thick - 2, class: cell.hidden ? "withheld" : when };
        if (cell.hidden) bar.fill = `url(#hatch-${drawn})`;
        svg.append(node("rect", bar));
        svg.append(node("text", { x: left + long + 5, y: y + at * thick + 11, class: when + "-text" }, cell.text));
      });
    });
    svg.append(node("line", { x1: left, x2: left, y1: 0, y2: top + tall * series.length, class: "axis" }));
    return svg;
  }
  return { lines, bars };
})();
