// Where text runs over other text, or out of its box. Returns one readable line for each place.
() => {
  const found = [];
  const words = (node) => `„${node.textContent.trim().replace(/\s+/g, " ").slice(0, 40)}“`;

  const hidden = (element) => {
    if (!element.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: true })) return true;
    for (let up = element; up; up = up.parentElement) {
      const style = getComputedStyle(up);
      if (style.clipPath === "inset(50%)") return true;
    }
    return !!element.closest("svg, select, script, style");
  };
  const block = (element) => {
    let up = element;
    while (getComputedStyle(up).display === "inline") up = up.parentElement;
    return up;
  };
  const window_ = (element) => {
    const view = { left: -Infinity, right: Infinity, top: -Infinity, bottom: Infinity };
    for (let up = element; up; up = up.parentElement) {
      if (getComputedStyle(up).overflowX === "visible") continue;
      const box = up.getBoundingClientRect();
      view.left = Math.max(view.left, box.left);
      view.right = Math.min(view.right, box.right);
    }
    return view;
  };

  const lines = [];
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    if (!node.textContent.trim() || hidden(node.parentElement)) continue;
    const holder = block(node.parentElement);
    const box = holder.getBoundingClientRect();
    const scrolls = getComputedStyle(holder).overflowX !== "visible";
    const view = window_(node.parentElement);
    const range = document.createRange();
    range.selectNodeContents(node);
    for (const rect of range.getClientRects()) {
      if (rect.width < 1) continue;
      if (!scrolls && (rect.right > box.right + 2 || rect.left < box.left - 2)) {
        found.push(`${words(node)} leaves its ${holder.tagName.toLowerCase()}.${holder.className}`);
      }
      const left = Math.max(rect.left, view.left);
      const right = Math.min(rect.right, view.right);
      if (right - left > 1) lines.push({ node, left, right, top: rect.top, bottom: rect.bottom });
    }
  }

  lines.sort((a, b) => a.top - b.top);
  for (let i = 0; i < lines.length; i++) {
    for (let j = i + 1; j < lines.length && lines[j].top < lines[i].bottom; j++) {
      const [a, b] = [lines[i], lines[j]];
      const wide = Math.min(a.right, b.right) - Math.max(a.left, b.left);
      const high = Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top);
      if (a.node !== b.node && wide > 2 && high > 0.4 * Math.min(a.bottom - a.top, b.bottom - b.top)) {
        found.push(`${words(a.node)} and ${words(b.node)} lie on each other`);
      }
    }
  }
  return [...new Set(found)];
}
