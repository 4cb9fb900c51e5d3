"use strict";
(() => {
  const root = document.documentElement;
  const KEY = "assess-report-theme";
  const stored = () => { try { return localStorage.getItem(KEY) || "auto"; } catch { return "auto"; } };
  const setTheme = (theme) => {
    if (theme === "auto") { delete root.dataset.theme; } else { root.dataset.theme = theme; }
    try { localStorage.setItem(KEY, theme); } catch { /* a sandboxed page has no storage; the choice then lasts as long as the page */ }
  };
  setTheme(stored());

  document.addEventListener("DOMContentLoaded", () => {
    const one = (selector) => document.querySelector(selector);
    themeButton(one("#theme"));
    const form = one("#filters");
    const findings = [...document.querySelectorAll(".finding")];
    const words = findings.map((finding) => finding.textContent.replace(/\s+/g, " ").toLowerCase());
    const homes = findings.map((finding) => finding.parentNode);
    const groups = [...document.querySelectorAll("[data-group]")];
    const names = ["layer", "area", "outcome", "tier", "basis", "flag", "sort", "text"];
    let sorted = false;
    form.hidden = false;

    const matches = (finding, index) => names.every((name) => {
      const wanted = form.elements[name].value.trim();
      if (!wanted || name === "sort") { return true; }
      if (name === "text") { return wanted.toLowerCase().split(/\s+/).every((word) => words[index].includes(word)); }
      if (name === "flag") { return finding.dataset.flag.split(" ").includes(wanted); }
      return finding.dataset[name] === wanted;
    });

    const arrange = (byPoints) => {
      if (byPoints === sorted) { return; }
      sorted = byPoints;
      const flat = one("#all");
      flat.hidden = !byPoints;
      one("#grouped").hidden = byPoints;
      if (byPoints) {
        const ranked = [...findings].sort((a, b) => Number(b.dataset.open) - Number(a.dataset.open));
        flat.append(...ranked);
      } else {
        findings.forEach((finding, index) => homes[index].append(finding));
      }
    };

    const apply = () => {
      arrange(form.elements.sort.value === "points");
      let shown = 0;
      findings.forEach((finding, index) => {
        finding.hidden = !matches(finding, index);
        shown += finding.hidden ? 0 : 1;
      });
      const filtered = shown < findings.length;
      for (const group of groups) {
        group.hidden = filtered && !group.querySelector(".finding:not([hidden])");
      }
      const output = one("#shown");
      output.textContent = output.dataset.text.replace("{shown}", String(shown));
    };

    const toAddress = (target) => {
      const state = new URLSearchParams();
      for (const name of names) {
        const value = form.elements[name].value.trim();
        if (value) { state.set(name, value); }
      }
      if (target && !state.size) { return; }
      if (target) { state.set("at", target); }
      const text = state.toString();
      try { history.replaceState(null, "", text ? "#" + text : location.pathname + location.search); } catch { /* a sandboxed frame keeps its address */ }
    };

    const clear = () => { form.reset(); apply(); };

    const fromAddress = () => {
      let hash = "";
      try { hash = decodeURIComponent(location.hash.slice(1).replace(/\+/g, " ")); } catch { return; }
      if (!hash) { clear(); return; }
      const target = document.getElementById(hash);
      if (target) { show(target); return; }
      if (!hash.includes("=")) { return; }
      form.reset();
      for (const [name, value] of new URLSearchParams(location.hash.slice(1))) {
        if (names.includes(name)) { form.elements[name].value = value; }
      }
      apply();
      const place = document.getElementById(new URLSearchParams(location.hash.slice(1)).get("at") || "");
      if (place) { show(place); } else { one("#findings").scrollIntoView(); }
    };

    const show = (target) => {
      const inside = target.closest(".finding, .cell-group");
      if (inside && inside.closest("[hidden]")) { clear(); }
      const fold = target.closest("details");
      if (fold) { fold.open = true; fold.querySelector("summary").focus({ preventScroll: true }); }
      (fold || target).scrollIntoView();
      toAddress(target.id);
    };

    const toggle = one("#filters-toggle");
    toggle.addEventListener("click", () => {
      const open = toggle.textContent === toggle.dataset.open;
      findings.forEach((finding) => { finding.open = open && !finding.hidden; });
      toggle.textContent = open ? toggle.dataset.close : toggle.dataset.open;
    });
    one("#filters-reset").addEventListener("click", () => { clear(); toAddress(); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", () => { apply(); toAddress(); });
    window.addEventListener("hashchange", fromAddress);
    document.addEventListener("click", (event) => {
      const link = event.target.closest && event.target.closest('a[href^="#"]');
      const target = link && document.getElementById(link.getAttribute("href").slice(1));
      if (target) { setTimeout(() => show(target)); }
    });

    let closed = [];
    window.addEventListener("beforeprint", () => {
      closed = [...document.querySelectorAll("details:not([open])")];
      closed.forEach((fold) => { fold.open = true; });
    });
    window.addEventListener("afterprint", () => closed.forEach((fold) => { fold.open = false; }));

    apply();
    if (location.hash) { fromAddress(); }
  });

  const themeButton = (button) => {
    const order = ["auto", "light", "dark"];
    const label = () => { button.textContent = button.dataset[stored()] || button.dataset.auto; };
    button.hidden = false;
    label();
    button.addEventListener("click", () => {
      const now = root.dataset.theme || "auto";
      const next = order[(order.indexOf(now) + 1) % order.length];
      setTheme(next);
      button.textContent = button.dataset[next];
    });
  };
})();
