"use strict";
// The map of provinces shows the indicator that its reader chooses, and keeps it in the address.
(function () {
  const told = document.getElementById("map-data");
  const values = JSON.parse(told.textContent);
  const colours = told.dataset.colours.split("|");
  const chosen = document.getElementById("map-of");
  const page = document.getElementById("map-page");
  const tiles = [...document.querySelectorAll(".map li[data-document]")];

  function show() {
    const own = values[chosen.value];
    page.href = `indicators/${chosen.value}.html`;
    page.textContent = chosen.selectedOptions[0].textContent;
    tiles.forEach((tile) => {
      const [value, step] = own[tile.dataset.code] || [told.dataset.silent, null];
      const [fill, ink] = step === null ? ["", ""] : colours[step].split(";").map((one) => one.split(":")[1].trim());
      tile.querySelector("b").textContent = value;
      tile.style.setProperty("--fill", fill);
      tile.style.setProperty("--on", ink);
    });
  }

  chosen.addEventListener("input", () => {
    const url = new URL(location.href);
    url.searchParams.set("map", chosen.value);
    history.replaceState(null, "", url.href);
    show();
  });
  const asked = new URLSearchParams(location.search).get("map");
  if (values[asked]) {
    chosen.value = asked;
    show();
  }
}());
