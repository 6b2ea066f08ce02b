/** The look of a report page; readable on a phone, in light and dark, and on paper. */
export const style = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 72rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; } h3 { font-size: 1rem; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0; border-bottom: 1px solid #8884; }
td small { display: block; opacity: 0.75; }
figure { margin: 1rem 0; } figcaption span { margin-right: 1rem; white-space: nowrap; }
.plot { max-width: 100%; min-width: 36rem; height: auto; font: 12px system-ui, sans-serif; } .plot text { fill: currentColor; }
.grid { stroke: #8883; } .axis { opacity: 0.7; } .mark { stroke: currentColor; stroke-dasharray: 3 2; opacity: 0.8; }
.base td { opacity: 0.75; font-style: italic; }
.right { color: light-dark(#0a6b2f, #6fd995); } .wrong { color: light-dark(#a32014, #ff9c8f); }
@media print { details { display: none; } }
`;
