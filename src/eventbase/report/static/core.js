/* Building blocks: elements that only ever hold text, links that only lead to the web, packed data. */
"use strict";

const EB = {};

(() => {
  // Characters that change the direction of the text around them. They are shown by name instead of obeyed.
  const DIRECTION = /[\u202A-\u202E\u2066-\u2069]/g;
  const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;
  const LONE_SURROGATE = /[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g;
  const LONGEST = 400;

  EB.byId = (id) => document.getElementById(id);

  /** An element. `props`: class, text, on (event handlers), data; anything else becomes an attribute. */
  EB.el = (tag, props = {}, ...children) => fill(document.createElement(tag), props, children);

  EB.svg = (tag, props = {}, ...children) => {
    return fill(document.createElementNS("http://www.w3.org/2000/svg", tag), props, children);
  };

  function fill(node, props, children) {
    for (const [name, value] of Object.entries(props)) {
      if (value === null || value === undefined || value === false) continue;
      if (name === "text") node.textContent = value;
      else if (name === "on") for (const [type, handler] of Object.entries(value)) node.addEventListener(type, handler);
      else if (name === "data") Object.assign(node.dataset, value);
      else if (/^on/i.test(name) || name === "href" || name === "src") throw new Error(`attribute ${name} not allowed`);
      else node.setAttribute(name, value === true ? "" : value);
    }
    node.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
    return node;
  }

  /** Text from the data as it may be shown: direction marks by name, broken characters as U+FFFD, cut after `longest`. */
  EB.shown = (text, longest = LONGEST) => {
    let safe = String(text).replace(LONE_SURROGATE, "\uFFFD").replace(CONTROL, "\uFFFD").replace(DIRECTION, named);
    if (safe.length > longest) safe = `${safe.slice(0, longest).replace(LONE_SURROGATE, "")}…`;
    return safe;
  };

  function named(char) {
    return `⟨U+${char.charCodeAt(0).toString(16).toUpperCase()}⟩`;
  }

  /** The same for labels of charts, where plotly reads tags and entities. */
  EB.label = (text, longest = 80) => {
    return EB.shown(text, longest).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;");
  };

  /** Text from the data in an element of its own direction. */
  EB.bdi = (text, longest = LONGEST) => EB.el("bdi", { text: EB.shown(text, longest) });

  /** A link to the web, or null for any other scheme. */
  EB.link = (url, text, name) => {
    const address = EB.webAddress(url);
    if (address === null) return null;
    const props = { rel: "noopener noreferrer nofollow", target: "_blank", "aria-label": name };
    const anchor = EB.el("a", props, text);
    anchor.href = address;
    return anchor;
  };

  EB.webAddress = (url) => {
    if (!url || /[\s\u0000-\u001F]/.test(url)) return null;
    try {
      const parsed = new URL(url);
      return ["http:", "https:"].includes(parsed.protocol) && parsed.hostname ? parsed.href : null;
    } catch {
      return null;
    }
  };

  EB.button = (text, on, props = {}) => EB.el("button", { type: "button", on: { click: on }, ...props }, text);

  EB.replace = (node, ...children) => node.replaceChildren(...children.flat(Infinity).filter(Boolean));

  /** Says something to screen readers. */
  EB.announce = (text) => {
    EB.byId("say").textContent = text;
  };

  function bytesOf(binary) {
    const bytes = new Uint8Array(binary.length);
    for (let at = 0; at < bytes.length; at++) bytes[at] = binary.charCodeAt(at);
    return bytes;
  }

  /** Text of a packed block: base64 of gzip. */
  EB.unpackText = async (id) => {
    const packed = EB.byId(id).textContent;
    const bytes = Uint8Array.fromBase64 ? Uint8Array.fromBase64(packed) : bytesOf(atob(packed));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };

  EB.unpack = async (id) => JSON.parse(await EB.unpackText(id));
})();
