"""What can be seen of a page's accessibility without judging its words (WCAG 2.2, A and AA)."""

from playwright.async_api import Page

FAULTS = """() => {
  const found = [], shown = it => it.checkVisibility();
  const name = it => (it.getAttribute('aria-label') || it.labels?.[0]?.innerText || it.innerText ||
    it.querySelector('img')?.alt || '').trim();
  for (const it of document.querySelectorAll('a[href], button, input, textarea, select, summary'))
    if (it.type !== 'hidden' && shown(it) && !name(it)) found.push('no name: ' + it.outerHTML);
  for (const it of document.querySelectorAll('img'))
    if (!it.hasAttribute('alt')) found.push('no alt: ' + it.outerHTML);
  for (const it of document.querySelectorAll('[role=img]'))
    if (!it.getAttribute('aria-label')) found.push('no label: ' + it.outerHTML);
  const ids = [...document.querySelectorAll('[id]')].map(it => it.id);
  for (const id of ids) if (ids.indexOf(id) !== ids.lastIndexOf(id)) found.push('twice: #' + id);
  if (document.querySelectorAll('main').length !== 1) found.push('not one main');
  const headings = [...document.querySelectorAll('main :is(h1, h2, h3, h4)')]
    .filter(it => !it.closest('.markdown'));  // people's own are theirs, as on GitHub
  if (headings.filter(it => it.tagName === 'H1').length !== 1) found.push('not one h1');
  let level = 1;
  for (const it of headings) {
    const next = Number(it.tagName[1]);
    if (next > level + 1) found.push('heading skips a level: ' + it.innerText);
    level = next;
  }
  for (const it of document.querySelectorAll('nav, aside'))
    if (!it.getAttribute('aria-label')) found.push('landmark without a label: ' + it.className);
  const places = [...document.querySelectorAll('nav')].map(it => it.getAttribute('aria-label'));
  for (const it of places)
    if (places.indexOf(it) !== places.lastIndexOf(it)) found.push('two of one name: ' + it);
  if (!document.documentElement.lang || !document.title) found.push('no language or no title');
  if (document.documentElement.scrollWidth > innerWidth) found.push('wider than the screen');
  return found;
}"""

CONTRASTS = """() => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', {willReadFrequently: true});
  const parse = text => {
    canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = text; canvas.fillRect(0, 0, 1, 1);
    return [...canvas.getImageData(0, 0, 1, 1).data];
  };
  const luminance = c => { const [r, g, b] = c.slice(0, 3).map(v => v / 255)
      .map(v => v <= .04045 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4);
    return .2126 * r + .7152 * g + .0722 * b; };
  const over = (top, below) => top.slice(0, 3)
      .map((v, i) => v * top[3] / 255 + below[i] * (1 - top[3] / 255));
  const behind = it => {
    const layers = [];
    for (let at = it; at; at = at.parentElement) layers.push(getComputedStyle(at).backgroundColor);
    const dark = matchMedia('(prefers-color-scheme: dark)').matches;
    return layers.reverse().map(parse).reduce((below, top) => over(top, below),
      dark ? [0, 0, 0] : [255, 255, 255]);
  };
  const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let text; text = walk.nextNode();) {
    const it = text.parentElement;
    if (!text.data.trim() || !it.checkVisibility() || it.closest('.hidden, .skip, .mark')) continue;
    const ground = behind(it), colour = over(parse(getComputedStyle(it).color), ground);
    const [a, b] = [luminance(colour), luminance(ground)].sort((x, y) => y - x);
    const ratio = (a + .05) / (b + .05);
    if (ratio < 4.5) found.push(ratio.toFixed(2) + ': ' + text.data.trim().slice(0, 40));
  }
  return found;
}"""


async def faults(page: Page) -> list[str]:
    """Controls without a name, headings that skip a level, what is wider than the screen, …"""
    found: list[str] = await page.evaluate(FAULTS)
    return found


async def faint(page: Page) -> list[str]:
    """Texts whose contrast is under 4.5 to 1."""
    found: list[str] = await page.evaluate(CONTRASTS)
    return found
