import { findAgent, useAgent, usesAgent } from "/js/workstation.js";

// The training desk can be made wider or narrower, with the mouse or the arrow keys, and stays so on this browser.
const widthKey = "care-identity-desk-width";
const openKey = "care-identity-desk-open";

export function start(desk) {
  const edge = desk.querySelector(".cis-desk__edge");
  const drawer = desk.querySelector(".cis-desk__drawer");
  const [least, most] = [Number(edge.ariaValueMin), Number(edge.ariaValueMax)];

  const setWidth = (width) => {
    const px = Math.round(Math.min(most, Math.max(least, width)));
    desk.style.setProperty("--cis-desk-width", `${px}px`);
    edge.ariaValueNow = String(px);
    localStorage.setItem(widthKey, String(px));
  };

  // Where this computer has a card agent, training can be done with real cards as well.
  const choice = desk.querySelector(".cis-desk__choice");
  const box = choice?.querySelector("input");
  if (box) {
    box.checked = usesAgent();
    box.addEventListener("change", () => useAgent(box.checked));
    findAgent().then((agent) => {
      choice.hidden = !agent && !box.checked;
    });
  }

  edge.hidden = false;
  setWidth(Number(localStorage.getItem(widthKey)) || Number(edge.ariaValueNow));
  drawer.open = localStorage.getItem(openKey) !== "no";
  drawer.addEventListener("toggle", () => localStorage.setItem(openKey, drawer.open ? "yes" : "no"));

  edge.addEventListener("keydown", (event) => {
    const step = { ArrowLeft: 20, ArrowRight: -20 }[event.key];
    if (step) {
      event.preventDefault();
      setWidth(Number(edge.ariaValueNow) + step);
    }
  });

  edge.addEventListener("pointerdown", (event) => {
    edge.setPointerCapture(event.pointerId);
    const move = (moved) => setWidth(desk.getBoundingClientRect().right - moved.clientX);
    edge.addEventListener("pointermove", move);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", move), { once: true });
  });
}
