"use strict";
// Saves a chart as a picture with its title above and its source below, as it looks on the page.
(function () {
  const [EDGE, TITLE, NOTE, LEADING] = [20, 19, 13, 1.5];  // pixels, and lines of text apart
  const WIDEST = 0.62;  // a letter of Latin script, of the size of its text
  const page = getComputedStyle(document.documentElement);
  const colour = (name) => page.getPropertyValue(name).trim();
  const escaped = (text) => text.replace(/[&<>"]/g, (one) => `&#${one.charCodeAt(0)};`);

  function wrapped(text, size, width) {
    const lines = [];
    let [line, at] = ["", 0];
    for (const letter of text) {
      const step = size * (letter.charCodeAt(0) > 0x2e7f ? 1 : WIDEST);
      if (at + step > width) { lines.push(line); [line, at] = ["", 0]; }
      line += letter;
      at += step;
    }
    return [...lines, line].filter(Boolean);
  }

  function pictureOf(place, said) {
    const chart = place.querySelector("svg");
    const [width, height] = [chart.width.baseVal.value, chart.height.baseVal.value];
    const texts = [];
    let y = EDGE;
    const write = (text, size, fill, weight) => wrapped(text, size, width).forEach((line) => {
      y += size * LEADING;
      texts.push(`<text x="${EDGE}" y="${y}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escaped(line)}</text>`);
    });
    write(said.title, TITLE, colour("--ink"), 600);
    write(said.notes, NOTE, colour("--soft"), 400);
    y += NOTE;
    const top = y;
    y += height;
    write(document.body.dataset.source, NOTE, colour("--soft"), 400);
    y += EDGE;
    const inner = new XMLSerializer().serializeToString(chart);
    const whole = `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * EDGE}" height="${y}" font-family="${escaped(page.getPropertyValue("--font").trim())}">` +
      `<style>.mine-mark { stroke: var(--mine); stroke-width: 4px; } text.mine-mark { stroke: none; fill: var(--mine); font-weight: bold; }</style>` +
      `<rect width="100%" height="100%" fill="var(--paper)"/>${texts.join("")}<svg x="${EDGE}" y="${top}" width="${width}" height="${height}">${inner}</svg></svg>`;
    return { width: width + 2 * EDGE, height: y, text: whole.replace(/var\((--[\w-]+)\)/g, (all, name) => escaped(colour(name))) };
  }

  function download(blob, name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(blob);
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function save(place, said, format) {
    const made = pictureOf(place, said);
    if (format === "svg") { download(new Blob([made.text], { type: "image/svg+xml" }), `${said.name}.svg`); return; }
    const image = new Image();
    image.onload = () => {
      const canvas = Object.assign(document.createElement("canvas"), { width: 2 * made.width, height: 2 * made.height });
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => download(blob, `${said.name}.png`));
    };
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(made.text);
  }

  document.querySelectorAll(".picture").forEach((said) => {
    said.addEventListener("click", (event) => {
      if (event.target.value) save(document.getElementById(said.dataset.of), said.dataset, event.target.value);
    });
  });
}());
