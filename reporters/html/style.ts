/** The run page's style sheet: system fonts, light and dark, readable on a phone. */
export const style = `
:root { color-scheme: light dark; --ink:#1c2430; --soft:#5d6877; --line:#dfe4ea; --page:#fff; --card:#f6f8fa; --yes:#1a7f37; --no:#c62828; --maybe:#9a6700; --accent:#3557c9; --lit:#ffdcd7 }
@media (prefers-color-scheme: dark) { :root { --ink:#e6eaf0; --soft:#9aa5b4; --line:#313a46; --page:#12161c; --card:#1a2029; --yes:#4ac26b; --no:#ff7b72; --maybe:#d8a53a; --accent:#8ea8ff; --lit:#5c231f } }
* { box-sizing: border-box }
body { margin:0 auto; max-width:72rem; padding:2rem 1.25rem 4rem; font:16px/1.55 system-ui, sans-serif; color:var(--ink); background:var(--page) }
h1 { font-size:1.7rem; margin:0 0 .2rem } h2 { margin:2.6rem 0 .6rem; font-size:1.25rem } h3 { margin:1.4rem 0 .4rem; font-size:1rem }
p { margin:.3rem 0 .8rem; max-width:46rem } .soft { color:var(--soft) } code { font-size:.9em }
.verdict { display:inline-block; padding:.1rem .6rem; border-radius:1rem; color:var(--page); font-weight:600; font-size:.9rem }
.passed, .yes { color:var(--yes) } .failed, .no { color:var(--no) } .inconclusive, .unknown { color:var(--maybe) }
.verdict.passed { background:var(--yes); color:var(--page) } .verdict.failed { background:var(--no); color:var(--page) } .verdict.inconclusive { background:var(--maybe); color:var(--page) }
.scroll { overflow-x:auto; border:1px solid var(--line); border-radius:.5rem; background:var(--card) }
table { border-collapse:collapse; width:100%; font-size:.92rem } th, td { text-align:left; padding:.42rem .7rem; border-bottom:1px solid var(--line); vertical-align:top } tr:last-child td { border-bottom:0 } th { color:var(--soft); font-weight:600; white-space:nowrap }
details { border:1px solid var(--line); border-radius:.5rem; margin:.5rem 0; background:var(--card) } summary { cursor:pointer; padding:.5rem .8rem } details .scroll { border:0; border-top:1px solid var(--line); border-radius:0 }
.bar { display:inline-block; height:.6rem; border-radius:.3rem; background:var(--accent); margin-right:.5rem; min-width:2px }
svg { display:block; margin:.5rem } svg text { fill:var(--ink); font:12px system-ui, sans-serif } svg .who { font-weight:600; font-size:13px } svg .time { fill:var(--soft); font-size:10px } svg .lane { stroke:var(--line) } svg .arrow { stroke:var(--accent); stroke-width:1.4 } svg path, svg circle { fill:var(--accent) }
.time { white-space:nowrap }
@media (max-width: 40rem) { body { padding:1.2rem .8rem 3rem } .bar { display:none } th, td { padding:.4rem .5rem } }
pre { margin:0; padding:.5rem .8rem; font-size:.82rem } td p { margin:.1rem 0 }
ul.why { margin:.2rem 0; padding-left:1.1rem }
.maybe { color:var(--maybe) } section { border-top:1px solid var(--line); margin-top:1.6rem; scroll-margin-top:1rem } h3 { overflow-wrap:anywhere }
.difference { border-left:4px solid var(--no); padding:.1rem 0 .1rem .9rem; margin:.8rem 0 } .difference .why { font-size:.88rem; color:var(--soft) } .difference code { overflow-wrap:anywhere; color:var(--ink) }
mark { background:var(--lit); color:var(--ink); border-radius:.2rem; padding:0 .25rem; box-decoration-break:clone; -webkit-box-decoration-break:clone }
.pair { display:grid; grid-template-columns:1fr 1fr; gap:0 1rem; padding:.4rem .8rem } .pair > * { min-width:0; overflow-wrap:anywhere } .pair p { margin:.2rem 0 } .heads { margin-top:1rem; padding-bottom:0 }
.step { margin:.3rem 0 } .step .who { display:none } .step.lit { border-color:var(--no) } .step.lit > summary { font-weight:600 } .step .pair { border-top:1px solid var(--line) }
.first { background:var(--no); color:var(--page); border-radius:1rem; padding:.05rem .55rem; font-size:.8rem; font-weight:600 } .differs { color:var(--no); font-size:.85rem } summary .soft { font-size:.85rem }
dl { display:grid; grid-template-columns:minmax(5rem, max-content) 1fr; gap:.1rem .8rem; margin:.3rem 0; font-size:.88rem } dt { color:var(--soft); overflow-wrap:anywhere } dd { margin:0; min-width:0; overflow-wrap:anywhere; font-family:ui-monospace, monospace; font-size:.82rem } .names { padding:0 .8rem .5rem; overflow-wrap:anywhere }
@media (max-width: 40rem) { .pair { grid-template-columns:1fr; gap:.6rem } .step .who { display:block; color:var(--soft); font-weight:600; font-size:.85rem } .heads { display:none } .step .pair dl { grid-template-columns:8rem 1fr } }
a { color:var(--accent) } nav a { margin-right:1rem }
`;
