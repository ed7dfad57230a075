"use strict";
(() => {
  const kept = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-dasharray", "stroke-linecap", "stroke-linejoin",
    "opacity", "font-family", "font-size", "font-weight", "font-style", "text-anchor", "visibility", "display"];
  const faces = () => [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules])
    .filter((rule) => rule instanceof CSSFontFaceRule).map((rule) => rule.cssText).join("");
  const drawing = (svg) => {
    const copy = svg.cloneNode(true), from = [svg, ...svg.querySelectorAll("*")], to = [copy, ...copy.querySelectorAll("*")];
    from.forEach((element, at) => {
      if (element.closest("defs")) return;
      const style = getComputedStyle(element);
      to[at].removeAttribute("class");
      kept.forEach((name) => to[at].style.setProperty(name, style.getPropertyValue(name)));
    });
    copy.querySelectorAll("style").forEach((style) => style.remove());
    const box = svg.viewBox.baseVal, name = "http://www.w3.org/2000/svg";
    copy.setAttribute("xmlns", name);
    copy.setAttribute("width", box.width);
    copy.setAttribute("height", box.height);
    const ground = document.createElementNS(name, "rect"), style = document.createElementNS(name, "style");
    ground.setAttribute("width", "100%");
    ground.setAttribute("height", "100%");
    ground.setAttribute("fill", getComputedStyle(document.body).backgroundColor);
    style.textContent = faces();
    copy.prepend(style, ground);
    return new XMLSerializer().serializeToString(copy);
  };
  const save = (content, name) => {
    const link = document.createElement("a"), address = URL.createObjectURL(content);
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  const png = (svg, text, name) => {
    const picture = new Image(), box = svg.viewBox.baseVal, scale = 1600 / box.width;
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      canvas.width = 1600;
      canvas.height = Math.round(box.height * scale);
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((content) => save(content, name), "image/png");
    };
    picture.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(text)}`;
  };
  document.querySelectorAll(".exhibit-take").forEach((line) => {
    const figure = line.closest("figure"), shown = () => [...figure.querySelectorAll(".exhibit-chart > svg")].find((svg) => svg.getBoundingClientRect().width > 0);
    if (!figure.querySelector(".exhibit-chart > svg")) return;
    for (const kind of ["SVG", "PNG"]) {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = kind;
      button.setAttribute("aria-describedby", `${figure.id}-caption`);
      button.addEventListener("click", () => {
        const svg = shown(), text = drawing(svg);
        if (kind === "SVG") save(new Blob([text], { type: "image/svg+xml" }), `${figure.id}.svg`);
        else png(svg, text, `${figure.id}.png`);
      });
      line.append(" ", button);
    }
  });
})();
