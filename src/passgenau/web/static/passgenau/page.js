// Small conveniences; every page works without them.
(function () {
  "use strict";

  function say(link) {
    var map = link.closest("[data-map]");
    var place = map && document.getElementById(map.getAttribute("data-map"));
    if (place) place.textContent = link.getAttribute("aria-label") || "";
  }

  function wire(root) {
    root.querySelectorAll("[data-map] a").forEach(function (link) {
      link.addEventListener("mouseenter", function () { say(link); });
      link.addEventListener("focus", function () { say(link); });
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    wire(document);
    document.documentElement.setAttribute("data-ready", "");
  });
  document.addEventListener("htmx:afterSettle", function (event) {
    wire(event.target);
    // What was pressed may be gone; whoever works by keyboard stays where the new rows are.
    if (document.activeElement === document.body) event.target.focus({ preventScroll: true });
  });
})();
