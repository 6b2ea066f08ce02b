/** The look of the report: readable on a phone, in light and dark, and on paper. */
export const style = `
:root { color-scheme: light dark; --kept: light-dark(#1d6fa5, #6bb7e8); --rejected: light-dark(#d9923b, #c98a45);
  --line: light-dark(#0002, #fff3); --quiet: light-dark(#555, #aaa); --warn: light-dark(#9a3412, #fdba74); }
* { box-sizing: border-box; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 68rem; margin: 0 auto; padding: 1.5rem 1rem 4rem; }
h1 { font-size: 1.7rem; margin: 0 0 0.2rem; } h2 { font-size: 1.25rem; margin: 2.5rem 0 0.5rem; }
h3 { font-size: 1rem; margin: 1.2rem 0 0.4rem; }
p { max-width: 44rem; margin: 0.5rem 0; } .quiet, small { color: var(--quiet); } small { font-weight: normal; }
nav { display: flex; flex-wrap: wrap; gap: 0.2rem 1rem; margin: 1rem 0; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.8rem; margin: 1rem 0; }
.figures div { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.6rem 0.8rem; }
.figures b { display: block; font-size: 1.4rem; line-height: 1.2; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid var(--line); }
th { font-weight: 600; white-space: nowrap; } .number { text-align: right; white-space: nowrap; }
td small { display: block; max-width: 34rem; } td.number { padding-right: 0; padding-left: 0.9rem; } th.number { padding-right: 0; padding-left: 0.9rem; }
.bar { display: flex; width: 100%; max-width: 26rem; height: 0.6rem; margin: 0.35rem 0 0.15rem; border-radius: 0.2rem; overflow: hidden; background: var(--line); }
.bar i { background: var(--kept); } .bar i + i { background: var(--rejected); }
.figure-grid { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 22rem), 1fr)); gap: 0 2rem; }
figure { margin: 1rem 0; } figcaption { font-weight: 600; } svg { width: 100%; height: auto; display: block; }
svg text { fill: var(--quiet); font-size: 12px; } svg line { stroke: var(--line); }
rect.kept { fill: var(--kept); } rect.rejected { fill: var(--rejected); }
.key { display: inline-block; width: 0.7rem; height: 0.7rem; border-radius: 2px; margin-left: 0.6rem; }
.key.kept { background: var(--kept); } .key.rejected { background: var(--rejected); }
.warn { color: var(--warn); font-weight: 600; }
.note { border-left: 3px solid var(--warn); padding: 0.1rem 0.8rem; }
details { border-top: 1px solid var(--line); } details:last-of-type { border-bottom: 1px solid var(--line); }
summary { cursor: pointer; padding: 0.5rem 0; } summary b { margin-right: 0.4rem; }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 0 2rem; }
ol.samples { list-style: none; margin: 0; padding: 0; }
ol.samples li { padding: 0.4rem 0; border-bottom: 1px dotted var(--line); overflow-wrap: anywhere; font-size: 0.94rem; }
ol.samples li small { display: block; }
pre { overflow-x: auto; font-size: 0.85rem; }
@media (max-width: 44rem) { .columns { grid-template-columns: 1fr; } body { padding-top: 1rem; }
  table { font-size: 0.88rem; } th { white-space: normal; } th.number, td.number { padding-left: 0.5rem; } }
@media print { body { max-width: none; font-size: 10pt; } nav { display: none; } h2 { break-after: avoid; }
  tr, li, figure { break-inside: avoid; } .wide { overflow: visible; } th, td { padding-right: 0.4rem; } }
`;
