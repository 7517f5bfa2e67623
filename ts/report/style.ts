const LIGHT = `--paper: #ffffff; --ink: #1b1f24; --muted: #59626d; --rule: #d7dce1; --soft: #f4f6f8;
  --series-1: #3a76b8; --series-2: #2b8a6f; --series-3: #8a63b8; --series-4: #b83a7e; --series-5: #5d6b78;
  --series-6: #72801a; --theory: #c0491f; --bound: #9a6a00;`;

/** Colours of figures and page, light and dark; contrast of text on paper at least 7:1, of marks at least 3:1. */
export const COLORS = `:root {
  color-scheme: light dark;
  ${LIGHT}
}
@media (prefers-color-scheme: dark) {
  :root {
    --paper: #15181c; --ink: #e7eaee; --muted: #a3acb7; --rule: #363d45; --soft: #1e2227;
    --series-1: #74aceb; --series-2: #5cc4a3; --series-3: #bb9be6; --series-4: #ee8fc0; --series-5: #a9b7c4;
    --series-6: #c3d05a; --theory: #f28d62; --bound: #d9b04a;
  }
}`;

export const SANS = `system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif`;

export const PAGE = `${COLORS}
* { box-sizing: border-box; }
html { background: var(--paper); color: var(--ink); -webkit-text-size-adjust: 100%; }
body {
  margin: 0 auto; padding: 3rem 1.25rem 5rem; max-width: 46rem;
  font: 1.0625rem/1.6 Charter, "Bitstream Charter", "Source Serif 4", Georgia, serif;
  overflow-wrap: break-word;
}
h1, h2, h3, figcaption b, table, dl, summary, nav, .quiet { font-family: ${SANS}; }
h1 { font-size: 1.9rem; line-height: 1.2; letter-spacing: -0.015em; margin: 0 0 0.4rem; text-wrap: balance; }
h2 { font-size: 1.35rem; line-height: 1.3; margin: 3.5rem 0 0.75rem; text-wrap: balance; }
h3 { font-size: 1rem; margin: 2.75rem 0 0.75rem; }
p { margin: 0 0 1rem; }
.answer { font-size: 1.15rem; line-height: 1.6; font-variant-numeric: tabular-nums lining-nums; }
.quiet { color: var(--muted); font-size: 0.875rem; }
figure { margin: 2.5rem 0; }
.scroll { overflow-x: auto; }
.scroll:focus-visible { outline: 2px solid var(--series-1); outline-offset: 2px; }
figure svg { display: block; width: 100%; height: auto; font-family: ${SANS}; }
.narrow-drawing { display: none; max-width: 30rem; margin: 0 auto; }
a { color: var(--series-1); text-underline-offset: 0.15em; }
a:focus-visible, summary:focus-visible { outline: 2px solid var(--series-1); outline-offset: 2px; }
nav ol { padding-left: 1.5rem; }
.downloads { font: 0.875rem/1.5 ${SANS}; color: var(--muted); margin: 0.4rem 0 0; }
figcaption { margin-top: 0.6rem; font-size: 0.9375rem; line-height: 1.5; color: var(--muted); }
figcaption b { display: block; color: var(--ink); }
details { margin: 0.6rem 0 1.25rem; }
sup { font-size: 0.7em; line-height: 0; }
summary { cursor: pointer; font-size: 0.875rem; color: var(--muted); }
details .scroll { max-height: 22rem; overflow-y: auto; margin-top: 0.5rem; }
table { border-collapse: collapse; font-size: 0.8438rem; line-height: 1.4; font-variant-numeric: tabular-nums lining-nums; }
table.wide { width: 100%; margin-bottom: 1.5rem; }
caption { text-align: left; color: var(--muted); padding-bottom: 0.3rem; }
th, td { padding: 0.35rem 0.9rem 0.35rem 0; text-align: left; vertical-align: top; border-bottom: 1px solid var(--rule); }
th { font-weight: 600; }
th[scope="row"] { min-width: 9rem; }
thead th { border-bottom-color: var(--muted); vertical-align: bottom; }
th.number, td.number { text-align: right; }
table.summary { margin: 1.5rem 0; font-size: 0.9375rem; }
table.summary caption { font-weight: 600; color: var(--ink); }
tr > :last-child { padding-right: 0; }
th small { display: block; font-weight: 400; color: var(--muted); }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0.3rem 1.25rem; margin: 0; font-size: 0.875rem; }
dt { color: var(--muted); }
dd { margin: 0; font-variant-numeric: tabular-nums; overflow-wrap: anywhere; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, monospace; font-size: 0.8438em; }
pre { background: var(--soft); padding: 0.85rem 1rem; border-radius: 0.4rem; line-height: 1.5; white-space: pre-wrap; overflow-wrap: anywhere; }
@media screen and (min-width: 75rem) {
  .pair { display: grid; grid-template-columns: 1fr 1fr; gap: 2.5rem; width: min(92vw, 90rem); margin-left: calc(50% - min(46vw, 45rem)); }
}
/* Paper is narrower than this, and takes what is drawn for wide screens. */
@media screen and (max-width: 699px) {
  body { padding-top: 2rem; }
  .wide-drawing { display: none; }
  .narrow-drawing { display: block; }
  th[scope="row"] { min-width: 0; }
  table.summary { font-size: 0.8125rem; }
  th, td { padding-right: 0.6rem; }
  table.cards, table.cards caption, table.cards tbody, table.cards tr, table.cards th, table.cards td { display: block; }
  table.cards thead { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); }
  table.cards tr { border-bottom: 1px solid var(--rule); padding: 0.5rem 0; }
  table.cards th, table.cards td { border: 0; padding: 0.1rem 0; }
  table.cards td { display: flex; gap: 1rem; justify-content: space-between; text-align: right; }
  table.cards td::before { content: attr(data-name); color: var(--muted); text-align: left; flex: none; }
}
@media print {
  :root { color-scheme: light; ${LIGHT} }
  @page { margin: 18mm; }
  body { max-width: none; padding: 0; font-size: 11pt; }
  details, .downloads, .folded { display: none; }
  h2, h3, caption { break-after: avoid; }
  figure, table, pre, dl { break-inside: avoid; }
  section + section { break-before: page; }
  a[href^="http"]::after { content: " (" attr(href) ")"; }
}
`;
