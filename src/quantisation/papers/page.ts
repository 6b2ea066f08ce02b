/** The look of the pages of this stage; readable on a phone, in light and dark, and on paper. */
export const pageStyle = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; max-width: 76rem; margin: 2rem auto; padding: 0 1rem; }
h1 { font-size: 1.6rem; } h2 { font-size: 1.2rem; margin-top: 2rem; }
.verdict { font-size: 1.1rem; font-weight: 600; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; font-size: 0.9rem; font-variant-numeric: tabular-nums; }
th, td { text-align: left; vertical-align: top; padding: 0.35rem 0.9rem 0.35rem 0; border-bottom: 1px solid #8884; }
th { font-weight: 600; }
.numbers td { white-space: nowrap; }
td small { display: block; opacity: 0.75; white-space: nowrap; }
.right { color: light-dark(#0a6b2f, #6fd995); } .wrong { color: light-dark(#a32014, #ff9c8f); }
.chart { width: 100%; max-width: 54rem; height: auto; }
.chart text { font: 11px system-ui, sans-serif; fill: currentColor; }
.chart text.off, .chart text.tick { opacity: 0.7; } .chart text.on { font-weight: 600; }
.chart line { stroke: #8883; }
.chart .front { fill: none; stroke: light-dark(#1b6ac9, #7db7ff); stroke-width: 1.5; stroke-dasharray: 4 3; }
.chart circle.on { fill: light-dark(#1b6ac9, #7db7ff); } .chart circle.off { fill: #8889; }
`;
