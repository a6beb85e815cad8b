"use strict";
// Search over indicators and regions, and the reader's region in the small strips.
(function () {
  const word = document.getElementById("find-word");
  if (!word) return;
  const none = document.getElementById("find-none");
  const regions = document.getElementById("find-regions");
  const lines = [...document.querySelectorAll(".lines li")];
  const topics = [...document.querySelectorAll(".topic")];
  const folded = [...document.querySelectorAll(".topic .rest")];
  const MOST = 8;  // regions offered
  const narrow = matchMedia("(max-width: 1083px)");  // as in the style: no room for two columns

  // A list of all indicators is long in one column: there the first topic alone is open.
  function isOpen(index) { return !narrow.matches || index === 0; }
  function fold() { topics.forEach((topic, index) => { topic.open = isOpen(index); }); }

  function find() {
    const asked = word.value.trim().toLowerCase();
    lines.forEach((line) => { line.hidden = Boolean(asked) && !line.dataset.find.toLowerCase().includes(asked); });
    folded.forEach((one) => { one.open = Boolean(asked); });
    topics.forEach((topic, index) => {
      topic.hidden = ![...topic.querySelectorAll("li")].some((line) => !line.hidden);
      topic.open = Boolean(asked) || isOpen(index);
    });
    const found = asked ? (window.targetRegions || []).filter((one) => one[1].toLowerCase().includes(asked) || one[5].includes(asked) || one[2].startsWith(asked) || one[3].startsWith(asked)) : [];
    regions.replaceChildren(...found.slice(0, MOST).map((one) => {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = `regions/${encodeURIComponent(one[4])}.html`;
      link.textContent = one[1];
      item.append(link);
      return item;
    }));
    none.hidden = !asked || found.length > 0 || lines.some((line) => !line.hidden);
  }

  function markStrips(region) {
    document.querySelectorAll(".strip").forEach((strip) => {
      strip.querySelectorAll("circle").forEach((one) => one.remove());
      const said = region && region.standings[strip.dataset.strip];
      if (!said || said.place === undefined) return;
      const dot = document.createElementNS("http://www.w3.org/2000/svg", "circle");
      dot.setAttribute("cx", String(3 + said.place * (Number(strip.getAttribute("width")) - 6)));
      dot.setAttribute("cy", "7");
      dot.setAttribute("r", "3.5");
      strip.append(dot);
    });
  }

  document.getElementById("find").hidden = false;
  document.getElementById("find").addEventListener("submit", (event) => event.preventDefault());
  word.addEventListener("input", find);
  fold();
  narrow.addEventListener("change", fold);
  window.addEventListener("beforeprint", () => { [...topics, ...folded].forEach((one) => { one.open = true; }); });
  if (window.myRegion) window.myRegion.whenChosen(markStrips);
}());
