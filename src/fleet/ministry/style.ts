/** The style of the ministry's page: no font and no picture is loaded. */
export const pageStyle = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; --line: light-dark(#d5d9e0, #3c434d); }
body { margin: 0 auto; max-width: 75rem; padding: 1rem; background: light-dark(#fff, #14171b); color: light-dark(#1b1f24, #e6e9ed); }
h1 { font-size: 1.6rem; margin: 0.5rem 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 0.25rem; }
h3 { font-size: 1rem; margin: 0 0 0.5rem; }
p { margin: 0.25rem 0 0.75rem; max-width: 50rem; }
a { color: light-dark(#0b57a4, #8ec1ff); }
.quiet { color: light-dark(#59616b, #a2abb6); }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(9rem, 1fr)); gap: 0.5rem; }
.figures div { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.5rem 0.75rem; }
.figures b { display: block; font-size: 1.6rem; line-height: 1.2; }
.figures span { font-size: 0.85rem; }
.map { display: grid; gap: 1rem; }
.tiles { display: grid; grid-template-columns: repeat(auto-fill, minmax(7.2rem, 1fr)); gap: 0.25rem; }
.tile { border: 1px solid var(--line); border-radius: 0.25rem; padding: 0.25rem 0.4rem; font-size: 0.8rem; line-height: 1.25; overflow-wrap: anywhere; }
.tile span, .tile b { display: block; }
.good { background: light-dark(#d8f0dc, #1e4427); }
.some { background: repeating-linear-gradient(45deg, light-dark(#fdeecb, #4d3c0c) 0 8px, light-dark(#f9e2ad, #5c4a16) 8px 10px); }
.bad { background: repeating-linear-gradient(0deg, light-dark(#fbdcda, #54201d) 0 5px, light-dark(#f3c1be, #6b2b27) 5px 7px); }
.none { background: none; color: light-dark(#59616b, #a2abb6); }
.legend { display: flex; flex-wrap: wrap; gap: 0.25rem 1rem; font-size: 0.85rem; }
.legend i { display: inline-block; width: 1rem; height: 1rem; padding: 0; margin-right: 0.4rem; vertical-align: -0.2rem; }
table { border-collapse: collapse; width: 100%; font-size: 0.9rem; }
th, td { text-align: left; vertical-align: top; padding: 0.3rem 0.6rem 0.3rem 0; border-bottom: 1px solid var(--line); }
@media (min-width: 60rem) {
  .map { grid-template-columns: 3fr 2fr; grid-template-areas: 'north north' 'middle east' 'capital east' 'south east'; align-items: start; }
  .north { grid-area: north; }
  .middle { grid-area: middle; }
  .capital { grid-area: capital; }
  .south { grid-area: south; }
  .east { grid-area: east; }
}
@media (max-width: 40rem) {
  .cards, .cards tbody, .cards tr, .cards td { display: block; }
  .cards thead { display: none; }
  .cards tr { border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.4rem 0.6rem; margin-bottom: 0.5rem; }
  .cards td { border: 0; padding: 0.1rem 0; display: grid; grid-template-columns: 45% 1fr; gap: 0.5rem; }
  .cards td::before { content: attr(data-head); color: light-dark(#59616b, #a2abb6); }
}
@media print { body { max-width: none; } }
`;
