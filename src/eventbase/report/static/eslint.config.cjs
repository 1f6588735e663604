/* Rules for the page's scripts, which share one namespace, `EB`, in the order that page.py gives. */
"use strict";

const browser = [
  "window", "document", "location", "history", "navigator", "matchMedia", "getComputedStyle", "getSelection", "Plotly",
  "addEventListener", "requestAnimationFrame", "setTimeout", "clearTimeout", "atob", "Blob", "Response", "URL",
  "URLSearchParams", "DecompressionStream", "IntersectionObserver", "innerHeight",
];

module.exports = [
  { ignores: ["**/vendor/**", "**/*.cjs"] },
  {
    languageOptions: {
      ecmaVersion: 2023,
      sourceType: "script",
      globals: { ...Object.fromEntries(browser.map((name) => [name, "readonly"])), EB: "writable" },
    },
    rules: {
      "no-undef": "error", "no-unused-vars": ["error", { varsIgnorePattern: "^EB$" }], "no-var": "error", "prefer-const": "error",
      eqeqeq: "error", "no-eval": "error", "no-implied-eval": "error", "no-new-func": "error", "no-shadow": "error",
      "no-use-before-define": ["error", { functions: false, variables: false }], "max-lines": ["error", 300], strict: ["error", "global"],
      "no-unreachable": "error", "no-dupe-keys": "error", "no-constant-condition": "error", "no-fallthrough": "error",
    },
  },
];
