"use strict";
// On the page of a document: a press on a number says that it was read wrongly, once asked for.
(function () {
  const text = document.querySelector(".text");
  const toggle = document.getElementById("correct");
  const read = JSON.parse(document.getElementById("read").textContent);
  const numbers = [...text.querySelectorAll("[data-at]")];
  const ENDS = /[\u3002\uff01\uff1f\n]/;
  let isOn = false;

  const plain = (node) => ((node.querySelector && node.querySelector("a")) || node).firstChild?.textContent ?? node.textContent;

  function sentenceAround(number) {
    let before = "";
    let after = "";
    for (let node = number.previousSibling; node && !ENDS.test(before); node = node.previousSibling) before = plain(node) + before;
    for (let node = number.nextSibling; node && !ENDS.test(after); node = node.nextSibling) after += plain(node);
    const end = after.search(ENDS);
    const rest = end < 0 ? after : after.slice(0, end + 1);
    return (before.split(ENDS).pop() + plain(number) + rest).trim();
  }

  function wrong(number, link) {
    const role = [...number.classList].find((name) => name.startsWith("as-")).slice(3);
    const id = link && link.id.slice(2);
    window.corrections.open({ target_id: id || "", document_id: text.dataset.document, source: text.dataset.source,
      start: Number(number.dataset.at), quote: plain(number), sentence: sentenceAround(number),
      read: id ? { role: "target", ...read[id] } : { role } });
  }

  function pressed(event) {
    if (!isOn || (event.type === "keydown" && event.key !== "Enter" && event.key !== " ")) return;
    const number = event.target.closest("[data-at]");
    if (!number) return;
    event.preventDefault();
    wrong(number, event.target.closest("a") || number.querySelector("a"));
  }

  function switchOver() {
    isOn = !isOn;
    toggle.setAttribute("aria-pressed", String(isOn));
    text.classList.toggle("correcting", isOn);
    numbers.filter((number) => !number.querySelector("a")).forEach((number) => {
      if (isOn) { number.tabIndex = 0; number.setAttribute("role", "button"); } else { number.removeAttribute("tabindex"); number.removeAttribute("role"); }
    });
  }

  toggle.hidden = false;
  toggle.addEventListener("click", switchOver);
  text.addEventListener("click", pressed);
  text.addEventListener("keydown", pressed);
}());
