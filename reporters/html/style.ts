/** The run page's style sheet: system fonts, light and dark, readable on a phone. */
export const style = `
:root { color-scheme: light dark; --ink:#1c2430; --soft:#5d6877; --line:#dfe4ea; --page:#fff; --card:#f6f8fa; --yes:#1a7f37; --no:#c62828; --maybe:#9a6700; --accent:#3557c9 }
@media (prefers-color-scheme: dark) { :root { --ink:#e6eaf0; --soft:#9aa5b4; --line:#313a46; --page:#12161c; --card:#1a2029; --yes:#4ac26b; --no:#ff7b72; --maybe:#d8a53a; --accent:#8ea8ff } }
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
a { color:var(--accent) } nav a { margin-right:1rem }
`;
