// Every page works without this. It starts the design system's own scripts, then the modules that elements ask for
// with data-cis-module: one small file each, loaded only where it is used.
import { initAll } from "/nhsuk/nhsuk-frontend.min.js";

const modules = {
  desk: () => import("/js/desk.js"),
  photo: () => import("/js/photo.js"),
  "sign-in": () => import("/js/sign-in.js"),
  "card-work": () => import("/js/card-work.js"),
};

initAll();

for (const element of document.querySelectorAll("[data-cis-module]")) {
  modules[element.dataset.cisModule]?.().then((module) => module.start(element));
}
