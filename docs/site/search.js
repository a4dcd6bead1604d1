// SPDX-License-Identifier: BSL-1.0
// Search over the index that is a script beside this one, so that it works from disk.
(() => {
  const field = document.getElementById('search');
  const list = document.getElementById('results');
  const most = 20;
  let chosen = -1;

  const folded = (text) => text.toLowerCase().normalize('NFKD').replace(/[\u0300-\u036f]/g, '');
  let entries = null;
  const prepare = () => searchIndex.map(([heading, page, place, text]) =>
    ({ heading, page, place, text, head: folded(heading), body: folded(text) }));

  // Every word must be there; one in the heading counts more than one in the text, its begin most.
  const score = (entry, words) => {
    let sum = 0;
    for (const word of words) {
      const at = entry.head.indexOf(word);
      if (entry.head === word) sum += 100;
      else if (at === 0) sum += 40;
      else if (at > 0) sum += 20;
      else if (entry.body.includes(word)) sum += 3;
      else return 0;
    }
    return sum - Math.min(entry.head.length / 100, 1);
  };

  const piece = (entry, word) => {
    const at = Math.max(entry.body.indexOf(word), 0);
    const begin = Math.max(0, entry.text.lastIndexOf(' ', Math.max(0, at - 40)));
    return (begin > 0 ? '... ' : '') + entry.text.slice(begin, begin + 140);
  };

  const show = () => {
    entries ??= prepare();
    const words = folded(field.value).split(/\s+/).filter(Boolean);
    list.replaceChildren();
    chosen = -1;
    list.hidden = words.length === 0;
    if (words.length === 0) return;
    const found = entries.map((entry) => [score(entry, words), entry]).filter(([sum]) => sum > 0);
    found.sort((left, right) => right[0] - left[0]);
    for (const [, entry] of found.slice(0, most)) {
      const link = document.createElement('a');
      link.href = entry.place;
      const name = link.appendChild(document.createElement('strong'));
      name.textContent = entry.heading;
      if (entry.page !== entry.heading) {
        const page = link.appendChild(document.createElement('small'));
        page.textContent = entry.page;
      }
      if (entry.text) link.appendChild(document.createElement('span')).textContent = piece(entry, words[0]);
      link.addEventListener('click', () => { list.hidden = true; });
      list.append(link);
    }
    if (found.length === 0) list.appendChild(document.createElement('p')).textContent = 'Nothing found.';
  };

  field.addEventListener('input', show);
  field.addEventListener('focus', show);
  field.addEventListener('keydown', (event) => {
    const links = list.querySelectorAll('a');
    if (event.key === 'Escape') { field.value = ''; show(); field.blur(); return; }
    if (event.key === 'Enter') { links[Math.max(chosen, 0)]?.click(); return; }
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    links[chosen]?.classList.remove('chosen');
    chosen = Math.max(0, Math.min(links.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1)));
    links[chosen]?.classList.add('chosen');
    links[chosen]?.scrollIntoView({ block: 'nearest' });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === '/' && !/input|textarea/i.test(event.target.tagName)) { event.preventDefault(); field.focus(); }
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('.find')) list.hidden = true;
  });
})();
