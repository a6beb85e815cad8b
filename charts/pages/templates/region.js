"use strict";
// The reader's own region: found by name or pinyin, kept in the address, marked all over the page.
(function () {
  const root = document.body.dataset.root;
  const known = window.targetRegions || [];
  const field = document.getElementById("region");
  const list = document.getElementById("region-list");
  const MOST = 12;  // names offered at a time
  const shownFor = [];
  const loaded = new Map();
  let chosen = null;
  let wanted = null;
  let active = -1;

  // --- the address

  function asked() { return new URLSearchParams(location.search).get("r"); }

  function withRegion(address) {
    const url = new URL(address, location.href);
    const isOwn = url.protocol === location.protocol && url.host === location.host;
    if (!isOwn || !/\.html$/.test(decodeURIComponent(url.pathname))) return address;
    if (asked()) url.searchParams.set("r", asked()); else url.searchParams.delete("r");
    return url.href;
  }

  function keepInLinks(event) {
    const link = event.target.closest && event.target.closest("a[href]");
    if (link && !link.hasAttribute("download") && !link.getAttribute("href").startsWith("#")) link.href = withRegion(link.href);
  }

  function keepInAddress(key) {
    const url = new URL(location.href);
    if (key) url.searchParams.set("r", key); else url.searchParams.delete("r");
    history.replaceState(null, "", url.href);
  }

  // --- marks

  function isOf(label, name) {
    return label === name || (label.startsWith(name) && /^[\s:：(（·]/.test(label.slice(name.length)));
  }

  function mark() {
    document.querySelectorAll("[data-document]").forEach((one) =>
      one.classList.toggle("mine", Boolean(chosen) && chosen.documents.includes(one.dataset.document)));
    document.querySelectorAll(".rest:not([open])").forEach((one) => { one.open = Boolean(one.querySelector(".mine")); });
    document.querySelectorAll("[data-standing]").forEach((one) => {
      const said = chosen && chosen.standings[one.dataset.standing];
      one.hidden = !said && !(chosen && one.dataset.silent);
      if (!said) {
        const isIn = (listed) => chosen.documents.some((id) => (listed || "").split(" ").includes(id));
        const state = chosen && (isIn(one.dataset.named) ? one.dataset.wordsOnly : isIn(one.dataset.unread) ? one.dataset.noText : one.dataset.silent);
        one.textContent = chosen ? `${chosen.name}: ${state}` : "";
        return;
      }
      const link = document.createElement("a");
      link.href = one.dataset.link ? `${one.dataset.link}#t-${said.target}` : `#t-${said.target}`;
      link.textContent = one.dataset.short === undefined ? `${chosen.name}: ${said.said}` : [one.dataset.short && chosen.name, said.value, said.rank].filter(Boolean).join(" ");
      one.replaceChildren(link);
    });
    shownFor.forEach((show) => show(chosen));
  }

  // A region's file may come before it is chosen: that of the first name offered is asked for.
  window.showRegion = function (region) {
    loaded.set(region.key, region);
    if (region.key === wanted) show(region);
  };

  function load(key) {
    if (loaded.has(key)) return;
    loaded.set(key, null);
    const script = document.createElement("script");
    script.src = `${root}data/regions/${encodeURIComponent(key)}.js`;
    document.head.append(script);
  }

  function show(region) {
    chosen = region;
    field.value = region.name;
    const page = document.getElementById("region-page");
    page.href = withRegion(`${root}regions/${encodeURIComponent(region.page)}.html`);
    page.hidden = false;
    document.getElementById("region-clear").hidden = false;
    mark();
  }

  function choose(key) {
    close();
    sayNone(false);
    keepInAddress(key);
    wanted = key;
    if (!key) {
      chosen = null;
      field.value = "";
      ["region-page", "region-clear"].forEach((id) => { document.getElementById(id).hidden = true; });
      mark();
      return;
    }
    if (!known.some((one) => one[0] === key)) return;
    if (loaded.get(key)) show(loaded.get(key)); else load(key);
  }

  // --- what is folded

  function unfold() {
    const asked = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    const folded = asked && asked.closest(".rest:not([open])");
    if (!folded) return;
    folded.open = true;
    asked.scrollIntoView();
  }

  // --- the picker

  function close() {
    list.hidden = true;
    active = -1;
    field.setAttribute("aria-expanded", "false");
    field.removeAttribute("aria-activedescendant");
  }

  function found() {
    const word = field.value.trim().toLowerCase().replace(/\s+/g, "");
    return known.filter((one) => !word || one[1].toLowerCase().includes(word) || one[5].includes(word) || one[2].startsWith(word) || one[3].startsWith(word)).slice(0, MOST);
  }

  // A status is read out when its words come, not when they are unhidden.
  function sayNone(isNone) {
    document.getElementById("region-none").textContent = isNone ? document.getElementById("my-region").dataset.none : "";
  }

  function goTo(key) {
    const one = known.find((region) => region[0] === key);
    choose(key);
    const page = withRegion(`${root}regions/${encodeURIComponent(one[4])}.html`);
    if (new URL(page).pathname !== location.pathname) location.href = page;
  }

  function offer() {
    list.replaceChildren(...found().map((one, index) => {
      const item = document.createElement("li");
      item.id = `region-${index}`;
      item.setAttribute("role", "option");
      item.dataset.key = one[0];
      item.textContent = one[1];
      return item;
    }));
    list.hidden = !list.children.length;
    sayNone(field.value.trim() && list.hidden);
    if (field.value && !list.hidden) load(list.children[0].dataset.key);
    field.setAttribute("aria-expanded", String(!list.hidden));
    active = -1;
  }

  function move(step) {
    if (list.hidden) offer();
    if (!list.children.length) return;
    active = (active + step + list.children.length) % list.children.length;
    [...list.children].forEach((item, index) => item.setAttribute("aria-selected", String(index === active)));
    field.setAttribute("aria-activedescendant", list.children[active].id);
    list.children[active].scrollIntoView({ block: "nearest" });
  }

  function pressed(event) {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      move(event.key === "ArrowDown" ? 1 : -1);
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (list.hidden) offer();
      const item = list.children[Math.max(0, active)];
      // Without a word and a choice the list holds every region, and Enter asks for none of them.
      if (item && (field.value.trim() || active >= 0)) goTo(item.dataset.key);
    } else if (event.key === "Escape") {
      close();
    }
  }

  window.myRegion = { isOf, withRegion, whenChosen: (show) => { shownFor.push(show); if (chosen) show(chosen); } };
  document.getElementById("my-region").hidden = !known.length;
  field.addEventListener("input", offer);
  field.addEventListener("focus", () => { field.select(); offer(); });
  field.addEventListener("keydown", pressed);
  field.addEventListener("blur", close);
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    if (event.target.dataset.key) choose(event.target.dataset.key);
  });
  document.getElementById("region-clear").addEventListener("click", () => choose(null));
  ["pointerdown", "click", "keydown"].forEach((name) => document.addEventListener(name, keepInLinks, true));
  window.addEventListener("hashchange", unfold);
  window.addEventListener("beforeprint", () => document.querySelectorAll(".rest").forEach((one) => { one.open = true; }));
  unfold();
  if (asked()) choose(asked());
}());
