// SPDX-License-Identifier: BSL-1.0
// The least contrast of text with what is behind it, by WCAG, and where.
(() => {
  const parse = (text) => {
    const parts = text.match(/[\d.]+/g).map(Number);
    return {rgb: parts.slice(0, 3), alpha: parts.length > 3 ? parts[3] : 1};
  };
  const luminance = (rgb) => {
    const [r, g, b] = rgb.map((each) => {
      const part = each / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const behind = (element) => {
    const layers = [];
    for (let up = element; up; up = up.parentElement) layers.push(parse(getComputedStyle(up).backgroundColor));
    return layers.reverse().reduce((rgb, layer) => rgb.map(
      (each, i) => each * (1 - layer.alpha) + layer.rgb[i] * layer.alpha), [255, 255, 255]);
  };
  let worst = {contrast: 99, text: ""};
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const parent = node.parentElement;
    if (!node.data.trim() || !parent.checkVisibility() || parent.closest("script, style, noscript")) continue;
    const [a, b] = [luminance(parse(getComputedStyle(parent).color).rgb), luminance(behind(parent))];
    const contrast = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (contrast < worst.contrast) worst = {contrast: contrast, text: node.data.trim().slice(0, 60)};
  }
  return worst;
})()
