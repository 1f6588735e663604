/* Charts are drawn when they come into sight, so that a change of the filters draws only what is looked at. */
"use strict";

(() => {
  const MARGIN = 250; // pixels around the window in which a chart counts as seen
  const waiting = new Map();
  let observer = null;

  const near = (node) => {
    const box = node.getBoundingClientRect();
    return box.bottom > -MARGIN && box.top < innerHeight + MARGIN;
  };

  /** Draws now if the chart is in sight, else as soon as it is; a later call replaces an earlier one. */
  EB.whenSeen = (node, draw) => {
    observer ??= new IntersectionObserver((entries) => {
      for (const { isIntersecting, target } of entries) if (isIntersecting) drawNow(target);
    }, { rootMargin: `${MARGIN}px` });
    waiting.set(node, draw);
    if (near(node)) drawNow(node);
    else observer.observe(node);
  };

  function drawNow(node) {
    const draw = waiting.get(node);
    waiting.delete(node);
    observer.unobserve(node);
    draw?.();
  }

  /** Draws whatever is waiting, for paper. */
  EB.drawAll = () => {
    for (const node of [...waiting.keys()]) drawNow(node);
  };
})();
