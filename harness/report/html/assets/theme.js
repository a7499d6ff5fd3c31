// SPDX-License-Identifier: MIT
// Light, dark, or as the system has it. The choice is kept where the browser lets a file keep one.

const THEMES = ["auto", "light", "dark"];
const THEME_KEY = "echocheck-theme";

function storedTheme() {
  try {
    return localStorage.getItem(THEME_KEY);
  } catch {
    return null;  // no storage for a file: the system's choice
  }
}

function applyTheme(theme) {
  document.documentElement.dataset.theme = theme;
  try {
    localStorage.setItem(THEME_KEY, theme);
  } catch {
    // It holds for this visit.
  }
}

function themeSwitch() {
  const stored = storedTheme();
  applyTheme(THEMES.includes(stored) ? stored : "auto");
  const select = h("select", { id: "theme" },
    THEMES.map((theme) => h("option", { value: theme }, say(`theme_${theme}`))));
  select.value = document.documentElement.dataset.theme;
  select.addEventListener("change", () => applyTheme(select.value));
  return h("label", { class: "theme" }, h("span", {}, say("theme")), select);
}
