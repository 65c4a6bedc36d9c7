/** The pages' style sheet, of one look with the run report: system fonts, light and dark, readable on a phone. */
export const style = `
:root { color-scheme: light dark; --ink:#1c2430; --soft:#5d6877; --line:#dfe4ea; --page:#fff; --card:#f6f8fa; --yes:#1a7f37; --no:#c62828; --maybe:#9a6700; --accent:#3557c9 }
@media (prefers-color-scheme: dark) { :root { --ink:#e6eaf0; --soft:#9aa5b4; --line:#313a46; --page:#12161c; --card:#1a2029; --yes:#4ac26b; --no:#ff7b72; --maybe:#d8a53a; --accent:#8ea8ff } }
* { box-sizing: border-box }
body { margin:0 auto; max-width:76rem; padding:1.2rem 1.25rem 4rem; font:16px/1.55 system-ui, sans-serif; color:var(--ink); background:var(--page); overflow-wrap:anywhere }
h1 { font-size:1.6rem; margin:1.2rem 0 .2rem } h2 { margin:2.2rem 0 .6rem; font-size:1.2rem } h3 { margin:1rem 0 .3rem; font-size:.95rem }
p { margin:.3rem 0 .8rem; max-width:46rem } .soft { color:var(--soft) } code, pre { font-size:.85rem }
.passed { color:var(--yes) } .failed { color:var(--no) } .unknown { color:var(--maybe) }
.scroll { overflow-x:auto; border:1px solid var(--line); border-radius:.5rem; background:var(--card) }
table { border-collapse:collapse; width:100%; font-size:.92rem } th, td { text-align:left; padding:.42rem .7rem; border-bottom:1px solid var(--line); vertical-align:top; min-width:5.5rem } tr:last-child td { border-bottom:0 } th { color:var(--soft); font-weight:600; white-space:nowrap }
details { border:1px solid var(--line); border-radius:.5rem; margin:.5rem 0; background:var(--card); padding:0 .8rem } summary { cursor:pointer; padding:.5rem 0 }
pre { margin:.2rem 0 .8rem; padding:.5rem .8rem; border:1px solid var(--line); border-radius:.4rem; background:var(--page); white-space:pre-wrap; max-height:32rem; overflow:auto }
ul { margin:.2rem 0 .8rem; padding-left:1.2rem }
a { color:var(--accent) } nav a { margin-right:1rem; display:inline-block } a:focus-visible, summary:focus-visible, input:focus-visible, button:focus-visible { outline:3px solid var(--accent); outline-offset:2px }
form { display:flex; flex-wrap:wrap; gap:.6rem; align-items:end; margin:.8rem 0 } label { display:flex; flex-direction:column; font-size:.85rem; color:var(--soft) }
input, select, button { font:inherit; color:var(--ink); background:var(--page); border:1px solid var(--soft); border-radius:.4rem; padding:.3rem .6rem; max-width:100% }
svg { display:block; margin:.5rem; max-width:max(100% - 1rem, 50rem); height:auto } svg text { fill:var(--ink); font:13px system-ui, sans-serif } svg rect { fill:var(--page); stroke:var(--soft) } svg a:focus-visible rect { stroke:var(--accent); stroke-width:3 }
svg path { fill:none; stroke-width:1.6 } svg path.passed { stroke:var(--yes) } svg path.failed { stroke:var(--no); stroke-dasharray:6 3 } svg path.unknown { stroke:var(--maybe); stroke-dasharray:2 3 }
@media (max-width: 40rem) { body { padding:.8rem .8rem 3rem } th, td { padding:.4rem .5rem } }
`;
